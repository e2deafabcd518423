"""A table of counts with its totals: each figure, a total too, is a link between two sums in which it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amparo.errors import AmparoError

Place = tuple[int, int]
"""The row and the column of a figure; `TOTAL` stands for all of them."""
TOTAL: Final = -1
LARGEST: Final = 60
"""Rows or columns: a table is read by people."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are in each row and column of a table; nobody is in two of its places."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    inside: Mapping[Place, int]

    def __post_init__(self) -> None:
        """Raise `AmparoError` for a table that is none."""
        shape = 0 < len(self.rows) <= LARGEST and 0 < len(self.columns) <= LARGEST
        places = all(0 <= row < len(self.rows) and 0 <= column < len(self.columns) for row, column in self.inside)
        if not (shape and places and all(count >= 0 for count in self.inside.values())):
            raise AmparoError("wrong-counts", "this is no table of counts")

    def at(self, place: Place) -> int:
        """Return a figure, a total too."""
        row, column = place
        return sum(count for (r, c), count in self.inside.items() if row in (r, TOTAL) and column in (c, TOTAL))

    def places(self) -> Iterator[Place]:
        """Yield the places of all figures, the totals last."""
        for row in (*range(len(self.rows)), TOTAL):
            for column in (*range(len(self.columns)), TOTAL):
                yield row, column

    def figures(self) -> dict[Place, int]:
        """Return all figures, totals too."""
        return {place: self.at(place) for place in self.places()}


def ends(place: Place) -> tuple[str, str]:
    """Return the two sums in which a figure stands: one more in it is one more passed on from the first to the second.

    A row of figures adds up to its total, and so does a column; the totals add up to that of all. Written so that each figure
    is added in one of these sums and taken away in another, a table is a network in which as much comes to a place as goes.
    """
    row, column = place
    if row == TOTAL and column == TOTAL:
        return "all columns", "all rows"
    if column == TOTAL:
        return "all rows", f"row {row}"
    if row == TOTAL:
        return f"column {column}", "all columns"
    return f"row {row}", f"column {column}"
