"""Blind indexes: finding a value without keeping it, by a keyed figure so short that many values share it."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.binding import joined, named
from amparo.sealing.key import Key
from amparo.sealing.ring import INDEX, Ring

BITS: Final = 20
"""How long a figure is where nobody says otherwise: about a million buckets."""

FEWEST: Final = 8
"""Shorter figures find nearly everybody."""

MOST: Final = 32
"""Longer figures would single a person out."""

_WHOLE: Final = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the index: what was indexed, for which search, and the figure."""

    purpose: str
    bucket: int


def index_key(ring: Ring, purpose: str) -> Key:
    """Return the key of one agency and purpose, such as `family-name-sound`: the same name gives another figure for each."""
    return ring.key(INDEX).derived("index", ring.owner, named("the purpose of an index", purpose))


def bucket(text: str, key: Key, bits: int = BITS) -> int:
    """Return the figure of a text that the caller has normalised; raise `AmparoError` if it visibly was not."""
    if not FEWEST <= bits <= MOST:
        raise AmparoError("index-bad-length", f"a figure of the index has from {FEWEST} to {MOST} bits", where=f"{bits} bits")
    if not text or text != unicodedata.normalize("NFKC", text).strip().casefold():
        raise AmparoError(
            "index-not-normalised",
            "a text for the index is empty, or was not normalised",
            help="NFKC, case folded, no blanks around it",
        )
    full = hmac.digest(key.reveal(), joined(text), "sha256")
    return int.from_bytes(full[: _WHOLE // 8], "big") >> (_WHOLE - bits)


def entries(ring: Ring, texts: Mapping[str, str], *, chosen_name: bool, bits: int = BITS) -> tuple[Entry, ...]:
    """Return the index entries of a person, by purpose; a person under a chosen name has none, and cannot be searched for."""
    if chosen_name:
        return ()
    return tuple(Entry(purpose, bucket(text, index_key(ring, purpose), bits)) for purpose, text in sorted(texts.items()))
