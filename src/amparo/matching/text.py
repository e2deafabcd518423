"""A name as typed, brought to one form within its own script, whatever was typed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from amparo.matching.script import MARKED, OTHER, letter_script

LONGEST: Final = 200
"""Letters of a name that are looked at; no real one is longer, and what follows costs time only."""

_APOSTROPHES: Final = "'’‘`´ʼʻʾʿˈ׳′＇ʹ"
_HYPHENS: Final = "-‐‑‒–—―־−﹣－"
_JOINERS: Final = "\u0640\u00ad\u034f"  # Arabic tatweel, soft hyphen, grapheme joiner: of the layout, not of the name
# one letter under several code points, by keyboard and country: Persian and Urdu forms of Arabic letters
_SAME: Final = {"ک": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ۃ": "ة", "ٱ": "ا"}
_BEFORE: Final = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_JOINERS))
_AFTER: Final = str.maketrans(_SAME)

# Cyrillic letters that look like Latin ones, as typed on the wrong keyboard or to slip through a search
_LOOKS_LATIN: Final = dict(zip("авекмнорстухіјѕԁ", "abekmhopctyxijsd", strict=True))
_LOOKS_CYRILLIC: Final = {latin: cyrillic for cyrillic, latin in _LOOKS_LATIN.items() if latin not in "bhd"}


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Return a name in one form: compatible letters, small, no layout marks, words parted by one blank; maybe empty.

    Hyphens and apostrophes within a word stay; figures, emoji and all other signs part words.
    """
    if text.isascii() and text.isalpha() and len(text) <= LONGEST:
        return text.lower()
    letters: list[str] = []
    base = OTHER
    for letter in _composed(text[:LONGEST]):
        kind = unicodedata.category(letter)
        if kind[0] == "L":
            base = letter_script(letter)
            letters.append(letter)
        elif kind[0] == "M":
            if base in MARKED:
                letters.append(letter)
        elif letter in "'-ー":
            letters.append(letter)
        elif kind != "Cf":
            letters.append(" ")
    words = "".join(letters).translate(_AFTER).split()
    return " ".join(word for word in (_of_one_alphabet(each.strip("'-").lstrip("ー")) for each in words) if word)


def _composed(text: str) -> str:
    """The text in composed small letters; lone halves of broken encodings become signs."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    once = unicodedata.normalize("NFKC", sound.translate(_BEFORE)).casefold()
    return unicodedata.normalize("NFKC", once).translate(_BEFORE)


def _of_one_alphabet(word: str) -> str:
    """The word with stray look-alikes of another alphabet put right, where nearly all letters are of one."""
    if word.isascii():
        return word
    latin = sum(letter_script(letter) == "latin" for letter in word)
    cyrillic = sum(letter_script(letter) == "cyrillic" for letter in word)
    if not latin or not cyrillic:
        return word
    looks = _LOOKS_LATIN if latin > cyrillic else _LOOKS_CYRILLIC
    return "".join(looks.get(letter, letter) for letter in word)
