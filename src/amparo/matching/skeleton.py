"""What is left of a name in every script and spelling: the classes of its consonants, for keys."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from amparo.matching.romanise.channel import slots
from amparo.matching.romanise.table import table
from amparo.matching.script import LATIN
from amparo.matching.words import Word

MOST: Final = 3

# b p f v | k g q | s z and all that hisses | t d | l r | m | n; vowels, h, y are not written everywhere
_SOUNDS: Final = (
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("dsch", "s"), ("sh", "s"), ("ch", "H"), ("cz", "s"), ("sz", "s"),
    ("zh", "s"),
    ("rz", "ls"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("dj", "s"), ("th", "t"), ("ph", "b"), ("ck", "k"), ("kh", "k"),
    ("gh", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "G"), ("gi", "G"), ("gy", "G"), ("x", "ks"),
    ("j", "J"), ("w", "W"),
    ("b", "b"), ("p", "b"), ("f", "b"), ("v", "b"), ("k", "k"), ("g", "k"), ("q", "k"), ("c", "k"), ("s", "s"), ("z", "s"),
    ("t", "t"), ("d", "t"), ("l", "l"), ("r", "l"), ("m", "m"), ("n", "n"),
)  # fmt: skip
_SOUND_OF: Final = dict(_SOUNDS)
_CUT: Final = re.compile("|".join(letters for letters, _ in _SOUNDS))
# letters that are read in two ways, by the language: how each of three readers reads them
_READINGS: Final = tuple(
    str.maketrans(dict(zip("HGJW", sounds, strict=True)))
    for sounds in (("s", "k", "s", ""), ("k", "s", "", "b"), ("s", "k", "", "b"))
)
_REPEATED: Final = re.compile(r"(.)\1+")
_BEAM: Final = 6
_CLASSES: Final = 3
_WORTH: Final = 2**-6.0


def _classes(latin: str) -> str:
    """The classes of the consonants of Latin letters; capitals where readers differ."""
    return "".join(_SOUND_OF[letters] for letters in _CUT.findall(latin))


@lru_cache(maxsize=65536)
def _read(latin: str) -> tuple[str, ...]:
    """The skeletons of a Latin spelling, by each reader once."""
    plain = _classes(latin)
    return tuple(dict.fromkeys(_REPEATED.sub(r"\1", plain.translate(reading)) for reading in _READINGS))


@lru_cache(maxsize=65536)
def _heard(written: str, script: str) -> tuple[str, ...]:
    """The likeliest skeletons of a native word: chances of spellings with one skeleton are added."""
    beam = {"": 1.0}
    for slot in slots(written, script):
        choices = _slot_classes(slot.likeliest)
        longer: dict[str, float] = {}
        for text, share in beam.items():
            for classes, chance in choices:
                joined = _REPEATED.sub(r"\1", text + classes)
                longer[joined] = longer.get(joined, 0.0) + share * chance
        beam = dict(sorted(longer.items(), key=lambda pair: (-pair[1], pair[0]))[:_BEAM])
    best = max(beam.values())
    return tuple(text for text, share in beam.items() if share >= best * _WORTH)[:MOST]


@lru_cache(maxsize=16384)
def _slot_classes(likeliest: tuple[tuple[float, str], ...]) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for bits, letters in likeliest:
        classes = _classes(letters)
        readings = {classes.translate(reading) for reading in _READINGS}
        for each in readings:
            found[each] = found.get(each, 0.0) + 2**-bits / len(readings)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_CLASSES])


def skeletons(word: Word) -> tuple[str, ...]:
    """Return at most three skeletons, the likeliest first: texts of b k s t l m n; `-` for a name of vowels alone."""
    if word.script != LATIN and table(word.script):
        found = _heard(word.written, word.script)
    else:
        found = tuple(dict.fromkeys(each for latin in word.latin for each in _read(latin)))[:MOST]
    return tuple(each or "-" for each in found)


def coarse(word: Word) -> tuple[str, ...]:
    """Return for each skeleton its coarse class: first two, last and about how many consonants."""
    return tuple(dict.fromkeys(f"{each[:2]}{each[-1]}{min(len(each), 4)}" for each in skeletons(word)))
