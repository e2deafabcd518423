"""Which facts of a reason can be left out, because the others keep the conclusion where it is all the same."""

from __future__ import annotations

from amparo.facts.value import Value
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import PRESUMED, And, Conclusion, Count, Extreme, Fact, Look, Node, Not, Or, Quantifier, walk
from amparo.rules.inputs import Keys, inputs
from amparo.rules.possible import Possible
from amparo.rules.truths import ANY, SETTLED, TRUE, UNKNOWN, YES_OF, bit_of, swap
from amparo.rules.worlds import Worlds


class Needless:
    """What facts still do beside others, for one person."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.law = evaluation.law
        self.nothing_held = Possible(evaluation, frozenset())
        self._held: dict[frozenset[str], tuple[Possible, Worlds]] = {}

    def without(self, node: Node, bound: Bound, keys: Keys, target: int) -> Keys:
        """Return a reason without what it does not need; facts not known are the first to go.

        It depends on these facts alone. Where each is yes, no, a choice or not known, and no list is read, the law keeps it:
        it is then a sentence about the law, said of nobody.
        """
        pattern = self._pattern(node, bound, keys)
        if pattern is None:
            return self._without(node, bound, keys, target)
        at, kept = (id(node), target, pattern), self.law.kept.needed
        if at not in kept:
            kept[at] = self._without(node, bound, keys, target)
        return kept[at]

    def _pattern(self, node: Node, bound: Bound, keys: Keys) -> tuple[tuple[str, Value | None], ...] | None:
        law, settled = self.law, self.evaluation.settled
        if bound or settled.on != law.day or not law.kinds_in(node).isdisjoint(settled.lists):
            return None
        pattern = tuple((key, settled.values.get(key)) for key in keys)
        for key, value in pattern:
            if not (value is None or isinstance(value, bool) or law.vocabulary.facts[key].type == "choice"):
                return None
        return pattern

    def _without(self, node: Node, bound: Bound, keys: Keys, target: int) -> Keys:
        kept = list(keys)
        for key in sorted(keys, key=lambda k: k in self.evaluation.settled.values):
            others = frozenset(k for k in kept if k != key)
            if _Left(self, key, others).stays(node, bound, target):
                kept.remove(key)
        return tuple(kept)

    def ever(self, node: Node, bound: Bound) -> int:
        """Return the truths a comparison could ever have; where it reads no list, the law keeps them for everybody."""
        if bound or self.evaluation.settled.on != self.law.day:
            return self.nothing_held.of(node, bound)
        kept = self.law.kept.ever
        if id(node) not in kept:
            if any(isinstance(part, Conclusion) or self._is_listed(part) for part in walk(node)):
                return self.nothing_held.of(node, bound)
            kept[id(node)] = self.nothing_held.of(node, bound)
        return kept[id(node)]

    def left_open(self, node: Quantifier, bound: Bound) -> int:
        """Return what a list of which nothing is held fast leaves open; where its items alone are read, for everybody."""
        if bound or self.evaluation.settled.on != self.law.day:
            return self.nothing_held.left_open(node, bound)
        kept = self.law.kept.ever
        if id(node) not in kept:
            if any(
                isinstance(part, Conclusion | Quantifier | Count | Extreme) or self._is_listed(part) for part in walk(node.body)
            ):
                return self.nothing_held.left_open(node, bound)
            kept[id(node)] = self.nothing_held.left_open(node, bound)
        return kept[id(node)]

    def _is_listed(self, node: Node) -> bool:
        return isinstance(node, Fact) and (node.key in self.law.vocabulary.summaries or "." in node.key)

    def holding(self, held: frozenset[str]) -> tuple[Possible, Worlds]:
        """Return what is possible where only these facts are held fast: at first sight, and exactly."""
        if held not in self._held:
            self._held[held] = Possible(self.evaluation, held), Worlds(self.evaluation, held)
        return self._held[held]


class _Left:
    """A reason of which one fact is left out."""

    def __init__(self, needless: Needless, key: str, others: frozenset[str]) -> None:
        self.evaluation = needless.evaluation
        self.law = needless.law
        self.key = key
        self.possible, self.worlds = needless.holding(others)

    def stays(self, node: Node, bound: Bound, target: int) -> bool:
        """Say whether a condition stays inside a set of truths.

        A conjunction that may not fail rests on each of its parts; those that do not read the fact stay as they were.
        """
        if self.key not in inputs(self.evaluation, node, bound):
            return True
        match node:
            case And(parts) if _rests_on_all(target):
                return all(self.stays(part, bound, target) for part in parts)
            case Or(parts) if _rests_on_all(swap(target)):
                return all(self.stays(part, bound, target) for part in parts)
            case Not(part):
                return self.stays(part, bound, swap(target))
            case Look(how, part):
                return self._stays_looked(YES_OF[how], part, bound, target)
            case Conclusion(name):
                inside = self.law.conclusions[name]
                yes = YES_OF[PRESUMED] if self.law.presumes(name) else 0
                return self._stays_looked(yes, inside, bound, target) if yes else self.stays(inside, bound, target)
            case Quantifier():
                return self._stays_over(node, bound, target)
        return self._stays_whole(node, bound, target)

    def _stays_over(self, node: Quantifier, bound: Bound, target: int) -> bool:
        if not _rests_on_all(target if node.how == "all" else swap(target)):
            return self._stays_whole(node, bound, target)
        left = self.possible.left_open(node, bound)
        if (left if node.how == "all" else swap(left)) & ~target:
            return False
        return all(self.stays(node.body, {**bound, node.kind: n}, target) for n in self.evaluation.items(node.kind))

    def _stays_looked(self, yes: int, part: Node, bound: Bound, target: int) -> bool:
        if target & SETTLED == SETTLED:
            return True
        return self.stays(part, bound, yes if target & TRUE else ANY & ~yes)

    def _stays_whole(self, node: Node, bound: Bound, target: int) -> bool:
        looks = target & UNKNOWN or self.law.looks_in(node)
        if not looks:  # learning more never flips it, so that what is held fast alone decides
            return not bit_of(self.possible.fixed.value(node, bound)) & ~target
        if not self.possible.of(node, bound) & ~target:
            return True
        if bit_of(self.possible.fixed.value(node, bound)) & ~target or self.possible.can_leave(node, bound, target):
            return False
        return not self.worlds.exactly(node, bound, target) & ~target


def _rests_on_all(target: int) -> bool:
    """Say whether a conjunction is inside these truths when each of its parts is, and only then."""
    return target in (TRUE, TRUE | UNKNOWN)
