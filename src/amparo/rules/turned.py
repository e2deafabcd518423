"""One way to turn a condition to yes or to no by learning more: values for some facts, found along the expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from amparo.facts.value import Value
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import KNOWN, PRESUMED, And, Conclusion, Look, Node, Not, Or, Quantifier
from amparo.rules.inputs import inputs, is_open
from amparo.rules.samples import samples

Values = dict[str, Value]
_AS_PART: Final = {PRESUMED: True, "presumed_not": False}


def turned(evaluation: Evaluation, node: Node, bound: Bound, *, wanted: bool) -> Values | None:
    """Return values that give the condition the wanted truth, or None where no way is found.

    A fact that stands more than once may spoil it: whoever uses the values checks them.
    """
    truth = evaluation.truth(node, bound)
    if truth is wanted:
        return {}
    match node:
        case And(parts) | Or(parts):
            return _several(evaluation, [(part, bound) for part in parts], wanted=wanted, every=isinstance(node, And) == wanted)
        case Not(part):
            return turned(evaluation, part, bound, wanted=not wanted)
        case Look(how, part):
            return _looked(evaluation, how, part, bound, wanted=wanted)
        case Conclusion(name):
            return turned(evaluation, evaluation.law.conclusions[name], bound, wanted=wanted)
        case Quantifier(how, kind, body):
            every = (how == "all") == wanted
            bodies = [(body, {**bound, kind: item}) for item in evaluation.items(kind)]
            found = _several(evaluation, bodies, wanted=wanted, every=every)
            return {**found, f"{kind}.complete": True} if every and found is not None else found
    return _leaf(evaluation, node, bound, wanted=wanted) if truth is None else None


def _several(evaluation: Evaluation, parts: Sequence[tuple[Node, Bound]], *, wanted: bool, every: bool) -> Values | None:
    values: Values = {}
    for part, bound in parts:
        found = turned(evaluation, part, bound, wanted=wanted)
        if not every and found is not None:
            return found
        if every and found is None:
            return None
        values |= found or {}
    return values if every else None


def _looked(evaluation: Evaluation, how: str, part: Node, bound: Bound, *, wanted: bool) -> Values | None:
    if how != KNOWN:
        return turned(evaluation, part, bound, wanted=wanted == _AS_PART[how])
    for truth in (True, False) if wanted else ():
        found = turned(evaluation, part, bound, wanted=truth)
        if found is not None:
            return found
    return None


def _leaf(evaluation: Evaluation, node: Node, bound: Bound, *, wanted: bool) -> Values | None:
    for key in inputs(evaluation, node, bound):
        for value in samples(key, evaluation.law, evaluation.settled) if is_open(evaluation.settled, key) else ():
            learnt = Evaluation(evaluation.law, evaluation.settled.with_value({key: value}))
            if learnt.truth(node, bound) is wanted:
                return {key: value}
    return None
