"""In which script a letter or a word is written."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import Final

LATIN: Final = "latin"
CYRILLIC: Final = "cyrillic"
GREEK: Final = "greek"
ARABIC: Final = "arabic"
HEBREW: Final = "hebrew"
HAN: Final = "han"
KANA: Final = "kana"
HANGUL: Final = "hangul"
OTHER: Final = "other"

# first and last code point of the blocks that hold letters of names (Unicode 15, Blocks.txt)
_BLOCKS: Final = (
    (0x0041, 0x024F, LATIN),
    (0x0250, 0x02AF, LATIN),
    (0x0300, 0x036F, OTHER),
    (0x0370, 0x03FF, GREEK),
    (0x0400, 0x052F, CYRILLIC),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, HEBREW),
    (0x0600, 0x06FF, ARABIC),
    (0x0700, 0x074F, "syriac"),
    (0x0750, 0x077F, ARABIC),
    (0x0780, 0x07BF, "thaana"),
    (0x08A0, 0x08FF, ARABIC),
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "oriya"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x0F00, 0x0FFF, "tibetan"),
    (0x1000, 0x109F, "burmese"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, HANGUL),
    (0x1200, 0x139F, "ethiopic"),
    (0x1780, 0x17FF, "khmer"),
    (0x1C80, 0x1C8F, CYRILLIC),
    (0x1C90, 0x1CBF, "georgian"),
    (0x1E00, 0x1EFF, LATIN),
    (0x1F00, 0x1FFF, GREEK),
    (0x2D00, 0x2D2F, "georgian"),
    (0x2D30, 0x2D7F, "tifinagh"),
    (0x2D80, 0x2DDF, "ethiopic"),
    (0x3005, 0x3007, HAN),
    (0x3040, 0x30FF, KANA),
    (0x3130, 0x318F, HANGUL),
    (0x31F0, 0x31FF, KANA),
    (0x3400, 0x4DBF, HAN),
    (0x4E00, 0x9FFF, HAN),
    (0xA640, 0xA69F, CYRILLIC),
    (0xA720, 0xA7FF, LATIN),
    (0xAA60, 0xAA7F, "burmese"),
    (0xAB00, 0xAB2F, "ethiopic"),
    (0xAC00, 0xD7FF, HANGUL),
    (0xF900, 0xFAFF, HAN),
    (0xFB1D, 0xFB4F, HEBREW),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFF, ARABIC),
    (0x20000, 0x3134F, HAN),
)
_STARTS: Final = tuple(first for first, _, _ in _BLOCKS)

MARKED: Final = frozenset(
    name for _, _, name in _BLOCKS if name not in {LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, HAN, KANA, HANGUL, OTHER, "armenian"}
)
"""Scripts whose marks are letters in all but name (vowels of Thai or Bengali), and so must be kept."""


def letter_script(letter: str) -> str:
    """Return the script of one letter by its block, `other` for what is in none."""
    code = ord(letter)
    place = bisect_right(_STARTS, code) - 1
    if place < 0 or code > _BLOCKS[place][1]:
        return OTHER
    return _BLOCKS[place][2]


@lru_cache(maxsize=65536)
def word_script(word: str) -> str:
    """Return the script that most letters of a word are in; one kana makes it kana, for Chinese names have none."""
    if word.isascii():
        return LATIN if word.strip("'-") else OTHER
    found = Counter(letter_script(letter) for letter in word if letter not in "'-")
    found.pop(OTHER, None)
    if KANA in found:
        return KANA
    return max(found, key=lambda name: (found[name], name)) if found else OTHER
