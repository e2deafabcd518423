"""Words of every script come with Latin spellings, the likeliest first, by learned tables or by rule."""

from __future__ import annotations

import pytest

from amparo.matching.romanise import romanise
from amparo.matching.romanise.channel import agreement, surprise
from amparo.matching.romanise.rules import guessed, plain
from amparo.matching.romanise.table import table
from amparo.matching.romanise.units import symbols, units
from amparo.matching.script import word_script
from amparo.matching.shipped import shipped
from amparo.matching.text import normalise

LEARNED = ("arabic", "cyrillic", "han", "hangul", "hebrew", "kana")


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("amina", "amina"), ("müller", "muller"), ("иван", "ivan"), ("фатима", "fatima"),
        ("حسن", "hasan"), ("فاطمة", "fatima"),
        ("יצחק", "yitzhak"), ("김", "kim"), ("ሰላም", "selam"), ("გიორგი", "giorgi"), ("արմեն", "armen"),
        ("γιώργος", "giorgos"),
        ("ミナ", "mina"), ("さくら", "sakura"), ("مینا", "mina"),
    ],
)  # fmt: skip
def test_a_word_has_the_spelling_that_people_use_among_its_own(written: str, spelling: str) -> None:
    form = normalise(written)
    assert spelling in romanise(form, word_script(form))


@pytest.mark.parametrize("written", ["ъ", "ー", "ء", "ッ", "ಃ", "々", "ქ"])
def test_a_single_odd_letter_gives_letters_or_nothing(written: str) -> None:
    assert all(each.isascii() and each.isalpha() for each in romanise(written, word_script(written)))


@pytest.mark.parametrize(
    ("word", "script", "found"),
    [
        ("ジョン", "kana", ("ジョ", "ン")), ("じょん", "kana", ("ジョ", "ン")), ("ァイ", "kana", ("ァ", "イ")),
        ("צ'ק", "hebrew", ("צ'", "ק")), ("'צ", "hebrew", ("צ",)), ("김", "hangul", ("ᄀ", "ᅵ", "ᆷ")), ("이", "hangul", ("ᅵ",)),
        ("約翰", "han", ("yue", "han")), ("кира", "cyrillic", ("к", "и", "р", "а")),
        ("ки'ра", "cyrillic", ("к", "и", "р", "а")),
    ],
)  # fmt: skip
def test_a_word_comes_apart_into_units(word: str, script: str, found: tuple[str, ...]) -> None:
    assert units(word, script) == found


def test_units_of_several_letters_have_a_symbol_each() -> None:
    assert symbols(["к", "ジョ", "yue", "ジョ"]) == {"yue": "\ue000", "ジョ": "\ue001"}


@pytest.mark.parametrize("script", LEARNED)
def test_a_learned_table_says_where_it_comes_from_and_holds_no_digit_of_a_count(script: str) -> None:
    held = shipped(script)
    assert held["about"]["licence"] == "CC0-1.0"
    assert held["about"]["script"] == script
    assert set(held["about"]) == {"script", "learned_from", "source", "licence", "held_out", "made_by", "made_on"}
    found = table(script)
    assert found is not None
    for segmenting in (found.to_latin, found.from_latin):
        for unit in list(segmenting.alone)[:200]:
            segments = segmenting.segments("^", unit, "$")
            assert segments is not None
            assert 0.5 < sum(segments.values()) < 1.6  # rounded costs
        assert segmenting.segments("^", "?", "$") is None


def test_scripts_without_a_table_are_read_by_rule() -> None:
    assert table("ethiopic") is None
    assert table("latin") is None
    assert shipped("klingon") == {}
    assert surprise("ሰላም", "ethiopic") == 0.0
    assert agreement("selam", "ሰላም", "ethiopic") > 5 > agreement("robert", "ሰላም", "ethiopic")


def test_a_letter_that_was_not_learned_is_read_by_rule_within_a_learned_script() -> None:
    assert agreement("pashtana", "پښتانه", "arabic") > 5
    assert guessed("پ")["pa"] > 0
    assert "" in guessed("'")
    assert plain("ג'") == "j"


def test_the_true_spelling_agrees_and_another_does_not() -> None:
    assert agreement("davidson", "戴维森", "han") > 8
    assert agreement("mohammed", "戴维森", "han") < 0
    assert agreement("abdulkarimovich", "ي", "arabic") < -20
    assert surprise("محمد", "arabic") > 5
    assert surprise("ڭڭڭ", "arabic") > surprise("محم", "arabic")
