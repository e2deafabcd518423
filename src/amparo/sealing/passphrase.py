"""A passphrase as the source of a ring's key: Argon2id (RFC 9106), its parameters kept beside the lock."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, parted
from amparo.sealing.key import LENGTH, Chance, Key, drawn

SHORTEST: Final = 15
"""How many characters a new passphrase has at least (NIST SP 800-63B, for one that stands alone)."""

_SALT: Final = 16
_COUNT: Final = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, and lanes."""

    memory: int
    passes: int
    lanes: int


FLOOR: Final = Cost(65_536, 3, 1)
"""The least that is ever used, also where an older or altered file asks for less: 64 MiB, three passes."""

CEILING: Final = Cost(1_048_576, 16, 16)
"""The most: an altered file must not be able to fill the machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Passphrase:
    """A passphrase as it was typed. Equal texts are equal however their accents were composed (NFC)."""

    text: str = field(repr=False)
    cost: Cost = FLOOR
    kind: str = field(default="passphrase", init=False)

    def fresh(self, chance: Chance) -> bytes:
        """Return a new salt and the cost; raise `AmparoError` if the passphrase is too short to lock anything."""
        if len(self.text) < SHORTEST:
            raise AmparoError(
                "passphrase-short",
                f"a passphrase has at least {SHORTEST} characters",
                help="take five or six words drawn at random",
            )
        _held(self.cost)
        return joined(drawn(_SALT, chance), self.cost.memory, self.cost.passes, self.cost.lanes)

    def key(self, owner: str, parameters: bytes) -> Key:
        """Return what the passphrase comes to; raise `AmparoError` if the cost is outside floor and ceiling."""
        try:
            salt, *numbers = parted(parameters)
            memory, passes, lanes = (int.from_bytes(number, "big") for number in numbers)
        except ValueError:
            raise AmparoError(
                "passphrase-parameters", f"what the ring of `{owner}` says of its passphrase is damaged"
            ) from None
        if len(salt) != _SALT or any(len(number) != _COUNT for number in numbers):
            raise AmparoError("passphrase-parameters", f"what the ring of `{owner}` says of its passphrase is damaged")
        cost = _held(Cost(memory, passes, lanes))
        return Key(
            f"{owner}/passphrase",
            _slow(cost, salt).derive(unicodedata.normalize("NFC", self.text).encode("utf-8", "surrogatepass")),
        )


def _held(cost: Cost) -> Cost:
    """Return the cost if it lies between floor and ceiling."""
    for part in ("memory", "passes", "lanes"):
        if not getattr(FLOOR, part) <= getattr(cost, part) <= getattr(CEILING, part):
            raise AmparoError(
                "passphrase-cost",
                f"the {part} of a passphrase's lock is outside what is allowed",
                help=f"from {getattr(FLOOR, part)} to {getattr(CEILING, part)}; less is guessed, more stops the machine",
            )
    return cost


def _slow(cost: Cost, salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=LENGTH, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
