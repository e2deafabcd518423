"""The store in the database keeps to what every store of entries keeps to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import current_thread, main_thread

import pytest
from django.db import connection

from amparo.casework.keys import CaseKeys
from amparo.casework.models import Case
from amparo.casework.store import DjangoStore, entries_by, entries_within
from amparo.casework.wall import reading_everywhere
from amparo.ledger.entry import Entry
from casework.keeping import a_case
from ledger.suite import StoreSuite


class Opening(DjangoStore):
    """The same, with a case opened for whatever the suite states, and no connection left behind by a thread of its own."""

    def append(self, batch: Sequence[Entry], seen: Mapping[str, str]) -> None:
        with _closing():
            for entry in batch:
                Case.objects.get_or_create(id=entry.case, defaults={"agency_id": "harbour"})
            super().append(batch, seen)

    def entries(self, case: str, as_known: datetime | None = None) -> tuple[Entry, ...]:
        with _closing():
            return super().entries(case, as_known)


@contextmanager
def _closing() -> Iterator[None]:
    try:
        yield
    finally:
        if current_thread() is not main_thread():
            connection.close()


@pytest.fixture
def store(lasting_world: None) -> DjangoStore:  # noqa: ARG001 an installation has to be there
    return Opening()


class TestDjangoStore(StoreSuite):
    pass


@pytest.mark.usefixtures("world")
def test_of_a_compartment_no_other_is_opened() -> None:
    case = a_case()
    with reading_everywhere():
        found = entries_within(CaseKeys(case, "harbour"), {"identity"})
        every = entries_by(CaseKeys(case, "harbour"))
    assert [entry.key for entry in found] == ["birth_date"]
    assert {entry.key for entry in every} == {"birth_date", "trafficking_claimed"}
