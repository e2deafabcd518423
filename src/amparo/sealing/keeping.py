"""The folder of rings: one locked file for each agency, opened when the installation starts, or it does not start."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amparo.errors import AmparoError
from amparo.sealing.disk import read_private, write_private
from amparo.sealing.key import CHANCE, Chance
from amparo.sealing.lock import Source, lock, unlock
from amparo.sealing.ring import Ring
from amparo.sealing.value import DataKey
from amparo.sealing.wrap import Scope, Wrap, of_agency, unwrap


@dataclass(frozen=True, slots=True)
class Rings:
    """The rings that are open here. What agencies without a ring here hold stays closed."""

    rings: Mapping[str, Ring] = field(repr=False)

    def scopes(self) -> frozenset[Scope]:
        """Return the scopes whose wrapping keys are at hand."""
        return frozenset(scope for ring in self.rings.values() for scope in ring.scopes())

    def of(self, agency: str) -> Ring:
        """Return the ring of an agency; raise `AmparoError` if it is not open here."""
        if agency not in self.rings:
            raise AmparoError("ring-not-open", f"the ring of `{agency}` is not open here")
        return self.rings[agency]

    def data_key(self, rows: Iterable[Wrap], agency: str, data_key: str) -> DataKey:
        """Return a data key as the agency may open it; raise `AmparoError` if it has no wrap of it, or no ring here."""
        row = of_agency(rows, agency, data_key)
        return unwrap(row, self.of(agency).wrapping(row.scope))


def save(folder: Path, ring: Ring, source: Source, chance: Chance = CHANCE) -> None:
    """Lock a ring into its file: whole, or the old file stays."""
    write_private(path_of(folder, ring.owner), lock(ring, source, chance))


def start(folder: Path, sources: Mapping[str, Source], needed: Collection[Scope]) -> Rings:
    """Open the ring of each agency that has a source here, and make sure of every key that stored rows need.

    Raise `AmparoError` that names the ring or key that is missing, wrong, damaged or open to others; then nothing is open.
    """
    rings = {}
    for owner, source in sorted(sources.items()):
        path = path_of(folder, owner)
        ring = unlock(read_private(path), source)
        if ring.owner != owner:
            raise AmparoError(
                "ring-other-owner", f"the ring in the place of `{owner}` is that of `{ring.owner}`", where=str(path)
            )
        ring.require(needed)
        rings[owner] = ring
    return Rings(rings)


def path_of(folder: Path, owner: str) -> Path:
    """Return where the ring of an agency lies."""
    return folder / f"{owner}.ring"
