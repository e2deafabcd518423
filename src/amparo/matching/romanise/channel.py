"""How probable a Latin spelling is for a name in another script: the sum over all ways to cut the one along the other."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

from amparo.matching.romanise.rules import guessed
from amparo.matching.romanise.table import END, START, Segments, table
from amparo.matching.romanise.units import units

# what a unit may be, beside what was learned of it: nothing, one stray letter, two, three
_STRAY: Final = (2**-9.0, 2**-12.0, 2**-16.0, 2**-21.0)
_LONGEST_STRAY: Final = len(_STRAY) - 1
_DEFAULT_REACH: Final = 4
_CHOICES: Final = 5


class Slot(NamedTuple):
    """What one unit of a word may stand for: all segments with their chances, and the few likeliest with their bits."""

    segments: Segments
    likeliest: tuple[tuple[float, str], ...]


@lru_cache(maxsize=16384)
def _slot(script: str, before: str, unit: str, after: str) -> Slot:
    """One unit between its neighbours."""
    learned = table(script)
    segments = learned.segments(before, unit, after) if learned and learned.knows(unit) else guessed(unit)
    ranked = sorted(segments.items(), key=lambda pair: (-pair[1], pair[0]))[:_CHOICES]
    return Slot(segments, tuple((-math.log2(share), letters) for letters, share in ranked))


@lru_cache(maxsize=16384)
def slots(written: str, script: str) -> tuple[Slot, ...]:
    """Return for each unit of a word the chances of its Latin segments; a word of another script than a learned one by rule."""
    found = units(written, script)
    around = (START, *found, END)
    return tuple(_slot(script, around[place], unit, around[place + 2]) for place, unit in enumerate(found))


def chance(latin: str, written: str, script: str) -> float:
    """Return the chance that a word of that script is spelt with exactly these Latin letters (a to z)."""
    size = len(latin)
    learned = table(script)
    reach = learned.reach if learned else _DEFAULT_REACH
    ways = slots(written, script)
    row = [1.0] + [0.0] * size
    left = len(ways)
    high = 0
    for slot in ways:
        left -= 1
        new = [0.0] * (size + 1)
        least = size - reach * left
        get = slot.segments.get
        for start in range(high + 1):
            so_far = row[start]
            if so_far:
                for end in range(max(start, least), min(size, start + reach) + 1):
                    length = end - start
                    one = get(latin[start:end])
                    if one is not None:
                        new[end] += so_far * one
                    elif length <= _LONGEST_STRAY:
                        new[end] += so_far * _STRAY[length]
        row = new
        high = min(size, high + reach)
    return row[size]
