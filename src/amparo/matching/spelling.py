"""What it costs, in bits, that one Latin spelling stands for another: learned steps between letters."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein, Prefix

from amparo.matching.shipped import shipped

DIFFERENT: Final = 2.0
"""Bits that it costs to be spelt in another way at all."""

_editops: Final = Levenshtein.editops
_EIGHTH: Final = 8
_DEAREST: Final = 12.0
_SWAPPED: Final = 6.0
_CUT_SHORT: Final = 6.0
_SHORTEST_CUT: Final = 3


@lru_cache(maxsize=1)
def _steps() -> dict[str, float]:
    """The bits of each step: `ae` for e in place of a, `-a` for an added and `a-` for a missing one."""
    held = shipped("spelling")
    return {step: cost / _EIGHTH for step, cost in held["steps"].items()}


def spelling_bits(one: str, other: str) -> float:
    """Return the bits that it costs one name to be spelt in two ways that differ; the same in both orders."""
    if other < one:
        one, other = other, one
    steps = _steps()
    bits = DIFFERENT
    done = _editops(one, other)
    for each in done:
        place, target = each.src_pos, each.dest_pos
        if each.tag == "replace":
            step = one[place] + other[target]
        elif each.tag == "delete":
            step = one[place] + _doubling(one, place)
        else:
            step = other[target] + _doubling(other, target)
        bits += steps.get(step, _DEAREST)
    if len(done) == 2 and len(one) == len(other) and sorted(one) == sorted(other):  # noqa: PLR2004 a swap is two edits
        bits = min(bits, DIFFERENT + _SWAPPED)
    shorter = min(len(one), len(other))
    if shorter >= _SHORTEST_CUT and Prefix.similarity(one, other) == shorter:
        bits = min(bits, DIFFERENT + _CUT_SHORT)
    return bits


def _doubling(word: str, place: int) -> str:
    """`=` where the letter repeats its neighbour, `-` where it stands alone."""
    letter = word[place]
    return "=" if (place and word[place - 1] == letter) or word[place + 1 : place + 2] == letter else "-"
