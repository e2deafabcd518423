"""Erasing by destroying keys: the wraps go, and a signed tombstone says so to every older copy that comes back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.binding import joined
from amparo.sealing.rotation import Sealed
from amparo.sealing.signing import PublicKey, SigningKey, check, sign
from amparo.sealing.value import generation_of, sealed_by
from amparo.sealing.wrap import Scope, Wrap

DOMAIN: Final = "tombstone"
"""What the keys that sign tombstones are for."""

FIRST: Final = bytes(32)
"""What the first tombstone names as the one before it."""

_AT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One row: up to this generation, all data keys of a person's compartment were destroyed at a moment (UTC)."""

    number: int
    before: bytes = field(repr=False)
    person: str
    compartment: str
    generation: int
    at: str
    signature: bytes = field(repr=False)

    @property
    def said(self) -> bytes:
        """What is signed."""
        return joined("amparo/tombstone/1", self.number, self.before, self.person, self.compartment, self.generation, self.at)

    @property
    def digest(self) -> bytes:
        """What the next tombstone names as the one before it."""
        return sha256(self.said).digest()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What one erasure comes to: tombstones to keep for ever, wraps to destroy, wraps that stay."""

    tombstones: tuple[Tombstone, ...]
    destroyed: tuple[Wrap, ...]
    kept: tuple[Wrap, ...]


@dataclass(frozen=True, slots=True)
class Graves:
    """All tombstones, checked: how far each person's compartment is destroyed."""

    reached: dict[tuple[str, str], int] = field(repr=False)
    count: int
    head: bytes

    def hold(self, person: str, compartment: str, data_key_generation: int) -> bool:
        """Say whether a data key of this generation was destroyed."""
        return data_key_generation <= self.reached.get((person, compartment), 0)


@dataclass(frozen=True, slots=True)
class Readable:
    """What is to be read of some values: those with a usable key, those erased, those whose key is held by nobody here."""

    readable: tuple[Sealed, ...]
    erased: tuple[Sealed, ...]
    closed: tuple[Sealed, ...]


def erase(
    wraps: Iterable[Wrap], person: str, compartments: Collection[str], at: str, last: Tombstone | None, signing: SigningKey
) -> Erasure:
    """Destroy all data keys of these compartments of a person: every wrap, of whichever agency.

    `last` is the newest tombstone there is. Raise `AmparoError` if there is nothing to destroy, or `at` is no moment.
    """
    if not _AT.fullmatch(at):
        raise AmparoError("erasure-bad-moment", "the moment of an erasure is written `2026-11-22T09:30:00Z`")
    every = list(wraps)
    doomed = [row for row in every if row.person == person and row.scope.compartment in compartments]
    if not doomed:
        raise AmparoError("erasure-nothing", "there is no key of this person and compartment to destroy")
    stones: list[Tombstone] = []
    for compartment in sorted({row.scope.compartment for row in doomed}):
        generation = max(row.generation for row in doomed if row.scope.compartment == compartment)
        last = _stone(last, person, compartment, generation, at, signing)
        stones.append(last)
    gone = {row.order for row in doomed}
    return Erasure(tuple(stones), tuple(doomed), tuple(row for row in every if row.order not in gone))


def checked(tombstones: Sequence[Tombstone], public: PublicKey, head: tuple[int, bytes] | None = None) -> Graves:
    """Return what the tombstones, in their order, say; raise `AmparoError` if one was changed, left out or put in.

    `head` is how many there must be at least and the digest of the last of these, as the log witnessed it; only it finds
    tombstones missing at the end.
    """
    reached: dict[tuple[str, str], int] = {}
    digests = [FIRST]
    for number, stone in enumerate(tombstones, 1):
        if (stone.number, stone.before) != (number, digests[-1]):
            raise AmparoError("tombstones-broken", f"a tombstone is missing before the one at place {number}")
        check(stone.said, stone.signature, public)
        pair = (stone.person, stone.compartment)
        reached[pair] = max(stone.generation, reached.get(pair, 0))
        digests.append(stone.digest)
    if head and digests[head[0] : head[0] + 1] != [head[1]]:
        raise AmparoError(
            "tombstones-short",
            f"the {head[0]} tombstones that the log knows of are not all there",
            help="open nothing before they are back",
        )
    return Graves(reached, len(tombstones), digests[-1])


def next_generation(person: str, compartment: str, wraps: Iterable[Wrap], graves: Graves) -> int:
    """Return the generation that the next data key of a person's compartment takes: after all there are, and all destroyed."""
    there = [row.generation for row in wraps if (row.person, row.scope.compartment) == (person, compartment)]
    return 1 + max([graves.reached.get((person, compartment), 0), *there])


def replay(wraps: Iterable[Wrap], graves: Graves) -> tuple[Wrap, ...]:
    """Return the wraps of an older copy that may stay: a restore destroys all others before it opens anything."""
    return tuple(row for row in wraps if not graves.hold(row.person, row.scope.compartment, row.generation))


def readable(values: Iterable[Sealed], wraps: Iterable[Wrap], graves: Graves, held: Collection[Scope]) -> Readable:
    """Say which values can be read by whoever holds the wrapping keys of these scopes; nothing is opened."""
    usable = {row.data_key for row in wraps if row.scope in held}
    found: dict[str, list[Sealed]] = {"readable": [], "erased": [], "closed": []}
    for value in values:
        key = sealed_by(value.data)
        if graves.hold(value.person, value.compartment, generation_of(key)):
            found["erased"].append(value)
        else:
            found["readable" if key in usable else "closed"].append(value)
    return Readable(*(tuple(found[kind]) for kind in ("readable", "erased", "closed")))


def _stone(last: Tombstone | None, person: str, compartment: str, generation: int, at: str, signing: SigningKey) -> Tombstone:
    number, before = (last.number + 1, last.digest) if last else (1, FIRST)
    unsigned = Tombstone(number, before, person, compartment, generation, at, b"")
    return Tombstone(number, before, person, compartment, generation, at, sign(unsigned.said, signing))
