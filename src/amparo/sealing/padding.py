"""Padding to steps, so that the length of what was sealed tells nearly nothing."""

from __future__ import annotations

from typing import Final

from amparo.errors import AmparoError

SMALLEST: Final = 64
"""The first step in bytes: yes, no, not known, a date and a short name are all of this length."""

EVEN: Final = 65_536
"""Up to here the steps double; above, each is this much longer than the last."""

LARGEST: Final = 16 * 1024 * 1024
"""How many bytes are sealed at once; a longer file goes in parts, each in its own place."""

_LENGTH: Final = 4


def padded(plain: bytes) -> bytes:
    """Return length, bytes and zeros up to the next step; raise `AmparoError` if there are more bytes than are sealed."""
    if len(plain) > LARGEST:
        raise AmparoError(
            "value-too-large", "this is more than is sealed at once", help="seal a file in parts, each at its own place"
        )
    filled = len(plain).to_bytes(_LENGTH, "big") + plain
    return filled.ljust(_step(len(filled)), b"\x00")


def unpadded(data: bytes) -> bytes:
    """Return what was padded; raise `ValueError` unless it was padded in just this way."""
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    plain, rest = data[_LENGTH:end], data[end:]
    if len(data) != _step(end) or rest != bytes(len(rest)):
        raise ValueError
    return plain


def _step(length: int) -> int:
    if length > EVEN:
        return -(-length // EVEN) * EVEN
    return max(SMALLEST, 1 << (length - 1).bit_length())
