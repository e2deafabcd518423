"""What two dates of birth say: the ways of agreeing, their order, and that none of them settles anything alone."""

from __future__ import annotations

from itertools import product

import pytest

from amparo.matching.birth_evidence import BITS, CHANCES, birth_evidence, relation
from amparo.matching.born import Born, born_of


def seen(one: str, other: str) -> str:
    found, _ = birth_evidence(born_of(one)[0], born_of(other)[0])
    back, _ = birth_evidence(born_of(other)[0], born_of(one)[0])
    assert found == back
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1990-03-17", "1990-03-17", "same-day"),
        ("1990-03-07", "1990-07-03", "swapped"),
        ("1990-03-12", "1990-03-21", "moved-digits"),
        ("1978-03-17", "1987-03-17", "moved-digits"),
        ("1990-03-17", "1970-03-17", "digit-of-year"),
        ("1989-03-17", "1990-03-17", "digit-of-year"),
        ("1990-03-17", "1990-03-18", "other-day"),
        ("1990-03-17", "1990-05-17", "other-month"),
        ("1990-03-17", "1990-05-18", "same-year"),
        ("1990-03-17", "1991-05-18", "near-year"),
        ("1990-03-17", "1994-05-18", "some-years"),
        ("1990-03-17", "1974-05-18", "different"),
        ("1989-03-17", "2001-03-17", "different"),
        ("1990-03-17", "1990", "year-same"),
        ("1990", "1990", "year-same"),
        ("1990", "1992", "year-near"),
        ("1990", "1994-02-02", "year-some"),
        ("1990", "1974", "year-different"),
        ("1990-03", "1990-03-17", "month-same"),
        ("1990-03", "1990-04", "year-same"),
        ("1990-01-01", "1990-03-17", "estimate-same"),
        ("1990-01-01", "1990", "estimate-same"),
        ("1990-01-01", "1991-03-17", "estimate-next"),
        ("1990-01-01", "1992", "estimate-two"),
        ("1990-01-01", "1986-03-17", "estimate-some"),
        ("1990-01-01", "1974-03-17", "estimate-different"),
        ("1990-01-01", "1990-01-01", "estimates-same"),
        ("1990-01-01", "1988-01-01", "estimates-two"),
        ("1990-01-01", "1970-01-01", "estimates-different"),
        ("1983-01-01", "1990-09-11", "estimate-different"),
        ("1983-01-05", "1990-09-15", "ethiopian"),
        ("1370-02-10", "1991-04-30", "same-day"),
        ("1370-02-10", "1991-05-01", "same-day"),
        ("1370-01-10", "1991-03-31", "same-day"),
        ("1370", "1992", "year-same"),
    ],
)
def test_two_dates_agree_or_differ_in_one_way(one: str, other: str, expected: str) -> None:
    assert seen(one, other) == expected


def test_a_day_of_another_calendar_at_the_turn_of_a_year_or_month_is_still_the_same() -> None:
    converted = Born(1990, 12, 31, is_converted=True)
    assert relation(converted, Born(1991, 1, 2)) == "same-day"
    assert relation(Born(1990, 4, 30, is_converted=True), Born(1990, 5, 1)) == "same-day"
    assert relation(Born(1990, 4, 30), Born(1990, 5, 1)) == "same-year"
    assert relation(Born(1991, 2, 29), Born(1983, 6, 22)) == "ethiopian"


def test_not_known_says_nothing() -> None:
    assert birth_evidence((), (Born(1990),)) == ("", 0.0)
    assert birth_evidence((Born(1990),), ()) == ("", 0.0)


def test_a_second_reading_has_its_price() -> None:
    both = (Born(1991, 3, 21, is_converted=True), Born(1950, 10, 13, is_converted=True))
    assert birth_evidence(both, (Born(1991, 3, 21),)) == ("same-day", BITS["same-day"] - 1)


def test_a_date_speaks_as_loudly_as_it_should() -> None:
    assert 11 <= BITS["same-day"] <= 13.5
    assert BITS["same-day"] > BITS["swapped"] > BITS["digit-of-year"] > 0 > BITS["near-year"]
    assert BITS["estimates-same"] < BITS["same-day"] - 8
    assert BITS["estimate-same"] > BITS["estimate-next"] > BITS["estimate-two"] > 0 > BITS["estimate-some"]


def test_a_wrong_date_never_outweighs_a_name() -> None:
    assert min(BITS.values()) >= -5


@pytest.mark.parametrize(("first", "last"), [("same-day", "different"), ("year-same", "year-different")])
def test_the_chances_of_one_table_are_shares_of_a_whole(first: str, last: str) -> None:
    names = list(CHANCES)
    rows = [CHANCES[name] for name in names[names.index(first) : names.index(last) + 1]]
    assert sum(same for same, _ in rows) == pytest.approx(1, abs=0.001)
    assert 0.9 < sum(two for _, two in rows) < 1.1


def test_every_pair_of_days_is_seen_in_some_way() -> None:
    days = [Born(1990, m, d) for m, d in product((1, 2, 12), (1, 2, 12, 21, 28))] + [Born(y) for y in (1950, 1990)]
    assert {relation(one, other) for one, other in product(days, days)} <= set(CHANCES)
