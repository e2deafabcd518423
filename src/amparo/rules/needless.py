"""Which facts of a reason can be left out, because the others keep the conclusion where it is all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from amparo.rules.evaluate import FURTHER, Bound, Evaluation
from amparo.rules.expression import PRESUMED, And, Conclusion, Count, Extreme, Fact, Look, Node, Not, Or, Quantifier, walk
from amparo.rules.inputs import Keys, inputs, plain
from amparo.rules.possible import Possible
from amparo.rules.truths import ANY, SETTLED, TRUE, UNKNOWN, YES_OF, bit_of, swap
from amparo.rules.worlds import Worlds

_JOINED: Final = (And, Or, Not, Look, Conclusion, Quantifier)


class Needless:
    """What facts still do beside others, for one person."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.law = evaluation.law
        self.nothing_held = Possible(evaluation, frozenset())
        self._held: dict[frozenset[str], tuple[Possible, Worlds]] = {}

    def without(self, node: Node, bound: Bound, keys: Keys, target: int) -> Keys:
        """Return a reason without what it does not need; facts not known are the first to go."""
        known, kept = self.evaluation.settled.values, list(keys)
        for key in sorted(keys, key=known.__contains__):
            others = [k for k in kept if k != key]
            if self._stays(node, bound, target, key, others):
                kept = others
        return tuple(kept)

    def _stays(self, node: Node, bound: Bound, target: int, key: str, others: list[str]) -> bool:
        """Say whether a condition stays inside a set of truths without one fact.

        It depends on the others alone. Where each is yes, no, a choice or not known, the law keeps it: it is then a sentence
        about the law, said of nobody. Items stand in it by their place, not by their names.
        """
        pattern = self._pattern(node, bound, key, others) if self.evaluation.settled.on == self.law.day else None
        if pattern is None:
            return _Left(self, key, frozenset(others)).stays(node, bound, target)
        at, kept = (id(node), target, *pattern), self.law.kept.needless
        if at not in kept:
            kept[at] = _Left(self, key, frozenset(others)).stays(node, bound, target)
        return kept[at]

    def _pattern(self, node: Node, bound: Bound, key: str, others: list[str]) -> tuple[Any, ...] | None:
        settled, kind_of = self.evaluation.settled, self.law.vocabulary.kind_of
        held = tuple([(other, settled.values.get(other)) for other in others])
        for other, value in held:
            if not (value is None or value is True or value is False or kind_of(plain(other)).type == "choice"):
                return None
        kinds = [kind for kind in sorted(self.law.kinds_in(node)) if kind in settled.lists or kind in bound]
        if not kinds:
            return key, held
        order = {kind: sorted((*settled.lists.get(kind, ()), FURTHER)) for kind in kinds}
        listed = tuple((kind, *map(order[kind].index, settled.lists.get(kind, ()))) for kind in kinds)
        at_hand = tuple((kind, order[kind].index(bound[kind])) for kind in kinds if kind in bound)
        return _placed(key, order), tuple((_placed(other, order), value) for other, value in held), listed, at_hand

    def ever(self, node: Node, bound: Bound) -> int:
        """Return the truths a comparison could ever have; where no list that it reads is at hand, the law keeps them."""
        settled, kept = self.evaluation.settled, self.law.kept.ever
        if bound or settled.on != self.law.day or not self.law.kinds_in(node).isdisjoint(settled.lists):
            return self.nothing_held.of(node, bound)
        if id(node) not in kept:
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
        if not isinstance(node, _JOINED):  # of a fact or a comparison there is no more to tell
            return False
        if bit_of(self.possible.fixed.value(node, bound)) & ~target or self.possible.can_leave(node, bound, target):
            return False
        return not self.worlds.exactly(node, bound, target) & ~target


def _placed(key: str, order: Mapping[str, list[str]]) -> tuple[Any, ...]:
    """A fact by the place of its item in an order of all items of its kind."""
    kind, hash_, rest = key.partition("#")
    if not hash_:
        return (key,)
    name, _, fact = rest.rpartition(".")
    return kind, order[kind].index(name), fact


def _rests_on_all(target: int) -> bool:
    """Say whether a conjunction is inside these truths when each of its parts is, and only then."""
    return target in (TRUE, TRUE | UNKNOWN)
