"""A condition folded for many cases: what no case changes is worked out once, what is left is read off tables."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from amparo.rules.evaluate import FURTHER, Bound
from amparo.rules.expression import PRESUMED, And, Conclusion, Look, Node, Not, Or, Quantifier
from amparo.rules.possible import Possible
from amparo.rules.truths import AND, FALSE, LOOKED, OR, SWAP, TRUE, all_of, any_of

Case = list[int]
"""The truths of each part in one case, by the part's place."""
Folded = int | Callable[[Case], int]
"""The truths of a condition: the same in all cases, or read off a case."""


class Fold:
    """Folds conditions about one person; `place_of` names the place of a part, `opened` conclusions gone into."""

    def __init__(
        self,
        whole: Possible,
        place_of: Callable[[Node | str, Bound], int],
        opened: set[int],
        free: frozenset[int],
    ) -> None:
        self.whole = whole
        self.place_of = place_of
        self.opened = opened
        self.free = free

    def of(self, node: Node, bound: Bound) -> Folded:
        """Return the truths of a condition, by the case."""
        match node:
            case And(parts):
                return _all([self.of(part, bound) for part in parts])
            case Or(parts):
                return _any([self.of(part, bound) for part in parts])
            case Not(part):
                return _by(SWAP, self.of(part, bound))
            case Look(how, part):
                return _by(LOOKED[how], self.of(part, bound))
            case Quantifier():
                return self._over(node, bound)
        place = self.place_of(node, bound)
        if place in self.free:
            return itemgetter(place)
        if place in self.opened and isinstance(node, Conclusion):
            inside = self.of(self.whole.law.conclusions[node.rule], bound)
            return _by(LOOKED[PRESUMED], inside) if self.whole.law.presumes(node.rule) else inside
        return self.whole.of(node, bound)

    def _over(self, node: Quantifier, bound: Bound) -> Folded:
        bodies = [self.of(node.body, {**bound, node.kind: item}) for item in self.whole.fixed.items(node.kind)]
        left = self._left(node, bound)
        return _all([*bodies, left]) if node.how == "all" else _any([*bodies, _by(SWAP, left)])

    def _left(self, node: Quantifier, bound: Bound) -> Folded:
        """What a list leaves open, by the case: see `Possible.left_open`."""
        place = self.place_of(node.kind, bound)
        left = self.whole.further(node.kind)
        if place not in self.free and not left & FALSE:
            return left
        further = self.of(node.body, {**bound, node.kind: FURTHER}) if f"{node.kind}.complete" not in self.whole.held else 0
        decisive = TRUE if node.how == "any" else FALSE

        def left_open(case: Case) -> int:
            now = case[place] if place in self.free else left
            if not now & FALSE:
                return now
            decides = (further if isinstance(further, int) else further(case)) & decisive
            return now if decides else now & ~FALSE

        return left_open


def _all(parts: list[Folded]) -> Folded:
    return _joined(AND, FALSE, all_of(part for part in parts if isinstance(part, int)), parts)


def _any(parts: list[Folded]) -> Folded:
    return _joined(OR, TRUE, any_of(part for part in parts if isinstance(part, int)), parts)


def _joined(table: tuple[tuple[int, ...], ...], decided: int, fixed: int, parts: list[Folded]) -> Folded:
    """The truths of several parts together; once they are decided, no other part changes them."""
    moving = [part for part in parts if not isinstance(part, int)]
    if not moving or fixed == decided:
        return fixed

    def joined(case: Case) -> int:
        truths = fixed
        for part in moving:
            truths = table[truths][part(case)]
            if truths == decided:
                break
        return truths

    return joined


def _by(table: tuple[int, ...], part: Folded) -> Folded:
    return table[part] if isinstance(part, int) else lambda case: table[part(case)]
