"""Reasons: which facts decide a conclusion, and which missing facts would settle it.

A *reason* is a set of stated facts, each at its value or *not known*, such that the conclusion holds whatever all
other facts turn out to be, and of which no part can be left out. What *missing* names can together settle the
conclusion, and no part of it can alone. Sets are worked out along the expression; where a fact stands in it more
than once, they are then checked against the definition and reduced or searched anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, product
from typing import Any, Final

from amparo.facts.value import Truth
from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    And,
    Condition,
    Conclusion,
    Look,
    Node,
    Not,
    Or,
    Quantifier,
)
from amparo.rules.inputs import Keys, inputs, is_open, plain
from amparo.rules.possible import ANY, BITS, FALSE, TRUE, UNKNOWN, possible, swap
from amparo.rules.samples import samples

_MOST_TOGETHER: Final = 3
_MOST_TRIALS: Final = 4_000


class Reasons:
    """Reasons for the conclusions of one evaluation; kept as long as it is."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.settled = evaluation.settled
        self._why: dict[tuple[str, str | None, int], Keys | None] = {}
        self._settle: dict[tuple[str, str | None, bool], Keys | None] = {}

    # ------------------------------------------------------------ because
    def because(self, node: Condition, repeated: frozenset[str], bound: Bound = NOTHING_BOUND) -> Keys:
        """Return the facts that decide a condition whose truth is yes or no."""
        target = BITS[self.evaluation.truth(node, bound)]
        keys = self.why(node, bound, target) or ()
        if not any(plain(key) in repeated for key in keys):
            return keys
        return self._reduced(node, bound, keys, target)

    def _reduced(self, node: Node, bound: Bound, keys: Keys, target: int) -> Keys:
        kept = list(keys)
        for key in sorted(keys, key=lambda k: k in self.settled.values):
            fewer = [k for k in kept if k != key]
            if not possible(self.evaluation, node, bound, frozenset(fewer)) & ~target:
                kept = fewer
        return tuple(kept)

    def why(self, node: Node, bound: Bound, target: int) -> Keys | None:
        """Return facts that keep a condition inside `target`, a set of truths; None where it is not inside it."""
        match node:
            case And(parts):
                return self._and([(self.why, part, bound) for part in parts], target)
            case Or(parts):
                return self._and([(self._not, part, bound) for part in parts], swap(target))
            case Not(part):
                return self.why(part, bound, swap(target))
            case Look(how, part):
                return self._look(how, part, bound, target)
            case Conclusion(name):
                return self._concluded(name, bound, target)
            case Quantifier():
                return self._quantified(node, bound, target)
        return self._leaf(node, bound, target)

    def _not(self, node: Node, bound: Bound, target: int) -> Keys | None:
        return self.why(node, bound, swap(target))

    def _and(self, parts: list[tuple[Callable[[Any, Bound, int], Keys | None], Any, Bound]], target: int) -> Keys | None:
        """Reasons for a conjunction: all parts where none may fail, else the cheapest part that fails."""

        def ask(target: int) -> list[Keys | None]:
            return [why(part, bound, target) for why, part, bound in parts]

        if target == TRUE | FALSE:
            return self._cheapest([self._and(parts, TRUE), self._and(parts, FALSE)])
        if target & FALSE:
            return self._cheapest(ask(target))
        whole = _union(ask(target | TRUE))
        if whole is None or target & TRUE:
            return whole
        return _union([whole, self._cheapest(ask(UNKNOWN))])

    def _look(self, how: str, part: Node, bound: Bound, target: int) -> Keys | None:
        inside = _LOOKED[how]
        found = [self.why(part, bound, inside if wanted == TRUE else ANY & ~inside) for wanted in (TRUE, FALSE) if target & wanted]
        return self._cheapest(found)

    def _concluded(self, name: str, bound: Bound, target: int) -> Keys | None:
        law = self.evaluation.law
        if law.presumes(name):
            found = [_TURNED[wanted] for wanted in (TRUE, FALSE) if target & wanted]
            return self._cheapest([self._own(name, bound, inside) for inside in found])
        return self._own(name, bound, target)

    def _own(self, name: str, bound: Bound, target: int) -> Keys | None:
        each = self.evaluation.law.rules[name].each
        key = (name, bound[each] if each else None, target)
        if key not in self._why:
            self._why[key] = self.why(self.evaluation.law.conclusions[name], bound, target)
        return self._why[key]

    def _quantified(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        """An item each, and the further item that an incomplete list may hold: never decisive itself."""
        is_any = node.how == "any"
        why = self._not if is_any else self.why
        parts: list[Any] = [(why, node.body, {**bound, node.kind: n}) for n in self.evaluation.items(node.kind)]
        parts.append((self._further, node.kind, bound))
        return self._and(parts, swap(target) if is_any else target)

    def _further(self, kind: str, _bound: Bound, target: int) -> Keys | None:
        truth = True if self.evaluation.is_complete(kind) else None
        return (f"{kind}.complete",) if BITS[truth] & target else None

    def _leaf(self, node: Node, bound: Bound, target: int) -> Keys | None:
        value = self.evaluation.value(node, bound)
        if not (UNKNOWN if value is None else FALSE if value is False else TRUE) & target:
            return None
        keys = inputs(self.evaluation, node, bound)
        return keys if len(keys) == 1 else self._reduced(node, bound, keys, target)

    def _cheapest(self, found: Iterable[Keys | None]) -> Keys | None:
        """Prefer known facts to what is decided because it is not known, then fewer facts."""
        some = [keys for keys in found if keys is not None]
        values = self.settled.values
        return min(some, key=lambda keys: (sum(k not in values for k in keys), len(keys)), default=None)

    # ------------------------------------------------------------ missing
    def missing(self, node: Condition, repeated: frozenset[str], bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together settle a condition, none of them superfluous."""
        found = self._fewest([self.settling(node, bound, wanted=wanted) for wanted in (False, True)])
        if found is not None and (len(found) == 1 or not repeated) and not any(plain(k) in repeated for k in found):
            return found
        return self._searched(node, bound, found or (), None) or found or ()

    def lifting(self, node: Condition, repeated: frozenset[str], bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together turn a condition to no, or nothing where they cannot."""
        found = self.settling(node, bound, wanted=False)
        if found is not None and not any(plain(key) in repeated for key in found):
            return found
        return self._searched(node, bound, found or (), wanted=False) or ()

    def settling(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        """Return the fewest facts not known that can give a condition the wanted truth, as the expression shows them."""
        truth = self.evaluation.truth(node, bound)
        if truth is not None:
            return () if truth is wanted else None
        match node:
            case And(parts) | Or(parts):
                found = [self.settling(part, bound, wanted=wanted) for part in parts]
                return _union(found) if isinstance(node, And) == wanted else self._fewest(found)
            case Not(part):
                return self.settling(part, bound, wanted=not wanted)
            case Conclusion(name):
                each = self.evaluation.law.rules[name].each
                key = (name, bound[each] if each else None, wanted)
                if key not in self._settle:
                    self._settle[key] = self.settling(self.evaluation.law.conclusions[name], bound, wanted=wanted)
                return self._settle[key]
            case Quantifier(how, kind, body):
                found = [self.settling(body, {**bound, kind: n}, wanted=wanted) for n in self.evaluation.items(kind)]
                if (how == "all") != wanted:
                    return self._fewest(found)
                return _union([*found, () if self.evaluation.is_complete(kind) else (f"{kind}.complete",)])
        return self._leaf_settling(node, bound, wanted=wanted)

    def _leaf_settling(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        keys = tuple(key for key in inputs(self.evaluation, node, bound) if is_open(self.settled, key))
        if len(keys) == 1:
            return keys
        for key in keys:
            if self._reaches(node, bound, (key,), wanted=wanted):
                return (key,)
        return keys or None

    def _searched(self, node: Condition, bound: Bound, first: Keys, wanted: Truth) -> Keys | None:
        """Search the smallest set of open facts that can settle a condition, trying `first` before the others."""
        every = tuple(dict.fromkeys((*first, *(k for k in inputs(self.evaluation, node, bound) if is_open(self.settled, k)))))
        for size in range(1, min(len(every), _MOST_TOGETHER) + 1):
            for keys in combinations(every, size):
                if self._reaches(node, bound, keys, wanted=wanted):
                    return keys
        return None

    def _reaches(self, node: Node, bound: Bound, keys: Keys, *, wanted: Truth) -> bool:
        """Say whether some values of these facts give the condition the wanted truth (None: either)."""
        law = self.evaluation.law
        choices = [samples(key, law, self.settled) for key in keys]
        for number, values in enumerate(product(*choices)):
            if number > _MOST_TRIALS:
                break
            learnt = self.settled.with_value(dict(zip(keys, values, strict=True)))
            truth = Evaluation(law, learnt).truth(node, bound)
            if truth is not None and (wanted is None or truth is wanted):
                return True
        return False

    @staticmethod
    def _fewest(found: Iterable[Keys | None]) -> Keys | None:
        return min((keys for keys in found if keys is not None), key=len, default=None)


_LOOKED: Final = {KNOWN: TRUE | FALSE, PRESUMED: TRUE | UNKNOWN, "presumed_not": FALSE | UNKNOWN}
_TURNED: Final = {TRUE: TRUE | UNKNOWN, FALSE: FALSE}


def _union(found: Iterable[Keys | None]) -> Keys | None:
    keys: dict[str, None] = {}
    for part in found:
        if part is None:
            return None
        keys.update(dict.fromkeys(part))
    return tuple(keys)
