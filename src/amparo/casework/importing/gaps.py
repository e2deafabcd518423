"""What an old record did not hold, told apart from what was never asked: of a case that was brought here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.casework.importing.bringing import PAPER
from amparo.casework.papers import Paper

EMPTY: Final = "empty-there"
NO_PLACE: Final = "no-place-there"
HELD: Final = "held-there"


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the old record held, and what it had a place for and left empty; of all else it had none."""

    on: date
    held: frozenset[str]
    empty: frozenset[str]

    def of(self, fact: str) -> str:
        """Say of a fact that is not known whether the old record held it, left it empty, or had no place for it."""
        return HELD if fact in self.held else EMPTY if fact in self.empty else NO_PLACE


def imported_gaps(papers: Sequence[Paper]) -> Gaps | None:
    """Return what the old record did not hold; nothing for a case that began here, or whose paper the reader may not see."""
    found = next((each for each in papers if each.kind == PAPER and "held" in each.body), None)
    if found is None:
        return None
    body = found.body
    return Gaps(date.fromisoformat(body["on"]), frozenset(body["held"]), frozenset(body["empty"]))
