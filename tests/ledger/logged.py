"""A log of invented acts as its server exports it, and what somebody who may write its files could do to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amparo.ledger.audit import Verdict, audited
from amparo.ledger.export import exported
from amparo.ledger.head import Head, signed_head
from amparo.ledger.leaf import LogRecord
from amparo.ledger.tree import Growing, leaf_hash

KEY: Final = Ed25519PrivateKey.from_private_bytes(sha256(b"the log of the fictional country").digest())
OTHER_KEY: Final = Ed25519PrivateKey.from_private_bytes(sha256(b"somebody else").digest())
BEGAN: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def record(number: int, words: str = "") -> bytes:
    """Return an entry with a short sealed body."""
    return LogRecord(f"act-{number}", sha256(f"{number} {words}".encode()).digest()[:9]).written()


def heads_over(records: Sequence[bytes], sizes: Sequence[int], key: Ed25519PrivateKey = KEY) -> list[Head]:
    """Sign heads at these sizes, as the server did while the log grew."""
    grown, heads = Growing(), []
    for size in range(len(records) + 1):
        if size in sizes:
            heads.append(signed_head(size, BEGAN + timedelta(seconds=size), grown.root(), key.sign))
        if size < len(records):
            grown.add(leaf_hash(records[size]))
    return heads


def file_of(records: Sequence[bytes], heads: Sequence[Head]) -> bytes:
    """Return the export as a file."""
    return b"".join(exported(heads, records))


@cache
def is_signed(signature: bytes, message: bytes) -> bool:
    """Say whether the log's key made this signature; kept, since most of what is tried changes no head."""
    try:
        KEY.public_key().verify(signature, message)
    except InvalidSignature:
        return False
    return True


def verdict(data: bytes, outside: Head | None = None) -> Verdict:
    """Verify a file."""
    return audited(BytesIO(data), is_signed, outside)
