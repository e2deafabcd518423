"""The store of the ledger in the database: every entry sealed in its own place, in the order in which it came.

Only `record.py` adds to it; `determine.py` and `access.py` read it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.keys import CaseKeys
from amparo.casework.models import Case, Kept
from amparo.casework.moment import now
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.store import admit, known_at
from amparo.sealing.value import Place, sealed_by

TABLE: Final = "kept"
_KEPT: Final = "INSERT INTO casework_kept (id, case_id, number, compartment, sealed) VALUES (%s, %s, %s, %s, %s)"
"""Worded here, since every act waits for it."""


class DjangoStore:
    """A `ledger.store.Store`. Without an agency it reads and writes as the agency that keeps each case."""

    def __init__(self, agency: str = "") -> None:
        self.agency = agency

    def append(self, batch: Sequence[Entry], seen: Mapping[str, str]) -> None:
        """Keep a batch whole, or raise and keep nothing."""
        self.kept(batch, lambda _before: seen)

    def kept(self, batch: Sequence[Entry], seen: Callable[[Sequence[Entry]], Mapping[str, str]]) -> tuple[Kept, ...]:
        """Keep a batch, and return its rows, for which the log vouches; `seen` is asked with the entries before it."""
        with transaction.atomic(savepoint=False):
            case = self._case(batch[0].case) if batch else None
            keys = CaseKeys(batch[0].case, self.agency or case.agency_id) if case else None
            before = entries_by(keys) if keys else ()
            there = set(Kept.objects.filter(id__in=[entry.id for entry in batch]).values_list("id", flat=True))
            admit(batch, seen(before), before, there.__contains__)
            if case is None or keys is None:  # `admit` refuses a batch of nothing
                return ()
            rows = tuple(_row(entry, case.size + number, keys) for number, entry in enumerate(batch))
            keep_rows(rows)
            case.size += len(rows)
            case.moved = now()
            case.save(update_fields=["size", "moved"])
        return rows

    def entries(self, case: str, as_known: datetime | None = None) -> tuple[Entry, ...]:
        """Return the entries of a case that the agency holds a key to, as known at a moment, in order."""
        keeper = self.agency or Case.objects.filter(id=case).values_list("agency_id", flat=True).first()
        return entries_by(CaseKeys(case, keeper), as_known) if keeper else known_at((), as_known)

    def _case(self, case: str) -> Case:
        found = Case.objects.select_for_update().filter(id=case).first()
        if found is None:
            raise AmparoError("no-such-case", "there is no such case, or it is not yours to see")
        return found


def keep_rows(rows: Sequence[Kept]) -> None:
    """Keep sealed rows, inside the transaction of their act."""
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(_KEPT, [row.id, row.case_id, row.number, row.compartment, bytes(row.sealed)])


def entries_by(keys: CaseKeys, as_known: datetime | None = None) -> tuple[Entry, ...]:
    """Return the entries of a case that these keys open, as known at a moment, in order."""
    return known_at(tuple(_read(keys, Kept.objects.filter(case_id=keys.person))), as_known)


def entries_within(keys: CaseKeys, compartments: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of some compartments of a case that these keys open, in order; no others are opened."""
    return tuple(_read(keys, Kept.objects.filter(case_id=keys.person, compartment__in=compartments)))


def _read(keys: CaseKeys, rows: QuerySet[Kept]) -> Iterator[Entry]:
    for name, sealed in rows.order_by("number").values_list("id", "sealed"):
        data = bytes(sealed)
        data_key = sealed_by(data)
        if keys.holds(data_key):
            yield entry_from(json.loads(keys.opened(data, _place(name), data_key)), vocabulary())


def _row(entry: Entry, number: int, keys: CaseKeys) -> Kept:
    compartment = compartment_of(entry.key)
    sealed = keys.sealed(canonical(entry.table()), _place(entry.id), compartment)
    return Kept(id=entry.id, case_id=entry.case, number=number, compartment=compartment, sealed=sealed)


def _place(entry: str) -> Place:
    return Place(TABLE, entry, "body", 0)
