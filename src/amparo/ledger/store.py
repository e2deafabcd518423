"""What keeps a ledger, and what every store refuses: an act is kept whole or not at all, and no writer overlooks another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.ledger.key import changed_by


class Store(Protocol):
    """Keeps entries for ever, in the order in which they came."""

    def append(self, batch: Sequence[Entry], seen: Mapping[str, str]) -> None:
        """Keep a batch whole, or raise what `admit` raises and keep nothing.

        A batch is one act: of one case, at one moment. `seen` is what `newest` gave for the entries that the writer had
        read, or as much of it as concerns the keys that are written.
        """

    def entries(self, case: str, as_known: datetime | None = None) -> tuple[Entry, ...]:
        """Return the entries of a case as known at a moment (nothing: now), in order; none where there is no such case."""


def newest(entries: Iterable[Entry]) -> dict[str, str]:
    """Return, by key, the id of the last entry that changed what the key says."""
    return {key: entry.id for entry in entries for key in changed_by(entry.key)}


def known_at(entries: Sequence[Entry], moment: datetime | None) -> tuple[Entry, ...]:
    """Return the entries that had been recorded at a moment, this moment included."""
    if moment is None:
        return tuple(entries)
    if moment.tzinfo is None:
        raise AmparoError("wrong-moment", "a moment needs its time zone")
    return tuple(entry for entry in entries if entry.recorded <= moment)


def admit(batch: Sequence[Entry], seen: Mapping[str, str], before: Sequence[Entry], is_kept: Callable[[str], bool]) -> None:
    """Raise `AmparoError` unless the batch may follow the case's entries; `is_kept` knows the ids of all cases."""
    if len({(entry.case, entry.recorded) for entry in batch}) != 1:
        raise AmparoError("batch-mixed", "the entries of one act are of one case and one moment, and there is at least one")
    _in_time(batch[0], before)
    last = newest(before)
    for key in [entry.key for entry in batch if last.get(entry.key) != seen.get(entry.key)]:
        raise AmparoError(
            "lost-update", f"`{key}` was stated meanwhile by somebody else", help="read it again, then decide", where=key
        )
    by_id = {entry.id: entry for entry in before}
    corrected = {entry.corrects for entry in before if closes(entry, by_id)}
    for entry in batch:
        if entry.id in by_id or is_kept(entry.id):
            raise AmparoError("entry-twice", "an entry with this id is kept already")
        if entry.corrects is not None:
            _correction(entry, by_id, corrected)
        by_id[entry.id] = entry
        if closes(entry, by_id):
            corrected.add(entry.corrects)


def closes(entry: Entry, by_id: Mapping[str, Entry]) -> bool:
    """Say whether the entry takes the place of the one it corrects: no agency takes back what another has said."""
    old = by_id.get(entry.corrects or "")
    return old is not None and old.agency == entry.agency


def _in_time(entry: Entry, before: Sequence[Entry]) -> None:
    if before and entry.recorded < before[-1].recorded:
        raise AmparoError(
            "clock-set-back", "the moment lies before that of the last entry of the case", help="set the clock right"
        )


def _correction(entry: Entry, by_id: Mapping[str, Entry], corrected: set[str | None]) -> None:
    old = by_id.get(str(entry.corrects))
    if old is None:
        raise AmparoError("correction-astray", "a correction points at no entry of this case")
    if old.key != entry.key:
        raise AmparoError("correction-of-another", f"a correction of `{old.key}` speaks of `{entry.key}`", where=entry.key)
    if old.id in corrected:
        raise AmparoError("correction-late", "the entry was corrected already", help="correct the newer entry", where=entry.key)
    if old.agency != entry.agency and not (entry.reason or "").strip():
        raise AmparoError("correction-without-reason", "who corrects another agency's entry gives a reason", where=entry.key)
