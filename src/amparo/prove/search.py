"""Asks the solver for a person of whom something is so, and makes that person as short as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

import z3

from amparo.facts.value import NEVER
from amparo.prove.derived import keep_possible
from amparo.prove.person import Person
from amparo.prove.term import Line, Word
from amparo.prove.truth import Formula, Truth, every, some

SECONDS: Final = 10.0
"""The longest that one question may take."""
T = TypeVar("T")
Case = dict[str, Any]
"""A case file."""


@dataclass(frozen=True)
class Undecided:
    """The solver did not answer."""

    reason: str


class Search:
    """Looks for people of whom something is so, again and again among the same open people."""

    def __init__(self, *people: Person, seconds: float = SECONDS) -> None:
        self.people = people
        self.seconds = seconds
        self._solver = z3.Solver()
        self._solver.set("timeout", int(seconds * 1000))
        self._told = [0 for _ in people]

    def shortest(self, wanted: Iterable[Formula]) -> tuple[Case, ...] | Undecided | None:
        """Return case files of people of whom all formulas hold, with the fewest known facts; None if nobody can be so."""
        return self._asked(wanted, self._shortest)

    def clearest(self, wanted: list[Formula], clear: Formula) -> tuple[Case, ...] | Undecided | None:
        """Return the shortest people of whom all formulas hold; those of whom it is also clear, where there are such."""
        found = self.shortest(wanted)
        if not isinstance(found, tuple):
            return found
        clearer = self.shortest([*wanted, clear])
        return clearer if isinstance(clearer, tuple) else found

    def anybody(self, wanted: Iterable[Formula]) -> bool | Undecided:
        """Say whether there can be somebody of whom all formulas hold."""
        return self._asked(wanted, lambda: True) or False

    def _asked(self, wanted: Iterable[Formula], found: Callable[[], T]) -> T | Undecided | None:
        formula = every(wanted)
        if formula is False:
            return None
        solver = self._solver
        self._tell_conditions()
        solver.push()
        solver.add(*([] if formula is True else [formula]))
        try:
            answer = solver.check()
            if answer == z3.unknown:
                return Undecided(f"no answer within {self.seconds:g} seconds")
            return found() if answer == z3.sat else None
        finally:
            solver.pop()

    def _tell_conditions(self) -> None:
        for place, person in enumerate(self.people):
            keep_possible(person)
            self._solver.add(*(part for part in person.conditions[self._told[place] :] if part is not True))
            self._told[place] = len(person.conditions)

    def _shortest(self) -> tuple[Case, ...]:
        model = self._plainest(self._least(list(_known(self.people))))
        return tuple(Reader(person, model).case() for person in self.people)

    def _least(self, known: list[Formula]) -> z3.ModelRef:
        """Return a model with the least number of known facts, by halving; what is not answered in time counts as no."""
        solver, best = self._solver, self._solver.model()
        low, high = 0, _number(best, known)
        while low < high:
            middle = (low + high) // 2
            solver.push()
            solver.add(z3.AtMost(*known, middle))
            if solver.check() == z3.sat:
                best = solver.model()
                high = _number(best, known)
            else:
                low = middle + 1
            solver.pop()
        if known:
            solver.add(z3.AtMost(*known, high))
        return best

    def _plainest(self, best: z3.ModelRef) -> z3.ModelRef:
        """Return a model that meets as many tastes as can be, the first first."""
        solver = self._solver
        for known, taste in [pair for person in self.people for pair in person.tastes]:
            if not z3.is_true(best.eval(known, model_completion=True)):
                continue
            solver.push()
            solver.add(taste)
            if solver.check() == z3.sat:
                best = solver.model()
                solver.pop()
                solver.add(taste)
            else:
                solver.pop()
        return best


def _known(people: tuple[Person, ...]) -> Iterator[Formula]:
    seen: set[int] = set()
    for person in people:
        for term in person.facts.values():
            known = some([term.yes, term.no]) if isinstance(term, Truth) else term.known
            if not isinstance(known, bool) and known.get_id() not in seen:
                seen.add(known.get_id())
                yield known


def _number(model: z3.ModelRef, known: list[Formula]) -> int:
    return sum(z3.is_true(model.eval(part, model_completion=True)) for part in known)


class Reader:
    """Reads one person out of a model, as a case file."""

    def __init__(self, person: Person, model: z3.ModelRef) -> None:
        self.person = person
        self.model = model

    def case(self) -> Case:
        """Return the case file; what is not known is not in it."""
        facts: dict[str, Any] = {}
        items: dict[str, Any] = {}
        for key in sorted(self.person.keys()):
            kind, hash_, rest = key.rstrip("?").partition("#")
            slot, _, name = rest.partition(".")
            if key.endswith(("?", ".complete")):
                kind = kind.removesuffix(".complete")
                if self._holds(self.person.present(kind)):
                    said = items.setdefault(kind, {"list": []})
                    if key.endswith(".complete"):
                        self._put(said, "complete", key)
            elif not hash_:
                self._put(facts, key, key)
            elif self._holds(self.person.listed(kind, int(slot))):
                if not name:
                    items.setdefault(kind, {"list": []})["list"].append({"id": slot})
                else:
                    self._put(items[kind]["list"][int(slot) - 1], name, key)
        return {"facts": facts, **({"items": items} if items else {}), "on": self.person.today.isoformat()}

    def _put(self, table: dict[str, Any], name: str, key: str) -> None:
        term = self.person.stated(key)
        if isinstance(term, Truth):
            if self._holds(some([term.yes, term.no])):
                table[name] = self._holds(term.yes)
        elif isinstance(term, Word):
            if self._holds(term.known):
                table[name] = self.person.words.texts[self._integer(term.index)]
        elif isinstance(term, Line) and self._holds(term.known):
            table[name] = self._said(key, term)

    def _said(self, key: str, term: Line) -> Any:
        if self._holds(term.never):
            return NEVER.value
        low, high = self._integer(term.low), self._integer(term.high)
        if self.person.kind_of(key).type == "date":
            return date.fromordinal(low).isoformat() if low == high else str(date.fromordinal(low).year)
        earlier = (self.person.today - timedelta(days=1)).isoformat()
        return low if low == high else [{"value": low, "recorded": earlier}]

    def _holds(self, formula: Formula) -> bool:
        return formula if isinstance(formula, bool) else z3.is_true(self.model.eval(formula, model_completion=True))

    def _integer(self, number: Any) -> int:
        return number if isinstance(number, int) else self.model.eval(number, model_completion=True).as_long()
