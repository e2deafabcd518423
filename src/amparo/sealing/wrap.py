"""Who may read a compartment: whoever holds a wrap of its data key, made by the key of an agency, compartment and month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.binding import MONTH, joined, named
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE, Chance, Key
from amparo.sealing.value import DataKey, generation_of

LAYOUT: Final = b"w\x01"
"""What every wrap begins with: its kind, and the version of the layout."""


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Whose wrapping key, for which compartment, of which month (`2026-11`)."""

    agency: str
    compartment: str
    month: str

    def __post_init__(self) -> None:
        """Raise `AmparoError` unless all three are written as names are."""
        named("an agency", self.agency)
        named("a compartment", self.compartment)
        named("a month", self.month, MONTH)

    def __str__(self) -> str:
        """Return the scope as messages name it."""
        return f"{self.agency}/{self.compartment}/{self.month}"


@dataclass(frozen=True, slots=True, eq=False)
class WrappingKey:
    """The key under which an agency keeps the data keys of one compartment for one month."""

    scope: Scope
    key: Key = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wrap:
    """One row: a data key that one agency may open. There is at most one for each data key and agency."""

    data_key: str
    person: str
    scope: Scope
    sealed: bytes = field(repr=False)

    @property
    def order(self) -> str:
        """Where the row stands when all wraps are gone through: by data key, then agency."""
        return f"{self.data_key}/{self.scope.agency}"

    @property
    def generation(self) -> int:
        """The generation of the data key."""
        return generation_of(self.data_key)


def wrap(data_key: DataKey, wrapping: WrappingKey, chance: Chance = CHANCE) -> Wrap:
    """Return the data key wrapped for the agency of the wrapping key; refuse a key of another compartment."""
    scope = wrapping.scope
    if scope.compartment != data_key.compartment:
        raise AmparoError(
            "wrap-other-compartment", f"key `{scope}` may not hold a data key of compartment `{data_key.compartment}`"
        )
    bound = _bound(data_key.id, data_key.person, scope)
    return Wrap(data_key.id, data_key.person, scope, LAYOUT + encrypted(wrapping.key, data_key.key.reveal(), bound, chance))


def unwrap(row: Wrap, wrapping: WrappingKey) -> DataKey:
    """Return the data key; raise `AmparoError` if the wrap was changed or moved, or is not of this wrapping key."""
    what = f"a wrap of `{row.scope}`"
    if row.scope != wrapping.scope or not row.sealed.startswith(LAYOUT):
        raise AmparoError("wrap-other-key", f"{what} is not one that key `{wrapping.scope}` made")
    bound = _bound(row.data_key, row.person, row.scope)
    secret = Key(f"data/{row.data_key}", decrypted(wrapping.key, row.sealed[len(LAYOUT) :], bound, what))
    return DataKey(row.data_key, row.person, row.scope.compartment, secret)


def share(row: Wrap, held: WrappingKey, other: WrappingKey, chance: Chance = CHANCE) -> Wrap:
    """Return a further wrap of the same data key: the other agency may now read the compartment."""
    return wrap(unwrap(row, held), other, chance)


def of_agency(rows: Iterable[Wrap], agency: str, data_key: str) -> Wrap:
    """Return the agency's wrap of a data key; raise `AmparoError` if it has none, and so may not read."""
    for row in rows:
        if row.scope.agency == agency and row.data_key == data_key:
            return row
    raise AmparoError(
        "wrap-missing",
        f"agency `{agency}` holds no key to this compartment",
        help="it was never shared, was ended, or was erased",
    )


def _bound(data_key: str, person: str, scope: Scope) -> bytes:
    return joined("amparo/wrap", LAYOUT, data_key, person, scope.agency, scope.compartment, scope.month)
