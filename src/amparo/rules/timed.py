"""Which comparisons of a law move with the date alone."""

from __future__ import annotations

from collections.abc import Mapping

from amparo.facts.settled import AGE
from amparo.rules.expression import Compare, Fact, Node, Today, walk


def timed_comparisons(nodes: Mapping[str, tuple[Node, ...]]) -> dict[str, tuple[Compare, ...]]:
    """Return, for each rule's nodes (definitions written out), the comparisons that move with today."""
    return {
        name: found
        for name, tops in nodes.items()
        if (found := tuple(dict.fromkeys(n for top in tops for n in walk(top) if isinstance(n, Compare) and _is_timed(n))))
    }


def _is_timed(compare: Compare) -> bool:
    return reads_today(compare.left) or reads_today(compare.right)


def reads_today(node: Node) -> bool:
    """Say whether a term moves with today: today itself, or the age."""
    return any(isinstance(part, Today) or part == Fact(AGE) for part in walk(node))
