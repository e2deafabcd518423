"""The units a native word is read by: letters, moras with their small vowel, the jamo of a syllable, characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from amparo.matching.romanise.abugida import ABUGIDAS, abugida_units
from amparo.matching.romanise.rules import plain
from amparo.matching.script import HAN, HANGUL, HEBREW, KANA

_SMALL: Final = "ァィゥェォャュョヮ"
_HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SIGNS: Final = "'-"
_PRIVATE: Final = 0xE000  # Unicode keeps 6,400 characters from here for private use
_SILENT: Final = "ᄋ"  # the ring at the head of a syllable that begins with a vowel


def units(word: str, script: str) -> tuple[str, ...]:
    """Return the units of a word that is normalised: what one segment of Latin letters stands for."""
    if script == KANA:
        return _joined(word.translate(_HIRAGANA), _SMALL)
    if script == HEBREW:
        return _joined(word, "'")
    if script == HAN:
        # the sound stands for the character: simplified and traditional ones meet, and rare ones are known by it
        return tuple(plain(letter) or letter for letter in word if letter not in _SIGNS)
    if script == HANGUL:
        return tuple(each for each in unicodedata.normalize("NFD", word) if each != _SILENT)
    if script in ABUGIDAS:
        return abugida_units(word, script)
    return tuple(letter for letter in word if letter not in _SIGNS)


def _joined(word: str, small: str) -> tuple[str, ...]:
    """The letters, a small one together with the letter before it."""
    found: list[str] = []
    for letter in word:
        if letter in small and found and found[-1][-1] not in small:
            found[-1] += letter
        elif letter not in _SIGNS:
            found.append(letter)
    return tuple(found)


def symbols(found: Iterable[str]) -> dict[str, str]:
    """Return for each unit of several letters one private character that stands for it in tables."""
    longer = sorted({unit for unit in found if len(unit) > 1})
    return {unit: chr(_PRIVATE + place) for place, unit in enumerate(longer)}
