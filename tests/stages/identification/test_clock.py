"""Clocks in hours and working days, over weekends, holidays and pauses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from amparo.stages.identification.clock import DAYS, HOURS, WORKING_DAYS, Calendar, Pause, Period, due, is_paused, last_day
from amparo.stages.identification.clock_law import (
    CHALLENGE,
    FIRST_DECISION,
    OURS,
    calendar,
    challenge_until,
    period_of,
)

ZONE: Final = ZoneInfo("Europe/Madrid")
WEEK: Final = Calendar(frozenset({5, 6}), frozenset({date(2026, 5, 1)}), ZONE)
FRIDAYS: Final = Calendar(frozenset({4, 5}), frozenset(), ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "period", "calendar", "ends"),
    [
        ("2026-04-29T10:00", Period(2, WORKING_DAYS), WEEK, "2026-05-05T00:00"),  # over a holiday and a weekend
        ("2026-04-29T10:00", Period(2, WORKING_DAYS), FRIDAYS, "2026-05-04T00:00"),  # where Friday and Saturday are free
        ("2026-04-29T10:00", Period(2, DAYS), WEEK, "2026-05-02T00:00"),
        ("2026-04-29T10:00", Period(48, HOURS), WEEK, "2026-05-01T10:00"),  # hours know no weekend
        ("2026-05-02T10:00", Period(1, WORKING_DAYS), WEEK, "2026-05-05T00:00"),  # begun on a Saturday
    ],
)
def test_a_clock_runs_out(start: str, period: Period, calendar: Calendar, ends: str) -> None:
    assert due(at(start), period, calendar) == at(ends)


def test_a_pause_adds_what_it_took_and_no_more() -> None:
    ill = Pause(date(2026, 4, 30), date(2026, 5, 3), "the person is in hospital")
    assert due(at("2026-04-29T10:00"), Period(2, WORKING_DAYS), WEEK, [ill]) == at("2026-05-06T00:00")
    assert due(at("2026-04-29T10:00"), Period(24, HOURS), WEEK, [ill]) == at("2026-05-04T10:00")
    assert is_paused(date(2026, 5, 3), [ill])
    assert not is_paused(date(2026, 5, 4), [ill])


def test_pauses_that_overlap_count_once_and_one_before_or_behind_not_at_all() -> None:
    pauses = [
        Pause(date(2026, 5, 4), date(2026, 5, 5)),
        Pause(date(2026, 5, 5), date(2026, 5, 6)),
        Pause(date(2026, 4, 1), date(2026, 4, 2)),
        Pause(date(2026, 6, 1), date(2026, 6, 2)),
    ]
    assert due(at("2026-05-04T00:00"), Period(10, HOURS), WEEK, pauses) == at("2026-05-07T10:00")
    assert last_day(date(2026, 5, 3), Period(2, DAYS), WEEK, pauses) == date(2026, 5, 8)


def test_a_pause_without_an_end_in_sight_does_not_count_for_ever() -> None:
    assert last_day(date(2026, 5, 3), Period(2, DAYS), WEEK, [Pause(date(2026, 5, 1), date.max)]) > date(2030, 1, 1)


@pytest.mark.usefixtures("office")
def test_the_law_of_the_installation_says_how_long_and_when_offices_rest() -> None:
    period = period_of(FIRST_DECISION)
    assert period is not None
    assert (period.amount, period.unit, period.under) == (5, WORKING_DAYS, ("xx-law/3/1", "xx-decree/1/1"))
    assert not period.is_ours
    assert calendar().weekend == {5, 6}
    assert date(2026, 12, 25) in calendar().holidays
    assert challenge_until(date(2026, 3, 2)) == date(2026, 4, 1)


@pytest.mark.usefixtures("office")
def test_where_the_law_is_silent_our_own_period_runs_and_says_that_it_is_ours() -> None:
    before_the_law = date(2019, 1, 1)
    assert period_of(FIRST_DECISION, before_the_law) == OURS[FIRST_DECISION]
    assert OURS[FIRST_DECISION].is_ours
    assert period_of(CHALLENGE, before_the_law) is None
    assert challenge_until(before_the_law) is None
