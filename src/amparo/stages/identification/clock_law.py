"""How long the law of the installation gives the authority, and the person; where it says nothing, our own defaults.

A pack names these periods as parameters, in hours, days or working days, and the days on which offices rest as `holidays`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from amparo.casework.determine import law
from amparo.casework.moment import now
from amparo.environment import time_zone, today
from amparo.rules.profile import WEEKDAYS
from amparo.stages.identification.clock import HOURS, UNITS, WORKING_DAYS, Calendar, Pause, Period, due, last_day

FIRST_DECISION: Final = "first_decision_time"
CHILD_FIRST_DECISION: Final = "child_first_decision_time"
SECOND_READING: Final = "second_reading_time"
CHALLENGE: Final = "challenge_days"
CHALLENGE_ANSWER: Final = "challenge_answer_time"
OURS: Final = {
    FIRST_DECISION: Period(5, WORKING_DAYS),
    CHILD_FIRST_DECISION: Period(24, HOURS),
    SECOND_READING: Period(2, WORKING_DAYS),
    CHALLENGE_ANSWER: Period(10, WORKING_DAYS),
}
"""What runs where the law is silent: our own choice, so that nobody is forgotten. The time to challenge is not ours to set."""
WEEKEND: Final = ("saturday", "sunday")


def period_of(name: str, on: date | None = None) -> Period | None:
    """Return a period by its name as it stands on a day: the law's, else ours, else none."""
    amount = law().amounts.get(name)
    value = amount.on(on or today()) if amount is not None else None
    if amount is not None and isinstance(value, int) and amount.unit in UNITS:
        return Period(value, amount.unit, amount.under)
    return OURS.get(name)


def calendar() -> Calendar:
    """Return the days on which offices rest, as the pack says; without it, Saturday and Sunday."""
    profile = law().profile
    named = profile.weekend or (() if profile.holidays else WEEKEND)
    return Calendar(frozenset(WEEKDAYS.index(each) for each in named), frozenset(profile.holidays), time_zone())


def due_of(name: str, start: datetime, pauses: Sequence[Pause] = ()) -> datetime:
    """Return when one of the authority's clocks runs out that began at a moment; one that the law may leave out has no end."""
    period = period_of(name)
    return due(start, period, calendar(), pauses) if period is not None else datetime.max.replace(tzinfo=time_zone())


def second_reading_due() -> datetime:
    """Return by when a second reader should answer what is proposed now."""
    return due_of(SECOND_READING, now())


def challenge_due() -> datetime:
    """Return by when a challenge made now should be answered."""
    return due_of(CHALLENGE_ANSWER, now())


def challenge_until(given: date) -> date | None:
    """Return the last day on which a decision given on a day can be challenged; nothing where the law names none."""
    period = period_of(CHALLENGE, given)
    return last_day(given, period, calendar()) if period is not None and period.unit != HOURS else None
