"""One entry of the log as everybody may see it: its id and the sealed body. What the body says needs its key."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from typing import Final

from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical

_FORM: Final = re.compile(rb'\{"body":"([A-Za-z0-9+/]{2,}={0,2})","id":"([A-Za-z0-9_-]{1,64})","schema":1\}')


@dataclass(frozen=True, slots=True)
class LogRecord:
    """The id of an entry of the log, and its body: canonical bytes that were sealed before they came here.

    The tree commits to the sealed bytes, never to what they say: a name could be guessed from its hash. When the key is
    destroyed, nobody reads the entry any more, and every proof stays as it was.
    """

    id: str
    sealed: bytes

    def written(self) -> bytes:
        """Return the bytes that are hashed into the tree."""
        found = canonical({"schema": 1, "id": self.id, "body": b64encode(self.sealed).decode("ascii")})
        if not is_record(found):
            raise AmparoError("wrong-log-record", "an entry of the log needs an id of plain signs, and a sealed body")
        return found


def is_record(data: bytes) -> bool:
    """Say whether these bytes have the form of an entry of the log."""
    return _FORM.fullmatch(data) is not None


def record_from(data: bytes) -> LogRecord:
    """Read an entry of the log; bytes that are not its one form are refused."""
    match = _FORM.fullmatch(data)
    try:
        found = LogRecord(match[2].decode("ascii"), b64decode(match[1], validate=True)) if match else None
    except Error:
        found = None
    if found is None or found.written() != data:
        raise AmparoError("wrong-log-record", "the bytes are not an entry of the log in its one form")
    return found
