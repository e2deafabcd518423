"""A name comes to one form within its script, whatever was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.matching.text import LONGEST, normalise


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("AMINA", "amina"),
        ("  Amina   Diallo ", "amina diallo"),
        ("O’Brien", "o'brien"),
        ("Anne–Marie", "anne-marie"),
        ("-Amina-", "amina"),
        ("İbrahim", "ibrahim"),
        ("a\u200bmi\u202ena\u2069", "amina"),
        ("محمّد", "محمد"),
        ("محـــمد", "محمد"),
        ("کریمی", "كريمي"),
        ("ﺍﻟﺪﻭﺭﻱ", "الدوري"),
        ("צ׳ארלי", "צ'ארלי"),
        ("ｼﾞｮﾝ・スミス", "ジョン スミス"),
        ("สมชาย", "สมชาย"),
        ("মোহাম্মদ", "মোহাম্মদ"),
        ("Ки́ра", "кира"),
        ("Amina (Mimi) 2", "amina mimi"),
        ("👍🏽", ""),
        ("", ""),
        ("---", ""),
        ("\ud800Amina\udfff", "amina"),
        ("\u0301", ""),
        ("１２３", ""),
    ],
)
def test_a_name_has_one_form(typed: str, form: str) -> None:
    assert normalise(typed) == form


@pytest.mark.parametrize(("typed", "form"), [("Ивaнова", "иванова"), ("Аminata", "aminata"), ("Иван", "иван")])
def test_a_stray_letter_of_another_alphabet_is_put_right(typed: str, form: str) -> None:
    assert normalise(typed) == form


def test_no_more_than_two_hundred_letters_are_looked_at() -> None:
    assert normalise("a" * 100_000) == "a" * LONGEST


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_form_is_normalised_already_and_holds_letters_and_marks_alone(typed: str) -> None:
    form = normalise(typed)
    assert normalise(form) == form
    assert all(letter in " '-" or unicodedata.category(letter)[0] in "LM" for letter in form)
    assert form == form.strip()
