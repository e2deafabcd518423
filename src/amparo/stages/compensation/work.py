"""An episode of work as it is on record, with what is disputed or known roughly; how long it was, in months and weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from amparo.stages.compensation.figure import UNKNOWN, Figure

MONTH: Final = 30
"""Days by which a part of a month is counted; whole months are those of the calendar."""
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Days:
    """A day as it is known: the first and the last that it may have been; nothing where it is not known at all."""

    first: date | None = None
    last: date | None = None


NO_DAY: Final = Days()
NOTHING: Final = Fraction()


@dataclass(frozen=True, slots=True)
class Work:
    """One episode; its sums are a month's, its hours a week's, each low, likely and high as the statements differ.

    `to_others` is what of the pay went to somebody else than the person. `disputed` names what two sources say differently.
    """

    number: str
    began: Days = NO_DAY
    ended: Days = NO_DAY
    hours: Figure = UNKNOWN
    promised: Figure = UNKNOWN
    received: Figure = UNKNOWN
    to_others: Fraction = NOTHING
    gain: Figure = UNKNOWN
    currency: str = ""
    overtime: bool = False
    disputed: tuple[str, ...] = ()


def months_of(work: Work) -> Figure:
    """Return how many months an episode lasted: the shortest, the middle and the longest that its days allow."""
    return _lasted(work, months_between)


def weeks_of(work: Work) -> Figure:
    """Return how many weeks an episode lasted, by its days."""
    return _lasted(work, lambda first, last: Fraction((last - first).days + 1, WEEK))


def days_of(work: Work) -> Figure:
    """Return how many days an episode lasted, its first and its last included."""
    return _lasted(work, lambda first, last: Fraction((last - first).days + 1))


def months_between(first: date, last: date) -> Fraction:
    """Return the months from one day to another, both included: whole ones by the calendar, the rest as thirtieths."""
    if last < first:
        return Fraction()
    behind = last + timedelta(days=1)
    whole = (behind.year - first.year) * 12 + behind.month - first.month
    if _later(first, whole) > behind:
        whole -= 1
    return whole + Fraction((behind - _later(first, whole)).days, MONTH)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _lasted(work: Work, between: Callable[[date, date], Fraction]) -> Figure:
    began, ended = work.began, work.ended
    if began.first is None or began.last is None or ended.first is None or ended.last is None:
        return UNKNOWN
    low = between(began.last, ended.first) if ended.first >= began.last else Fraction()
    high = between(began.first, ended.last)
    return Figure(low, (low + high) / 2, high)
