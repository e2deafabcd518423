"""Which comparisons of a law move with the date alone."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.facts.settled import AGE
from amparo.rules.expression import Compare, Fact, Node, Today, walk


def timed_in(node: Node) -> Iterator[Compare]:
    """Yield the comparisons of an expression that move with today."""
    yield from (part for part in walk(node) if isinstance(part, Compare) and _is_timed(part))


def _is_timed(compare: Compare) -> bool:
    return reads_today(compare.left) or reads_today(compare.right)


def reads_today(node: Node) -> bool:
    """Say whether a term moves with today: today itself, or the age."""
    return any(isinstance(part, Today) or part == Fact(AGE) for part in walk(node))
