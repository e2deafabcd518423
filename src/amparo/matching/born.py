"""When somebody was born, as far as it is written: whole days, years, estimates, days of other calendars."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from amparo.matching.calendars import BUDDHIST_AHEAD, from_hijri, from_persian

EARLIEST: Final = 1850
"""Nobody who was born before this year is looked for."""

_LATEST: Final = 2100
_HIJRI_YEARS: Final = range(1240, 1500)
_BUDDHIST_YEARS: Final = range(2393, 2643)
_YEAR_DIGITS: Final = 4
_WHOLE_DIGITS: Final = 8
_MONTH_DIGITS: Final = 6
_MONTHS: Final = 12
_JULY: Final = 7
_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_OF_DAY: Final = re.compile(r"[t ]\s*\d{1,2}:\d{2}.*$")
_GROUP: Final = re.compile(r"\d+|[a-z]{3,}")

UNREADABLE: Final = "the date of birth cannot be read"
FUTURE: Final = "the date of birth is in the future"
OUT_OF_RANGE: Final = "the year of birth is none that a living person has"
NO_SUCH_DAY: Final = "the day of birth is in no calendar; the rest of the date is used"


@dataclass(frozen=True, slots=True)
class Born:
    """A day, month or year of our calendar; month and day are 0 where they are not known.

    `is_converted`: worked out from another calendar, and so perhaps a day or two off (a year off where only a year is known).
    """

    year: int
    month: int = 0
    day: int = 0
    is_converted: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether the day is known."""
        return self.day > 0

    @property
    def is_estimate(self) -> bool:
        """Say whether it is 1 January: written for most people of whom nobody knows more than about the year."""
        return self.day == 1 and self.month == 1

    def packed(self) -> str:
        """Return eight digits, with a mark after them if converted."""
        return f"{self.year:04}{self.month:02}{self.day:02}{'~' if self.is_converted else ''}"


@lru_cache(maxsize=1 << 16)
def unpacked(text: str) -> tuple[Born, ...]:
    """Return the readings that were packed and joined by commas."""
    return tuple(Born(int(each[:4]), int(each[4:6]), int(each[6:8]), each.endswith("~")) for each in text.split(",") if each)


@lru_cache(maxsize=1 << 15)
def born_of(text: str, today: date | None = None) -> tuple[tuple[Born, ...], str]:
    """Read a date of birth: its readings (one; none; two where two calendars fit), and what was not usable in words.

    Year, month and day or day, month and year, whole or in part, with any digits; month names in English. A year
    around 1400 is Hijri, of the moon or the sun; one around 2500 Thai Buddhist. Without `today` no date is in the future.
    """
    plain = _TIME_OF_DAY.sub("", _with_our_digits(text))
    if not any(sign.isalnum() for sign in plain):
        return (), ""
    year, month, day = _numbers(plain)
    if not year:
        return (), UNREADABLE
    found = [born for born in _readings(year, month, day) if born.year >= EARLIEST]
    if not found:
        return (), OUT_OF_RANGE
    past = tuple(born for born in found if not _is_later(born, today))
    if not past:
        return (), FUTURE
    return past, "" if (month, day) == _as_possible(year, month, day) else NO_SUCH_DAY


def _with_our_digits(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:60]).casefold()
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded).strip()


def _numbers(text: str) -> tuple[int, int, int]:
    """Return year, month and day as written, 0 where there is none; a year of 0 is not readable."""
    groups = [group for group in map(_number, _GROUP.findall(text)) if group]
    if len(groups) == 1:
        return _run_together(groups[0])
    shape = tuple(len(group) == _YEAR_DIGITS for group in groups)
    numbers = [int(group) for group in groups]
    match shape:
        case (True, True):  # from one year to another: somewhere between
            return sum(numbers) // 2, 0, 0
        case (True, False):
            return numbers[0], numbers[1], 0
        case (False, True):
            return numbers[1], numbers[0], 0
        case (True, False, False):
            return numbers[0], numbers[1], numbers[2]
        case (False, False, True):
            day, month = sorted(numbers[:2], reverse=True) if numbers[1] > _MONTHS else numbers[:2]
            return numbers[2], month, day
    return 0, 0, 0


def _number(group: str) -> str:
    """Return a group of digits as it is, a month's name as its number, any other word as nothing."""
    if group.isdigit():
        return group
    return str(_MONTH_NAMES.index(group[:3]) + 1) if group[:3] in _MONTH_NAMES else ""


def _run_together(digits: str) -> tuple[int, int, int]:
    if len(digits) == _YEAR_DIGITS:
        return int(digits), 0, 0
    if len(digits) == _MONTH_DIGITS and 0 < int(digits[4:]) <= _MONTHS:
        return int(digits[:4]), int(digits[4:]), 0
    if len(digits) != _WHOLE_DIGITS:
        return 0, 0, 0
    if int(digits[4:6]) <= _MONTHS and int(digits[:4]) >= _HIJRI_YEARS.start:
        return int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return int(digits[4:]), int(digits[2:4]), int(digits[:2])


def _as_possible(year: int, month: int, day: int) -> tuple[int, int]:
    """Return month and day so far as there is such a month and, in some year, such a day of it; other calendars have 32."""
    if month > _MONTHS:
        return 0, 0
    if not month:
        return 0, 0
    last = 32 if year in _HIJRI_YEARS else monthrange(2000, month)[1]
    return month, day if day <= last else 0


def _readings(year: int, month: int, day: int) -> Iterator[Born]:
    month, day = _as_possible(year, month, day)
    if year in _HIJRI_YEARS:
        yield _converted(from_persian(year, month or _JULY, day or 1), month, day)
        yield _converted(from_hijri(year, month or _JULY, day or 1), month, day)
    elif year in _BUDDHIST_YEARS:
        yield Born(year - BUDDHIST_AHEAD, month, day)
    elif year <= _LATEST:
        yield Born(year, month, day)


def _converted(on: date, month: int, day: int) -> Born:
    """Return as much of the day as was known: months of other calendars lie across two of ours."""
    return Born(on.year, on.month, on.day, is_converted=True) if month and day else Born(on.year, is_converted=True)


def _is_later(born: Born, today: date | None) -> bool:
    last = (today.year, today.month, today.day) if today else (_LATEST, _MONTHS, 31)
    return (born.year, born.month, born.day) > last
