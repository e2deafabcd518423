"""What is left of a name in every script and spelling, for keys: the classes of its consonants."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from amparo.matching.consonants import consonants, joined
from amparo.matching.romanise.channel import slots
from amparo.matching.romanise.table import table
from amparo.matching.script import LATIN
from amparo.matching.words import Word

MOST: Final = 3
"""Skeletons of one word."""

_BEAM: Final = 4
_WORTH: Final = 2**-5.0  # of the likeliest skeleton's chance; below, another one is no help
_NONE: Final = "-"
_LONGEST_COARSE: Final = 4


@lru_cache(maxsize=32768)
def _heard(written: str, script: str) -> tuple[str, ...]:
    """The likeliest skeletons of a native word: the chances of all spellings with one skeleton are added up."""
    beam = [("", 1.0)]
    for slot in slots(written, script):
        longer: dict[str, float] = {}
        for text, share in beam:
            for classes, chance in slot.classes:
                whole = joined(text, classes)
                longer[whole] = longer.get(whole, 0.0) + share * chance
        beam = sorted(longer.items(), key=_by_share)[:_BEAM]
    least = beam[0][1] * _WORTH
    return tuple(text for text, share in beam if share >= least)[:MOST]


def _by_share(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def skeletons(word: Word) -> tuple[str, ...]:
    """Return at most three skeletons, the likeliest first: texts of b k s t l m n; `-` for a name of vowels alone."""
    if word.script != LATIN and table(word.script):
        found = _heard(word.written, word.script)
    else:
        found = tuple(dict.fromkeys(each for latin in word.latin for each in consonants(latin)))[:MOST]
    return tuple([each or _NONE for each in found])


def coarse(word: Word) -> tuple[str, ...]:
    """Return the coarse class of each skeleton: its first two consonants, the last, and whether there are more."""
    found = skeletons(word)
    return tuple(dict.fromkeys([f"{each[:2]}{each[-1]}{min(len(each), _LONGEST_COARSE)}" for each in found]))
