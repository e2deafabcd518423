"""The rule that grades one dimension from the strengths of its indicators (ILO and European Commission, 2009)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from amparo.facts.value import Truth

STRONG: Final = "strong"
MEDIUM: Final = "medium"
WEAK: Final = "weak"
STRENGTHS: Final = (STRONG, MEDIUM, WEAK)
"""From the strongest to the weakest."""


def is_positive(strong: int, medium: int, weak: int) -> bool:
    """Say whether so many indicators make a dimension positive.

    Two strong; or one strong with one medium or weak; or three medium; or two medium with one weak.
    """
    total = strong + medium + weak
    return (strong >= 1 and total >= 2) or (medium >= 2 and medium + weak >= 3)  # noqa: PLR2004 the rule's own numbers


def graded(noted: Sequence[str], open_: Sequence[str]) -> Truth:
    """Grade a dimension: positive already, negative whatever the open ones turn out to be, or undetermined."""
    if _positive(noted):
        return True
    return None if _positive([*noted, *open_]) else False


def _positive(strengths: Sequence[str]) -> bool:
    return is_positive(*(list(strengths).count(strength) for strength in STRENGTHS))


def deciding(noted: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return a smallest set of noted indicators, as pairs of name and strength, that makes a dimension positive."""
    ordered = sorted(noted, key=lambda pair: STRENGTHS.index(pair[1]))
    for size in (2, 3):
        if _positive([strength for _, strength in ordered[:size]]):
            return tuple(name for name, _ in ordered[:size])
    return ()


def turning(noted: Sequence[str], open_: Sequence[str]) -> frozenset[str]:
    """Return the strengths of open indicators of which one more could be the one that makes a dimension positive."""
    return frozenset(
        strength
        for strength in set(open_)
        if any(
            not _positive([*noted, *others]) and _positive([*noted, *others, strength])
            for others in _some_of([*open_[: open_.index(strength)], *open_[open_.index(strength) + 1 :]])
        )
    )


def _some_of(strengths: Sequence[str]) -> list[list[str]]:
    """Return every selection of at most two of each strength: a third never makes the next one turn anything."""
    counts = [range(min(list(strengths).count(strength), 2) + 1) for strength in STRENGTHS]
    return [
        [strength for strength, count in zip(STRENGTHS, chosen, strict=True) for _ in range(count)]
        for chosen in product(*counts)
    ]
