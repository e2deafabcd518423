"""A name comes apart into the words that are compared: particles go, what belongs together stays together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.matching.words import FAMILY, GIVEN, MOST, UNKNOWN, word, words


def _written(full: str) -> list[str]:
    return [each.written for each in words("", "", full)]


@pytest.mark.parametrize(
    ("full", "written"),
    [
        ("Amina Diallo", ["amina", "diallo"]),
        ("Abd al-Rahman al-Sayed", ["abdulrahman", "sayed"]),
        ("Abd ar Rahman Sayed", ["abdulrahman", "sayed"]),
        ("Abdul Rahman", ["abdulrahman"]),
        ("عبد الرحمن السيد", ["عبدالرحمن", "السيد"]),
        ("عبد الله", ["عبدالله"]),
        ("Abu Bakr", ["abubakr"]),
        ("as-Sabah Amina", ["sabah", "amina"]),
        ("Omar bin Khalid", ["omar", "khalid"]),
        ("Ludwig van der Berg", ["ludwig", "berg"]),
        ("Nguyễn Văn Đức", ["nguyễn", "đức"]),
        ("Le Thi Hoa", ["le", "thi", "hoa"]),
        ("Tran Van Do", ["tran", "do"]),
        ("Dr Amina Diallo", ["amina", "diallo"]),
        ("O Brien", ["obrien"]),
        ("Amina Mc Donald", ["amina", "mcdonald"]),
        ("María del Carmen García López", ["maría", "carmen", "garcía", "lópez"]),
        ("Jean-Luc d'Angelo", ["jean", "luc", "d'angelo"]),
        ("Гарсия де ла Крус", ["гарсия", "крус"]),
        ("ဒေါ် အောင်ဆန်း", ["အောင်ဆန်း"]),
        ("王小明", ["王", "小明"]),
        ("欧阳小明", ["欧阳", "小明"]),
        ("欧阳", ["欧", "阳"][:0] or ["欧阳"]),
        ("山田太郎", ["山田", "太郎"]),
        ("斯大林", ["斯大林"]),
        ("約翰·史密斯", ["約翰", "史密斯"]),
        ("김민수", ["김", "민수"]),
        ("남궁민수", ["남궁", "민수"]),
        ("윌리엄스", ["윌리엄스"]),
        ("山ノ内", ["山ノ内"]),
        ("Al", ["al"]),
        ("Bin", ["bin"]),
        ("x", ["x"]),
        ("", []),
        ("🤣", []),
        ("ー", []),
    ],
)
def test_a_full_name_comes_apart(full: str, written: list[str]) -> None:
    assert _written(full) == written


def test_given_and_family_names_keep_their_part_and_a_full_name_beside_them_adds_nothing() -> None:
    found = words("Ludwig", "van Berg", "Somebody Else")
    assert [(each.written, each.part) for each in found] == [("ludwig", GIVEN), ("berg", FAMILY)]
    assert {each.part for each in words("", "", "Ludwig Berg")} == {UNKNOWN}
    assert [each.part for each in words("", "Berg", "")] == [FAMILY]


def test_a_particle_is_kept_in_a_second_spelling() -> None:
    assert words("", "van der Berg", "")[0].latin == ("berg", "vanderberg")
    assert words("", "", "Amina al-Sayed")[1].latin == ("sayed", "alsayed")
    assert words("", "", "Amina O Brien")[1].latin == ("obrien", "brien")


def test_a_second_spelling_takes_the_place_of_no_first_one() -> None:
    assert word("müller", also="vonmuller").latin == ("muller", "vonmuller", "mueller")
    assert word("müller", also="muller").latin == ("muller", "mueller")


def test_a_letter_without_a_sound_is_no_word() -> None:
    assert words("", "", "ㅇ amina") == words("", "", "amina")


def test_very_many_words_are_cut_off() -> None:
    assert len(words("", "", "ab " * 60)) == MOST


@given(given_names=st.text(max_size=30), family=st.text(max_size=30), full=st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_every_word_has_latin_letters_whatever_was_typed(given_names: str, family: str, full: str) -> None:
    found = words(f"Selam {given_names}", family, full)
    assert found, "a name that was typed is lost"
    for each in found:
        assert each.written
        assert 1 <= len(each.latin) <= 4
        assert all(latin and all("a" <= letter <= "z" for letter in latin) for latin in each.latin)
        assert len(set(each.latin)) == len(each.latin)
