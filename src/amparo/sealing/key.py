"""A secret of 32 bytes that never shows itself, and where chance comes from."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final, NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amparo.errors import AmparoError
from amparo.sealing.binding import joined

LENGTH: Final = 32
"""How many bytes every secret key has."""

Chance = Callable[[int], bytes]
"""What gives so many random bytes; the one door through which chance comes in."""

CHANCE: Final[Chance] = secrets.token_bytes
"""The operating system's own source, where nobody asks for another."""


class Key:
    """A secret key with the name by which messages may call it; it is never shown, compared, copied or pickled."""

    __slots__ = ("_secret", "name")

    def __init__(self, name: str, secret: bytes) -> None:
        """Take a name without secrets in it and exactly 32 bytes; raise `AmparoError` for any other length."""
        self.name = name
        length = len(secret)
        if length != LENGTH or not any(secret):
            del secret  # an error page may print the variables of this frame
            raise AmparoError(
                "key-wrong-length", f"key `{name}` has {length} usable bytes, and must have {LENGTH} that are not all zero"
            )
        self._secret = secret

    def reveal(self) -> bytes:
        """Return the bytes themselves, for a cipher to take in the same breath."""
        return self._secret

    def derived(self, purpose: str, *parts: str) -> Key:
        """Return the key of one purpose: HKDF-SHA256 (RFC 5869), so that no two purposes ever share a key."""
        info = joined("amparo/derived/1", purpose, *parts)
        return Key(f"{self.name}:{purpose}", HKDF(SHA256(), LENGTH, None, info).derive(self._secret))

    def __repr__(self) -> str:
        return f"Key({self.name!r}, hidden)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise AmparoError("key-not-copied", f"key `{self.name}` is not to be copied, pickled or printed")


def drawn(count: int, chance: Chance) -> bytes:
    """Return so many random bytes; raise `AmparoError` if the source gives fewer, or nothing but zeros."""
    found = chance(count)
    if len(found) != count or not any(found):
        raise AmparoError(
            "chance-failed", "the source of random bytes is broken", help="nothing was sealed; check the operating system"
        )
    return found


def new_key(name: str, chance: Chance = CHANCE) -> Key:
    """Return a fresh random key."""
    return Key(name, drawn(LENGTH, chance))
