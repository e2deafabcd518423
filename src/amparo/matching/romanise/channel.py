"""How probable one spelling is for another: the sum over all ways to cut the one along the units of the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from amparo.matching import prior
from amparo.matching.consonants import consonants
from amparo.matching.romanise.rules import guessed
from amparo.matching.romanise.table import END, START, Segments, table
from amparo.matching.romanise.units import units

# what a unit may be, beside what was learned of it: nothing, one stray letter, two, three
_STRAY: Final = (2**-9.0, 2**-12.0, 2**-16.0, 2**-21.0, 0.0, 0.0, 0.0, 0.0)
_REACH: Final = 4  # Latin letters of a unit that is known by rule
_CHOICES: Final = 4
_LISTENED: Final = 12
_CLASSES: Final = 3
_WORTH: Final = 2**-4.5  # of the likeliest one's chance
_LOST: Final = 2**-22.0  # of the likeliest way so far: a way beyond is not followed
_FORWARD: Final = 0.6  # how far the reading of the native word is listened to, against the writing of the Latin one
_USUAL_COST: Final = 0.6  # bits a letter that true spellings cost: the median of what was learned from, and a little
_BADLY: Final = 0.7
_HOPELESS: Final = -8.0  # bits of which nobody asks how many they are: the second view is spared
_IMPOSSIBLE: Final = -60.0


class Slot(NamedTuple):
    """What one unit of a native word may stand for.

    All segments with their chances; the few likeliest with their bits; the few likeliest classes of consonants.
    """

    segments: Segments
    likeliest: tuple[tuple[float, str], ...]
    classes: tuple[tuple[str, float], ...]


def _by_share(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


@lru_cache(maxsize=32768)
def _segments(script: str, before: str, unit: str, after: str) -> Segments:
    """All that one unit between its neighbours may stand for."""
    learned = table(script)
    return (learned.to_latin.segments(before, unit, after) if learned else None) or guessed(unit)


@lru_cache(maxsize=16384)
def _ways(written: str, script: str) -> tuple[Segments, ...]:
    """All that each unit of a word may stand for."""
    found = units(written, script)
    around = (START, *found, END)
    return tuple([_segments(script, around[place], unit, around[place + 2]) for place, unit in enumerate(found)])


@lru_cache(maxsize=16384)
def _slot(script: str, before: str, unit: str, after: str) -> Slot:
    """One unit between its neighbours."""
    segments = _segments(script, before, unit, after)
    ranked = sorted(segments.items(), key=_by_share)[:_LISTENED]
    heard: dict[str, float] = {}
    for letters, share in ranked:
        readings = consonants(letters)
        for each in readings:
            heard[each] = heard.get(each, 0.0) + share / len(readings)
    classes = sorted(heard.items(), key=_by_share)[:_CLASSES]
    return Slot(
        segments,
        tuple((-math.log2(share), letters) for letters, share in ranked[:_CHOICES] if share >= ranked[0][1] * _WORTH),
        tuple(pair for pair in classes if pair[1] >= classes[0][1] * _WORTH),
    )


@lru_cache(maxsize=16384)
def slots(written: str, script: str) -> tuple[Slot, ...]:
    """Return what the units of a word may stand for in Latin letters: as learned, or by rule."""
    found = units(written, script)
    around = (START, *found, END)
    return tuple([_slot(script, around[place], unit, around[place + 2]) for place, unit in enumerate(found)])


@lru_cache(maxsize=32768)
def _back(script: str, before: str, letter: str, after: str) -> Segments:
    """What a Latin letter stands for in native symbols, between its neighbours."""
    learned = table(script)
    return (learned.from_latin.segments(before, letter, after) if learned else None) or {"": 1.0}


@lru_cache(maxsize=16384)
def _back_slots(latin: str, script: str) -> tuple[Segments, ...]:
    around = START + latin + END
    return tuple([_back(script, *around[place : place + 3]) for place in range(len(latin))])


def chance(target: str, ways: Sequence[Segments], reach: int) -> float:
    """Return the chance that units, each with its segments, come out as exactly these letters."""
    size = len(target)
    row = [1.0] + [0.0] * size
    left = len(ways)
    high = 0
    for segments in ways:
        left -= 1
        new = [0.0] * (size + 1)
        least = size - reach * left
        get = segments.get
        lost = max(row) * _LOST
        for start in range(high + 1):
            so_far = row[start]
            if so_far > lost:
                first = start if start > least else least  # noqa: FURB136 a call of `max` here is a tenth of a comparison
                last = start + reach if start + reach < size else size  # noqa: FURB136 as above
                for end in range(first, last + 1):
                    new[end] += so_far * (get(target[start:end]) or _STRAY[end - start])
        row = new
        high = min(size, high + reach)
    return row[size]


@lru_cache(maxsize=16384)
def _symbols(written: str, script: str) -> tuple[str, float]:
    """A native word in symbols, with the surprise at meeting it."""
    learned = table(script)
    found = learned.as_symbols(units(written, script)) if learned else ""
    return found, learned.surprise(found) if learned else 0.0


def agreement(latin: str, written: str, script: str) -> float:
    """Return, in bits, how much likelier a Latin spelling and a native word are of one name than of two.

    The mean, in bits, of two views: the native word read out against meeting such Latin letters by chance, and the Latin
    word written down against meeting such native units by chance. Each errs in its own way. Without a table the first
    alone; and of what is hopeless by the first, the most that it could be.
    """
    learned = table(script)
    reach = learned.to_latin.reach if learned else _REACH
    cost = -_log2(chance(latin, _ways(written, script), reach))
    expected = prior.spelt_cost(latin)
    if learned is not None:
        symbols, surprise = _symbols(written, script)
        most = _FORWARD * (expected - cost) + (1 - _FORWARD) * surprise
        if most <= _HOPELESS:
            return most
        back = -_log2(chance(symbols, _back_slots(latin, script), learned.from_latin.reach))
        cost = _FORWARD * cost + (1 - _FORWARD) * back
        expected = _FORWARD * expected + (1 - _FORWARD) * surprise
    return _among_frequent(expected - cost, cost, latin)


def _among_frequent(bits: float, cost: float, latin: str) -> float:
    """Bits of letters as bits of names: never more than the name is rare, less where the letters fit badly.

    Half an agreement with a frequent name is none: whoever is called by another frequent name that looks alike in a
    script without vowels is another person.
    """
    rare = prior.cost(latin)
    lead = max(0.0, prior.spelt_cost(latin) - rare)  # by how much the name is more frequent than its letters say
    badly = max(0.0, cost - _USUAL_COST * (len(latin) + 2))
    if bits < rare:
        bits -= lead * (1 - max(0.0, bits) / rare)
    return min(bits, rare - _BADLY * badly)


def _log2(share: float) -> float:
    return math.log2(share) if share > 0.0 else _IMPOSSIBLE


def surprise(written: str, script: str) -> float:
    """Return the bits of surprise at meeting a native word, none where nothing was learned of its script."""
    return _symbols(written, script)[1]
