"""Labels and questions are read from the law; what has none is said in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.errors import AmparoError
from amparo.explain.wording import Wording, load_words

TEXT = """
[questions.screened]
person = "Has somebody asked you about this?"
worker = "Yes: a screening was carried out."
hint = "A day is fine"

[questions.offence.kind]
person = "What is it about?"
worker = "Kind of act."

[answers.sex]
male = "Man"

[answers.offence.kind]
theft = "Took things"

[labels.facts]
screened = "Screened"

[labels.items.offence]
kind = "Kind"
"""


def law(folder: Path, text: str) -> Path:
    (folder / "vocabulary" / "questions").mkdir(parents=True)
    (folder / "vocabulary" / "questions" / "all.toml").write_text(text, "utf-8")
    return folder


def test_questions_answers_and_labels_are_found(tmp_path: Path) -> None:
    words = load_words(law(tmp_path, TEXT))
    assert words.question("screened") == Wording(
        "Has somebody asked you about this?", "Yes: a screening was carried out.", "A day is fine"
    )  # fmt: skip
    assert words.question("offence#7.kind").worker == "Kind of act."
    assert words.choice("sex", "male") == "Man"
    assert words.choice("offence#7.kind", "theft") == "Took things"
    assert words.label("facts", "screened") == "Screened"
    assert words.label("items", "offence.kind") == "Kind"


def test_what_has_no_label_is_said_in_plain_words(tmp_path: Path) -> None:
    words = load_words(law(tmp_path, TEXT))
    assert words.label("facts", "entry_date") == "entry date"
    assert words.label("nothing", "held-until-known") == "held until known"
    assert words.choice("sex", "not_said") == "not said"


def test_wording_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(AmparoError) as caught:
        load_words(law(tmp_path, "labels = ["))
    assert caught.value.code == "wording-unreadable"
    assert "`all.toml`" in caught.value.sentence
