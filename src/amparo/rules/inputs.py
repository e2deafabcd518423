"""Which stated facts an expression reads for one person, and which of them still matter."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.facts.settled import Settled
from amparo.facts.value import Span
from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import (
    And,
    Conclusion,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    Or,
    Quantifier,
    parts_of,
)

Keys = tuple[str, ...]
"""Stated facts, in the order in which the expression reads them."""


def inputs(evaluation: Evaluation, node: Node, bound: Bound = NOTHING_BOUND) -> Keys:
    """Return all stated facts that an expression reads, in order, for the items at hand."""
    law = evaluation.law
    same = law.kept.inputs.get(id(node))
    if same is not None:
        return same[1]
    at = (id(node), *bound.items())
    kept = evaluation.inputs.get(at)
    if kept is not None:
        return kept[1]
    found = tuple(dict.fromkeys(_inputs(evaluation, node, bound)))
    if law.kinds_in(node):
        evaluation.inputs[at] = (node, found)
    else:
        law.kept.inputs[id(node)] = (node, found)
    return found


def _inputs(evaluation: Evaluation, node: Node, bound: Bound) -> Iterator[str]:
    match node:
        case Fact(key):
            yield from evaluation.settled.inputs(key)
        case ItemFact(kind, name):
            yield f"{kind}#{bound[kind]}.{name}"
        case Conclusion(name):
            yield from evaluation.kept_inputs(name, bound, lambda inner: inputs(evaluation, inner, bound))
        case Quantifier(_, kind, body) | Count(kind, body) | Extreme(_, kind, body):
            for item in evaluation.items(kind):
                yield from _inputs(evaluation, body, {**bound, kind: item})
            yield f"{kind}.complete"
        case _:
            for part in parts_of(node):
                yield from _inputs(evaluation, part, bound)


def is_open(settled: Settled, key: str) -> bool:
    """Say whether more can be learnt of a fact: nothing is known, only a span, or the list is not complete."""
    value = settled.values.get(key)
    return value is None or isinstance(value, Span) or (value is False and key.endswith(".complete"))


def open_questions(
    evaluation: Evaluation, node: Node, bound: Bound = NOTHING_BOUND, *, aside: bool = False
) -> Iterator[tuple[str, bool]]:
    """Yield the facts that still matter, reached through conditions that are not known themselves.

    Beside each stands whether it matters only *aside*: to something presumed while it is not known.
    """
    match node:
        case Look(_, part):
            yield from open_questions(evaluation, part, bound, aside=True)
            return
        case _ if evaluation.value(node, bound) is not None:
            return
    match node:
        case And() | Or() | Not():
            for part in parts_of(node):
                yield from open_questions(evaluation, part, bound, aside=aside)
        case Conclusion(name):
            yield from open_questions(evaluation, evaluation.law.conclusions[name], bound, aside=aside)
        case Quantifier(_, kind, body):
            for item in evaluation.items(kind):
                yield from open_questions(evaluation, body, {**bound, kind: item}, aside=aside)
            if not evaluation.is_complete(kind):
                yield f"{kind}.complete", aside
        case _:
            yield from _open_inputs(evaluation, node, bound, aside=aside)


def _open_inputs(evaluation: Evaluation, node: Node, bound: Bound, *, aside: bool) -> Iterator[tuple[str, bool]]:
    """Yield the open facts of a comparison or fact; what would merely imply a fact is asked after the fact itself."""
    implied = node.key if isinstance(node, Fact) and node.key in evaluation.law.vocabulary.implied else None
    for key in inputs(evaluation, node, bound):
        if is_open(evaluation.settled, key):
            yield key, aside or implied not in (None, key)


def plain(key: str) -> str:
    """Return the fact that a key is of: `offence.compelled` for `offence#1.compelled`."""
    kind, hash_, rest = key.partition("#")
    return f"{kind}.{rest.rpartition('.')[2]}" if hash_ else key
