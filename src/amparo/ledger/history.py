"""The history of one fact, for a page: who stated it, when and on what source, and what became of the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.ledger.entry import Entry
from amparo.ledger.store import closes


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement, what its own agency put in its place, and what other agencies hold against it, with their reasons."""

    entry: Entry
    corrected_by: Entry | None = None
    contested_by: tuple[Entry, ...] = ()


def history(entries: Sequence[Entry], key: str) -> tuple[Stated, ...]:
    """Return all that was ever stated of a key, the oldest first."""
    by_id = {entry.id: entry for entry in entries}
    answers: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.corrects is not None:
            answers.setdefault(entry.corrects, []).append(entry)
    return tuple(
        Stated(
            entry,
            corrected_by=next((each for each in answers.get(entry.id, ()) if closes(each, by_id)), None),
            contested_by=tuple(each for each in answers.get(entry.id, ()) if not closes(each, by_id)),
        )
        for entry in entries
        if entry.key == key
    )
