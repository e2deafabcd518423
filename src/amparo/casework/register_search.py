"""Searching the register: by keyed figures alone, until the best candidates are opened and weighed.

Nothing here asks who may: `register.py` does, and duplicates and the gate have rules of their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from amparo.casework import register_rows
from amparo.casework.register_keys import PERSON, UNREADABLE, register_keys
from amparo.casework.wall import reading_everywhere
from amparo.errors import AmparoError
from amparo.matching.decision import NO_MATCH, Decision
from amparo.matching.finding import Found, held
from amparo.matching.person import Person, unpacked

OPENED: Final = 150
"""How many candidates of one search are opened: those that share most with whoever is sought."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """What a search came to: how many people the register holds, and those who may be the person, the likeliest first.

    Those are decided `match` or `review`, and go by their cases.
    """

    size: int
    held: tuple[Found, ...]

    @property
    def decision(self) -> Decision:
        """The decision on the likeliest; `no-match` where nobody is held."""
        return self.held[0].decision if self.held else NO_MATCH


def nearest(person: Person, *, but: str = "") -> Nearest:
    """Return who of the register is likest to a person, by their cases, but for one case; inside a transaction."""
    with reading_everywhere():
        try:
            size, candidates = _candidates(person, but)
        except AmparoError as error:
            if error.code != UNREADABLE:
                raise
            size, candidates = _candidates(person, but)  # it was made anew between the reading of its keys and of its entries
    return Nearest(size, held(person, candidates, size))


def _candidates(person: Person, but: str) -> tuple[int, list[tuple[str, Person, float]]]:
    """Return how many people there are, and the persons that share most with one, each with its case and what is shared."""
    keys = register_keys()
    size = register_rows.size()
    shared = _shared(keys.asked_for(person))
    best = nlargest(OPENED, shared, key=lambda entry: (shared[entry], -entry))
    rows = [row for row in register_rows.sealed(best) if row[1] != but]
    return size, [(case, unpacked(keys.opened(data, case, PERSON)), shared[entry]) for entry, case, data in rows]


def _shared(figures: dict[int, float]) -> dict[int, float]:
    """Return for each entry that shares a figure the sum of what its shared figures are worth."""
    sums: defaultdict[int, float] = defaultdict(float)
    for figure, entries in register_rows.lists(sorted(figures)):
        worth = figures[figure]
        for entry in entries:
            sums[entry] += worth
    return sums
