"""The one cipher: AES-256-GCM with a key of its own for every message (XAES-256-GCM of C2SP).

A nonce of 192 random bits stands before each message. Its first half derives a fresh AES key (NIST SP 800-108, counter mode,
AES-CMAC), its second half is the nonce under that key. So nobody has to count messages: see README.md.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

from amparo.errors import AmparoError
from amparo.sealing.key import Chance, Key, drawn

NONCE: Final = 24
"""Bytes of the nonce that stands before a message."""

OVERHEAD: Final = NONCE + 16
"""How many bytes longer a message is when encrypted: nonce before, tag after."""

_HALF: Final = 12


def encrypted(key: Key, plain: bytes, bound: bytes, chance: Chance) -> bytes:
    """Return nonce, ciphertext and tag; `bound` is not kept, and must be the same again to open."""
    nonce = drawn(NONCE, chance)
    return nonce + _once(key, nonce).encrypt(nonce[_HALF:], plain, bound)


def decrypted(key: Key, data: bytes, bound: bytes, what: str) -> bytes:
    """Return the plain bytes; raise `AmparoError` that names `what` and the key if one bit of data, key or `bound` differs."""
    nonce = data[:NONCE]
    if len(data) >= OVERHEAD:
        try:
            return _once(key, nonce).decrypt(nonce[_HALF:], data[NONCE:], bound)
        except InvalidTag:
            pass
    raise AmparoError(
        "seal-broken",
        f"{what} does not open with key `{key.name}`",
        help="it was changed or moved, or sealed by another key; nothing of it was shown",
    )


def _once(key: Key, nonce: bytes) -> AESGCM:
    """Return the cipher of one message."""
    return AESGCM(_block(key, b"\x00\x01X\x00" + nonce[:_HALF]) + _block(key, b"\x00\x02X\x00" + nonce[:_HALF]))


def _block(key: Key, message: bytes) -> bytes:
    code = CMAC(AES(key.reveal()))
    code.update(message)
    return code.finalize()
