"""The days on which an answer could differ with no new fact: ages reached, periods ended, law changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from amparo.facts.value import NEVER, Value, bounds, shift
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import Compare, Conclusion, Fact, ItemFact, Node, Shift, Term, Today, YearsBetween, walk
from amparo.rules.quick import Quick
from amparo.rules.rule import Rule
from amparo.rules.timed import reads_today

_SLACK: Final = 4
"""Days by which a month's end can move a shifted date: 28 February is a month after 28 to 31 January."""


class Turning:
    """The turning days of one person under one law; answers of later days are worked out once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.today = evaluation.settled.on
        self._days: dict[int | tuple[int, ...], tuple[date, ...]] = {}
        self._later: dict[date, Evaluation] = {}

    def next_change(self, rule: Rule, bound: Bound) -> date | None:
        """Return the next day on which what a rule says differs from today's, or on which its law changes."""
        law = self.evaluation.law
        turn = law.turns[rule.name]
        compares = law.timed_comparisons[rule.name]
        days = self._of_all(compares, bound) if compares else ()
        now = _says(self.evaluation, rule, bound) if days else None
        for day in days:
            if turn is not None and day >= turn:
                break
            if _says(self._on(day), rule, bound) != now:
                return day
        return turn

    def _of_all(self, compares: tuple[Compare, ...], bound: Bound) -> tuple[date, ...]:
        at = tuple(map(id, compares))
        if at not in self._days:
            self._days[at] = tuple(sorted({day for compare in compares for day in self._turning(compare, bound)}))
        return self._days[at]

    def _on(self, day: date) -> Evaluation:
        if day not in self._later:
            self._later[day] = Quick(self.evaluation.law, self.evaluation.settled.at(day), self.evaluation)
        return self._later[day]

    def _turning(self, compare: Compare, bound: Bound) -> tuple[date, ...]:
        """The days on which a comparison is no longer as it was before, for one of the items at least."""
        if id(compare) not in self._days:  # the law holds its comparisons, so an id names one of them
            bindings = list(self._bindings(compare, bound))
            near = {day for each in bindings for day in self._days_of(compare, each) if day > self.today}
            self._days[id(compare)] = tuple(self._turns(compare, bindings, sorted(near)))
        return self._days[id(compare)]

    def _turns(self, compare: Compare, bindings: list[Bound], days: Iterable[date]) -> Iterator[date]:
        before = [self.evaluation.value(compare, each) for each in bindings]
        for day in days:
            now = [self._on(day).value(compare, each) for each in bindings]
            if now != before:
                yield day
            before = now

    def _bindings(self, compare: Compare, bound: Bound) -> Iterator[Bound]:
        kinds = {kind for node in walk(compare) if (kind := self._kind_at_hand(node))}
        if len(kinds) != 1:
            yield from () if kinds else (bound,)
        for kind in kinds if len(kinds) == 1 else ():
            yield from ({kind: name} for name in self.evaluation.items(kind))

    def _kind_at_hand(self, node: Node) -> str | None:
        """Return the kind of item of which one must be at hand to read a node."""
        if isinstance(node, Conclusion):
            return self.evaluation.law.rules[node.rule].each
        return node.kind if isinstance(node, ItemFact) else None

    def _days_of(self, compare: Compare, bound: Bound) -> Iterator[date]:
        for side, other in ((compare.left, compare.right), (compare.right, compare.left)):
            if not reads_today(side):
                continue
            value = self.evaluation.value(other, bound)
            if value is None or value is NEVER:
                continue
            for bound_value in dict.fromkeys(bounds(value)):
                for day in self._reached(side, bound_value, bound):
                    yield from _around(day)

    def _reached(self, side: Term, value: Value, bound: Bound) -> Iterator[Value | None]:
        """Yield the days near which a term that moves with today passes a value."""
        match side:
            case Today():
                yield value
            case Shift(_, sign, unit, amount):
                number = self.evaluation.law.amount(amount.name)
                yield shift(value, unit, -sign * number) if isinstance(number, int | float) else None
            case _ if isinstance(value, int | float) and math.isfinite(value):
                start = self._start(side, bound)
                for born in dict.fromkeys(bounds(start)) if start is not None and start is not NEVER else ():
                    yield from (shift(born, "years", value + more) for more in (0, 1))

    def _start(self, side: Term, bound: Bound) -> Value | None:
        match side:
            case Fact(_):
                return self.evaluation.settled.get("birth_date")
            case YearsBetween(start, _):
                return self.evaluation.value(start, bound)
        return None


def _says(evaluation: Evaluation, rule: Rule, bound: Bound) -> tuple[object, object]:
    """What a rule concludes, and whether its duty is done."""
    return evaluation.conclusion(rule.name, bound), rule.done and evaluation.truth(rule.done, bound)


def _around(day: Value | None) -> Iterator[date]:
    if not isinstance(day, date):
        return
    for more in range(-_SLACK, _SLACK + 1):
        try:
            yield day + timedelta(days=more)
        except OverflowError:
            continue
