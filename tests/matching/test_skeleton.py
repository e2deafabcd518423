"""Spellings of one name share a skeleton, in every script; coarse classes are fewer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.matching.consonants import consonants, joined
from amparo.matching.skeleton import coarse, skeletons
from amparo.matching.words import Word, word


@pytest.mark.parametrize(
    ("latin", "classes"),
    [
        ("muhammad", ("mt",)), ("katherine", ("ktln",)), ("shirin", ("sln",)), ("philip", ("blb",)),
        ("aia", ("",)), ("", ("",)),
        ("charles", ("sls", "kls")), ("jawad", ("st", "bt", "kbt")), ("tsitsi", ("s",)),
        ("atsas", ("s",)), ("max", ("mks",)), ("schmidt", ("smt",)),
    ],
)  # fmt: skip
def test_consonants_are_heard_by_class_as_readers_of_several_languages_read_them(latin: str, classes: tuple[str, ...]) -> None:
    assert consonants(latin) == classes


def test_no_class_follows_itself_where_two_runs_meet() -> None:
    assert joined("kt", "tn") == "ktn"
    assert joined("kt", "n") == "ktn"
    assert joined("", "n") == "n"
    assert joined("kt", "s") == joined("kst", "s") == "ks"
    assert joined("kt", "") == "kt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohammed", "محمد"),
        ("muhammad", "mohamed"),
        ("catherine", "katarina"),
        ("ivan", "иван"),
        ("yitzhak", "יצחק"),
        ("philip", "filip"),
        ("minsu", "민수"),
        ("suzuki", "スズキ"),
        ("tesfay", "ተስፋይ"),
        ("smith", "スミス"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton_and_a_coarse_class(one: str, other: str) -> None:
    assert set(skeletons(word(one))) & set(skeletons(word(other)))
    assert set(coarse(word(one))) & set(coarse(word(other)))


def test_different_names_share_none() -> None:
    assert not set(skeletons(word("amina"))) & set(skeletons(word("محمد")))
    assert not set(coarse(word("amina"))) & set(coarse(word("robert")))


def test_a_name_of_vowels_alone_has_a_skeleton_of_its_own() -> None:
    assert skeletons(word("aia")) == ("-",)
    assert coarse(word("aia")) == ("--1",)


def test_a_word_without_latin_letters_has_none() -> None:
    assert skeletons(Word("x", "other", ())) == ()
    assert coarse(Word("x", "other", ())) == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzمحدسنкирауスズキנשלמ김민수", min_size=1, max_size=20))
@settings(max_examples=300, deadline=None)
def test_a_word_has_one_to_three_skeletons_and_no_more_coarse_classes(written: str) -> None:
    found = word(written)
    assert 1 <= len(coarse(found)) <= len(skeletons(found)) <= 3
    assert all(set(each) <= set("bkstlmn-") for each in skeletons(found))
