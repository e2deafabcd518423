"""A store that keeps entries in memory: for tests, and for whoever wants to see what a store is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock

from amparo.ledger.entry import Entry
from amparo.ledger.store import admit, known_at


class MemoryStore:
    """A `Store` whose entries end with the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cases: dict[str, list[Entry]] = {}
        self._ids: set[str] = set()

    def append(self, batch: Sequence[Entry], seen: Mapping[str, str]) -> None:
        """Keep a batch whole, or raise and keep nothing."""
        with self._lock:
            before = self._cases.get(batch[0].case, []) if batch else []
            admit(batch, seen, before, self._ids.__contains__)
            self._cases[batch[0].case] = [*before, *batch]
            self._ids.update(entry.id for entry in batch)

    def entries(self, case: str, as_known: datetime | None = None) -> tuple[Entry, ...]:
        """Return the entries of a case as known at a moment, in order."""
        return known_at(self._cases.get(case, []), as_known)
