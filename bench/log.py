"""How fast an export of the log is verified, how fast entries are hashed into its tree, and what a case of 500 facts costs."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from amparo.facts.settled import settle
from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from amparo.ledger.audit import audited
from amparo.ledger.canonical import canonical, from_canonical, written_moment
from amparo.ledger.entry import entry_from
from amparo.ledger.export import exported
from amparo.ledger.head import Head
from amparo.ledger.known import case_of
from amparo.ledger.leaf import LogRecord
from amparo.ledger.tree import Frontier, Growing, leaf_hash
from amparo.rules.layers import find_law
from timing import HEAD, machine, repeated, shown

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
    open_a_case()


def open_a_case() -> None:
    """Print what it costs to read the stored bytes of 500 facts, to make the case of them, and to settle it."""
    vocabulary = load_vocabulary(find_law() / "vocabulary")
    stored = list(stated(vocabulary))
    entries = [entry_from(from_canonical(line), vocabulary) for line in stored]
    case = case_of(entries, on=BEGAN.date(), zone=UTC)
    print(f"a case of {len(stored)} facts\n{HEAD}")
    print(shown("read the bytes", repeated(lambda: [entry_from(from_canonical(line), vocabulary) for line in stored], 21)))
    print(shown("make the case", repeated(lambda: case_of(entries, on=BEGAN.date(), zone=UTC), 21)))
    print(shown("settle it", repeated(lambda: settle(case, vocabulary, on=BEGAN.date()), 21)))


def stated(vocabulary: Vocabulary) -> Iterator[bytes]:
    """Yield 500 entries as they are stored: facts of the person, then of threats."""
    facts = [name for name, kind in vocabulary.facts.items() if kind.type == "yesno"][:200]
    keys = [*facts, *(f"threat#{number}.at_large" for number in range(500 - len(facts)))]
    for number, key in enumerate(keys):
        table = {"schema": 1, "id": f"e{number}", "case": "amina", "key": key, "value": True, "source": "said", "by": "shelter"}
        more = {"agency": "harbour-house", "user": "brook", "recorded": written_moment(BEGAN), "method": "in person"}
        yield canonical({**table, **more})


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
