"""The store in the database keeps to what every store of entries keeps to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from amparo.casework.models import Case
from amparo.casework.store import DjangoStore
from amparo.ledger.entry import Entry
from ledger.suite import StoreSuite


class Opening(DjangoStore):
    """The same, with a case opened for whatever the suite states."""

    def append(self, batch: Sequence[Entry], seen: Mapping[str, str]) -> None:
        for entry in batch:
            Case.objects.get_or_create(id=entry.case, defaults={"agency_id": "harbour"})
        super().append(batch, seen)


@pytest.fixture
def store(lasting_world: None) -> DjangoStore:  # noqa: ARG001 an installation has to be there
    return Opening()


class TestDjangoStore(StoreSuite):
    pass
