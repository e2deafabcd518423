"""Dates of birth as they are written, guessed, and counted in other calendars."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.matching.born import FUTURE, NO_SUCH_DAY, OUT_OF_RANGE, UNREADABLE, Born, born_of, unpacked

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "year", "month", "day"),
    [
        ("1990-03-17", 1990, 3, 17), ("1990/3/17", 1990, 3, 17), ("19900317", 1990, 3, 17), ("17031990", 1990, 3, 17),
        ("17.03.1990", 1990, 3, 17), ("3/17/1990", 1990, 3, 17), ("03-04-1990", 1990, 4, 3), ("17 March 1990", 1990, 3, 17),
        ("17-MAR-1990", 1990, 3, 17), ("1990-03-17T00:00:00Z", 1990, 3, 17), ("1990-03-17 12:30", 1990, 3, 17),
        ("1990-03", 1990, 3, 0), ("03/1990", 1990, 3, 0), ("199003", 1990, 3, 0), ("1990", 1990, 0, 0),
        ("c. 1990", 1990, 0, 0), ("about 1990", 1990, 0, 0), ("1990-00-00", 1990, 0, 0), ("1990-XX-XX", 1990, 0, 0),
        ("1988-1992", 1990, 0, 0), ("٣٠/٠٣/١٩٩٠", 1990, 3, 30), ("１９９０", 1990, 0, 0), ("1990-02-29", 1990, 2, 29),
    ],
)  # fmt: skip
def test_a_date_is_read_in_many_ways_of_writing(written: str, year: int, month: int, day: int) -> None:
    assert born_of(written, TODAY) == ((Born(year, month, day),), "")


@pytest.mark.parametrize("written", ["", "  ", "--", "\u200f", "🙂"])
def test_nothing_written_is_not_known_and_no_trouble(written: str) -> None:
    assert born_of(written, TODAY) == ((), "")


@pytest.mark.parametrize(
    "written", ["unknown", "17/03/90", "1", "12345", "1234567", "199099", "12 1990 13", "1 2 3 1990", "5 of 6", "1" * 5000]
)
def test_what_is_no_date_is_said_to_be_none(written: str) -> None:
    assert born_of(written, TODAY) == ((), UNREADABLE)


@pytest.mark.parametrize(("written", "said"), [("2027-01-01", FUTURE), ("2026-11-23", FUTURE), ("2090", FUTURE)])
def test_a_date_in_the_future_is_not_known(written: str, said: str) -> None:
    assert born_of(written, TODAY) == ((), said)


def test_without_a_today_only_far_years_are_too_late() -> None:
    assert born_of("2090")[0] == (Born(2090),)
    assert born_of("2190") == ((), OUT_OF_RANGE)


@pytest.mark.parametrize("written", ["0990-01-01", "1700", "3000-01-01", "9999", "1600-01-01"])
def test_a_year_that_nobody_living_has_is_not_known(written: str) -> None:
    assert born_of(written, TODAY) == ((), OUT_OF_RANGE)


@pytest.mark.parametrize(
    ("written", "read"),
    [("1990-02-30", Born(1990, 2)), ("1990-13-05", Born(1990)), ("1990-04-31", Born(1990, 4)), ("1990-14", Born(1990))],
)
def test_of_an_impossible_day_the_rest_is_used(written: str, read: Born) -> None:
    assert born_of(written, TODAY) == ((read,), NO_SUCH_DAY)


def test_a_thai_year_is_ours_and_543_more() -> None:
    assert born_of("17/03/2533", TODAY) == ((Born(1990, 3, 17),), "")


def test_a_year_around_1400_is_of_the_sun_or_of_the_moon() -> None:
    assert born_of("1370-01-01", TODAY)[0] == (
        Born(1991, 3, 21, is_converted=True),
        Born(1950, 10, 13, is_converted=True),
    )
    assert born_of("1420", TODAY)[0] == (Born(1999, is_converted=True),)
    assert born_of("1370-05", TODAY)[0] == (Born(1991, is_converted=True), Born(1951, is_converted=True))


def test_a_day_of_another_calendar_may_be_a_32nd_but_no_40th() -> None:
    assert born_of("1370-02-31", TODAY)[1] == ""
    assert born_of("1370-02-40", TODAY)[1] == NO_SUCH_DAY


@pytest.mark.parametrize("born", [Born(1990, 3, 17), Born(1990), Born(1990, 3), Born(1991, 3, 21, is_converted=True)])
def test_a_birth_is_read_back_as_it_was_packed(born: Born) -> None:
    assert unpacked(born.packed()) == (born,)
    assert unpacked(f"{born.packed()},{born.packed()}") == (born, born)
    assert unpacked("") == ()


def test_only_the_first_of_january_is_a_guess() -> None:
    assert Born(1990, 1, 1).is_estimate
    assert not Born(1990, 1, 2).is_estimate
    assert not Born(1990).is_estimate
    assert not Born(1990).is_whole
