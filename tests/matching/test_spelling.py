"""One name is spelt in several ways, by steps of which each has its price."""

from __future__ import annotations

import math

import pytest

from amparo.matching import prior
from amparo.matching.shipped import shipped
from amparo.matching.spelling import DIFFERENT, is_cut_short, spelling_bits, stepwise_bits


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("katherine", "catherine"), ("katherine", "matherine")),
        (("hassan", "hasan"), ("hassan", "hassang")),
        (("amina", "amena"), ("amina", "amkna")),
        (("marina", "marnia"), ("marina", "makgna")),
        (("tesfay", "tesfaye"), ("tesfay", "tesfayw")),
        (("diallo", "dialo"), ("diallo", "diablo")),
    ],
)
def test_what_people_do_costs_less_than_what_they_do_not(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert DIFFERENT < stepwise_bits(*near) < stepwise_bits(*far)


def test_names_that_differ_in_most_letters_are_no_spellings_of_each_other() -> None:
    assert math.isinf(spelling_bits("amina", "robert"))


def test_spellings_that_other_scripts_write_alike_cost_less_than_their_letters_say() -> None:
    assert (
        spelling_bits("mohammad", "muhammad") == spelling_bits("muhammad", "mohammad") < stepwise_bits("mohammad", "muhammad")
    )


@pytest.mark.parametrize(("one", "other"), [("ivanov", "ivanova"), ("petrovsky", "petrovskaya"), ("kowalski", "kowalska")])
def test_a_woman_bears_her_familys_name(one: str, other: str) -> None:
    assert spelling_bits(one, other) == DIFFERENT


@pytest.mark.parametrize(("one", "other"), [("eva", "ev"), ("marin", "marina"), ("sky", "ska")])
def test_a_given_name_that_ends_alike_is_no_family_name(one: str, other: str) -> None:
    assert spelling_bits(one, other) > DIFFERENT


def test_a_name_without_its_end_is_known_from_three_letters_on() -> None:
    assert is_cut_short("alex", "alexander")
    assert is_cut_short("alexander", "alex")
    assert not is_cut_short("al", "alexander")
    assert not is_cut_short("alix", "alexander")


def test_the_table_says_where_it_comes_from() -> None:
    for name in ("spelling", "latin"):
        assert shipped(name)["about"]["licence"] == "CC0-1.0"


def test_frequent_names_surprise_less_than_rare_ones_and_these_less_than_none() -> None:
    assert prior.cost("john") < prior.cost("kowalski") < prior.cost("tesfamariam") < prior.cost("xqzwkvj")
    assert prior.first_letter("a") < prior.first_letter("x")
    assert prior.meeting("th") < prior.meeting("qx")
    assert prior.meeting("^m") < prior.meeting("^x")
