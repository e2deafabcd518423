"""What it costs, in bits, that one Latin spelling stands for another: learned steps between letters."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein, Prefix

from amparo.matching.shipped import shipped

DIFFERENT: Final = 2.0
"""Bits that it costs to be spelt in another way at all."""

_editops: Final = Levenshtein.editops
_EIGHTH: Final = 8
_SWAPPED: Final = 6.0
_OF_A_WOMAN: Final = 3.0  # `amin` and `amina` are two names rather than two spellings
_WHICH_LETTER: Final = 3.5  # an added letter could be any, by how frequent letters are in names
_OVA: Final = ("ova", "eva")
_SHORTEST_OVA: Final = 5
_SKI: Final = re.compile(r"(?<=..)sk(aya|aja|aia|a|iy|ij|y|i|yi|yy)$")
_SHORTEST_CUT: Final = 3


@lru_cache(maxsize=1)
def _steps() -> dict[str, float]:
    """The bits of each step: `ae` for e in place of a, `-a` for an added and `a-` for a missing one."""
    held = shipped("spelling")
    return {step: cost / _EIGHTH for step, cost in held["steps"].items()}


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, str], float]:
    """The bits between spellings of frequent names that are known from other scripts to be of one name."""
    pairs = (each.split() for each in shipped("spelling")["known"])
    return {(one, other): int(cost) / _EIGHTH for one, other, cost in pairs}


def spelling_bits(usual: str, unusual: str) -> float:
    """Return the bits that it costs a name to be written in a second, less usual spelling; infinite past half the letters."""
    if of_a_family(usual) == of_a_family(unusual):
        return DIFFERENT
    known = _known().get((usual, unusual) if usual < unusual else (unusual, usual))
    if known is not None:
        return known
    return stepwise_bits(usual, unusual)


def of_a_family(name: str) -> str:
    """Return a Slavic family name without what says whether its bearer is a woman: `ivanova`, `petrovskaya`; others as is."""
    return _SKI.sub("ski", name[:-1] if name.endswith(_OVA) and len(name) > _SHORTEST_OVA else name)


def stepwise_bits(usual: str, unusual: str) -> float:
    """Return what the steps between two spellings cost, whether or not the two are known to be of one name."""
    done = _editops(usual, unusual)
    if 2 * len(done) > max(len(usual), len(unusual)) + 1:
        return math.inf
    bits = DIFFERENT + (_OF_A_WOMAN if usual + "a" == unusual or unusual + "a" == usual else 0.0)
    steps = _steps()
    for each in done:
        place, target = each.src_pos, each.dest_pos
        if each.tag == "replace":
            bits += steps[usual[place] + unusual[target]]
        elif each.tag == "delete":
            bits += steps[usual[place] + _doubling(usual, place)]
        else:
            bits += steps[unusual[target] + _doubling(unusual, target)] + _WHICH_LETTER
    if len(done) == 2 and len(usual) == len(unusual) and sorted(usual) == sorted(unusual):  # noqa: PLR2004 a swap is two edits
        bits = min(bits, DIFFERENT + _SWAPPED)
    return bits


def is_cut_short(one: str, other: str) -> bool:
    """Say whether one name begins with the whole of the other, of three letters at least: `alex` of `alexander`."""
    shorter = min(len(one), len(other))
    return shorter >= _SHORTEST_CUT and Prefix.similarity(one, other) == shorter


def _doubling(word: str, place: int) -> str:
    """`=` where the letter repeats its neighbour, `-` where it stands alone."""
    letter = word[place]
    return "=" if (place and word[place - 1] == letter) or word[place + 1 : place + 2] == letter else "-"
