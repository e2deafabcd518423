"""Days as the solver moves them are the days as the definition moves them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import z3

from amparo.facts.value import shift, years_between
from amparo.prove.calendar import FIRST, LAST, first_day, moved, whole_years, year_later, year_span

AROUND = [date(year, month, 1) + timedelta(n) for year in (2000, 2023, 2024) for month in (2, 3, 5, 12) for n in range(-3, 3)]
EDGES = [*AROUND, FIRST, LAST - timedelta(1), date(1904, 2, 29), date(2024, 2, 29), date(2028, 2, 29), date(2099, 12, 31)]
AMOUNTS = (*range(-25, 26), -120, 216, 600)


def plain(formula: object) -> int:
    return int(z3.simplify(formula).as_long())


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_a_day_is_moved_as_the_definition_moves_it(unit: str) -> None:
    for day in EDGES:
        for amount in (-4, -1, 1, 4, 18) if unit == "years" else AMOUNTS:
            right = shift(day, unit, amount)
            assert isinstance(right, date)
            assert moved(day.toordinal(), unit, amount) == right.toordinal()
            if FIRST <= right < LAST:
                assert plain(moved(z3.IntVal(day.toordinal()), unit, amount)) == right.toordinal(), (day, amount)


def test_each_day_of_four_years_moved_by_a_month_and_by_a_year() -> None:
    for number in range(1461):
        day = date(2023, 1, 1) + timedelta(number)
        for unit in ("months", "years"):
            assert date.fromordinal(plain(moved(z3.IntVal(day.toordinal()), unit, 1))) == shift(day, unit, 1)


def test_nobody_is_a_year_older_a_day_early_or_late() -> None:
    for day in EDGES:
        for years in (1, 3, 4, 18):
            birthday = date.fromordinal(plain(year_later(z3.IntVal(day.toordinal()), years)))
            if birthday < LAST:
                assert years_between(day, birthday) == years
                assert years_between(day, birthday - timedelta(1)) == years - 1


def test_a_child_born_on_a_leap_day_is_a_year_older_on_1_march() -> None:
    assert date.fromordinal(plain(year_later(z3.IntVal(date(2008, 2, 29).toordinal()), 18))) == date(2026, 3, 1)


def test_a_calendar_year_runs_from_1_january_to_31_december() -> None:
    for year in (1901, 1904, 2000, 2023, 2024, 2026):
        start, end = year_span(z3.IntVal(year))
        assert (date.fromordinal(plain(start)), date.fromordinal(plain(end))) == (date(year, 1, 1), date(year, 12, 31))


def test_the_first_day_on_which_something_is_reached() -> None:
    assert date.fromordinal(first_day(lambda day: day >= date(2024, 2, 29))) == date(2024, 2, 29)
    assert date.fromordinal(first_day(lambda _: True)) == FIRST
    assert date.fromordinal(first_day(lambda _: False)) == LAST + timedelta(1)


def test_whole_years_are_those_of_the_definition() -> None:
    assert whole_years(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert whole_years(date(2026, 3, 2), date(2008, 3, 3)) == -17
