"""What a letter stands for where nothing was learned: a few words on letters of Arabic-script languages, else plain ASCII."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from anyascii import anyascii

from amparo.matching.fold import folded
from amparo.matching.script import ARABIC, HEBREW, word_script
from amparo.matching.text import normalise

# letters of Persian, Dari, Pashto, Urdu, Kurdish and Uyghur that Arabic names do not have (Unicode names and usage)
_ARABIC_SCRIPT: Final = {
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n",
    "ښ": "sh", "ږ": "zh", "ځ": "dz", "څ": "ts", "ګ": "g", "ڭ": "ng", "ڤ": "v", "ۆ": "o", "ێ": "e", "ڵ": "l", "ڕ": "r", "ۇ": "u",
    "ۈ": "u", "ۋ": "w", "ی": "i", "ک": "k", "ئ": "", "ء": "", "ع": "a", "ؤ": "o", "ڨ": "g",
}  # fmt: skip
_HEBREW_PAIRS: Final = {
    "ג'": "j",
    "ז'": "zh",
    "צ'": "ch",
    "ץ'": "ch",
    "ת'": "th",
    "ד'": "dh",
    "ח'": "kh",
    "ע'": "gh",
    "ו'": "w",
}
_VOWELS: Final = "aeiou"
_UNWRITTEN: Final = frozenset({ARABIC, HEBREW})
_EXACT: Final = 0.62
_WITH_VOWEL: Final = 0.06
_SILENT: Final = 0.06


@lru_cache(maxsize=8192)
def plain(unit: str) -> str:
    """Return the Latin letters of a unit by rule; none for what has no sound of its own."""
    found = _ARABIC_SCRIPT.get(unit) or _HEBREW_PAIRS.get(unit)
    return folded(normalise(anyascii(unit))) if found is None else found


def guessed(unit: str) -> dict[str, float]:
    """Return the chances of the segments of a unit by rule: its letters, with a vowel after it where these go unwritten."""
    letters = plain(unit)
    if not letters:
        return {"": 0.8, "a": 0.05}
    chances = {letters: _EXACT, "": _SILENT}
    if word_script(unit) in _UNWRITTEN and letters[-1] not in _VOWELS:
        chances |= {letters + vowel: _WITH_VOWEL for vowel in _VOWELS}
    return chances


def spelt_by_rule(written: str) -> str:
    """Return the whole word by rule, as anyascii reads it (it joins what single letters do not show)."""
    return folded(normalise(anyascii(written)))
