"""Reasons: which facts decide a conclusion.

A *reason* is a set of stated facts, each at its value or *not known*, such that the conclusion holds whatever all
other facts turn out to be, and of which no part can be left out. It is worked out along the expression; where a fact
stands in it more than once, it is then reduced. What would settle a conclusion not known is worked out in `missing.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import And, Conclusion, Fact, Look, Node, Not, Or, Quantifier
from amparo.rules.inputs import Keys, inputs, plain
from amparo.rules.needless import Needless
from amparo.rules.nobody import Nobody
from amparo.rules.rule import Rule
from amparo.rules.shown import union
from amparo.rules.truths import ANY, BITS, FALSE, SETTLED, SWAP, TRUE, UNKNOWN, YES_OF, bit_of

_FEW_FACTS: Final = 4
"""Facts of a reason up to which each is tried, also where none of them stands twice: what stands twice may decide alone."""
_SEVERAL: Final = 2
_SAME: Final = tuple(range(8))
"""By a set of truths: itself."""


class Reasons:
    """Reasons for the conclusions of one evaluation; kept as long as it is."""

    def __init__(self, evaluation: Evaluation, needless: Needless, nobody: Nobody) -> None:
        self.evaluation = evaluation
        self.settled = evaluation.settled
        self._needless = needless
        self._nobody = nobody
        self._how: dict[type, Callable[[Any, Bound, int], Keys | None]] = {
            And: self._and, Or: self._or, Not: self._not, Look: self._look, Conclusion: self._concluded,
            Quantifier: self._quantified,
        }  # fmt: skip
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
        if bound or type(node) is Fact or self._nobody.known & self.evaluation.law.bearing(node):
            return self._found(node, bound, target)
        found: Keys | None = self._nobody.kept(("why", id(node), target), lambda: self._found(node, bound, target))
        return found

    def _found(self, node: Node, bound: Bound, target: int) -> Keys | None:
        if not bit_of(self.evaluation.value(node, bound)) & target:
            return None
        return self._how.get(type(node), self._leaf)(node, bound, target)

    def _not(self, node: Not, bound: Bound, target: int) -> Keys | None:
        return self.why(node.part, bound, SWAP[target])

    def _and(self, node: And, bound: Bound, target: int) -> Keys | None:
        return self._all(lambda inside: [self.why(part, bound, inside) for part in node.parts], target)

    def _or(self, node: Or, bound: Bound, target: int) -> Keys | None:
        return self._all(lambda inside: [self.why(part, bound, SWAP[inside]) for part in node.parts], SWAP[target])

    def _all(self, ask: Callable[[int], list[Keys | None]], target: int) -> Keys | None:
        """Reasons for a conjunction: all parts where none may fail, else the cheapest part that fails."""
        if target == SETTLED:
            return self._cheapest([union(ask(SETTLED)), *ask(FALSE)])
        if target & FALSE:
            return self._cheapest(ask(target))
        whole = union(ask(target | TRUE))
        if whole is None or target & TRUE:
            return whole
        return self._cheapest([union((whole, one)) for one in ask(UNKNOWN)])

    def _look(self, node: Look, bound: Bound, target: int) -> Keys | None:
        if target & SETTLED == SETTLED:
            return ()
        inside = YES_OF[node.how]
        return self.why(node.part, bound, inside if target & TRUE else ANY & ~inside)

    def _concluded(self, node: Conclusion, bound: Bound, target: int) -> Keys | None:
        if not self.evaluation.law.presumes(node.rule):
            return self._own(node.rule, bound, target)
        if target & SETTLED == SETTLED:
            return ()
        return self._own(node.rule, bound, TRUE | UNKNOWN if target & TRUE else FALSE)

    def _own(self, name: str, bound: Bound, target: int) -> Keys | None:
        law = self.evaluation.law
        each = law.rules[name].each
        key = (name, bound[each] if each else None, target)
        if key not in self._why:
            at = bound if each else NOTHING_BOUND
            self._why[key] = self._reduced(law.conclusions[name], at, target, law.repeated[name])
        return self._why[key]

    def _quantified(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        """An item each, and the further item that an incomplete list may hold: never decisive itself."""
        items = [{**bound, node.kind: name} for name in self.evaluation.items(node.kind)]
        way = SWAP if node.how == "any" else _SAME

        def ask(inside: int) -> list[Keys | None]:
            return [*(self.why(node.body, item, way[inside]) for item in items), self._further(node, bound, inside)]

        return self._all(ask, way[target])

    def _further(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        truth = True if self.evaluation.is_complete(node.kind) else None
        if not BITS[truth] & target:
            return None
        return () if not self._needless.left_open(node, bound) & ~target else (f"{node.kind}.complete",)

    def _leaf(self, node: Node, bound: Bound, target: int) -> Keys | None:
        if isinstance(node, Fact) and node.key in self.evaluation.law.vocabulary.implied:
            value = self.evaluation.value(node, bound)
            if value is not None or target & TRUE:
                return self.settled.support(node.key)  # a stated no stands; what is not known is no no while nobody says so
        keys = inputs(self.evaluation, node, bound)
        if not keys or not self._needless.ever(node, bound) & ~target:
            return ()
        return keys if len(keys) == 1 else self._needless.without(node, bound, keys, target)

    def _cheapest(self, found: list[Keys | None]) -> Keys | None:
        """Prefer known facts to what is decided because it is not known, then fewer facts."""
        some = [keys for keys in found if keys is not None]
        if len(some) < _SEVERAL:
            return some[0] if some else None
        known = self.settled.values.__contains__
        return min(some, key=lambda keys: (len(keys) - sum(map(known, keys)), len(keys)))
