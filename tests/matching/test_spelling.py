"""One name is spelt in several ways, by steps of which each has its price."""

from __future__ import annotations

import pytest

from amparo.matching import prior
from amparo.matching.spelling import DIFFERENT, spelling_bits


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("katherine", "catherine"), ("katherine", "matherine")),
        (("hassan", "hasan"), ("hassan", "hassang")),
        (("amina", "amena"), ("amina", "amkna")),
        (("marina", "marnia"), ("marina", "makgna")),
        (("alex", "alexander"), ("alex", "altander")),
        (("tesfay", "tesfaye"), ("tesfay", "tesfayw")),
    ],
)
def test_what_people_do_costs_less_than_what_they_do_not(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert DIFFERENT < spelling_bits(*near) < spelling_bits(*far)


def test_the_order_of_two_spellings_does_not_matter() -> None:
    for one, other in (
        ("hassan", "hasan"),
        ("steven", "stephen"),
        ("alex", "alexander"),
        ("marina", "marnia"),
        ("amina", "robert"),
    ):
        assert spelling_bits(one, other) == pytest.approx(spelling_bits(other, one))


def test_frequent_names_surprise_less_than_rare_ones_and_these_less_than_none() -> None:
    assert prior.cost("john") < prior.cost("kowalski") < prior.cost("tesfamariam") < prior.cost("xqzwkvj")
    assert prior.first_letter("a") < prior.first_letter("x")
    assert prior.meeting("th") < prior.meeting("qx")
    assert prior.meeting("^m") < prior.meeting("^x")
