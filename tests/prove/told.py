"""People of whom the solver is told all that is known, and what it then says of every rule.

Outside what the solver is told are dates in part other than a year of birth, months and years of birth that reach today, an
age stated after the day asked for, and fractions: people with these are not drawn here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any, Final

import z3

from amparo.facts.settled import Settled
from amparo.facts.value import INFINITY, NEVER, Span
from amparo.facts.vocabulary import FactKind
from amparo.prove.derived import keep_possible
from amparo.prove.encode import FURTHER, Encoded
from amparo.prove.person import Person, Words
from amparo.prove.term import FAR, Line, NotExpressible, Term, Word
from amparo.prove.truth import Formula, Truth
from amparo.rules.evaluate import FURTHER as FURTHER_ID
from amparo.rules.law import Law
from amparo.rules.rule import Rule
from property.packs import RandomPack
from property.persons import Persons

SLOTS: Final = 3
"""Items of one kind that a drawn person has at most."""
Cell = tuple[str, str | None, str]
"""A rule by name, the id of an item where the rule is about each, and which of its conditions: `when` or `done`."""


class Askable(Persons):
    """Draws case files of people whom the solver can be told of."""

    def date(self, kind: FactKind) -> str:
        """Draw a date: whole, or the year of birth of somebody who is a year old."""
        drawn = super().date(kind)
        if drawn == NEVER.value or len(drawn) == 10:
            return drawn
        if kind.name == "birth_date" and int(drawn[:4]) < self.pack.on.year:
            return drawn[:4]
        return f"{drawn[:4]}-02-28"

    def statement(self, kind: FactKind) -> dict[str, Any]:
        """Draw one statement; an age is stated on the day asked for or before."""
        made = super().statement(kind)
        if kind.name == "age_years" and made.get("recorded", "") > self.pack.on.isoformat():
            made["recorded"] = self.pack.on.isoformat()
        return made


def persons_under(law: Law, random: Random) -> Persons:
    """Return what draws people who have whatever the law reads, near the days on which its answers turn."""
    kinds: dict[str, list[str]] = defaultdict(list)
    facts = []
    for key in sorted({key for name in law.rules for key in law.read[name]}):
        kind, dot, name = key.partition(".")
        if not dot:
            facts.append(key)
        elif name != "complete":
            kinds[kind].append(name)
    parameters = tuple({"unit": amount.unit, "values": amount.values} for amount in law.amounts.values())
    pack = RandomPack(law.day, parameters, (), tuple(facts), {kind: tuple(names) for kind, names in kinds.items()})
    return Askable(random, pack, law.vocabulary)


class Told:
    """A law as formulas, asked about one whole person after another."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.words = Words(law.words)
        self.person = Person(law.vocabulary, law.day, self.words, dict.fromkeys(law.vocabulary.items, SLOTS))
        self.encoded = Encoded(law, self.person)
        self.terms: dict[tuple[str, int | None, str], Term] = {}
        self.refused: dict[str, str] = {}
        for rule in law.rules.values():
            try:
                self.terms.update(self._terms(rule))
            except NotExpressible as reason:
                self.refused[rule.name] = str(reason)
        self.solver = z3.SimpleSolver()
        keep_possible(self.person)
        self.solver.add(*(part for part in self.person.conditions if part is not True))

    def _terms(self, rule: Rule) -> Iterator[tuple[tuple[str, int | None, str], Term]]:
        for slot in range(SLOTS + 1) if rule.each else (None,):
            bound = {rule.each: slot} if rule.each and slot is not None else {}
            yield (rule.name, slot, "when"), self.encoded.conclusion(rule.name, bound)
            if rule.done is not None:
                yield (rule.name, slot, "done"), self.encoded.truth(rule.done, bound)

    def says(self, settled: Settled) -> dict[Cell, Any] | None:
        """Return what the formulas say of a person; None if there can be no such person."""
        self.solver.push()
        self.solver.add(*(part for part in self._fixed(settled) if part is not True))
        try:
            return dict(self._read(settled)) if self.solver.check() == z3.sat else None
        finally:
            self.solver.pop()

    def _read(self, settled: Settled) -> Iterator[tuple[Cell, Any]]:
        model = self.solver.model()
        for (name, slot, part), term in self.terms.items():
            ids = settled.lists.get(self.law.rules[name].each or "", ())
            if slot is None or slot == FURTHER:
                yield (name, None if slot is None else FURTHER_ID, part), _value(model, term)
            elif slot <= len(ids):
                yield (name, ids[slot - 1], part), _value(model, term)

    def _fixed(self, settled: Settled) -> Iterator[Formula]:
        codes: dict[str, dict[Any, int]] = defaultdict(dict)
        for key, term in self.person.facts.items():
            kind, hash_, rest = key.partition("#")
            slot, _, name = rest.partition(".")
            ids = settled.lists.get(kind, ())
            if isinstance(term, Truth) and key.endswith("?"):
                yield term.yes == (key[:-1] in settled.lists)
            elif isinstance(term, Truth) and hash_ and not name:
                yield term.yes == (int(slot) <= len(ids))
            elif hash_:
                item = f"{kind}#{ids[int(slot) - 1]}.{name}" if int(slot) <= len(ids) else ""
                yield from self._is(key, term, settled.values.get(item), codes)
            else:
                yield from self._is(key, term, settled.values.get(key), codes)

    def _is(self, key: str, term: Term, value: Any, codes: dict[str, dict[Any, int]]) -> Iterator[Formula]:
        if isinstance(term, Truth):
            yield from (term.yes == (value is True), term.no == (value is False))
            return
        yield term.known == (value is not None)
        if isinstance(term, Word) and value is not None:
            yield term.index == self._index(self.person.kind_of(key), value, codes)
        elif isinstance(term, Line) and value is not None:
            yield term.never == (value is NEVER)
            if value is not NEVER:
                low, high = (value.low, value.high) if isinstance(value, Span) else (value, value)
                yield from (term.low == _number(low), term.high == _number(high))

    def _index(self, kind: FactKind, value: str, codes: dict[str, dict[Any, int]]) -> int:
        """Return the index of a word; a code that the law does not name is one of those that stand for such codes."""
        possible_words = self.words.of(kind)
        if value in self.words.texts and self.words.index(value) in possible_words:
            return self.words.index(value)
        others = codes[kind.type]
        return others.setdefault(value, possible_words[-1 - len(others)])


def _number(value: Any) -> int:
    if value == INFINITY:
        return FAR
    return value.toordinal() if isinstance(value, date) else int(value)


def _value(model: z3.ModelRef, term: Term) -> Any:
    """Read a term out of a model: True, False, None, *never*, or the two bounds as numbers."""
    if isinstance(term, Truth):
        return True if _holds(model, term.yes) else False if _holds(model, term.no) else None
    assert isinstance(term, Line)
    if not _holds(model, term.known):
        return NEVER if _holds(model, term.never) else None
    return NEVER if _holds(model, term.never) else (_integer(model, term.low), _integer(model, term.high))


def plain(value: Any) -> Any:
    """Return what the definition says in the same words."""
    if value is None or value is NEVER or isinstance(value, bool):
        return value
    return (_number(value.low), _number(value.high)) if isinstance(value, Span) else (_number(value), _number(value))


def _holds(model: z3.ModelRef, formula: Formula) -> bool:
    return formula if isinstance(formula, bool) else z3.is_true(model.eval(formula, model_completion=True))


def _integer(model: z3.ModelRef, number: Any) -> int:
    return number if isinstance(number, int) else int(model.eval(number, model_completion=True).as_long())
