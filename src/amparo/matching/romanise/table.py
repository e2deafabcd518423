"""A script's learned tables: what a native unit stands for in Latin letters, what a Latin letter stands for in native units.

Costs are single characters: `!` is none, each next one a quarter of a bit, up to `` ` ``; no name holds any of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from amparo.matching.script import LATIN
from amparo.matching.shipped import shipped

START: Final = "^"
END: Final = "$"
_FIRST: Final = ord("!")
_QUARTER: Final = 4
_TRUST_SIDE: Final = 4.0  # so many sights of a neighbour weigh as much as all that is known without it
_TRUST_BOTH: Final = 3.0
_SEGMENT: Final = re.compile(r"([^!-`]*)([!-`])")
_UNSEEN: Final = 14.0
_LAST: Final = "|"  # the end of a word among what follows: no cost looks like it

Segments = dict[str, float]


_Seen = tuple[Segments, float, float]
_NOTHING: Final[_Seen] = ({}, 0.0, 1.0)


@lru_cache(maxsize=32768)
def _seen(written: str, trust: float) -> _Seen:
    """What was seen in a neighbourhood, how far to lean to it, and what is left to what is known without it.

    The more often it was seen, the further. What was too rare to be kept is left too.
    """
    near = _read(written[1:])
    count = 2.0 ** _bits(written[0])
    lean = count / (count + trust)
    return near, lean, 1 - lean * min(1.0, sum(near.values()))


@lru_cache(maxsize=32768)
def _read(written: str) -> Segments:
    """The segments of one entry with their chances; shared, and never changed."""
    return {letters: 2.0 ** (-_bits(cost)) for letters, cost in _SEGMENT.findall(written)}


def _bits(cost: str) -> float:
    return (ord(cost) - _FIRST) / _QUARTER


@dataclass(frozen=True, slots=True)
class Segmenting:
    """One direction: the segments of each unit, as written in the file; a neighbourhood is worked out when first met."""

    reach: int
    alone: dict[str, str]
    near: dict[str, str]

    def segments(self, before: str, unit: str, after: str) -> Segments | None:
        """Return the chances of a unit's segments between its neighbours; None for a unit that was not learned."""
        if unit not in self.alone:
            return None
        left, left_lean, left_rest = self._near(f"{before} {unit} ", _TRUST_SIDE)
        right, right_lean, right_rest = self._near(f" {unit} {after}", _TRUST_SIDE)
        both, both_lean, rest = self._near(f"{before} {unit} {after}", _TRUST_BOTH)
        share = rest * (left_rest + right_rest) / 2
        found = {letters: share * chance for letters, chance in _read(self.alone[unit]).items()}
        get = found.get
        for near, lean in ((left, left_lean * rest / 2), (right, right_lean * rest / 2), (both, both_lean)):
            for letters, chance in near.items():
                found[letters] = get(letters, 0.0) + lean * chance
        return found

    def _near(self, key: str, trust: float) -> _Seen:
        found = self.near.get(key)
        return _NOTHING if found is None else _seen(found, trust)


@dataclass(frozen=True, slots=True)
class Table:
    """What was learned of one script."""

    to_latin: Segmenting
    from_latin: Segmenting
    symbols: dict[str, str]
    following: dict[str, str]
    _costs: dict[str, float] = field(default_factory=dict)

    def as_symbols(self, units: tuple[str, ...]) -> str:
        """Return units as a text in which each is one character."""
        return "".join([self.symbols.get(unit, unit[:1]) for unit in units])

    def surprise(self, symbols: str) -> float:
        """Return the bits of surprise at meeting a word of this script, by how its units follow each other."""
        padded = START + symbols + _LAST
        return sum(self._cost(padded[max(0, end - 3) : end]) for end in range(2, len(padded) + 1))

    def _cost(self, last: str) -> float:
        """The bits of the last unit after those before it; worked out once."""
        known = self._costs.get(last)
        if known is None:
            known = self._costs[last] = self._looked_up(last[:-1], last[-1])
        return known

    def _looked_up(self, context: str, unit: str) -> float:
        found = self.following.get(context)
        if found is None:
            return self._looked_up(context[1:], unit)
        place = found.find(unit, 1)
        if place > 0:
            return _bits(found[place + 1])
        return _bits(found[0]) + (self._looked_up(context[1:], unit) if context else _UNSEEN)


@lru_cache(maxsize=32)
def table(script: str) -> Table | None:
    """Return what was learned of a script, None where nothing was."""
    held = shipped(script) if script != LATIN else {}
    if not held:
        return None
    to_latin, from_latin = (
        Segmenting(each["reach"], each["alone"], each["near"]) for each in (held["to_latin"], held["from_latin"])
    )
    return Table(to_latin, from_latin, held["symbols"], held["following"])
