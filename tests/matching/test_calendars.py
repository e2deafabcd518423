"""Days of other calendars, against days that everybody knows."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.matching.calendars import from_ethiopian, from_hijri, from_persian


@pytest.mark.parametrize(
    ("year", "starts"),
    [
        (1354, 21),
        (1358, 21),
        (1370, 21),
        (1375, 20),
        (1376, 21),
        (1395, 20),
        (1396, 21),
        (1399, 20),
        (1400, 21),
        (1403, 20),
        (1404, 21),
    ],
)
def test_the_persian_year_starts_at_the_equinox(year: int, starts: int) -> None:
    assert from_persian(year, 1, 1) == date(year + 621, 3, starts)


def test_the_first_six_persian_months_have_31_days() -> None:
    assert from_persian(1400, 7, 1) == date(2021, 9, 23)
    assert from_persian(1400, 12, 29) == date(2022, 3, 20)


@pytest.mark.parametrize(("year", "starts"), [(1983, date(1990, 9, 11)), (2000, date(2007, 9, 12)), (2016, date(2023, 9, 12))])
def test_the_ethiopian_year_starts_in_september(year: int, starts: date) -> None:
    assert from_ethiopian(year, 1, 1) == starts
    assert (from_ethiopian(year, 13, 5) - starts).days == 364


@pytest.mark.parametrize(
    ("hijri", "ours"), [((1400, 1, 1), date(1979, 11, 21)), ((1446, 1, 1), date(2024, 7, 8)), ((1445, 9, 1), date(2024, 3, 11))]
)
def test_the_hijri_day_is_within_two_of_the_one_that_was_seen(hijri: tuple[int, int, int], ours: date) -> None:
    assert abs((from_hijri(*hijri) - ours).days) <= 2
