"""The log as one file: first its signed heads, then its entries, each with its number and hash. Every byte counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from amparo.ledger.head import Head
from amparo.ledger.tree import leaf_hash

TITLE: Final = b"amparo log export 1\n"


def exported(heads: Sequence[Head], records: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of an export: heads by size, the last one over all records; records as `written`, in order."""
    yield TITLE
    for head in heads:
        yield head.line().encode("ascii")
    for index, record in enumerate(records):
        yield record_line(index, record)


def record_line(index: int, record: bytes) -> bytes:
    """Return the line of one entry. Entries are counted from 0, as everywhere in the tree."""
    return b"%d %s %s\n" % (index, leaf_hash(record).hex().encode("ascii"), record)
