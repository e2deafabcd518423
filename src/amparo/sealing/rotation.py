"""Changing keys without a pause: rows in, changed rows out, and a cursor from which any later run goes on.

Each step is pure and may be repeated: a row that is already under the new key is left as it is. Whoever stores writes the
changed rows and the cursor in one transaction; after a crash the last stored cursor, or none at all, is the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from amparo.errors import AmparoError
from amparo.sealing.key import CHANCE, Chance
from amparo.sealing.ring import Ring
from amparo.sealing.value import DataKey, Place, seal, sealed_by, unseal
from amparo.sealing.wrap import Scope, Wrap, unwrap, wrap


class _Ordered(Protocol):
    @property
    def order(self) -> str: ...


Row = TypeVar("Row", bound=_Ordered)


@dataclass(frozen=True, slots=True)
class Step(Generic[Row]):
    """What one step changed, where the next begins, and whether nothing came after it."""

    changed: tuple[Row, ...]
    cursor: str
    done: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed value as a row: whose it is, in which compartment, at which place."""

    person: str
    compartment: str
    place: Place
    data: bytes

    @property
    def order(self) -> str:
        """Where the row stands when all values are gone through."""
        place = self.place
        return f"{place.table}\x00{place.row}\x00{place.field}\x00{place.version:020d}"


def rewrap(
    rows: Sequence[Wrap], ring: Ring, month: str, *, after: str = "", limit: int = 500, chance: Chance = CHANCE
) -> Step[Wrap]:
    """Re-wrap the ring's own rows under the keys of a month; rows of other agencies are left alone.

    `rows` holds at least the next `limit` rows after the cursor and one more, or all that there are.
    """

    def renewed(row: Wrap) -> Wrap | None:
        if row.scope.agency != ring.owner or row.scope.month == month:
            return None
        held = ring.wrapping(row.scope)
        return wrap(unwrap(row, held), ring.wrapping(Scope(ring.owner, row.scope.compartment, month)), chance)

    return _step(rows, renewed, after, limit)


def reseal(
    rows: Sequence[Sealed], old: DataKey, new: DataKey, *, after: str = "", limit: int = 500, chance: Chance = CHANCE
) -> Step[Sealed]:
    """Seal the values of one data key anew under the next, each in its own place; values of other keys are left alone."""
    if (old.person, old.compartment) != (new.person, new.compartment) or new.generation <= old.generation:
        raise AmparoError("reseal-other-person", "the new data key is not a later one of the same person's compartment")

    def renewed(row: Sealed) -> Sealed | None:
        if sealed_by(row.data) != old.id:
            return None
        return Sealed(row.person, row.compartment, row.place, seal(unseal(row.data, row.place, old), row.place, new, chance))

    return _step(rows, renewed, after, limit)


def retire(ring: Ring, scope: Scope, rows: Iterable[Wrap]) -> Ring:
    """Return the ring without a wrapping key; refuse as long as one row still needs it."""
    waiting = sum(row.scope == scope for row in rows)
    if waiting:
        raise AmparoError(
            "key-in-use", f"{waiting} wraps are still under key `{scope}`", help="finish the rotation, then retire it"
        )
    return ring.without(scope)


def _step(rows: Sequence[Row], renewed: Callable[[Row], Row | None], after: str, limit: int) -> Step[Row]:
    waiting = sorted((row for row in rows if row.order > after), key=lambda row: row.order)
    page = waiting[:limit]
    changed = tuple(found for found in map(renewed, page) if found is not None)
    return Step(changed, page[-1].order if page else after, len(waiting) <= limit)
