"""A share with how sure it is."""

from __future__ import annotations

from math import sqrt
from typing import Final

SURE: Final = 1.96
"""Standard deviations on each side that hold 95 of 100."""


def bounds(found: int, asked: int) -> tuple[float, float]:
    """Return where the true share lies with 95 %, by Wilson's interval."""
    if not asked:
        return 0.0, 1.0
    rate, square = found / asked, SURE * SURE
    middle = (rate + square / (2 * asked)) / (1 + square / asked)
    half = SURE / (1 + square / asked) * sqrt(rate * (1 - rate) / asked + square / (4 * asked * asked))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(found: int, asked: int) -> str:
    """Return a share with its bounds, as `.987 .984-.989`."""
    if not asked:
        return "-"
    low, high = bounds(found, asked)
    return f"{plain(found / asked)} {plain(low)}-{plain(high)}"


def plain(rate: float) -> str:
    """Return three places without the nought in front."""
    return f"{rate:.3f}".removeprefix("0")
