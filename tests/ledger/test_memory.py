"""The store in memory keeps to what every store keeps to."""

from __future__ import annotations

import pytest

from amparo.ledger.memory import MemoryStore
from ledger.suite import StoreSuite


class TestMemoryStore(StoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
