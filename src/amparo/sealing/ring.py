"""The keys that one agency, or the installation, holds in its hand while it is at work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, named, parted
from amparo.sealing.key import CHANCE, LENGTH, Chance, Key, new_key
from amparo.sealing.wrap import Scope, WrappingKey

RECOVERY: Final = "recovery"
"""The key whose shares open the ring again when everything else is lost."""

INDEX: Final = "index"
"""The key from which those of the blind indexes are derived."""


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """An owner's keys by name: `recovery`, `index`, `wrapping/COMPARTMENT/MONTH`, `signing/DOMAIN`."""

    owner: str
    keys: Mapping[str, Key] = field(repr=False)

    def wrapping(self, scope: Scope) -> WrappingKey:
        """Return the wrapping key of a scope; raise `AmparoError` that names it if the ring does not hold it."""
        if scope.agency != self.owner:
            raise _missing(str(scope), self.owner)
        return WrappingKey(scope, self.key(_wrapping(scope)))

    def key(self, name: str) -> Key:
        """Return the key of a name; raise `AmparoError` that names it if the ring does not hold it."""
        if name not in self.keys:
            raise _missing(f"{self.owner}/{name}", self.owner)
        return self.keys[name]

    def require(self, scopes: Iterable[Scope]) -> None:
        """Raise `AmparoError` naming the first of the owner's scopes that rows need and the ring does not hold."""
        for scope in sorted(scopes):
            if scope.agency == self.owner:
                self.wrapping(scope)

    def scopes(self) -> frozenset[Scope]:
        """Return the scopes of which the ring holds the wrapping key."""
        split = (name.split("/") for name in self.keys if name.startswith("wrapping/"))
        return frozenset(Scope(self.owner, compartment, month) for _, compartment, month in split)

    def opened_for(self, compartments: Iterable[str], month: str, chance: Chance = CHANCE) -> Ring:
        """Return the ring with a wrapping key for each compartment and the month; keys it has already stay."""
        wanted = [_wrapping(Scope(self.owner, compartment, month)) for compartment in compartments]
        return self.holding({name: new_key(f"{self.owner}/{name}", chance) for name in wanted if name not in self.keys})

    def holding(self, more: Mapping[str, Key]) -> Ring:
        """Return the ring with these keys added, each in the place of one of its name."""
        return Ring(self.owner, MappingProxyType({**self.keys, **more}))

    def renewed(self, name: str, chance: Chance = CHANCE) -> Ring:
        """Return the ring with a fresh key in the place of one it holds.

        After `recovery`, shares made before open no file that is locked from now on; after `index`, every entry is made anew.
        """
        return self.holding({name: new_key(self.key(name).name, chance)})

    def without(self, scope: Scope) -> Ring:
        """Return the ring without the wrapping key of a scope; what only that key opens is then lost for ever."""
        gone = _wrapping(self.wrapping(scope).scope)
        return Ring(self.owner, MappingProxyType({name: key for name, key in self.keys.items() if name != gone}))


def new_ring(owner: str, chance: Chance = CHANCE) -> Ring:
    """Return a ring with a recovery key and an index key, and no wrapping key yet."""
    named("an agency", owner)
    return Ring(owner, MappingProxyType({name: new_key(f"{owner}/{name}", chance) for name in (INDEX, RECOVERY)}))


def to_bytes(ring: Ring) -> bytes:
    """Return the keys, sorted by name, as the bytes that are locked; they are secret."""
    return joined(*(part for name in sorted(ring.keys) for part in (name, ring.keys[name].reveal())))


def from_bytes(owner: str, data: bytes) -> Ring:
    """Return the ring that `to_bytes` wrote; raise `ValueError` if these bytes are none."""
    parts = parted(data)
    names = [part.decode("utf-8") for part in parts[::2]]
    if len(parts) % 2 or any(len(part) != LENGTH for part in parts[1::2]) or names != sorted(set(names)):
        raise ValueError
    return Ring(
        owner, MappingProxyType({name: Key(f"{owner}/{name}", part) for name, part in zip(names, parts[1::2], strict=True)})
    )


def _wrapping(scope: Scope) -> str:
    return f"wrapping/{scope.compartment}/{scope.month}"


def _missing(name: str, owner: str) -> AmparoError:
    return AmparoError(
        "ring-key-missing",
        f"the ring of `{owner}` does not hold key `{name}`",
        help="restore the newest copy of the ring; nothing is opened without it",
    )
