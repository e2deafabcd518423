"""Thresholds follow from the size of the register."""

from __future__ import annotations

import pytest

from amparo.matching.decision import FEWEST, LOOSE, decided, match_from, review_from


def test_a_review_starts_at_one_false_hold_in_twenty() -> None:
    assert 2 ** (review_from(1_000_000) + LOOSE) == pytest.approx(20_000_000)
    assert match_from(1_000_000) - review_from(1_000_000) > 5


@pytest.mark.parametrize("size", [0, 1, 2, FEWEST])
def test_a_small_register_is_treated_as_one_of_hundreds(size: int) -> None:
    assert review_from(size) == review_from(FEWEST) > 10


def test_bits_decide() -> None:
    size = 100_000
    assert decided(review_from(size) - 0.01, size) == "no-match"
    assert decided(review_from(size), size) == "review"
    assert decided(match_from(size) - 0.01, size) == "review"
    assert decided(match_from(size), size) == "match"


def test_what_is_not_corroborated_is_for_a_person_to_look_at() -> None:
    assert decided(60, 1000, corroborated=False) == "review"
    assert decided(0, 1000, corroborated=False) == "no-match"
