"""Random case files: what is said of a person, near the days and numbers at which a pack's answers turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from amparo.facts.value import shift
from amparo.facts.vocabulary import FactKind, Vocabulary
from property.expressions import CODES
from property.packs import RandomPack

_BODIES: Final = ("police", "ngo", "identifying_authority", "child_authority", "person", "court", "shelter", "asylum_authority")
_SOURCES: Final = ("said", "observed", "document", "decision")


class Persons:
    """Draws case files for one pack."""

    def __init__(self, random: Random, pack: RandomPack, vocabulary: Vocabulary) -> None:
        self.random = random
        self.pack = pack
        self.vocabulary = vocabulary
        self.days = sorted(set(_turning_days(pack)))

    def case(self) -> dict[str, Any]:
        """Draw a case file."""
        known = self.random.choice((0.35, 0.6, 0.85))
        facts = {f: self.said(self.vocabulary.facts[f]) for f in self.pack.facts if self.random.random() < known}
        items = {kind: self.items(kind, known) for kind in self.pack.items if self.random.random() < 0.75}
        return {"facts": facts, "items": items, "on": self.pack.on.isoformat()}

    def items(self, kind: str, known: float) -> dict[str, Any]:
        """Draw a list of items."""
        listed = [
            {"id": str(n + 1), **{f: self.said(self.vocabulary.items[kind][f]) for f in self.pack.items[kind] if self.random.random() < known}}
            for n in range(self.random.choice((0, 1, 1, 2, 2, 3)))
        ]  # fmt: skip
        complete = self.random.choice((True, True, False, None))
        return {"list": listed, **({} if complete is None and self.random.random() < 0.5 else {"complete": complete})}

    def said(self, kind: FactKind) -> Any:
        """Draw what is said of a fact: a bare value or statements by several bodies."""
        if self.random.random() < (0.5 if kind.name == "age_years" else 0.8):
            return self.value(kind)
        return [self.statement(kind) for _ in range(self.random.choice((1, 1, 2, 2, 3)))]

    def statement(self, kind: FactKind) -> dict[str, Any]:
        """Draw one statement, perhaps made earlier or (as the file has it) later than the day asked for."""
        made = {"value": self.value(kind)}
        if self.random.random() < 0.7:
            made["source"] = self.random.choice(_SOURCES)
        if self.random.random() < 0.7:
            made["by"] = self.random.choice(_BODIES)
        if self.random.random() < 0.7:
            made["recorded"] = (self.pack.on + timedelta(self.random.choice((-400, -30, -1, 0, 0, 1)))).isoformat()
        return made

    def value(self, kind: FactKind) -> Any:
        """Draw a value, sometimes none."""
        if self.random.random() < 0.04:
            return None
        match kind.type:
            case "yesno":
                return self.random.random() < 0.5
            case "choice":
                return self.random.choice(kind.values)
            case "date":
                return self.date(kind)
            case "number":
                return self.random.choice((0, 1, 2, 3) if kind.item else (16, 17, 18, 19, 40))
        return self.random.choice(CODES[kind.type])

    def date(self, kind: FactKind) -> str:
        """Draw a date, whole or in part, or *never*."""
        if kind.name != "birth_date" and self.random.random() < 0.15:
            return "never"
        day = self.random.choice(self.days)
        if kind.name == "birth_date" and self.random.random() < 0.85:
            day = shift(self.pack.on, "years", -18) or day  # type: ignore[assignment]  # a day moved is a day
            day += timedelta(self.random.choice((-400, -30, -2, -1, 0, 1, 2, 30, 300)))
            if self.random.random() < 0.15:
                day = date(2008, 2, 29)
        if self.random.random() < (0.4 if kind.name == "birth_date" else 0.1):
            return day.isoformat()[: self.random.choice((4, 7))]
        return day.isoformat()


def _turning_days(pack: RandomPack) -> Iterator[date]:
    for day in (pack.on, *(v for p in pack.parameters for _, v in p["values"] if isinstance(v, date))):
        yield from (day + timedelta(n) for n in (-400, -1, 0, 1))
        for parameter in pack.parameters:
            for _, value in parameter["values"]:
                for sign in (1, -1):
                    moved = (
                        shift(day, parameter["unit"], sign * value)
                        if isinstance(value, int) and parameter["unit"] != "number"
                        else None
                    )
                    if isinstance(moved, date):
                        yield from (moved + timedelta(n) for n in (-1, 0, 1))


def fewer(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield case files with one thing less."""
    for fact in case["facts"]:
        yield {**case, "facts": {f: v for f, v in case["facts"].items() if f != fact}}
    for kind, listed in case["items"].items():
        others = {k: v for k, v in case["items"].items() if k != kind}
        yield {**case, "items": others}
        for n, item in enumerate(listed["list"]):
            rest = [*listed["list"][:n], *listed["list"][n + 1 :]]
            yield {**case, "items": {**others, kind: {**listed, "list": rest}}}
            for fact in [f for f in item if f != "id"]:
                less = [*listed["list"][:n], {f: v for f, v in item.items() if f != fact}, *listed["list"][n + 1 :]]
                yield {**case, "items": {**others, kind: {**listed, "list": less}}}


def more(random: Random, persons: Persons, case: dict[str, Any]) -> dict[str, Any]:
    """Return the case after more was learnt: facts not stated before, further items, lists complete."""
    facts = dict(case["facts"])
    for fact in persons.pack.facts:
        if fact not in facts and random.random() < 0.6:
            facts[fact] = persons.value(persons.vocabulary.facts[fact])
    items = {kind: _learnt(random, persons, kind, case["items"].get(kind)) for kind in persons.pack.items}
    return {**case, "facts": facts, "items": {kind: listed for kind, listed in items.items() if listed is not None}}


def _learnt(random: Random, persons: Persons, kind: str, listed: dict[str, Any] | None) -> dict[str, Any] | None:
    if listed is None:
        return None if random.random() < 0.4 else persons.items(kind, 0.6)
    items = []
    for item in listed["list"]:
        unsaid = [f for f in persons.pack.items[kind] if f not in item and random.random() < 0.6]
        items.append({**item, **{f: persons.value(persons.vocabulary.items[kind][f]) for f in unsaid}})
    if listed.get("complete") is not True and random.random() < 0.4:
        said = {f: persons.value(persons.vocabulary.items[kind][f]) for f in persons.pack.items[kind]}
        items.append({"id": f"{len(items) + 1}", **said})
    complete = listed.get("complete") or (True if random.random() < 0.5 else listed.get("complete"))
    return {"list": items, "complete": complete}
