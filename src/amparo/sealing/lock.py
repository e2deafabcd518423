"""A ring as one file: locked, and opened by its source or, when that is lost, by the recovery key.

    amparo ring 1 | owner | kind of source | its parameters | slot of the source | slot of recovery | the keys, sealed

Each part stands behind its length. Both slots hold the same key, fresh at every locking, under which the keys are sealed.
All that stands before the sealed keys is bound to them: no slot can be taken from another ring, or put back from an older one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, parted
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE, Chance, Key, new_key
from amparo.sealing.padding import padded, unpadded
from amparo.sealing.ring import RECOVERY, Ring, from_bytes, to_bytes

MAGIC: Final = "amparo ring 1"
"""What a locked ring begins with."""

SOURCE: Final = "source"
"""The slot that the source opens; the other is that of the recovery key."""

_PARTS: Final = 7


class Source(Protocol):
    """Where the key comes from that opens a ring: a passphrase, a key file, or a command."""

    @property
    def kind(self) -> str:
        """The word that a locked ring keeps, and messages say."""

    def fresh(self, chance: Chance) -> bytes:
        """Return new parameters to keep beside the lock; they are not secret."""

    def key(self, owner: str, parameters: bytes) -> Key:
        """Return the key for an owner's ring; raise `AmparoError` if there is none."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked ring, taken apart: nothing in it is secret."""

    owner: str
    kind: str
    parameters: bytes
    slot: bytes = field(repr=False)
    recovery: bytes = field(repr=False)
    body: bytes = field(repr=False)


def lock(ring: Ring, source: Source, chance: Chance = CHANCE) -> bytes:
    """Return the ring as the bytes of its file, under an inner key that no other file shares."""
    parameters = source.fresh(chance)
    head = joined(MAGIC, ring.owner, source.kind, parameters)
    inner = new_key(f"{ring.owner}/ring", chance)
    openers = (source.key(ring.owner, parameters), ring.key(RECOVERY))
    slots = [
        encrypted(opener.derived("slot"), inner.reveal(), joined("amparo/slot", head, which), chance)
        for which, opener in zip((SOURCE, RECOVERY), openers, strict=True)
    ]
    before = head + joined(*slots)
    return before + joined(encrypted(inner, padded(to_bytes(ring)), joined("amparo/ring", before), chance))


def read(data: bytes) -> Locked:
    """Return a locked ring taken apart; raise `AmparoError` if these bytes are none."""
    try:
        parts = parted(data)
        texts = [part.decode("utf-8") for part in parts[:3]]
    except ValueError:
        parts, texts = [], []
    if len(parts) != _PARTS or texts[0] != MAGIC:
        raise AmparoError(
            "ring-damaged", "this is not a whole ring of keys of a known layout", help="restore the newest copy of it"
        )
    return Locked(texts[1], texts[2], *parts[3:])


def unlock(data: bytes, source: Source) -> Ring:
    """Return the ring that a source opens; raise `AmparoError` that says whose ring it is and what is wrong."""
    locked = read(data)
    if locked.kind != source.kind:
        raise AmparoError(
            "ring-other-source", f"the ring of `{locked.owner}` is opened by a {locked.kind}, not by a {source.kind}"
        )
    opener = source.key(locked.owner, locked.parameters)
    return _opened(locked, opener, SOURCE, locked.slot)


def recover(data: bytes, recovery: Key) -> Ring:
    """Return the ring that the recovery key opens; lock it anew, with a new recovery key, before work goes on."""
    locked = read(data)
    return _opened(locked, recovery, RECOVERY, locked.recovery)


def _opened(locked: Locked, opener: Key, which: str, slot: bytes) -> Ring:
    inner = _inner(locked, opener, which, slot)
    bound = joined("amparo/ring", _head(locked) + joined(locked.slot, locked.recovery))
    try:
        return from_bytes(locked.owner, unpadded(decrypted(inner, locked.body, bound, "the ring")))
    except (AmparoError, ValueError):
        pass
    raise AmparoError("ring-damaged", f"the ring of `{locked.owner}` was changed", help="restore the newest copy of it")


def _inner(locked: Locked, opener: Key, which: str, slot: bytes) -> Key:
    """Return the key that a slot holds."""
    bound = joined("amparo/slot", _head(locked), which)
    try:
        return Key(f"{locked.owner}/ring", decrypted(opener.derived("slot"), slot, bound, "the slot"))
    except AmparoError:
        by = f"the {locked.kind}" if which == SOURCE else "the recovery key"
    raise AmparoError(
        "ring-wrong-key",
        f"{by} does not open the ring of `{locked.owner}`",
        help="nothing was opened; if the right one is lost, use the recovery shares",
    )


def _head(locked: Locked) -> bytes:
    return joined(MAGIC, locked.owner, locked.kind, locked.parameters)
