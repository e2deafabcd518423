"""Which figures of a table may be shown: none that is small, and none from which a small one could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amparo.disclosure.counts import Counts, Place
from amparo.disclosure.flow import Network, bounds
from amparo.errors import AmparoError

THRESHOLD: Final = 10
"""No figure under it is shown; ours, as offices of statistics have it (between 3 and 11)."""
WIDTH: Final = 10
"""What can be worked out of a small figure is at least so wide."""


@dataclass(frozen=True, slots=True)
class Release:
    """A table as it may be shown: each figure that stands; what is not there is hidden."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shown: Mapping[Place, int]

    def at(self, place: Place) -> int | None:
        """Return a figure, or nothing where it is hidden."""
        return self.shown.get(place)


def release(counts: Counts) -> Release:
    """Return what of a table may be shown, once every hidden figure was proved to stay hidden."""
    figures = counts.figures()
    small = [place for place, count in figures.items() if count < THRESHOLD]
    hidden = set(small)
    for place in sorted(small, key=lambda each: (figures[each], each)):
        missing = Network(figures, hidden)
        if missing.most(place, THRESHOLD + WIDTH) < THRESHOLD + WIDTH - figures[place]:
            hidden |= missing.cheapest(place, THRESHOLD + WIDTH - figures[place])
    shown = {place: count for place, count in figures.items() if place not in hidden}
    audit(figures, shown)
    return Release(counts.rows, counts.columns, shown)


def audit(figures: Mapping[Place, int], shown: Mapping[Place, int]) -> None:
    """Raise `AmparoError` where a small figure is shown, or can be worked out from what is shown."""
    hidden = set(figures) - set(shown)
    for place, count in figures.items():
        if count < THRESHOLD and (place in shown or not _is_safe(*bounds(figures, hidden, place))):
            raise AmparoError("figure-discloses", "these figures would tell of a few people")


def _is_safe(least: int, most: int) -> bool:
    return most >= THRESHOLD and most - least >= WIDTH
