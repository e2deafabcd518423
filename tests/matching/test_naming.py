"""Whole names: words in any order, missing, abbreviated, written together, in two scripts, or another person's."""

from __future__ import annotations

import pytest

from amparo.matching import pairing
from amparo.matching.naming import may_reach, named, together
from amparo.matching.part import FAMILY, GIVEN, NAME
from amparo.matching.words import Word, words


def full(name: str) -> tuple[Word, ...]:
    return words("", "", name)


def bits(one: str, other: str) -> float:
    there, back = named(full(one), full(other)), named(full(other), full(one))
    assert there.bits == pytest.approx(back.bits)
    return there.bits


def split(given: str, family: str) -> tuple[Word, ...]:
    return words(given, family, "")


def test_the_same_name_speaks_for_one_person_and_another_against() -> None:
    assert bits("Selam Tesfaye", "Selam Tesfaye") > 12
    assert bits("Selam Tesfaye", "Olga Ivanova") < -6


def test_a_name_without_words_says_nothing() -> None:
    assert named((), full("Selam")).bits == named(full("Selam"), ()).bits == 0


def test_the_order_of_the_words_costs_little() -> None:
    same = bits("Selam Tesfaye", "Selam Tesfaye")
    assert same - 2 <= bits("Selam Tesfaye", "Tesfaye Selam") < same


def test_given_and_family_name_may_change_places() -> None:
    same = named(split("Selam", "Tesfaye"), split("Selam", "Tesfaye"))
    swapped = named(split("Selam", "Tesfaye"), split("Tesfaye", "Selam"))
    assert same.bits - 2 <= swapped.bits < same.bits
    assert {part.kind for part in swapped.parts} == {NAME}


def test_a_middle_name_comes_and_goes() -> None:
    assert bits("Selam Marta Tesfaye", "Selam Tesfaye") > bits("Selam Tesfaye", "Selam Tesfaye") - 3


def test_one_name_alone_agrees_with_a_full_one_by_its_word() -> None:
    assert 0 < bits("Tesfaye", "Selam Tesfaye") < bits("Selam Tesfaye", "Selam Tesfaye") - 4


def test_a_lacking_family_name_costs_more_than_a_given_one() -> None:
    whole = split("Selam", "Tesfaye")
    without_family = named(split("Selam", ""), whole)
    assert any(part.seen == "lacking" and part.bits == -2 for part in without_family.parts)


def test_an_initial_stands_for_names_that_begin_with_it() -> None:
    assert bits("S Tesfaye", "Tesfaye") < bits("S Tesfaye", "Selam Tesfaye") < bits("Selam Tesfaye", "Selam Tesfaye")
    assert bits("M Tesfaye", "Selam Tesfaye") < bits("S Tesfaye", "Selam Tesfaye") - 5


def test_names_written_together_are_found() -> None:
    assert bits("Maryann Okafor", "Mary Ann Okafor") > bits("Okafor", "Okafor") + 3
    seen = {part.seen for part in named(full("Mary Ann Okafor"), full("Maryann Okafor")).parts}
    assert "joined" in seen


def test_words_are_not_put_together_where_they_agree_better_apart() -> None:
    found = named(full("Mary Ann"), full("Mary Ann Maryann"))
    assert "joined" not in {part.seen for part in found.parts}


def test_two_words_as_one_keep_the_part_that_both_have() -> None:
    given, family = split("Mary", "Ann")
    assert together(given, given).part == "given"
    assert together(given, family).part == ""
    assert together(given, family).latin[0] == "maryann"


def test_sisters_are_called_by_other_given_names() -> None:
    sisters = named(split("Selam", "Tesfaye"), split("Hiwet", "Tesfaye"))
    assert sisters.is_clash
    assert [(part.kind, part.seen) for part in sisters.parts] == [(FAMILY, "equal"), (GIVEN, "clash")]
    assert not named(split("Selam", "Tesfaye"), split("Selam", "Gebre")).is_clash
    assert not named(split("Selam", "Tesfaye"), split("Selam Hiwet", "Tesfaye")).is_clash
    assert not named(split("Selam Hiwet", "Tesfaye"), split("Selam Marta", "Tesfaye")).is_clash
    assert named(full("Selam Tesfaye"), full("Hiwet Tesfaye")).is_clash


def test_names_that_are_only_somewhat_alike_may_be_those_of_twins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "word_evidence", lambda one, other: 10.0 if one == other else 4.0)
    assert named(split("Hassan", "Tesfaye"), split("Hasan", "Tesfaye")).is_clash
    monkeypatch.setattr(pairing, "word_evidence", lambda one, other: 10.0 if one == other else 7.0)
    assert not named(split("Hassan", "Tesfaye"), split("Hasan", "Tesfaye")).is_clash


def test_names_in_two_scripts_sound_alike() -> None:
    found = named(full("محمد حسين"), full("Mohammed Hussein"))
    assert found.bits > 6
    assert {part.seen for part in found.parts} == {"sounds"}
    assert found.parts[0].scripts in {("arabic", "latin"), ("latin", "arabic")}


def test_a_word_is_paired_with_one_other_only() -> None:
    assert bits("Ali Ali", "Ali") < bits("Ali Ali", "Ali Ali")


def test_words_that_speak_a_little_against_are_said_to_be_hardly_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "word_evidence", lambda one, other: 10.0 if one == other else -3.0)
    found = named(full("Yusuf Petrov"), full("Yusef Petrov"))
    assert {part.seen for part in found.parts} == {"equal", "unlike"}
    assert found.bits > bits("Yusuf Petrov", "Olga Petrov")


def test_eight_words_against_eight_are_paired_in_a_moment() -> None:
    name = "Ana Anna Anah Anaa Hana Hanna Anne Annah"
    assert bits(name, " ".join(reversed(name.split()))) > 20


def test_however_much_differs_there_is_a_worst() -> None:
    assert bits("Aba Bebe Cico Dudu Efe Fafa", "Gogo Hihi Juju Kiki Lolo Mumu") == -12


def test_two_names_of_one_script_are_compared_by_its_own_letters() -> None:
    assert bits("สมชาย ใจดี", "สมชาย ใจดี") > 10
    assert bits("ปัณณธร นักรบ", "น้ำเพชร นักรบ") < bits("นักรบ", "นักรบ")


def test_a_name_in_two_scripts_neither_of_which_is_latin_says_less() -> None:
    there = named(full("ሰላም ተስፋይ"), full("سلام تسفاي"))
    assert 0 < there.bits < bits("Selam Tesfay", "Selam Tesfay")


def test_names_of_one_people_say_less_together_than_each_alone() -> None:
    alone = bits("김", "김") + bits("민수", "민수")
    assert bits("김 민수", "김 민수") < alone - 3


def test_a_further_given_name_says_little_once_the_first_is_the_same() -> None:
    one, two = words("Vitor Hugo", "Hak", ""), words("Vitor Hugo", "Öcalan", "")
    unsaid = words("", "", "Vitor Hugo Hak"), words("", "", "Vitor Hugo Öcalan")
    assert named(one, two).bits < named(*unsaid).bits - 1.0


def test_a_name_may_come_to_what_it_comes_to_and_to_little_more() -> None:
    names = ("Selam Tesfaye", "S Tesfaye", "Tesfaye Selam Gebre", "Maryann Okafor", "Mary Ann Okafor", "سلام تسفاي", "ሰላም ተስፋይ")
    for one in names:
        for other in names:
            comes_to = named(full(one), full(other)).bits
            assert may_reach(full(one), full(other), comes_to - 1e-6)
            assert not may_reach(full(one), full(other), comes_to + 16.0)


def test_a_name_without_words_comes_to_nothing() -> None:
    assert may_reach((), full("Selam"), 0.0)
    assert not may_reach(full("Selam"), (), 0.1)
