"""Which values a term can still have when only some facts are held fast and all others may be anything.

It names every value that matters; where it names more than can be, reasons are longer than need be. A list whose
completeness is not held fast may hold further items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from typing import Any, Final, NamedTuple

from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, NEVER, Span, Value, bounds, compare, shift, years_between
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import Compare, Conclusion, Count, Extreme, Fact, ItemFact, Node, OneOf, Shift, YearsBetween
from amparo.rules.truths import ANY, BITS, FALSE, SETTLED, TRUE, UNKNOWN

_MOST: Final = 200
"""Sums of a count told apart; where there are more, it counts as any number."""
_ALWAYS: Final = Span(date.min, date.max)
_LONG_AGO: Final = date.min + timedelta(1)
_LAST: Final = date.max - timedelta(1)
_MANY: Final = 10**9


class Reach(NamedTuple):
    """Values that a term can have (None: not known), and the span of which it can be any other.

    Words of a code have no order: there `others` spans from an empty text to itself.
    """

    values: tuple[Value | None, ...]
    others: Span | None = None


_ANY_DATE: Final = Reach((None, NEVER), _ALWAYS)


class Terms:
    """The values of terms for one person of whom only the facts `held` are held fast."""

    def __init__(self, fixed: Evaluation, held: frozenset[str], truths: Callable[[Node, Bound], int]) -> None:
        self.fixed = fixed
        self.law = fixed.law
        self.vocabulary = fixed.law.vocabulary
        self.held = held
        self._truths = truths
        self._birth = Reach((None,), Span(date.min, fixed.settled.on))

    # ------------------------------------------------------------ conditions about terms
    def compared(self, node: Compare, bound: Bound) -> int:
        """Return the truths that a comparison can have; its sides are taken as independent."""
        left, right = self.of(node.left, bound), self.of(node.right, bound)
        if left.others and right.others:
            return ANY
        pairs = [*product(left.values, right.values)]
        pairs += [(other, value) for value in right.values for other in _beside(value, left.others)]
        pairs += [(value, other) for value in left.values for other in _beside(value, right.others)]
        return _joined(BITS[compare(node.operator, one, other)] for one, other in pairs)

    def one_of(self, node: OneOf, bound: Bound) -> int:
        """Return the truths that a choice among constants can have."""
        reach = self.of(node.term, bound)
        found = SETTLED if reach.others else 0
        return found | _joined(UNKNOWN if v is None else TRUE if v in node.values else FALSE for v in reach.values)

    def known(self, node: Node, bound: Bound) -> int:
        """Return whether a term can be known (as yes), and whether it can be not known."""
        reach = self.of(node, bound)
        return (TRUE if reach.others else 0) | _joined(UNKNOWN if v is None else TRUE for v in reach.values)

    # ------------------------------------------------------------ terms
    def of(self, node: Node, bound: Bound) -> Reach:
        """Return the values that a term can have."""
        match node:
            case Fact(key):
                return self._fact(key)
            case ItemFact(kind, name):
                return self._plain(f"{kind}#{bound[kind]}.{name}", f"{kind}.{name}")
            case Shift():
                return self._shifted(node, bound)
            case YearsBetween(start, end):
                return _years(self.of(start, bound), self.of(end, bound))
            case Conclusion(name):
                return self.of(self.law.conclusions[name], bound)
            case Count(kind, body):
                return self._count(kind, body, bound)
            case Extreme(how, kind, day):
                items = [f"{kind}#{item}.{day.name}" for item in self.fixed.items(kind)]
                return self._extreme(kind, items, latest=how == "latest")
        return Reach((self.fixed.value(node, bound),))

    def _fact(self, key: str) -> Reach:
        if key == AGE:
            return self._age()
        summary = self.vocabulary.summaries.get(key)
        if summary is None or summary.kind not in self.fixed.settled.lists:
            return self._plain(key, key)
        items = [f"{summary.kind}#{item}." for item in self.fixed.items(summary.kind)]
        if summary.fact == "form":
            listed = self._form(summary.kind, items)
        else:
            listed = self._extreme(summary.kind, [f"{item}{summary.fact}" for item in items], latest=True)
        if None not in listed.values:
            return listed
        stated = self._plain(key, key)
        if key in self.held and stated.values != (None,):
            return stated if listed.others or len(listed.values) > 1 else Reach((self.fixed.settled.get(key),))
        return _reach((*(v for v in listed.values if v is not None), *stated.values), listed.others or stated.others)

    def _plain(self, key: str, kind: str) -> Reach:
        if key in self.held:
            return Reach((self.fixed.settled.values.get(key),))
        fact = self.vocabulary.kind_of(kind)
        match fact.type:
            case "choice":
                return Reach((*fact.values, None))
            case "date":
                return self._birth if key == "birth_date" else _ANY_DATE
            case "number":
                return Reach((None,), Span(fact.least or 0, fact.most or INFINITY))
        return Reach((None,), Span("", ""))

    def _age(self) -> Reach:
        """The age: what is held fast can only be narrowed, since contradictions count as not known."""
        known = self.fixed.settled.get(AGE)
        if self.held.issuperset(AGE_INPUTS):
            return Reach((known,))
        if known is None:
            return Reach((None,), Span(0, INFINITY))
        return Reach((known,), known if isinstance(known, Span) else None)

    def _shifted(self, node: Shift, bound: Bound) -> Reach:
        amount = self.law.amount(node.amount.name)
        by = None if amount is None or isinstance(amount, date) else node.sign * amount
        inner = self.of(node.date, bound)
        others = shift(inner.others, node.unit, by) if inner.others else None
        return _reach((shift(value, node.unit, by) for value in inner.values), others if isinstance(others, Span) else None)

    # ------------------------------------------------------------ terms over items
    def _complete(self, kind: str) -> tuple[bool, ...]:
        """Whether a list can be complete, whether it can be not; where that is not held, it may also be longer."""
        return (self.fixed.is_complete(kind),) if f"{kind}.complete" in self.held else (True, False)

    def _form(self, kind: str, items: list[str]) -> Reach:
        """The form of the latest episode: that of all episodes where they may be one, else of one that may be last."""
        complete, every = self._complete(kind), self.vocabulary.kind_of(f"{kind}.form").values
        if complete != (True,):
            return Reach((*every, None) if True in complete else (None,))
        forms = [self._plain(f"{item}form", f"{kind}.form").values for item in items]
        ends = [self._plain(f"{item}ended_on", f"{kind}.ended_on") for item in items]
        found = [form for form in every if forms and all(form in some for some in forms)]
        last = [some for number, some in enumerate(forms) if _may_be_last(number, ends)]
        found += [form for some in last for form in some if form is not None]  # type: ignore[misc]  # words, as the vocabulary has it
        same = bool(forms) and all(some == forms[0] and len(some) == 1 for some in forms) and forms[0] != (None,)
        named = not any(end.others for end in ends) and [len(some) for some in last] == [1] and last != [(None,)]
        return _reach((*found, *(() if same or named else (None,))))

    def _extreme(self, kind: str, keys: list[str], *, latest: bool) -> Reach:
        """The latest (or earliest) of the items' dates; those not held are absent, never, or far to one side."""
        values, complete = self.fixed.settled.values, self._complete(kind)
        held = [values.get(key) for key in keys if key in self.held]
        free = len(keys) - len(held) + len(complete) - 1
        drawn: list[tuple[Value | None, ...]] = [()]
        if free:
            drawn = [(day,) * free for day in (None, NEVER, _LONG_AGO, _LAST)]
            drawn += [(*(day,) * (free - 1), None) for day in (_LONG_AGO, _LAST)]
        found = [extreme([*held, *some], complete=whole, latest=latest) for some in drawn for whole in complete]
        if not free or True not in complete:
            return _reach(found)
        known = extreme(held, complete=True, latest=latest)
        low, high = bounds(known) if isinstance(known, date | Span) else (date.min, date.max)
        return _reach(found, Span(low, date.max) if latest else Span(date.min, high))

    def _count(self, kind: str, body: Node, bound: Bound) -> Reach:
        """The numbers that items can add up to, each with those of which it is not known."""
        sums = {(0, 0)}
        for item in self.fixed.items(kind):
            steps = [step for bit, step in _STEPS if self._truths(body, {**bound, kind: item}) & bit]
            sums = {(low + one, high + other) for low, high in sums for one, other in steps}
            if len(sums) > _MOST:
                return Reach((Span(0, INFINITY),), Span(0, INFINITY))
        complete = self._complete(kind)
        if len(complete) > 1:
            least = min(low for low, _ in sums)
            return Reach((Span(least, INFINITY), Span(_MANY, INFINITY)), Span(least, INFINITY))
        ends = [(low, high if complete[0] else INFINITY) for low, high in sums]
        return _reach(low if low == high else Span(low, high) for low, high in ends)


_STEPS: Final = ((TRUE, (1, 1)), (FALSE, (0, 0)), (UNKNOWN, (0, 1)))


def _may_be_last(number: int, ends: list[Reach]) -> bool:
    """Say whether the item's end can be the one last date, all ends being dates."""
    if not all(end.others or type(end.values[0]) is date for end in ends):
        return False
    day: Any = ends[number].values[0]
    others = [end for n, end in enumerate(ends) if n != number]
    return ends[number].others is not None or all(end.others or end.values[0] < day for end in others)


def _years(start: Reach, end: Reach) -> Reach:
    found = [years_between(one, other) for one, other in product(start.values, end.values)]
    spans = [years_between(start.others, other) for other in end.values] if start.others else []
    spans += [years_between(one, end.others) for one in start.values] if end.others else []
    spans += [years_between(start.others, end.others)] if start.others and end.others else []
    found += [value for value in spans if value is None or value is NEVER]
    ends = [bounds(value) for value in spans if value is not None and value is not NEVER]
    return _reach(found, Span(min(low for low, _ in ends), max(high for _, high in ends)) if ends else None)


def _beside(value: Value | None, others: Span | None) -> Iterable[Any]:
    """Return values of a span that fall on every side of a value."""
    if others is None:
        return ()
    if isinstance(others.low, str):
        return ("", value)
    if value is None or value is NEVER:
        return (others.low,)
    low, high = bounds(value)
    step: Any = timedelta(1) if isinstance(low, date) else 1
    near = (low, high, *([low - step] if low > others.low else []), *([high + step] if high < others.high else []))
    return (others.low, others.high, *(day for day in near if others.low <= day <= others.high))


def _joined(truths: Iterable[int]) -> int:
    found = 0
    for truth in truths:
        found |= truth
    return found


def _reach(values: Iterable[Value | None], others: Span | None = None) -> Reach:
    return Reach(tuple(dict.fromkeys(values)), others)
