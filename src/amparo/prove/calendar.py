"""Days as numbers, and moving them by months and years as the definition does, for the solver.

A day is its ordinal. The formulas count years from 1 March, as calendars have long been computed: the leap day stands last
in such a year, and a year's first day is `365 * year + year div 4`. That holds from 1 March 1900 to 28 February 2100.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from amparo.facts.value import shift, years_between
from amparo.prove.truth import choose

FIRST: Final = date(1900, 3, 1)
LAST: Final = date(2100, 2, 28)
_ZERO: Final = FIRST.toordinal()
_CYCLE: Final = 1461
"""Days of four years, one of them a leap year."""
Moved = Callable[[date], date]


def moved(day: Any, unit: str, amount: int) -> Any:
    """Move a day (an ordinal or a formula of one) by days, months or years; months and years clamp to the month's end."""
    if isinstance(day, int):
        found = shift(date.fromordinal(day), unit, amount)
        assert isinstance(found, date)  # noqa: S101 a date moved is a date
        return found.toordinal()
    if unit == "days":
        return day + amount
    count = day - _ZERO
    year = _year(count)
    inside = count - _start(year)
    month = (5 * inside + 2) / 153
    months = year * 12 + month + amount * (12 if unit == "years" else 1)
    new_year, new_month = months / 12, months % 12
    first = (153 * new_month + 2) / 5
    last = _length(new_year, new_month) - 1
    wanted = inside - (153 * month + 2) / 5
    return _ZERO + _start(new_year) + first + choose(wanted > last, last, wanted)


def year_later(day: Any, years: int) -> Any:
    """Return the day (a formula) from which somebody born on `day` is `years` old: 1 March for a leap day's child."""
    count = day - _ZERO
    year = _year(count)
    return _ZERO + _start(year + years) + count - _start(year)


def _year(count: Any) -> Any:
    return (4 * count + 3) / _CYCLE


def _start(year: Any) -> Any:
    return 365 * year + year / 4


def _length(year: Any, month: Any) -> Any:
    """The days of a month, March being 0: 31 30 31 30 31, twice over, then 31 and February."""
    february = choose(year % 4 == 3, 29, 28)  # noqa: PLR2004 the year whose last day is a leap day
    short = month % 5
    return choose(month == 11, february, choose(short % 2 == 1, 30, 31))  # noqa: PLR2004 February, counted from March


def year_span(year: Any) -> tuple[Any, Any]:
    """Return the first and the last day of a calendar year (a formula)."""
    start = _january(year)
    return start, _january(year + 1) - 1


def _january(year: Any) -> Any:
    """1 January of a calendar year: 306 days after 1 March of the year before."""
    return _ZERO + _start(year - 1901) + 306


def first_day(is_reached: Callable[[date], bool]) -> int:
    """Return the first ordinal of the calendar on which something monotone is reached; one past the last if never."""
    low, high = FIRST.toordinal(), LAST.toordinal() + 1
    while low < high:
        middle = (low + high) // 2
        if is_reached(date.fromordinal(middle)):
            high = middle
        else:
            low = middle + 1
    return low


def whole_years(start: date, end: date) -> int:
    """Count whole years between two days, as the definition does."""
    found = years_between(start, end)
    assert isinstance(found, int)  # noqa: S101 two whole dates are some years apart
    return found
