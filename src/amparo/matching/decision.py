"""From evidence to a decision: thresholds that follow from how many people are on the register."""

from __future__ import annotations

from math import log2
from typing import Final, Literal

Decision = Literal["match", "review", "no-match"]
MATCH: Final[Decision] = "match"
REVIEW: Final[Decision] = "review"
NO_MATCH: Final[Decision] = "no-match"

FALSE_HOLDS: Final = 0.05
"""At most this share of people who are not on the register may be held."""

MATCH_BITS: Final = 10.0
"""How far over the number of people a match must be: odds of a thousand to one that it is this person and nobody else."""

LOOSE: Final = 3.2
"""Bits given back to recall, for the bound is loose: with them, on a register of a million invented people, 5 of 100 strangers
with Latin names draw a hold, most of them of somebody's very name, and 0 to 4 in other scripts (bench/matching)."""

FEWEST: Final = 1000
"""A smaller register is treated as one of so many, for a prior of even odds would hold whoever has a like name."""


def review_from(size: int) -> float:
    """Return the bits from which somebody is held, on a register of so many people.

    If the evidence is calibrated, a stranger reaches t bits with a chance of at most 2**-t (Markov, on a likelihood ratio),
    so one of N strangers reaches log2(N / share) with a chance of at most the share: the share of false holds follows from the
    size, in each script in which the evidence is calibrated, without looking at anybody's data. `LOOSE` is taken off.
    """
    return log2(max(size, FEWEST)) - log2(FALSE_HOLDS) - LOOSE


def match_from(size: int) -> float:
    """Return the bits from which two records are taken for one person, if two kinds of evidence agree."""
    return log2(max(size, FEWEST)) + MATCH_BITS


def decided(bits: float, size: int, *, corroborated: bool = True, number: float = 0.0) -> Decision:
    """Decide on a candidate of a register of `size` people: `match` and `review` hold, `no-match` does not.

    Not `corroborated` (one kind of evidence alone, or two that clash) is for a person to look at, however many its bits. So is
    whoever shares the number of a document that is worth enough by itself (`number`, in bits), whatever else speaks against it:
    traffickers hand out papers in other names.
    """
    if bits < review_from(size):
        return REVIEW if number >= review_from(size) else NO_MATCH
    return MATCH if corroborated and bits >= match_from(size) else REVIEW
