"""A word's script is that of most of its letters."""

from __future__ import annotations

import pytest

from amparo.matching.script import letter_script, word_script


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("amina", "latin"), ("müller", "latin"), ("nguyễn", "latin"), ("кира", "cyrillic"),
        ("νίκος", "greek"), ("محمد", "arabic"),
        ("שרה", "hebrew"), ("王", "han"), ("ジョン", "kana"), ("さくら", "kana"), ("山ノ内", "kana"),
        ("김", "hangul"), ("ሰላም", "ethiopic"),
        ("मोहन", "devanagari"), ("সালমা", "bengali"), ("สมชาย", "thai"), ("សុខា", "khmer"),
        ("အောင်", "burmese"), ("ສົມ", "lao"),
        ("ნინო", "georgian"), ("արմեն", "armenian"), ("d'angelo", "latin"), ("צ'ארלי", "hebrew"),
        ("", "other"), ("'-", "other"),
        ("\u0301", "other"), ("𐤀", "other"), ("кирa", "cyrillic"),
    ],
)  # fmt: skip
def test_a_word_is_in_the_script_of_most_of_its_letters(word: str, script: str) -> None:
    assert word_script(word) == script


@pytest.mark.parametrize("letter", ["\t", "\u02b0", "\U0010ffff", "∑"])
def test_what_is_in_no_block_of_letters_is_other(letter: str) -> None:
    assert letter_script(letter) == "other"
