"""Reasons: what a worker reads in ten seconds."""

from __future__ import annotations

from amparo.matching.birth_evidence import CHANCES
from amparo.matching.part import BIRTH, DOCUMENT, FAMILY, GIVEN, NAME, SEX, Part
from amparo.matching.reasons import MOST, reasons, why


def test_the_weightiest_comes_first_and_what_speaks_against_last() -> None:
    parts = [
        Part(SEX, "different", -4.0),
        Part(GIVEN, "equal", 6.0, ("latin", "latin")),
        Part(BIRTH, "same-day", 13.0),
        Part(NAME, "lacking", -1.2),
    ]
    assert why(parts) == (
        "born on the same day (strong); the given names are the same (clear); against: the sex differs (clear); "
        "against: one name has words that the other lacks (slight)"
    )


def test_names_in_two_scripts_say_in_which() -> None:
    assert why([Part(FAMILY, "sounds", 9.0, ("arabic", "latin"))]) == (
        "the family names sound alike in Arabic and Latin script (strong)"
    )


def test_the_same_is_said_once() -> None:
    found = reasons([Part(GIVEN, "equal", 5.0), Part(GIVEN, "equal", 5.0)])
    assert [(each.sentence, each.weight, each.is_for) for each in found] == [("the given names are the same", "strong", True)]


def test_what_says_hardly_anything_is_left_out() -> None:
    assert reasons([Part(DOCUMENT, "slip", 0.0), Part(GIVEN, "alike", 0.1)]) == ()


def test_there_are_never_more_than_are_read() -> None:
    parts = [Part(kind, seen, 3.0) for kind in (GIVEN, FAMILY, NAME) for seen in ("equal", "alike", "clash", "initial")]
    assert len(reasons(parts)) == MOST


def test_every_way_in_which_births_agree_has_words_without_a_full_stop() -> None:
    for seen in CHANCES:
        (reason,) = reasons([Part(BIRTH, seen, 5.0)])
        assert reason.sentence[-1].isalpha()
