"""Whom and what the tests of this room are about: invented agencies, rings, wraps and values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from amparo.errors import AmparoError
from amparo.sealing.key import Chance, Key
from amparo.sealing.ring import Ring, new_ring
from amparo.sealing.value import DataKey, Place, new_data_key
from amparo.sealing.wrap import Scope, Wrap, wrap

MONTH = "2026-11"
NEXT = "2026-12"
COMPARTMENTS = ("account", "health", "identity")
PLACE = Place("fact", "row-7", "value", 3)


@dataclass(frozen=True)
class InHand:
    """A key that is simply there: the quickest source."""

    secret: bytes = field(repr=False)
    kind: str = field(default="key file", init=False)

    def fresh(self, chance: Chance) -> bytes:
        return chance(4)

    def key(self, owner: str, parameters: bytes) -> Key:
        assert len(parameters) == 4
        return Key(f"{owner}/in hand", self.secret)


SHELTER = InHand(b"s" * 32)
CLINIC = InHand(b"c" * 32)


def ring(owner: str, *months: str) -> Ring:
    """Return an agency's ring with the keys of all compartments for these months."""
    made = new_ring(owner)
    for month in months or (MONTH,):
        made = made.opened_for(COMPARTMENTS, month)
    return made


def person(number: int, holder: Ring, compartment: str = "identity", month: str = MONTH) -> tuple[DataKey, Wrap]:
    """Return the data key of a person's compartment and the agency's wrap of it."""
    key = new_data_key(f"person-{number}", compartment)
    return key, wrap(key, holder.wrapping(Scope(holder.owner, compartment, month)))


def refused(call: Callable[[], object], *codes: str) -> AmparoError:
    """Return the error with which a call is refused; fail if it is not, or says something else."""
    with pytest.raises(AmparoError) as caught:
        call()
    assert caught.value.code in codes
    return caught.value


def flips(data: bytes) -> list[bytes]:
    """Return these bytes with each bit changed in turn."""
    whole = int.from_bytes(data, "big")
    return [(whole ^ (1 << bit)).to_bytes(len(data), "big") for bit in range(8 * len(data))]
