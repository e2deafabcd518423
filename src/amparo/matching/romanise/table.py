"""A script's learned table: the chance that a unit, between these neighbours, stands for these Latin letters."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

TABLES: Final = Path(__file__).resolve().parent.parent / "tables"
START: Final = "^"
END: Final = "$"
_EIGHTH: Final = 8
_TRUST_ALONE: Final = 4.0  # so many sights of a neighbourhood weigh as much as all that is known without it
_TRUST_BOTH: Final = 3.0
_SEGMENT: Final = re.compile(r"([a-z]+|_)(\d+)")

Segments = dict[str, float]


def _read(written: str) -> Segments:
    return {"" if letters == "_" else letters: 2 ** (-int(cost) / _EIGHTH) for letters, cost in _SEGMENT.findall(written)}


@dataclass(frozen=True)
class Table:
    """One script's segments as they stand in its file; what a neighbourhood says is worked out when it is first met."""

    reach: int
    alone: dict[str, str]
    near: dict[str, str]

    def knows(self, unit: str) -> bool:
        """Say whether a unit was learned."""
        return unit in self.alone

    def segments(self, before: str, unit: str, after: str) -> Segments:
        """Return the chances of the segments of a unit that was learned, between its neighbours."""
        plain = _read(self.alone[unit])
        left = self._leaning(f"{before}\t{unit}\t", plain, _TRUST_ALONE)
        right = self._leaning(f"\t{unit}\t{after}", plain, _TRUST_ALONE)
        sides = {letters: (left.get(letters, 0.0) + right.get(letters, 0.0)) / 2 for letters in left | right}
        return self._leaning(f"{before}\t{unit}\t{after}", sides, _TRUST_BOTH)

    def _leaning(self, key: str, plain: Segments, trust: float) -> Segments:
        """The plain chances, leaning to what was seen in this neighbourhood as far as it was seen often."""
        found = self.near.get(key)
        if found is None:
            return plain
        count, _, written = found.partition(" ")
        lean = int(count) / (int(count) + trust)
        near = _read(written)
        return {letters: (1 - lean) * plain.get(letters, 0.0) + lean * near.get(letters, 0.0) for letters in plain | near}


@lru_cache(maxsize=32)
def table(script: str) -> Table | None:
    """Return the learned table of a script, None where there is none."""
    path = TABLES / f"{script}.json"
    if not path.is_file():
        return None
    held = json.loads(path.read_text("utf-8"))
    return Table(held["reach"], held["alone"], held["near"])
