"""A sum as it is known: low, likely and high; what is not known is no nought, and keeps a total open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

HUNDRED: Final = 100
Sum = Fraction | None
"""An exact sum; nothing where it is not known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Three sums of one thing. `is_open`: something of it is not known, so that it comes to at least this."""

    low: Sum = None
    likely: Sum = None
    high: Sum = None
    is_open: bool = False

    @property
    def is_known(self) -> bool:
        """Whether any of it is known."""
        return any(each is not None for each in (self.low, self.likely, self.high))

    def said(self) -> tuple[str, str, str]:
        """Return the three as they are written, to the hundredth; empty where not known."""
        low, likely, high = (written(each) for each in (self.low, self.likely, self.high))
        return low, likely, high


UNKNOWN: Final = Figure()
"""Nothing is known of it."""


def written(each: Sum) -> str:
    """Return an exact sum rounded once, half up, to the hundredth."""
    if each is None:
        return ""
    whole, rest = divmod(floor(each * HUNDRED + Fraction(1, 2)), HUNDRED)
    return f"{whole}.{rest:02}"


def joined(one: Figure, other: Figure, how: Callable[[Fraction, Fraction], Fraction]) -> Figure:
    """Return two figures joined sum by sum; not known where either is."""

    def both(a: Sum, b: Sum) -> Sum:
        return how(a, b) if a is not None and b is not None else None

    is_open = one.is_open or other.is_open
    return Figure(both(one.low, other.low), both(one.likely, other.likely), both(one.high, other.high), is_open)


def total(figures: Iterable[Figure]) -> Figure:
    """Return the sum of what is known; open where anything is not."""
    listed = tuple(figures)
    low, likely, high = (sum(column, Fraction()) for column in _columns(listed))
    return Figure(low, likely, high, any(each.is_open or None in _sums(each) for each in listed))


def greatest(figures: Iterable[Figure]) -> Figure:
    """Return, sum by sum, the greatest of what is known; open where one of them is not known."""
    listed = tuple(figures)
    low, likely, high = (max(column, default=None) for column in _columns(listed))
    return Figure(low, likely, high, any(None in _sums(each) for each in listed))


def _columns(figures: Iterable[Figure]) -> tuple[list[Fraction], list[Fraction], list[Fraction]]:
    """Return what is known of each of the three sums."""
    listed = tuple(figures)
    return (
        [each.low for each in listed if each.low is not None],
        [each.likely for each in listed if each.likely is not None],
        [each.high for each in listed if each.high is not None],
    )


def _sums(figure: Figure) -> tuple[Sum, Sum, Sum]:
    return figure.low, figure.likely, figure.high
