"""The log as one file: first its signed heads, then its entries, each with its number and hash. Every byte counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from amparo.ledger.head import Head
from amparo.ledger.tree import leaf_hash

_TITLE: Final = re.compile(rb"amparo log export 1: ([1-9]\d{0,8}) heads, (0|[1-9]\d{0,18}) entries\n")


def exported(heads: Sequence[Head], records: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of an export: one or more heads by size, the last over all records; records as `written`, in order."""
    yield b"amparo log export 1: %d heads, %d entries\n" % (len(heads), heads[-1].size)
    for head in heads:
        yield head.line().encode("ascii")
    for index, record in enumerate(records):
        yield record_line(index, record)


def counts_from(line: bytes) -> tuple[int, int] | None:
    """Read the first line: how many heads and entries follow; nothing where it is not the first line of an export."""
    match = _TITLE.fullmatch(line)
    return (int(match[1]), int(match[2])) if match else None


def record_line(index: int, record: bytes) -> bytes:
    """Return the line of one entry. Entries are counted from 0, as everywhere in the tree."""
    return b"%d %s %s\n" % (index, leaf_hash(record).hex().encode("ascii"), record)
