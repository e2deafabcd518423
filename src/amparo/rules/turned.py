"""One way to turn a condition to yes or to no by learning more: values for some facts, found along the expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from amparo.facts.value import Value
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import KNOWN, PRESUMED, And, Conclusion, Look, Node, Not, Or, Quantifier
from amparo.rules.inputs import Keys, inputs, is_open
from amparo.rules.quick import Quick
from amparo.rules.samples import samples

Values = dict[str, Value]
_AS_PART: Final = {PRESUMED: True, "presumed_not": False}


def turned(evaluation: Evaluation, node: Node, bound: Bound, held: frozenset[str], *, wanted: bool) -> Values | None:
    """Return values that give the condition the wanted truth, or None where no way is found; facts `held` stay.

    A fact that stands more than once may spoil it: whoever uses the values checks them.
    """
    return _Turn(evaluation, held).of(node, bound, wanted=wanted)


class _Turn:
    def __init__(self, evaluation: Evaluation, held: frozenset[str]) -> None:
        self.evaluation = evaluation
        self.held = held

    def of(self, node: Node, bound: Bound, *, wanted: bool) -> Values | None:
        truth = self.evaluation.truth(node, bound)
        if truth is wanted:
            return {}
        match node:
            case And(parts) | Or(parts):
                return self._several([(part, bound) for part in parts], wanted=wanted, every=isinstance(node, And) == wanted)
            case Not(part):
                return self.of(part, bound, wanted=not wanted)
            case Look(how, part):
                return self._looked(how, part, bound, wanted=wanted)
            case Conclusion(name):
                return self.of(self.evaluation.law.conclusions[name], bound, wanted=wanted)
            case Quantifier():
                return self._quantified(node, bound, wanted=wanted)
        return self._leaf(node, bound, wanted=wanted)

    def _several(self, parts: Sequence[tuple[Node, Bound]], *, wanted: bool, every: bool) -> Values | None:
        values: Values = {}
        for part, bound in parts:
            found = self.of(part, bound, wanted=wanted)
            if not every and found is not None:
                return found
            if every and found is None:
                return None
            values |= found or {}
        return values if every else None

    def _quantified(self, node: Quantifier, bound: Bound, *, wanted: bool) -> Values | None:
        every, complete = (node.how == "all") == wanted, f"{node.kind}.complete"
        bodies = [(node.body, {**bound, node.kind: item}) for item in self.evaluation.items(node.kind)]
        found = self._several(bodies, wanted=wanted, every=every)
        if not every or found is None or self.evaluation.is_complete(node.kind):
            return found
        return None if complete in self.held else {**found, complete: True}

    def _looked(self, how: str, part: Node, bound: Bound, *, wanted: bool) -> Values | None:
        if how != KNOWN:
            return self.of(part, bound, wanted=wanted == _AS_PART[how])
        for truth in (True, False) if wanted else ():
            found = self.of(part, bound, wanted=truth)
            if found is not None:
                return found
        return self._told(part, bound) if wanted else None

    def _told(self, node: Node, bound: Bound) -> Values | None:
        """A value of one fact by which a date, a number or a word is known."""
        law, read = self.evaluation.law, inputs(self.evaluation, node, bound)
        settled = self.evaluation.settled.only(read)
        for key in (key for key in read if key not in self.held and is_open(settled, key)):
            for value in samples(key, law, settled, law.amounts_in(node)):
                if Quick(law, settled.with_value({key: value}), self.evaluation).value(node, bound) is not None:
                    return {key: value}
        return None

    def _leaf(self, node: Node, bound: Bound, *, wanted: bool) -> Values | None:
        read = inputs(self.evaluation, node, bound)
        for key in read:
            if key not in self.held and is_open(self.evaluation.settled, key):
                value = self._value(node, bound, read, key, wanted=wanted)
                if value is not None:
                    return {key: value}
        return None

    def _value(self, node: Node, bound: Bound, read: Keys, key: str, *, wanted: bool) -> Value | None:
        """A value of one fact that turns a fact or a comparison; where nothing it reads is known, the law keeps it."""
        law, settled = self.evaluation.law, self.evaluation.settled
        if bound or settled.on != law.day or any(other in settled.values or "." in other for other in read):
            return self._tried(node, bound, read, key, wanted=wanted)
        at = ("turned", id(node), key, wanted)
        if at not in law.kept.of_nobody:
            law.kept.of_nobody[at] = self._tried(node, bound, read, key, wanted=wanted)
        found: Value | None = law.kept.of_nobody[at]
        return found

    def _tried(self, node: Node, bound: Bound, read: Keys, key: str, *, wanted: bool) -> Value | None:
        law, settled = self.evaluation.law, self.evaluation.settled.only(read)
        for value in samples(key, law, settled, law.amounts_in(node)):
            if Quick(law, settled.with_value({key: value}), self.evaluation).truth(node, bound) is wanted:
                return value
        return None
