"""Dates: periods, months that are too short, birth dates in part, never, and the age read from what is stated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amparo.facts.settled import AGE
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, NEVER, Span, Value, compare, negation, shift, years_between
from facts.people import ON, said, settled

FEBRUARY = Span(date(2026, 2, 1), date(2026, 2, 28))
EARLY, LATE = date(2020, 1, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("day", "unit", "amount", "moved"),
    [
        (date(2026, 3, 1), "days", 30, date(2026, 3, 31)),
        (date(2026, 3, 1), "days", -1, date(2026, 2, 28)),
        (date(2024, 1, 31), "months", 1, date(2024, 2, 29)),
        (date(2026, 1, 31), "months", 1, date(2026, 2, 28)),
        (date(2026, 3, 31), "months", -1, date(2026, 2, 28)),
        (date(2026, 12, 15), "months", 1, date(2027, 1, 15)),
        (date(2026, 1, 15), "months", -1, date(2025, 12, 15)),
        (date(2024, 2, 29), "years", 1, date(2025, 2, 28)),
        (date(2024, 2, 29), "years", 4, date(2028, 2, 29)),
        (date(9999, 12, 31), "days", 1, date.max),
        (date(9999, 6, 1), "years", 1, date.max),
        (date(1, 1, 1), "months", -1, date.min),
        (date(2, 1, 1), "years", -5, date.min),
        (date.max, "days", -5, date.max),
        (date.min, "days", 5, date.min),
    ],
)
def test_a_date_moves_by_the_calendar_and_stops_at_its_ends(day: date, unit: str, amount: int, moved: date) -> None:
    assert shift(day, unit, amount) == moved


def test_never_stays_never_and_not_known_stays_not_known() -> None:
    assert shift(NEVER, "days", 30) is NEVER
    assert shift(None, "days", 30) is None
    assert shift(ON, "days", None) is None
    assert shift(FEBRUARY, "months", 1) == Span(date(2026, 3, 1), date(2026, 3, 28))


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">="])
def test_every_comparison_with_never_is_no(operator: str) -> None:
    for other in (ON, NEVER, None, FEBRUARY):
        assert compare(operator, NEVER, other) is False
        assert compare(operator, other, NEVER) is False


@pytest.mark.parametrize(
    ("left", "operator", "right", "truth"),
    [
        (FEBRUARY, "<", ON, True),
        (FEBRUARY, ">=", ON, False),
        (FEBRUARY, "<", date(2026, 2, 10), None),
        (FEBRUARY, ">=", date(2026, 2, 1), True),
        (FEBRUARY, ">", date(2026, 2, 1), None),
        (FEBRUARY, ">", date(2026, 2, 28), False),
        (FEBRUARY, "<=", date(2026, 2, 28), True),
        (FEBRUARY, "==", date(2026, 2, 10), None),
        (FEBRUARY, "==", ON, False),
        (FEBRUARY, "!=", ON, True),
        (FEBRUARY, "==", FEBRUARY, None),
        (ON, "==", ON, True),
        (ON, "==", None, None),
        (None, "<", None, None),
    ],
)
def test_a_date_in_part_settles_only_what_it_can(left: Value | None, operator: str, right: Value | None, truth: Any) -> None:
    assert compare(operator, left, right) is truth
    assert negation(negation(truth)) is truth


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2008-03-02", date(2026, 3, 2), 18),
        ("2008-03-03", date(2026, 3, 2), 17),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2008-02-29", date(2028, 2, 29), 20),
        ("2008-03", date(2026, 3, 2), Span(17, 18)),
        ("2008-02", date(2026, 3, 2), 18),
        ("2008", date(2026, 3, 2), Span(17, 18)),
        ("2008", date(2026, 12, 31), 18),
        ("2007", date(2026, 3, 2), Span(18, 19)),
        ("2026-03-02", date(2026, 3, 2), 0),
    ],
)
def test_an_age_is_counted_from_a_birth_date_as_far_as_it_is_known(born: str, on: date, age: Any) -> None:
    person = settled({"birth_date": born}, on=on)
    assert person.get(AGE) == age
    assert person.support(AGE) == ("birth_date",)


def test_years_between_reads_never_and_what_is_not_known() -> None:
    assert years_between(NEVER, ON) is NEVER
    assert years_between(ON, None) is None
    assert years_between(LATE, EARLY) == -4
    assert years_between(Span(EARLY, LATE), ON) == Span(1, 6)


def test_a_stated_age_holds_on_its_day_and_means_at_least_that_from_the_next() -> None:
    assert settled({"age_years": 16}).get(AGE) == 16
    assert settled({"age_years": [said(16, recorded="2026-03-02")]}).get(AGE) == 16
    assert settled({"age_years": [said(16, recorded="2026-03-01")]}).get(AGE) == Span(16, INFINITY)
    assert settled({"age_years": [said(16, recorded="2026-03-03")]}).get(AGE) == Span(0, 16)


def test_ages_stated_on_several_days_are_read_together() -> None:
    ages = [said(16, recorded="2024-01-01"), said(18, recorded="2026-03-03")]
    assert settled({"age_years": ages}).get(AGE) == Span(16, 18)
    assert settled({"age_years": [said(16), said(17)]}).get(AGE) is None
    assert settled({"age_years": [said(16), said(17)]}).disputed == ("age_years",)
    assert settled({"age_years": [said(16), said(17), said(16)]}).get(AGE) is None


def test_an_age_and_a_birth_date_narrow_each_other() -> None:
    person = settled({"birth_date": "2008", "age_years": 17})
    assert (person.get(AGE), person.warnings) == (17, ())
    assert person.support(AGE) == ("birth_date", "age_years")
    assert person.inputs(AGE) == ("birth_date", "age_years")


def test_an_age_against_the_birth_date_is_warned_of_and_neither_counts() -> None:
    person = settled({"birth_date": "2008-03-02", "age_years": 25})
    assert person.warnings == ("`birth_date` and `age_years` contradict each other",)
    assert (person.get(AGE), person.get("birth_date"), person.get("age_years")) == (None, None, None)
    assert (person.with_value({"birth_date": date(2008, 3, 2), "age_years": 25}).get(AGE)) is None


def test_a_birth_after_the_day_asked_for_is_warned_of() -> None:
    person = settled({"birth_date": "2027", "age_years": 17})
    assert person.warnings == ("`birth_date` lies after the day asked for",)
    assert person.get(AGE) == 17


def test_the_latest_of_some_dates_is_as_known_as_they_are() -> None:
    assert extreme([EARLY, LATE, NEVER], complete=True, latest=True) == LATE
    assert extreme([EARLY, LATE], complete=True, latest=False) == EARLY
    assert extreme([EARLY, None], complete=True, latest=True) == Span(EARLY, date.max)
    assert extreme([LATE], complete=False, latest=False) == Span(date.min, LATE)
    assert extreme([NEVER], complete=True, latest=True) is NEVER
    assert extreme([NEVER], complete=False, latest=True) is None
    assert extreme([EARLY, FEBRUARY], complete=True, latest=True) == FEBRUARY
