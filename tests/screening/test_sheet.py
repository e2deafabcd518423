"""The sheet: few questions, in the vocabulary's own words, safe to print."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from amparo.explain.wording import load_words
from amparo.rules.error import LawError
from amparo.rules.pack import find_law, load_pack
from amparo.screening.sheet import MOST, load_sheet

LAW: Final = find_law()
VOCABULARY: Final = load_pack("palermo").vocabulary
SHEET: Final = load_sheet(LAW, VOCABULARY)
GOOD: Final = '[sheet]\ntitle = "A"\nbefore = ["b"]\nask = ["ind_shut_in"]\nafter = ["c"]\n'


def test_it_asks_at_most_fifteen_questions() -> None:
    assert len(SHEET.ask) <= MOST == 15


def test_every_question_has_words_of_its_own() -> None:
    questions = load_words(LAW).questions
    assert set(SHEET.ask) <= set(questions)


def test_safety_and_age_come_first_and_the_open_question_last() -> None:
    assert SHEET.ask[:3] == ("in_danger_now", "urgent_medical_need", "may_be_child")
    assert SHEET.ask[-1] == "trafficking_claimed"


def test_it_says_that_nothing_noted_proves_nothing_and_that_there_is_no_score() -> None:
    said = " ".join(SHEET.after)
    assert "proves nothing" in said
    assert "no score" in said


def folder_with(folder: Path, text: str) -> Path:
    (folder / "indicators").mkdir()
    (folder / "indicators" / "sheet.toml").write_text(text, "utf-8")
    return folder


def test_a_small_sheet_loads(tmp_path: Path) -> None:
    assert load_sheet(folder_with(tmp_path, GOOD), VOCABULARY).ask == ("ind_shut_in",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('title = "A"\n', ""), "sheet-incomplete"),
        (('"ind_shut_in"', '"ind_shut_in", "ind_shut_in"'), "sheet-too-long"),
        (('"ind_shut_in"', '"ind_shut_out"'), "sheet-unknown-fact"),
        (('"ind_shut_in"', '"birth_date"'), "sheet-unknown-fact"),
        (('"ind_shut_in"', ", ".join(f'"{name}"' for name in VOCABULARY.signs["indicators_noted"][:16])), "sheet-too-long"),
    ],
)
def test_a_sheet_that_cannot_be_asked_is_refused(tmp_path: Path, change: tuple[str, str], code: str) -> None:
    with pytest.raises(LawError) as refused:
        load_sheet(folder_with(tmp_path, GOOD.replace(*change)), VOCABULARY)
    assert refused.value.code == code
