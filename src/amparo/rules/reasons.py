"""Reasons: which facts decide a conclusion.

A *reason* is a set of stated facts, each at its value or *not known*, such that the conclusion holds whatever all
other facts turn out to be, and of which no part can be left out. It is worked out along the expression; where a fact
stands in it more than once, it is then reduced. What would settle a conclusion not known is worked out in `missing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import And, Conclusion, Fact, Look, Node, Not, Or, Quantifier
from amparo.rules.inputs import Keys, inputs, plain
from amparo.rules.needless import Needless
from amparo.rules.rule import Rule
from amparo.rules.truths import ANY, BITS, FALSE, SETTLED, TRUE, UNKNOWN, YES_OF, bit_of, swap

_FEW_FACTS: Final = 4
"""Facts of a reason up to which each is tried, also where none of them stands twice: what stands twice may decide alone."""


class Reasons:
    """Reasons for the conclusions of one evaluation; kept as long as it is."""

    def __init__(self, evaluation: Evaluation, needless: Needless) -> None:
        self.evaluation = evaluation
        self.settled = evaluation.settled
        self._needless = needless
        self._why: dict[tuple[str, str | None, int], Keys | None] = {}

    def because(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return the facts that decide a rule whose conclusion is yes or no."""
        return self._own(name, bound, BITS[self.evaluation.conclusion(name, bound)]) or ()

    def because_done(self, rule: Rule, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return the facts that decide whether a duty is done, where that is yes or no."""
        if rule.done is None:
            return ()
        target = BITS[self.evaluation.truth(rule.done, bound)]
        return self._reduced(rule.done, bound, target, self.evaluation.law.repeated_in_done[rule.name]) or ()

    def _reduced(self, node: Node, bound: Bound, target: int, repeated: frozenset[str]) -> Keys | None:
        """Reasons as the expression shows them, less those that facts standing more than once make needless."""
        keys = self.why(node, bound, target)
        if keys is None or not repeated:
            return keys
        if len(keys) > _FEW_FACTS and not any(plain(key) in repeated for key in keys):
            return keys
        return self._needless.without(node, bound, keys, target)

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

        if target == SETTLED:
            return self._cheapest([_union(ask(SETTLED)), *ask(FALSE)])
        if target & FALSE:
            return self._cheapest(ask(target))
        whole = _union(ask(target | TRUE))
        if whole is None or target & TRUE:
            return whole
        return self._cheapest(_union([whole, one]) for one in ask(UNKNOWN))

    def _look(self, how: str, part: Node, bound: Bound, target: int) -> Keys | None:
        if target & SETTLED == SETTLED:
            return ()
        inside = YES_OF[how]
        found = [
            self.why(part, bound, inside if wanted == TRUE else ANY & ~inside) for wanted in (TRUE, FALSE) if target & wanted
        ]
        return self._cheapest(found)

    def _concluded(self, name: str, bound: Bound, target: int) -> Keys | None:
        law = self.evaluation.law
        if law.presumes(name):
            if target & SETTLED == SETTLED:
                return ()
            found = [_TURNED[wanted] for wanted in (TRUE, FALSE) if target & wanted]
            return self._cheapest([self._own(name, bound, inside) for inside in found])
        return self._own(name, bound, target)

    def _own(self, name: str, bound: Bound, target: int) -> Keys | None:
        each = self.evaluation.law.rules[name].each
        key = (name, bound[each] if each else None, target)
        if key not in self._why:
            law = self.evaluation.law
            self._why[key] = self._reduced(law.conclusions[name], bound, target, law.repeated[name])
        return self._why[key]

    def _quantified(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        """An item each, and the further item that an incomplete list may hold: never decisive itself."""
        is_any = node.how == "any"
        why = self._not if is_any else self.why
        parts: list[Any] = [(why, node.body, {**bound, node.kind: n}) for n in self.evaluation.items(node.kind)]
        parts.append((self._further, node, bound))
        return self._and(parts, swap(target) if is_any else target)

    def _further(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        truth = True if self.evaluation.is_complete(node.kind) else None
        if not BITS[truth] & target:
            return None
        return () if not self._needless.left_open(node, bound) & ~target else (f"{node.kind}.complete",)

    def _leaf(self, node: Node, bound: Bound, target: int) -> Keys | None:
        value = self.evaluation.value(node, bound)
        if not bit_of(value) & target:
            return None
        if (
            isinstance(node, Fact)
            and node.key in self.evaluation.law.vocabulary.implied
            and (value is not None or target & TRUE)
        ):
            return self.settled.support(node.key)  # a stated no stands; what is not known is no no while nobody says so
        keys = inputs(self.evaluation, node, bound)
        if not keys or not self._needless.ever(node, bound) & ~target:
            return ()
        return keys if len(keys) == 1 else self._needless.without(node, bound, keys, target)

    def _cheapest(self, found: Iterable[Keys | None]) -> Keys | None:
        """Prefer known facts to what is decided because it is not known, then fewer facts."""
        some = [keys for keys in found if keys is not None]
        values = self.settled.values
        return min(some, key=lambda keys: (sum(k not in values for k in keys), len(keys)), default=None)


_TURNED: Final = {TRUE: TRUE | UNKNOWN, FALSE: FALSE}


def _union(found: Iterable[Keys | None]) -> Keys | None:
    keys: dict[str, None] = {}
    for part in found:
        if part is None:
            return None
        keys.update(dict.fromkeys(part))
    return tuple(keys)
