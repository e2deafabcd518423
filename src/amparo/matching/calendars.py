"""Days of other calendars as days of ours: by arithmetic alone, so a day or two off where the moon was looked at."""

from __future__ import annotations

from datetime import date
from typing import Final

BUDDHIST_AHEAD: Final = 543
"""Years by which the Thai Buddhist count is ahead of ours; since 1941 its days are ours."""

_JULIAN_DAY_BEFORE_OUR_FIRST: Final = 1721425
_HIJRI_EPOCH: Final = 1948440
_ETHIOPIAN_EPOCH: Final = 1724221
_PERSIAN_EPOCH: Final = 1948319


def from_hijri(year: int, month: int, day: int) -> date:
    """Return the day of the tabular Islamic calendar (30-year cycle); sighting the moon may put it a day or two off."""
    of_year = day + (59 * (month - 1) + 1) // 2
    return _day(of_year + (year - 1) * 354 + (3 + 11 * year) // 30 + _HIJRI_EPOCH - 1)


def from_persian(year: int, month: int, day: int) -> date:
    """Return the day of the Solar Hijri calendar (33-year cycle, right for the years 1178 to 1633)."""
    of_year = day + 31 * (month - 1) - max(month - 7, 0)
    leap_days = (8 * year + 21) // 33
    return _day(of_year + 365 * (year - 1) + leap_days + _PERSIAN_EPOCH)


def from_ethiopian(year: int, month: int, day: int) -> date:
    """Return the day of the Ethiopian calendar: twelve months of 30 days, then five or six days."""
    return _day(_ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def _day(julian_day: int) -> date:
    return date.fromordinal(julian_day - _JULIAN_DAY_BEFORE_OUR_FIRST)
