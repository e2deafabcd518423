"""What two dates of birth say for or against one person, in bits."""

from __future__ import annotations

from datetime import date
from math import log2
from typing import Final

from amparo.matching.born import Born
from amparo.matching.calendars import from_ethiopian

YEARS: Final = 30.0
"""Over how many years births are spread evenly enough: two strangers on a register share their year one time in so many."""
_DAYS: Final = YEARS * 365.0

CHANCES: Final[dict[str, tuple[float, float]]] = {
    # What is seen of the two dates: how often it is so for one person recorded twice, how often for two.
    # For one person: errors in 15 to 20 of a hundred pairs of whole dates, as administrative sources report, shared out over
    # the ways in which a pen, an ear or a form errs. For two: counting, with days even over 30 years.
    # Two whole days.
    "same-day": (0.83, 1 / _DAYS),
    "swapped": (0.02, 0.4 / _DAYS),  # only days up to 12 can be swapped with their month
    "moved-digits": (0.005, 2 / _DAYS),  # two neighbouring digits of day or year
    "digit-of-year": (0.018, 12 / _DAYS),  # of the 18 other years most are too far off
    "other-day": (0.022, 29 / _DAYS),  # same month of the same year
    "other-month": (0.012, 11 / _DAYS),  # same day of the month, same year
    "ethiopian": (0.002, 2 / _DAYS),  # a day of the Ethiopian calendar taken for one of ours
    "same-year": (0.025, 0.9 / YEARS),
    "near-year": (0.02, 4 / YEARS),  # one or two years apart
    "some-years": (0.015, 6 / YEARS),  # three to five
    "different": (0.031, 0.6),
    # A whole day, and a year alone.
    "year-same": (0.9, 1 / YEARS),
    "year-near": (0.05, 4 / YEARS),
    "year-some": (0.02, 6 / YEARS),
    "year-different": (0.03, 0.6),
    # A month alone against a day or a month; where the months differ the year decides.
    "month-same": (0.87, 1 / (YEARS * 12)),
    # 1 January on one side: nine times of ten an age that was guessed, most often within two years.
    "estimate-same": (0.42, 1 / YEARS),
    "estimate-next": (0.29, 2 / YEARS),
    "estimate-two": (0.19, 2 / YEARS),
    "estimate-some": (0.07, 6 / YEARS),
    "estimate-different": (0.03, 0.6),
    # 1 January on both sides: the same guess was often copied.
    "estimates-same": (0.6, 1 / YEARS),
    "estimates-next": (0.17, 2 / YEARS),
    "estimates-two": (0.11, 2 / YEARS),
    "estimates-some": (0.07, 6 / YEARS),
    "estimates-different": (0.05, 0.6),
}
"""The shipped prior. None of its figures was fitted to a data set with which Amparo is measured."""

BITS: Final[dict[str, float]] = {seen: log2(same / two) for seen, (same, two) in CHANCES.items()}

_SECOND_READING: Final = 1.0
"""Bits taken off where a date can be read in two calendars, and the better reading was chosen."""
_DAYS_OFF: Final = 2
_NEAR: Final = 2
_SOME: Final = 5
_ETHIOPIAN_BEHIND: Final = (7, 8)


def birth_evidence(mine: tuple[Born, ...], theirs: tuple[Born, ...]) -> tuple[str, float]:
    """Return what is seen, a key of `CHANCES`, and its bits; nothing and 0 where one of the dates is not known."""
    if len(mine) == 1 and len(theirs) == 1:
        seen = relation(mine[0], theirs[0])
        return seen, BITS[seen]
    if not mine or not theirs:
        return "", 0.0
    best = max((relation(one, other) for one in mine for other in theirs), key=BITS.__getitem__)
    return best, BITS[best] - _SECOND_READING


def relation(one: Born, other: Born) -> str:
    """Return in which way two dates agree or differ, a key of `CHANCES`."""
    if one.day and other.day:
        if one.is_estimate or other.is_estimate:
            return _guessed(one, other)
        return _of_days(one, other)
    if one.is_estimate or other.is_estimate:
        return "estimate-" + _apart(abs(one.year - other.year))
    if one.month and one.month == other.month and one.year == other.year:
        return "month-same"
    off = abs(one.year - other.year)
    if off == 0 or (off == 1 and (one.is_converted or other.is_converted)):
        return "year-same"
    return "year-near" if off <= _NEAR else "year-some" if off <= _SOME else "year-different"


def _guessed(one: Born, other: Born) -> str:
    both = one.is_estimate and other.is_estimate
    return ("estimates-" if both else "estimate-") + _apart(abs(one.year - other.year))


def _apart(years: int) -> str:
    if years <= _NEAR:
        return ("same", "next", "two")[years]
    return "some" if years <= _SOME else "different"


def _of_days(one: Born, other: Born) -> str:
    """Return how two whole days agree, the closest way first."""
    off = abs(one.year - other.year)
    if off == 0:
        return _in_one_year(one, other)
    if (one.is_converted or other.is_converted) and _days_between(one, other) <= _DAYS_OFF:
        return "same-day"
    if one.month == other.month and one.day == other.day:
        first, second = f"{one.year:04}", f"{other.year:04}"
        if first[:2] == second[:2] and first[2:] == second[:1:-1]:
            return "moved-digits"
        if sum(a != b for a, b in zip(first, second, strict=True)) == 1 or off == 1:
            return "digit-of-year"
    if off in _ETHIOPIAN_BEHIND and (_is_ethiopian_for(one, other) or _is_ethiopian_for(other, one)):
        return "ethiopian"
    return "near-year" if off <= _NEAR else "some-years" if off <= _SOME else "different"


def _in_one_year(one: Born, other: Born) -> str:
    if one.month == other.month:
        if one.day == other.day:
            return "same-day"
        if one.day == other.day // 10 + other.day % 10 * 10:
            return "moved-digits"
        is_near = (one.is_converted or other.is_converted) and abs(one.day - other.day) <= _DAYS_OFF
        return "same-day" if is_near else "other-day"
    if one.month == other.day and one.day == other.month:
        return "swapped"
    if (one.is_converted or other.is_converted) and _days_between(one, other) <= _DAYS_OFF:
        return "same-day"
    return "other-month" if one.day == other.day else "same-year"


def _days_between(one: Born, other: Born) -> int:
    return abs(_ordinal(one) - _ordinal(other))


def _ordinal(born: Born) -> int:
    """Return the day's number; 29 February of a year without one is the day after 28 February."""
    return date(born.year, born.month, 1).toordinal() + born.day - 1


def _is_ethiopian_for(written: Born, other: Born) -> bool:
    return from_ethiopian(written.year, written.month, written.day).toordinal() == _ordinal(other)
