"""The truths that a condition can take where one fact stands in several of its parts: its cases, tried one by one.

Parts that share a fact are told apart by what they can be together; then each case is worked out with those parts fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from amparo.facts.value import Value
from amparo.rules.evaluate import FURTHER, Bound
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    And,
    Conclusion,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    Or,
    Parameter,
    Quantifier,
    walk,
)
from amparo.rules.folded import Case, Fold
from amparo.rules.inputs import inputs
from amparo.rules.possible import Possible
from amparo.rules.quick import Quick
from amparo.rules.samples import samples
from amparo.rules.truths import ANY, FALSE, SETTLED, UNKNOWN, bit_of, bits

_MOST: Final = 2_000
"""Values of shared facts that are tried, times parts; the facts that most parts share come first."""
_MOST_CASES: Final = 300
"""Cases that are gone into; where there are more, all parts are taken as independent."""


class Worlds(Possible):
    """As `Possible`, and exact where a fact stands in several parts, as long as its cases can be told."""

    def concluded(self, name: str, bound: Bound) -> int:
        """Return the set of truths that a rule's own conclusion can still take."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._concluded:
            node = self.law.conclusions[name]
            self._concluded[key] = self.exactly(node, bound) if self.law.repeated[name] else self.of(node, bound)
        return self._concluded[key]

    def exactly(self, node: Node, bound: Bound, enough: int = 0) -> int:
        """Return the set of truths that a condition can still take; with `enough`, at most one that is outside it."""
        return _Cases(self, node, bound).truths(enough)


@dataclass(frozen=True, slots=True)
class _Part:
    """A fact, a comparison or a conclusion for the items at hand; or what a list leaves open (`node` is its kind)."""

    node: Node | str
    bound: Bound
    free: frozenset[str]
    """The facts not held fast that it reads."""


Row = tuple[int, ...]
_Key = tuple[int | str, tuple[str | None, ...]]


_AS_YES: Final = 1
_AS_NO: Final = 2
_BOTH_WAYS: Final = 3
_TURNED: Final = {_AS_YES: _AS_NO, _AS_NO: _AS_YES, _BOTH_WAYS: _BOTH_WAYS}


class _Cases:
    """The parts of one condition, those that share facts together, and what these can be."""

    def __init__(self, possible: Worlds, node: Node, bound: Bound) -> None:
        self.possible = possible
        self.node = node
        self.bound = bound
        self.parts: list[_Part] = []
        self.places: dict[_Key, int] = {}
        """Where each node of the condition has its part; equal nodes have one."""
        self.opened: set[int] = set()
        self.way = _BOTH_WAYS
        self._same: dict[tuple[Node | str, tuple[str | None, ...]], int] = {}

    def truths(self, enough: int) -> int:
        """Return the truths found; where it would take too long, those of parts taken as independent."""
        # between the least and the most of the whole lies what is read one way, as long as `enough` has no gap
        self.way = _BOTH_WAYS if enough in (SETTLED, 0) else _AS_YES
        together = [(group, self._together(group)) for group in self._groups()]
        few = [(group, rows) for group, rows in together if sum(prod(map(_number, row)) for row in rows) < _MOST_CASES]
        groups = sorted(((group, _told_apart(rows)) for group, rows in few), key=lambda each: len(each[1]))
        found = self._searched(groups, enough)
        return self.possible.of(self.node, self.bound) if found is None else found

    def _searched(self, groups: list[tuple[list[int], list[Row]]], enough: int) -> int | None:
        """Return the truths found in all cases, or None where they are too many."""
        free = frozenset(place for group, _ in groups for place in group)
        folded = Fold(self.possible, self._place, self.opened, free).of(self.node, self.bound)
        case = [_truths(part, self.possible) if place in free else 0 for place, part in enumerate(self.parts)]
        search = _Search(folded if callable(folded) else lambda _: folded, case, enough)
        search.through(groups)
        return search.found if search.left else None

    # ------------------------------------------------------------ parts that share facts
    def _groups(self) -> Iterator[list[int]]:
        """Yield the parts that share free facts, together, and alone those that are read both ways."""
        counted = self._counted()
        while shared := [place for place in counted if self._is_conclusion(place) and self._is_shared(place, counted)]:
            self.opened.update(shared)
            counted = self._counted()
        left = {place: self.parts[place].free for place in counted if self.parts[place].free}
        while left:
            place, keys = left.popitem()
            group = [place]
            while found := [other for other, free in left.items() if free & keys]:
                group += found
                keys = keys.union(*(left.pop(other) for other in found))
            if len(group) > 1 or counted[place] == _BOTH_WAYS:
                yield group

    def _counted(self) -> dict[int, int]:
        """Return each part with the ways in which it is read: as yes, as no, or both.

        What is read one way only needs no cases: the least and the most of the whole are those of its parts.
        """
        found: dict[int, int] = {}
        for place, way in self._read(self.node, self.bound, self.way):
            found[place] = found.get(place, 0) | way
        return found

    def _is_conclusion(self, place: int) -> bool:
        return place not in self.opened and isinstance(self.parts[place].node, Conclusion)

    def _is_shared(self, place: int, others: Iterable[int]) -> bool:
        free = self.parts[place].free
        return any(other != place and free & self.parts[other].free for other in others)

    def _read(self, node: Node, bound: Bound, way: int) -> Iterator[tuple[int, int]]:
        """Yield the place of each part of a condition with the way it is read, as often as it stands there."""
        match node:
            case And(parts) | Or(parts):
                for inner in parts:
                    yield from self._read(inner, bound, way)
            case Not(inner):
                yield from self._read(inner, bound, _TURNED[way])
            case Look(how, inner):
                yield from self._read(inner, bound, {KNOWN: _BOTH_WAYS, PRESUMED: way}.get(how, _TURNED[way]))
            case Quantifier(_, kind, body):
                further = [FURTHER] if f"{kind}.complete" not in self.possible.held else []
                for item in (*self.possible.fixed.items(kind), *further):
                    yield from self._read(body, {**bound, kind: item}, way)
                yield self._place(kind, bound), way
            case _:
                place = self._place(node, bound)
                if place in self.opened:
                    yield from self._read(self.possible.law.conclusions[node.rule], bound, way)  # type: ignore[union-attr]  # conclusions are opened
                else:
                    yield place, way

    def _place(self, node: Node | str, bound: Bound) -> int:
        key = key_of(node, bound, self.possible)
        if key not in self.places:
            same = (node, key[1])
            if same not in self._same:
                read = (f"{node}.complete",) if isinstance(node, str) else inputs(self.possible.fixed, node, bound)
                self._same[same] = len(self.parts)
                self.parts.append(_Part(node, bound, frozenset(read) - self.possible.held))
            self.places[key] = self._same[same]
        return self.places[key]

    # ------------------------------------------------------------ what they can be together
    def _together(self, places: list[int]) -> list[Row]:
        """Return what the parts of a group can be together, from the values of the facts that they share."""
        group = [self.parts[place] for place in places]
        choices: dict[str, tuple[Value | None, ...]] = {}
        cost = len(group)
        for key, number in Counter(key for part in group for key in sorted(part.free)).most_common():
            values = self._choices(key, group) if number > 1 else ()
            if values and cost * len(values) <= _MOST:
                choices[key] = values
                cost *= len(values)
        rows = (self._at(dict(zip(choices, values, strict=True)), group) for values in product(*choices.values()))
        return list(dict.fromkeys(rows))

    def _choices(self, key: str, group: list[_Part]) -> tuple[Value | None, ...]:
        if key.endswith(".complete"):
            return (True, False, None)
        fixed, nodes = self.possible.fixed, [(part.node, part.bound) for part in group if not isinstance(part.node, str)]
        amounts = {inner.name for node, _ in nodes for inner in walk(node) if isinstance(inner, Parameter)}
        beside = frozenset(name for node, bound in nodes for name in inputs(fixed, node, bound))
        return (*samples(key, self.possible.law, fixed.settled.only(beside), amounts), None)

    def _at(self, values: Mapping[str, Value | None], group: list[_Part]) -> Row:
        """Return what each part of a group can be where the facts that they share have these values."""
        settled = self.possible.fixed.settled.with_value({key: value for key, value in values.items() if value is not None})
        held = self.possible.held.union(key for key in values if not key.endswith(".complete"))
        at = Possible(Quick(self.possible.law, settled, self.possible.fixed), held)
        return tuple(_at_complete(part, values) or _truths(part, at) for part in group)


class _Search:
    """Goes through the cases, group after group; a case that can bring nothing new is gone into no further."""

    def __init__(self, truths: Callable[[Case], int], case: Case, enough: int) -> None:
        self.truths = truths
        self.case = case
        self.enough = enough
        self.found = 0
        self.left = _MOST_CASES

    def through(self, groups: list[tuple[list[int], list[Row]]]) -> None:
        self.left -= 1
        truths = self.truths(self.case)
        if not truths & ~(self.found | self.enough):
            return
        if not groups:
            self.found |= truths
            return
        (places, rows), case = groups[0], self.case
        before = [case[place] for place in places]
        for row in rows:
            if not self.left or (self.enough and self.found & ~self.enough):
                break
            for place, truth in zip(places, row, strict=True):
                case[place] = truth
            self.through(groups[1:])
        for place, truth in zip(places, before, strict=True):
            case[place] = truth


def key_of(node: Node | str, bound: Bound, possible: Possible) -> _Key:
    """Return by what a node is found: itself (nodes of a law stay), and the items at hand that it reads."""
    if isinstance(node, str):
        return node, ()
    if not bound:
        return id(node), ()
    if isinstance(node, Conclusion):
        return id(node), (bound.get(possible.law.rules[node.rule].each or ""),)
    return id(node), tuple(bound[inner.kind] for inner in walk(node) if isinstance(inner, ItemFact) and inner.kind in bound)


def _told_apart(rows: list[Row]) -> list[Row]:
    return [case for row in rows for case in product(*map(bits, row))]


def _number(truths: int) -> int:
    return truths.bit_count()


def _truths(part: _Part, possible: Possible) -> int:
    return possible.further(part.node) if isinstance(part.node, str) else possible.of(part.node, part.bound)


def _at_complete(part: _Part, values: Mapping[str, Value | None]) -> int:
    """What a list leaves open, and the fact that it is complete: a list not held fast may hold further items."""
    node = part.node
    key = f"{node}.complete" if isinstance(node, str) else node.key if isinstance(node, Fact) else ""
    if key not in values or not key.endswith(".complete"):
        return 0
    if isinstance(node, str):
        return ANY if values[key] is True else UNKNOWN | FALSE
    return bit_of(values[key])
