"""Latin names brought to the 26 letters, as travel documents and keyboards abroad write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# letters that do not come apart into a letter and a mark (ICAO 9303-3, section 6 A, and usage)
_WHOLE: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ħ": "h",
    "ŋ": "ng",
    "ŧ": "t", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ŀ": "l", "ɲ": "n", "ư": "u", "ơ": "o",
    "ƴ": "y", "ʉ": "u",
    "ǝ": "e", "ɨ": "i", "ǥ": "g", "ɣ": "g", "ʔ": "", "ĳ": "ij", "ŉ": "n", "ſ": "s",
}  # fmt: skip
# what one writes who has no such letter and writes the sound
_SOUND: Final = {
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "č": "ch",
    "ç": "ch", "ć": "ch",
    "ž": "zh", "ż": "zh", "ź": "zh", "ñ": "ny", "ń": "ny", "ğ": "gh", "đ": "dj", "ţ": "ts", "ț": "ts", "ł": "w",
    "ō": "ou", "ū": "uu",
    "ě": "ie", "ř": "rz", "ķ": "kh", "ḥ": "h", "ḩ": "h", "ẖ": "kh", "ḫ": "kh", "ā": "aa", "ī": "ee", "ý": "y",
    "ə": "e", "ħ": "h", "ő": "oe",
    "ű": "ue", "ð": "th",
}  # fmt: skip
_TO_WHOLE: Final = str.maketrans(_WHOLE)
_TO_SOUND: Final = str.maketrans(_SOUND)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Return the letters a to z of a Latin word: marks gone, whole letters as usually written, nothing else kept."""
    if word.isascii():
        return word if word.isalpha() else "".join(letter for letter in word if letter.isalpha())
    apart = unicodedata.normalize("NFD", word.translate(_TO_WHOLE)).translate(_TO_WHOLE)
    return "".join(letter for letter in apart if "a" <= letter <= "z")


def sounded(word: str) -> str:
    """Return the word folded by its sound: `ä` as `ae`, `š` as `sh`; the same as `folded` where there is no such letter."""
    return folded(word if word.isascii() else word.translate(_TO_SOUND))
