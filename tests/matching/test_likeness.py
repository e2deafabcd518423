"""Two words speak for one person, or against it, by how they are spelt and how rare they are; both ways alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.matching.likeness import FLOOR, RAREST, nearness, rarity, word_evidence
from amparo.matching.words import Word, word

SILENT = Word("·", "other", ())


def bits(one: str, other: str) -> float:
    return word_evidence(word(one), word(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amina", "amina"), ("mohammed", "محمد"), ("ivanova", "иванова"), ("yitzhak", "יצחק"),
        ("suzuki", "スズキ"), ("minsu", "민수"),
        ("davidson", "戴维森"), ("müller", "mueller"), ("catherine", "katherine"), ("selam", "ሰላም"), ("محمد", "мухаммад"),
        ("محمد", "محمد"), ("tesfay", "tesfaye"), ("hassan", "الحسن"), ("giorgi", "გიორგი"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_name_speak_for_one_person(one: str, other: str) -> None:
    assert bits(one, other) > 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amina", "robert"), ("ahmed", "محمد"), ("petrov", "иванова"), ("sara", "יצחק"), ("tanaka", "スズキ"), ("jiho", "민수"),
        ("محمد", "فاطمة"), ("иванова", "петров"), ("محمد", "иванова"), ("selam", "ተስፋይ"), ("robert", "الحسن"),
    ],
)  # fmt: skip
def test_two_names_speak_against_it_within_bounds(one: str, other: str) -> None:
    assert FLOOR - 0.1 <= bits(one, other) < -2


def test_a_rare_name_says_more_than_a_frequent_one() -> None:
    for worth in (rarity(word("john")), bits("john", "john")):
        assert 4 < worth < 8
    for worth in (rarity(word("tesfamariam")), bits("tesfamariam", "tesfamariam")):
        assert 15 < worth <= RAREST


def test_a_slip_costs_and_never_gives_more_than_the_frequent_name_is_worth() -> None:
    assert bits("diallo", "dialo") < bits("diallo", "diallo")
    assert bits("john", "jhon") <= bits("john", "john")
    assert bits("marina", "marian") > bits("marina", "robert")


def test_an_initial_speaks_a_little_for_a_name_that_begins_so() -> None:
    assert 1 < bits("j", "john") < 6
    assert bits("j", "robert") < -2


def test_a_name_cut_short_speaks_for_it() -> None:
    assert bits("alex", "alexander") > 0


def test_a_second_spelling_counts_a_little_less() -> None:
    assert bits("muller", "mueller") < bits("müller", "mueller") + RAREST
    assert 4 < bits("müller", "mueller") < bits("mueller", "mueller")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ivanov", "иванова"), ("ivanova", "иванов"), ("ivanova", "иванова"), ("petrovski", "петровская"), ("ivanov", "ivanova")],
)
def test_a_woman_bears_her_familys_name_in_either_script(one: str, other: str) -> None:
    assert bits(one, other) > 4


def test_nearness_ranks_spellings_before_other_names() -> None:
    assert nearness(word("amina"), word("amina")) == 1.0
    assert nearness(word("mohammed"), word("محمد")) > 0.8 > nearness(word("robert"), word("محمد"))
    assert nearness(SILENT, word("amina")) == 0.0


def test_what_has_no_latin_letters_speaks_for_nothing_but_itself() -> None:
    other = Word("⁂", "other", ())
    assert word_evidence(SILENT, other) < -5
    assert word_evidence(SILENT, word("محمد")) < -5
    assert word_evidence(SILENT, SILENT) == pytest.approx(RAREST, abs=0.1)
    assert rarity(SILENT) == RAREST


WORDS = st.text(alphabet="abehimnorstuyzمحدسنкирауスズキנשלמ김민수王小明", min_size=1, max_size=14).map(word)


@given(one=WORDS, other=WORDS)
@settings(max_examples=300, deadline=None)
def test_evidence_is_bounded_and_the_same_both_ways(one: Word, other: Word) -> None:
    found = word_evidence(one, other)
    assert FLOOR - 0.1 <= found <= RAREST
    assert found == word_evidence(other, one)
    assert 0.0 <= nearness(one, other) <= 1.0
