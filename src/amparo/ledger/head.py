"""A signed head: that the log had this size and this root at this moment, said by whoever holds the log's key."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from amparo.errors import AmparoError
from amparo.ledger.canonical import moment_from, written_moment

Sign = Callable[[bytes], bytes]
"""Makes an Ed25519 signature (64 bytes) of a message."""
Check = Callable[[bytes, bytes], bool]
"""Says whether a signature, first, is that of a message."""
_DOMAIN: Final = b"amparo log head 1"
_LAYOUT: Final = struct.Struct(">32sQQ32s")
"""The domain, which no other signature of Amparo begins with; the size; microseconds since 1970; the root."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LINE: Final = re.compile(r"head (0|[1-9]\d{0,18}) (\S{27}) ([0-9a-f]{64}) ([0-9a-f]{128})\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """The number of entries, the moment (UTC), the root over them, and the signature of the three."""

    size: int
    moment: datetime
    root: bytes
    signature: bytes

    def line(self) -> str:
        """Return it as one line of text: a file of its own for a witness, or a line of an export."""
        return f"head {self.size} {written_moment(self.moment)} {self.root.hex()} {self.signature.hex()}\n"

    def is_signed(self, check: Check) -> bool:
        """Say whether the signature is good."""
        return check(self.signature, message(self.size, self.moment, self.root))


def message(size: int, moment: datetime, root: bytes) -> bytes:
    """Return the bytes that are signed: 80, in a fixed layout."""
    return _LAYOUT.pack(_DOMAIN, size, (moment - _EPOCH) // timedelta(microseconds=1), root)


def signed_head(size: int, moment: datetime, root: bytes, sign: Sign) -> Head:
    """Sign a size and a root at a moment."""
    return Head(size, moment.astimezone(UTC), root, sign(message(size, moment, root)))


def head_from(line: str) -> Head:
    """Read a head from its line; raise `AmparoError` for anything else."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise AmparoError("wrong-head", "a head is one line: head, size, moment, root and signature")
    size, moment, root, signature = match.groups()
    return Head(int(size), _since_1970(moment_from(moment)), bytes.fromhex(root), bytes.fromhex(signature))


def _since_1970(moment: datetime) -> datetime:
    if moment < _EPOCH:
        raise AmparoError("wrong-head", "a head was not signed before 1970")
    return moment
