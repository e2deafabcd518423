"""Clocks of an office: a period in hours, days or working days, over days on which offices rest, and with pauses.

A clock orders the work and dates a letter. It pauses for a reason, and no protection ever hangs on it: what the law holds or
owes is worked out in `rules`, which knows no pause. The first day is not counted; a clock in days ends with its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

HOURS: Final = "hours"
WORKING_DAYS: Final = "working-days"
DAYS: Final = "days"
UNITS: Final = (HOURS, WORKING_DAYS, DAYS)
_DAY: Final = timedelta(days=1)
LONGEST: Final = 4_000
"""Days after which nobody goes on counting: pauses that never end are no clock."""


@dataclass(frozen=True, slots=True)
class Period:
    """So many hours, days or working days; `under` names the provisions, and nothing where the period is our own."""

    amount: int
    unit: str
    under: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """No source says it: it is a default of ours, which a pack may set."""
        return not self.under


@dataclass(frozen=True, slots=True)
class Calendar:
    """When offices rest: days of the week (0 is Monday) and single days; `zone` says when a day begins."""

    weekend: frozenset[int]
    holidays: frozenset[date]
    zone: tzinfo

    def is_working(self, day: date) -> bool:
        """Say whether offices work on a day."""
        return day.weekday() not in self.weekend and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stands still from the beginning of `first` to the end of `last`, for a reason."""

    first: date
    last: date
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


def due(start: datetime, period: Period, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime:
    """Return the moment at which a clock has run out that began at `start`."""
    if period.unit == HOURS:
        return _after_hours(start, period.amount, calendar, pauses)
    counts = calendar.is_working if period.unit == WORKING_DAYS else _every
    day = _after_days(start.astimezone(calendar.zone).date(), period.amount, counts, pauses)
    return datetime.combine(day + _DAY, time.min, calendar.zone)


def last_day(start: date, period: Period, calendar: Calendar, pauses: Sequence[Pause] = ()) -> date:
    """Return the last day of a period in days or working days that began on `start`."""
    counts = calendar.is_working if period.unit == WORKING_DAYS else _every
    return _after_days(start, period.amount, counts, pauses)


def is_paused(day: date, pauses: Sequence[Pause]) -> bool:
    """Say whether a clock stands still on a day."""
    return any(pause.covers(day) for pause in pauses)


def _every(_day: date) -> bool:
    return True


def _after_days(start: date, amount: int, counts: Callable[[date], bool], pauses: Sequence[Pause]) -> date:
    day, left = start, amount
    for _ in range(LONGEST):
        if left <= 0:
            break
        day += _DAY
        left -= counts(day) and not is_paused(day, pauses)
    return day


def _after_hours(start: datetime, amount: int, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """Add hours; what of them falls into a pause is added again, the earliest pause first."""
    ends = start.astimezone(calendar.zone) + timedelta(hours=amount)
    at = start.astimezone(calendar.zone)
    for first, last in _spans(pauses, calendar):
        begins = max(at, first)
        if begins < ends and begins < last:
            ends += last - begins
            at = last
    return ends


def _spans(pauses: Sequence[Pause], calendar: Calendar) -> list[tuple[datetime, datetime]]:
    """Return pauses as moments, in their order."""
    return sorted(
        (datetime.combine(each.first, time.min, calendar.zone), datetime.combine(each.last + _DAY, time.min, calendar.zone))
        for each in pauses
    )
