"""Values that a fact may have: yes, no, a date, a span of dates, *never*; and what *not known* does to them.

A truth is `True` (yes), `False` (no) or `None` (not known): Kleene's strong logic.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

Truth = bool | None
"""Yes, no or not known."""


class Never(Enum):
    """A date known not to have happened."""

    NEVER = "never"


NEVER: Final = Never.NEVER


@dataclass(frozen=True, slots=True)
class Span:
    """A value known only to lie between two bounds, both included: a partial date, an age, a count.

    `low` and `high` are both dates or both numbers; an open end is `date.max` or infinity.
    """

    low: Any
    high: Any


Scalar = bool | str | int | float | date
Value = Scalar | Span | Never
"""What a fact can be known to be; not known is `None`, beside it."""

INFINITY: Final = float("inf")


def negation(truth: Truth) -> Truth:
    """Return the opposite; the opposite of not known is not known."""
    return None if truth is None else not truth


def bounds(value: Any) -> tuple[Any, Any]:
    """Return the least and the greatest value that `value` may still be."""
    return (value.low, value.high) if type(value) is Span else (value, value)


def _less(left: Any, right: Any) -> Truth:
    (low, high), (other_low, other_high) = bounds(left), bounds(right)
    if high < other_low:
        return True
    return False if low >= other_high else None


def _equal(left: Any, right: Any) -> Truth:
    (low, high), (other_low, other_high) = bounds(left), bounds(right)
    if low == high == other_low == other_high:
        return True
    return False if _apart(low, high, other_low, other_high) else None


def _apart(low: Any, high: Any, other_low: Any, other_high: Any) -> bool:
    if low == high and other_low == other_high:
        return bool(low != other_low)
    return bool(high < other_low or other_high < low)


_COMPARISONS: Final[dict[str, Callable[[Any, Any], Truth]]] = {
    "==": _equal,
    "!=": lambda left, right: negation(_equal(left, right)),
    "<": _less,
    ">=": lambda left, right: negation(_less(left, right)),
    ">": lambda left, right: _less(right, left),
    "<=": lambda left, right: negation(_less(right, left)),
}


def compare(operator: str, left: Value | None, right: Value | None) -> Truth:
    """Compare two values; with *never* on either side the answer is no, else with one not known it is not known."""
    if left is NEVER or right is NEVER:
        return False
    if left is None or right is None:
        return None
    return _COMPARISONS[operator](left, right)


def shift(value: Value | None, unit: str, amount: float | None) -> Value | None:
    """Move a date by `amount` days, months or years; months and years clamp to the end of the month.

    *Never* stays never; a date or an amount not known gives not known; the calendar's ends clamp.
    """
    if value is NEVER:
        return NEVER
    if value is None or amount is None:
        return None
    if isinstance(value, Span):
        return Span(_shift_day(value.low, unit, int(amount)), _shift_day(value.high, unit, int(amount)))
    return _shift_day(value, unit, int(amount))


def _shift_day(day: Any, unit: str, amount: int) -> date:
    if day in (date.min, date.max):
        return date.max if day == date.max else date.min
    try:
        if unit == "days":
            moved: date = day + timedelta(days=amount)
            return moved
        months = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.max if amount > 0 else date.min


def years_between(start: Value | None, end: Value | None) -> Value | None:
    """Count the whole years from one date to another (negative when the second is earlier).

    A person born on 29 February is a year older on 1 March. *Never* gives never.
    """
    if start is NEVER or end is NEVER:
        return NEVER
    if start is None or end is None:
        return None
    (first, last), (from_, to) = bounds(start), bounds(end)
    low, high = _whole_years(last, from_), _whole_years(first, to)
    return low if low == high else Span(low, high)


def _whole_years(start: date, end: date) -> int:
    if end < start:
        return -_whole_years(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
