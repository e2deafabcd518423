"""From entries to a case: what stands of all that was stated, read on a day. What it settles to is decided in `facts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from amparo.facts.case import Assertion, Case, Item, ItemList
from amparo.facts.value import Value
from amparo.ledger.entry import Entry
from amparo.ledger.key import Key, key_from
from amparo.ledger.store import closes


def standing(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that were not corrected by the agency that stated them, in order, withdrawals included."""
    by_id = {entry.id: entry for entry in entries}
    closed = {entry.corrects for entry in entries if closes(entry, by_id)}
    return tuple(entry for entry in entries if entry.id not in closed)


def case_of(entries: Sequence[Entry], *, on: date, zone: tzinfo) -> Case:
    """Return the case that entries tell of, as it is read on a day; `zone` says on which day a moment fell.

    Give it the entries as known at a moment to learn what was known then. Entries that differ stand side by side: which
    of them counts, or that none does, is `settle`'s to say.
    """
    facts: dict[str, list[Assertion]] = {}
    lists: dict[str, _Listed] = {}
    by_id = {entry.id: entry for entry in entries}
    for entry in standing(entries):
        if entry.value is None or entry.is_history or not entry.is_valid_on(on):
            continue
        key = key_from(entry.key)
        assertion = Assertion(
            entry.value, bare=False, source=entry.source, by=entry.by, recorded=entry.recorded.astimezone(zone).date()
        )
        if key.kind:
            lists.setdefault(key.kind, _Listed()).add(key, assertion, _since(entry, by_id) if key.item else entry.recorded)
        else:
            facts.setdefault(key.name, []).append(assertion)
    return Case(
        facts=_sealed(facts),
        items=MappingProxyType({kind: listed.closed() for kind, listed in lists.items()}),
        on=on,
    )


def turns_after(entries: Sequence[Entry], on: date) -> date | None:
    """Return the next day on which another entry begins or ceases to be valid, so that the case may read otherwise."""
    turns = (day for entry in standing(entries) for day in _turns(entry))
    return min((day for day in turns if day > on), default=None)


def said_of_item(entries: Sequence[Entry], item: str) -> tuple[Entry, ...]:
    """Return what is stated of an item such as `offence#1`: it is there until all of this is withdrawn."""
    return tuple(
        entry
        for entry in standing(entries)
        if entry.value is not None and (entry.key == item or entry.key.startswith(f"{item}."))
    )


def _turns(entry: Entry) -> Iterable[date]:
    if entry.valid_from is not None:
        yield entry.valid_from
    if entry.valid_until is not None and entry.valid_until < date.max:
        yield entry.valid_until + timedelta(days=1)


def _since(entry: Entry, by_id: Mapping[str, Entry]) -> datetime:
    """Return the moment since which its agency has stated something of the key without a break."""
    while closes(entry, by_id) and by_id[str(entry.corrects)].value is not None:
        entry = by_id[str(entry.corrects)]
    return entry.recorded


class _Listed:
    """The items of one kind that anybody speaks of, and what is said of the list being complete."""

    def __init__(self) -> None:
        self._items: dict[str, dict[str, list[Assertion]]] = {}
        self._since: dict[str, datetime] = {}
        self._complete: list[tuple[Value | None, datetime]] = []

    def add(self, key: Key, assertion: Assertion, since: datetime) -> None:
        """Take one statement; any statement about an item says that it is there."""
        if not key.item:
            self._complete.append((assertion.value, since))
            return
        facts = self._items.setdefault(key.item, {})
        self._since[key.item] = min(since, self._since.get(key.item, since))
        if key.name:
            facts.setdefault(key.name, []).append(assertion)

    def closed(self) -> ItemList:
        """Return the list."""
        items = tuple(Item(name, _sealed(facts)) for name, facts in self._items.items())
        return ItemList(items, self._is_complete())

    def _is_complete(self) -> bool | None:
        """Whoever said that a list is complete did not know of what was added later; and all must agree."""
        last = max(self._since.values(), default=None)
        said = {None if value and last and at < last else value is True for value, at in self._complete}
        return said.pop() if len(said) == 1 else None


def _sealed(facts: dict[str, list[Assertion]]) -> MappingProxyType[str, tuple[Assertion, ...]]:
    return MappingProxyType({name: tuple(said) for name, said in facts.items()})
