"""Latin names come to the 26 letters, as written and as they sound."""

from __future__ import annotations

import pytest

from amparo.matching.fold import folded, sounded


@pytest.mark.parametrize(
    ("word", "letters", "sound"),
    [
        ("amina", "amina", "amina"), ("müller", "muller", "mueller"), ("đức", "duc", "djuc"), ("łucja", "lucja", "wucja"),
        ("weiß", "weiss", "weiss"), ("ağca", "agca", "aghca"), ("ırmak", "irmak", "irmak"), ("čapek", "capek", "chapek"),
        ("o'brien", "obrien", "obrien"), ("ærø", "aero", "aeroe"), ("nguyễn", "nguyen", "nguyen"),
        ("muñoz", "munoz", "munyoz"),
        ("", "", ""), ("кира", "", ""),
    ],
)  # fmt: skip
def test_a_latin_word_is_folded_as_written_and_as_it_sounds(word: str, letters: str, sound: str) -> None:
    assert folded(word) == letters
    assert sounded(word) == sound
