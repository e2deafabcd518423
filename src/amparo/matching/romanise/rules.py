"""What a letter stands for where nothing was learned: a few words on letters of Arabic-script languages, else plain ASCII."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from anyascii import anyascii

from amparo.matching.fold import folded
from amparo.matching.romanise.abugida import ABUGIDAS, guessed_abugida, is_abugida, spelt_abugida
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
_GREEK_PAIRS: Final = {"ου": "ou", "ού": "ou", "μπ": "b", "ευ": "ev", "αυ": "av", "γκ": "g", "τζ": "dz"}
_VOWELS: Final = "aeiou"
_EXACT: Final = 0.62
_WITH_VOWEL: Final = 0.06
_SILENT: Final = 0.06
_OTHER_VOWEL: Final = 0.05
_WITHOUT_VOWEL: Final = 0.1


@lru_cache(maxsize=8192)
def plain(unit: str) -> str:
    """Return the Latin letters of a unit by rule; none for what has no sound of its own."""
    found = _ARABIC_SCRIPT.get(unit) or _HEBREW_PAIRS.get(unit)
    return folded(normalise(anyascii(unit))) if found is None else found


def guessed(unit: str) -> dict[str, float]:
    """Return the chances of the segments of a unit by rule: its letters, with a vowel after it where these go unwritten."""
    if is_abugida(unit):
        return guessed_abugida(unit)
    letters = plain(unit)
    if not letters:
        return {"": 0.8, "a": 0.05}
    if letters[-1] in _VOWELS and len(letters) > 1:  # a syllable, as in Ethiopic
        others = {letters[:-1] + vowel: _OTHER_VOWEL for vowel in _VOWELS}
        return others | {letters: _EXACT, letters[:-1]: _WITHOUT_VOWEL}
    chances = {letters: _EXACT, "": _SILENT}
    if letters[-1] not in _VOWELS:
        chances |= {letters + vowel: _WITH_VOWEL for vowel in _VOWELS}
    return chances


def spelt_by_rule(written: str, script: str) -> str:
    """Return the whole word by rule; outside South and South-East Asia as anyascii reads it."""
    if script in ABUGIDAS:
        return spelt_abugida(written, script)
    for two, letters in _GREEK_PAIRS.items():
        written = written.replace(two, letters)
    return folded(normalise(anyascii(written)))
