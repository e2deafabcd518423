"""The units a native word is read by: letters, moras with their small vowel, the jamo of a syllable, characters."""

from __future__ import annotations

import unicodedata
from typing import Final

from amparo.matching.script import HANGUL, HEBREW, KANA

_SMALL: Final = "ァィゥェォャュョヮ"
_HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SILENT: Final = "ᄋ"  # the ring at the head of a syllable that begins with a vowel


def units(word: str, script: str) -> tuple[str, ...]:
    """Return the units of a word that is normalised: what one segment of Latin letters stands for."""
    if script == KANA:
        return _joined(word.translate(_HIRAGANA), _SMALL)
    if script == HEBREW:
        return _joined(word, "'")
    if script == HANGUL:
        return tuple(each for each in unicodedata.normalize("NFD", word) if each != _SILENT)
    return tuple(word)


def _joined(word: str, small: str) -> tuple[str, ...]:
    """The letters, a small one together with the letter before it."""
    found: list[str] = []
    for letter in word:
        if letter in small and found and found[-1][-1] not in small:
            found[-1] += letter
        else:
            found.append(letter)
    return tuple(found)
