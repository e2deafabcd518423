"""A second opinion by trying: what a conclusion does when facts take other values. It shares nothing with `reasons.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from math import prod
from random import Random
from typing import Any, Final

from amparo.facts.settled import Settled, contradictions
from amparo.facts.value import NEVER, Span, Truth, Value, bounds, shift
from amparo.rules.compiled import Compiled
from amparo.rules.determination import Determination
from amparo.rules.evaluate import FURTHER
from amparo.rules.expression import (
    Conclusion,
    Constant,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Node,
    OneOf,
    Quantifier,
    parts_of,
    walk,
)
from amparo.rules.law import Law

Values = Mapping[str, Value]
ABSENT: Final = None
NEW: Final = "new"
"""The id of a further item that a list could also hold; its fact `listed` says so, `copied` that there are many."""
COPIES: Final = 25
MOST: Final = 1_500
"""Combinations up to which all are tried; above, as many are drawn."""


@dataclass
class Oracle:
    """One person under one law, and what would be answered if facts were otherwise."""

    law: Law
    settled: Settled
    compiled: Compiled
    random: Random

    def __post_init__(self) -> None:
        self.place = {name: n for n, name in enumerate(self.compiled.names)}
        self.days = tuple(sorted(set(self._days())))
        amounts = [v for name in self.law.amounts if isinstance(v := self.law.amount(name), int)]
        stated = [v for v in self.settled.values.values() if isinstance(v, int) and not isinstance(v, bool)]
        self.numbers = tuple(sorted({0, 130, *(max(v + n, 0) for v in (*amounts, *stated) for n in (-1, 0, 1))}))
        self.read_of = self._read_of()
        self.constants = {
            value for top in self.law.conclusions.values() for node in walk(top)
            for value in ([node.value] if isinstance(node, Constant) else node.values if isinstance(node, OneOf) else ())
        }  # fmt: skip
        self.constants |= {sign.value for signs in self.law.vocabulary.implied.values() for sign in signs}

    def _read_of(self) -> dict[str, set[str]]:
        """Return, for each kind of item, the facts that the law reads of it."""
        found: dict[str, set[str]] = {kind: set() for kind in self.law.vocabulary.items}
        for node in (node for top in self.law.conclusions.values() for node in walk(top)):
            if isinstance(node, ItemFact):
                found[node.kind].add(node.name)
            summary = self.law.vocabulary.summaries.get(node.key) if isinstance(node, Fact) else None
            if summary:
                found[summary.kind] |= {summary.fact} | ({"ended_on"} if summary.fact == "form" else set())
        return found

    def concludes(self, d: Determination, values: Values) -> Truth:
        """Return the conclusion with these values."""
        found = self.compiled.answer(self._person(values))[self.place[d.rule.name]]
        return found[d.item.partition("#")[2]] if d.item else found  # type: ignore[no-any-return]  # a truth

    def _person(self, values: Values) -> Settled:
        """Return a person with these values; a further item is listed where something is said of it."""
        further = {key.partition("#")[0] for key in values if f"#{NEW}." in key}
        lists = dict(self.settled.lists)
        said = dict(values)
        for kind in further:
            new = [f"{NEW}{n}" for n in range(COPIES if values.get(f"{kind}#{NEW}.copied") else 1)]
            lists[kind] = (*lists.get(kind, ()), *new)
            of_new = {key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{kind}#{NEW}.")}
            said.update((f"{kind}#{name}.{fact}", value) for name in new for fact, value in of_new.items())
        return Settled(self.settled.vocabulary, self.settled.on, said, lists)

    def contradicts(self, values: Values) -> bool:
        """Say whether some of the values contradict each other, so that they would count as not known."""
        if any(contradictions(values, self.settled.on)):
            return True
        for key in (*self.law.vocabulary.implied, *self.law.vocabulary.summaries):
            if key in values and not (key in self.law.vocabulary.summaries and self.law.vocabulary.lifts(key, values[key])):
                others = {k: v for k, v in values.items() if k != key}
                read = self._person(others).get(key)
                if read is not None and read != values[key]:
                    return True
        return False

    # ------------------------------------------------------------ what is read
    def reads(self, d: Determination) -> tuple[str, ...]:
        """Return all stated facts that bear on a determination."""
        bound = {d.rule.each: d.item.partition("#")[2]} if d.rule.each and d.item else {}
        found = dict.fromkeys(self._reads(self.law.conclusions[d.rule.name], bound))
        return tuple(key for key in found if f"#{NEW}." not in key)

    def _reads(self, node: Node, bound: Mapping[str, str]) -> Iterator[str]:
        inside = [node]
        while inside:
            at = inside.pop()
            match at:
                case Fact("age"):
                    yield from ("birth_date", "age_years")
                case Fact(key):
                    yield from self._of_person(key)
                case ItemFact(kind, name):
                    yield f"{kind}#{bound[kind]}.{name}"
                case Conclusion(name):
                    yield from self._reads(self.law.conclusions[name], bound)
                case Quantifier(_, kind, body) | Count(kind, body) | Extreme(_, kind, body):
                    for item in (*self.settled.lists.get(kind, ()), NEW):
                        yield from self._reads(body, {**bound, kind: item})
                    yield f"{kind}.complete"
                case _:
                    inside.extend(reversed(parts_of(at)))

    def _of_person(self, key: str) -> Iterator[str]:
        yield key
        yield from (sign.fact for sign in self.law.vocabulary.implied.get(key, ()))
        summary = self.law.vocabulary.summaries.get(key)
        if summary and summary.kind in self.settled.lists:
            for item in self.settled.lists[summary.kind]:
                yield f"{summary.kind}#{item}.{summary.fact}"
                if summary.fact == "form":
                    yield f"{summary.kind}#{item}.ended_on"
            yield f"{summary.kind}.complete"

    # ------------------------------------------------------------ what could be
    def domain(self, key: str) -> tuple[Value, ...]:
        """Return values that a fact could have, enough to fall on every side of what the law compares it with."""
        if key.endswith(".complete"):
            return (True, False)
        if key.endswith((f"#{NEW}.listed", f"#{NEW}.copied")):
            return (True,)
        kind, _, rest = key.partition("#")
        known = self.law.vocabulary.kind_of(f"{kind}.{rest.rpartition('.')[2]}" if rest else key)
        match known.type:
            case "yesno":
                return (True, False)
            case "choice":
                named = [v for v in known.values if v in self.constants]
                return (*named, *[v for v in known.values if v not in named][:1])
            case "number":
                return self.numbers
            case "date":
                return tuple(day for day in self.days if day <= self.settled.on) if key == "birth_date" else (NEVER, *self.days)
        return ("XX", "YY", "xa", "xb", "XXD", "YYD")

    def learnable(self, key: str) -> tuple[Value, ...]:
        """Return the values that an open fact could turn out to have, given what is known of it."""
        if key.endswith(".complete"):
            return (True,)
        known = self.settled.values.get(key)
        if isinstance(known, Span):
            inside = [v for v in self.domain(key) if v is not NEVER and known.low <= v <= known.high]
            return (
                tuple(dict.fromkeys((known.low, known.high, *inside)))
                if known.high != float("inf")
                else (known.low, *inside, 130)
            )
        return self.domain(key)

    def _days(self) -> Iterator[date]:
        fixed = [self.settled.on, *(v for name in self.law.amounts if isinstance(v := self.law.amount(name), date))]
        fixed += [v for v in self.settled.values.values() if isinstance(v, date)]
        units = {"days": "days", "months": "months", "years": "years", "number": "years"}
        periods = [(units.get(a.unit, ""), v) for n, a in self.law.amounts.items() if isinstance(v := self.law.amount(n), int)]
        age = self.settled.values.get("age_years")
        if age is not None:  # days of birth that agree with the age that was stated
            periods += [("years", years) for years in bounds(age) if years != float("inf")]
        for day in dict.fromkeys(fixed):
            moved = [shift(day, unit, sign * value) for unit, value in periods if unit for sign in (1, -1)]
            for each in (day, *moved):
                if isinstance(each, date):
                    yield from (each + timedelta(n) for n in (-1, 0, 1))
        yield from (date(1930, 1, 1), date(2150, 1, 1))

    # ------------------------------------------------------------ trying
    def assignments(self, choices: Mapping[str, tuple[Value | None, ...]]) -> Iterator[dict[str, Value | None]]:
        """Yield all combinations of values where they are few, else the first of each and many drawn at random."""
        if prod(map(len, choices.values())) <= MOST:
            yield from (dict(zip(choices, values, strict=True)) for values in product(*choices.values()))
            return
        yield from ({key: values[min(n, len(values) - 1)] for key, values in choices.items()} for n in range(3))
        for _ in range(MOST):
            yield {key: self.random.choice(values) for key, values in choices.items()}

    def around(self, d: Determination, held: Iterable[str], tries: int) -> Iterator[Values]:
        """Yield persons of whom these facts are as they are (or not known) and all others anything."""
        kept = {key: self.settled.values[key] for key in held if key in self.settled.values}
        read = self.reads(d)
        free = [key for key in read if key not in held]
        further = [key for key in self._new(free) if not self._is_begun(key, read)]
        yield kept
        for _ in range(tries):
            new = further if self.random.random() < 0.3 else []
            drawn = {key: self.random.choice(self.domain(key)) for key in (*free, *new) if self.random.random() < 0.7}
            if not self.contradicts({**kept, **drawn}):
                yield {**kept, **drawn}

    def changed_by(self, d: Determination, held: Iterable[str], key: str) -> bool | None:
        """Say whether the conclusion could be otherwise once `key` is no longer held; None: not found, not all tried."""
        rest = frozenset(held) - {key}
        kept = {k: self.settled.values[k] for k in rest if k in self.settled.values}
        free = [k for k in self.reads(d) if k not in rest]
        current = {k: v for k, v in self.settled.values.items() if k != key}
        alone: list[Value | None] = [ABSENT, *self.domain(key)]
        for others in (kept, current):
            if any(self._differs(d, {**others, key: value}) for value in alone):
                return True
        choices = {k: (ABSENT, *self.domain(k)) for k in (*free, *self._new(free))}
        if any(self._differs(d, {**kept, **drawn}) for drawn in self.assignments(choices)):
            return True
        return False if prod(map(len, choices.values())) <= MOST else None

    def _new(self, free: Iterable[str]) -> list[str]:
        """Return the facts of one further item of each list that is not held complete."""
        kinds = sorted({key.partition(".")[0] for key in free if key.endswith(".complete")})
        return [f"{kind}#{NEW}.{name}" for kind in kinds for name in (*sorted(self.read_of[kind]), "listed", "copied")]

    def _is_begun(self, key: str, read: Iterable[str]) -> bool:
        """Say whether a further item would begin a list from which a stated fact is then read."""
        kind = key.partition("#")[0]
        found = (fact for fact, s in self.law.vocabulary.summaries.items() if s.kind == kind and kind not in self.settled.lists)
        return any(fact in read for fact in found)

    def _differs(self, d: Determination, values: Mapping[str, Value | None]) -> bool:
        return self.concludes(d, {k: v for k, v in values.items() if v is not None}) is not d.conclusion

    def could_be(self, d: Determination, keys: Iterable[str], *, wanted: Truth) -> bool:
        """Say whether learning some of these facts can give a conclusion the wanted truth."""
        now = self.settled.values
        for drawn in self.assignments({key: (now.get(key), *self.learnable(key)) for key in keys}):
            if self.concludes(d, {**now, **{k: v for k, v in drawn.items() if v is not None}}) is wanted:
                return True
        return False

    def settles(self, d: Determination, keys: Iterable[str], *, agreeing: bool = False) -> bool:
        """Say whether some values of all these facts settle a conclusion that is not known, agreeing with what is known."""
        for drawn in self.assignments({key: self.learnable(key) for key in keys}):
            values: Values = {**self.settled.values, **drawn}  # type: ignore[dict-item]  # none is absent
            if isinstance(self.concludes(d, values), bool) and not (agreeing and self.contradicts(values)):
                return True
        return False

    def could_be_no(self, d: Determination) -> Iterator[bool]:
        """Yield yes for each way found in which one open fact turns a conclusion to no."""
        for key in self.open_facts(d):
            for value in self.learnable(key):
                if self.concludes(d, {**self.settled.values, key: value}) is False:
                    yield True

    def settled_by_less(self, d: Determination, keys: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return a part of these facts, not all, that can settle the conclusion."""
        for size in range(1, len(keys)):
            for part in combinations(keys, size):
                if self.settles(d, part):
                    return part
        return None

    def open_facts(self, d: Determination) -> tuple[str, ...]:
        """Return the facts of which more can be learnt."""
        values: Mapping[str, Any] = self.settled.values
        return tuple(
            key for key in self.reads(d)
            if f"#{FURTHER}." not in key and (
                values.get(key) is None or isinstance(values[key], Span) or (key.endswith(".complete") and values[key] is False)
            )
        )  # fmt: skip
