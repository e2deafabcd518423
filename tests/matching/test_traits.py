"""Sex, nationality and place as written in many languages, and the little that they say."""

from __future__ import annotations

import pytest

from amparo.matching.traits import (
    SEX_DIFFERENT,
    SEX_SAME,
    UNKNOWN_COUNTRY,
    UNKNOWN_SEX,
    nationality_evidence,
    nationality_of,
    place_evidence,
    place_of,
    plain,
    sex_evidence,
    sex_of,
)


@pytest.mark.parametrize("written", ["F", "female", "Femme", "Ж", "женский", "أنثى", "ሴት", "女", "2", "kadın", "nữ"])
def test_female_is_read_in_many_languages(written: str) -> None:
    assert sex_of(written) == ("f", "")


@pytest.mark.parametrize("written", ["M", "Male", "hombre", "мужской", "ذكر", "男性", "1", "männlich"])
def test_male_is_read_in_many_languages(written: str) -> None:
    assert sex_of(written) == ("m", "")


def test_other_words_for_the_sex_are_told_and_unsaid_ones_are_not() -> None:
    assert sex_of("X") == ("x", "")
    assert sex_of("unknown") == ("", "")
    assert sex_of("") == ("", "")
    assert sex_of("blue") == ("", UNKNOWN_SEX)


@pytest.mark.parametrize(
    "written", ["ER", "eri", "Eritrea", "Eritrean", "Érythrée", "إريتريا", "ኤርትራ", "エリトリア", "the Eritrea"]
)
def test_a_country_is_read_from_code_name_and_people(written: str) -> None:
    assert nationality_of(written) == ("ER", "")


def test_a_name_of_several_words_is_read_with_any_signs() -> None:
    assert nationality_of("Côte d’Ivoire")[0] == "CI"
    assert nationality_of("NIGERIEN") == ("NE", "")
    assert nationality_of("Nigerian national") == ("NG", "")


def test_a_country_that_is_none_is_told() -> None:
    assert nationality_of("Atlantis") == ("", UNKNOWN_COUNTRY)
    assert nationality_of("stateless") == ("", "")
    assert nationality_of("") == ("", "")


def test_an_unsaid_place_is_not_known() -> None:
    assert place_of(" Asmara ") == "asmara"
    assert place_of("Unknown") == ""


def test_plain_words_have_neither_marks_nor_signs() -> None:
    assert plain("  Thành-phố  HỒ CHÍ MINH!") == "thanh pho ho chi minh"
    assert len(plain("a" * 500)) == 100


def test_the_same_sex_says_little_and_another_much() -> None:
    assert sex_evidence("f", "f") == ("same", SEX_SAME)
    assert sex_evidence("f", "m") == ("different", SEX_DIFFERENT)
    assert 0 < SEX_SAME <= 1
    assert -4.5 < SEX_DIFFERENT < -3.5


@pytest.mark.parametrize(("mine", "theirs"), [("", "f"), ("f", ""), ("x", "f"), ("f", "x")])
def test_an_unknown_sex_says_nothing(mine: str, theirs: str) -> None:
    assert sex_evidence(mine, theirs) == ("", 0.0)


def test_a_nationality_says_the_less_the_more_people_have_it() -> None:
    usual = nationality_evidence("ER", "ER")[1]
    assert nationality_evidence("ER", "ER", 0.8)[1] < usual < nationality_evidence("ER", "ER", 0.001)[1] <= 3
    assert nationality_evidence("ER", "ER", 1.0) == ("same", 0.0)
    assert nationality_evidence("ER", "ER", 0.0)[1] == 3
    assert nationality_evidence("ER", "ET") == ("different", -2.0)
    assert nationality_evidence("", "ET") == nationality_evidence("ET", "") == ("", 0.0)


def test_places_agree_in_whole_or_in_part() -> None:
    assert place_evidence("asmara", "asmara")[0] == "same"
    assert place_evidence("asmara", "asmara maekel")[0] == "alike"
    assert place_evidence("asmara", "keren") == ("different", -0.5)
    assert place_evidence("asmara", "አስመራ") == ("", 0.0)
    assert place_evidence("", "keren") == place_evidence("keren", "") == ("", 0.0)
