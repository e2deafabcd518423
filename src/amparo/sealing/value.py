"""One value of the record, sealed so that it opens only with its person's key and only in its own place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, named
from amparo.sealing.cipher import OVERHEAD, decrypted, encrypted
from amparo.sealing.key import CHANCE, Chance, Key, drawn
from amparo.sealing.padding import padded, unpadded

LAYOUT: Final = b"v\x01"
"""What every sealed value begins with: its kind, and the version of the layout."""

_ID: Final = 16
_GENERATION: Final = 4
_HEAD: Final = len(LAYOUT) + _ID


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: table, row, field, and the version of the field, from 0."""

    table: str
    row: str
    field: str
    version: int

    def __post_init__(self) -> None:
        """Raise `AmparoError` for a version below 0."""
        if self.version < 0:
            raise AmparoError("value-bad-version", "the version of a field is below 0", where=_shown(self))


@dataclass(frozen=True, slots=True, eq=False)
class DataKey:
    """The key of one person's compartment; `id` is 32 hexadecimal figures, of which the first eight count the generation."""

    id: str
    person: str
    compartment: str
    key: Key = field(repr=False)

    @property
    def generation(self) -> int:
        """The how-manieth key this is of this person's compartment, from 1."""
        return generation_of(self.id)


def new_data_key(person: str, compartment: str, generation: int = 1, chance: Chance = CHANCE) -> DataKey:
    """Return a fresh key; a compartment that was erased or renewed takes a higher generation than before."""
    named("a compartment", compartment)
    id_ = (generation.to_bytes(_GENERATION, "big") + drawn(_ID - _GENERATION, chance)).hex()
    return DataKey(id_, person, compartment, Key(f"data/{id_}", drawn(32, chance)))


def generation_of(data_key: str) -> int:
    """Return the generation that stands in the id of a data key."""
    return int(data_key[: 2 * _GENERATION], 16)


def seal(plain: bytes, place: Place, data_key: DataKey, chance: Chance = CHANCE) -> bytes:
    """Return layout, key id, nonce, ciphertext and tag; the length tells only the step of the padding."""
    head = LAYOUT + bytes.fromhex(data_key.id)
    return head + encrypted(data_key.key, padded(plain), _bound(head, place, data_key), chance)


def unseal(data: bytes, place: Place, data_key: DataKey) -> bytes:
    """Return the plain bytes; raise `AmparoError` if a bit differs, or key, person, compartment or place are others."""
    if sealed_by(data) != data_key.id:
        raise AmparoError("value-other-key", "a value was sealed by another data key than the one at hand", where=_shown(place))
    head = data[:_HEAD]
    return unpadded(decrypted(data_key.key, data[_HEAD:], _bound(head, place, data_key), f"the value at {_shown(place)}"))


def sealed_by(data: bytes) -> str:
    """Return the id of the data key that a sealed value names; raise `AmparoError` if it is no sealed value."""
    if not data.startswith(LAYOUT) or len(data) < _HEAD + OVERHEAD:
        raise AmparoError(
            "value-not-sealed",
            "these bytes are not a sealed value of a known layout",
            help="they were damaged, or never sealed",
        )
    return data[len(LAYOUT) : _HEAD].hex()


def _bound(head: bytes, place: Place, data_key: DataKey) -> bytes:
    person, compartment = data_key.person, data_key.compartment
    return joined("amparo/value", head, person, compartment, place.table, place.row, place.field, place.version)


def _shown(place: Place) -> str:
    """Return the place without its row, which may lead to a person."""
    return f"`{place.table}.{place.field}`"
