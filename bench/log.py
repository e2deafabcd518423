"""How fast an export of the log is verified, how fast entries are hashed into its tree, and what a case of 500 facts costs."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from amparo.ledger.audit import audited
from amparo.ledger.export import exported
from amparo.ledger.head import Head
from amparo.ledger.leaf import LogRecord
from amparo.ledger.tree import Frontier, Growing, leaf_hash
from timing import machine, repeated

BEGAN: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
BODY: Final = 200
"""Bytes of a sealed body: a short act with its cases."""
BETWEEN_HEADS: Final = 1000


def main() -> None:
    """Make a log, verify it whole several times, and print entries a second of CPU."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    records = list(made(size))
    heads = signed(records)
    data = b"".join(exported(heads, records))
    print(f"log: {size:,} entries, {len(data) / size:.0f} bytes each, a head every {BETWEEN_HEADS}; {machine()}")
    rate("verify the export", size, lambda: assert_sound(data))
    rate("hash into the tree in place", size, lambda: grow(records))
    rate("hash into the tree, a frontier each", size, lambda: extend(records))


def made(size: int) -> Iterator[bytes]:
    """Yield entries whose bodies are as random as sealed ones."""
    for number in range(size):
        body = b"".join(sha256(b"%d %d" % (number, part)).digest() for part in range(BODY // 32 + 1))[:BODY]
        yield LogRecord(f"{number:026d}", body).written()


def signed(records: list[bytes]) -> list[Head]:
    """Return a head every so many entries; the signature is a stand-in of the right length, so that hashing is measured."""
    grown, heads = Growing(), []
    for number, record in enumerate(records, 1):
        grown.add(leaf_hash(record))
        if number % BETWEEN_HEADS == 0 or number == len(records):
            heads.append(Head(number, BEGAN + timedelta(seconds=number), grown.root(), bytes(64)))
    return heads


def assert_sound(data: bytes) -> None:
    """Verify an export that is sound."""
    verdict = audited(io.BytesIO(data), lambda signature, _message: signature == bytes(64))
    assert not verdict.fault, verdict


def grow(records: list[bytes]) -> None:
    """Hash all entries in place."""
    grown = Growing()
    for record in records:
        grown.add(leaf_hash(record))
    assert grown.root()


def extend(records: list[bytes]) -> None:
    """Hash all entries, with a new frontier after each, as a writer keeps it."""
    frontier = Frontier()
    for record in records:
        frontier = frontier.with_leaf(leaf_hash(record))
    assert frontier.root()


def rate(name: str, size: int, call: Callable[[], object]) -> None:
    """Print how many entries a second of CPU are done, in the median and the best of five runs."""
    times = repeated(call, 5)
    median, best = sorted(times.cpu)[2], min(times.cpu)
    print(f"{name:>40}  {size / median:>11,.0f} a second (median)  {size / best:>11,.0f} (best)")


if __name__ == "__main__":
    main()
