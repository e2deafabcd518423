"""The classes of a name's consonants: what is left when vowels, voices and the spellings of one sound are set aside."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# b p f v | k g q | s z and all that hisses | t d | l r | m | n; vowels, h and y are not written everywhere.
# Capitals are letters that readers of different languages read in two ways.
_SOUNDS: Final = (
    ("tsch", "s"), ("dsch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "H"), ("cz", "s"), ("sz", "s"),
    ("zh", "s"), ("rz", "ls"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("dj", "s"), ("th", "t"), ("ph", "b"), ("ck", "k"),
    ("kh", "k"), ("gh", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "G"), ("gi", "G"), ("gy", "G"), ("x", "ks"),
    ("j", "J"), ("w", "W"), ("b", "b"), ("p", "b"), ("f", "b"), ("v", "b"), ("k", "k"), ("g", "k"), ("q", "k"), ("c", "k"),
    ("s", "s"), ("z", "s"), ("t", "t"), ("d", "t"), ("l", "l"), ("r", "l"), ("m", "m"), ("n", "n"),
)  # fmt: skip
_SOUND_OF: Final = dict(_SOUNDS)
_CUT: Final = re.compile("|".join(letters for letters, _ in _SOUNDS))
_CUT_OR_VOWELS: Final = re.compile(f"{_CUT.pattern}|.")
# how each of three readers reads the capitals: as in English, as in German or Slavic languages, as an Egyptian writes it
_READINGS: Final = tuple(
    str.maketrans(dict(zip("HGJW", sounds, strict=True)))
    for sounds in (("s", "k", "s", ""), ("k", "s", "", "b"), ("s", "k", "k", "b"))
)
# one class after itself, and the two halves of one hiss
_REPEATED: Final = re.compile(r"(.)\1+")
_HISS: Final = re.compile(r"t+(?=s)")


@lru_cache(maxsize=32768)
def consonants(latin: str) -> tuple[str, ...]:
    """Return the classes of the consonants of Latin letters, as each of three readers reads them, each once."""
    plain = "".join(_SOUND_OF[letters] for letters in _CUT.findall(latin))
    if plain.islower() or not plain:
        return (_run(plain),)
    return tuple(dict.fromkeys(_run(plain.translate(reading)) for reading in _READINGS))


@lru_cache(maxsize=32768)
def shape(latin: str) -> str:
    """Return the classes of the consonants of Latin letters, with an `a` wherever there are others: `salim` is `salam`."""
    classes = "".join(_SOUND_OF.get(letters, "a") for letters in _CUT_OR_VOWELS.findall(latin))
    return _REPEATED.sub(r"\1", classes.translate(_READINGS[0]))


def _run(classes: str) -> str:
    """Classes as one run: hisses first, for what they leave may stand twice."""
    return _REPEATED.sub(r"\1", _HISS.sub("", classes))


def joined(classes: str, more: str) -> str:
    """Return two runs of classes as one, in which no class follows itself and `ts` is one hiss."""
    if not classes or not more:
        return classes or more
    if classes[-1] == more[0]:
        return classes + more[1:]
    if classes[-1] == "t" and more[0] == "s":
        return joined(classes[:-1], more)
    return classes + more
