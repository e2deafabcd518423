"""Whether an installation is alive: what a watcher asks every minute, and what tells nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError

from amparo.casework.clockwork import SEQUENCER, TICKER, is_alive
from amparo.casework.log_rows import is_queued
from amparo.casework.opening import is_open


@dataclass(frozen=True, slots=True)
class Vital:
    """Whether the database answers, the rings are open, and ticker and sequencer work."""

    database: bool
    keys: bool
    ticker: bool
    sequencer: bool

    @property
    def is_well(self) -> bool:
        """Say whether nothing is amiss."""
        return self.database and self.keys and self.ticker and self.sequencer


def vital() -> Vital:
    """Return what works; a database that does not answer leaves the rest unknown, which counts as no."""
    keys = is_open()
    try:
        return Vital(database=True, keys=keys, ticker=is_alive(TICKER), sequencer=not is_queued() or is_alive(SEQUENCER))
    except (DatabaseError, InterfaceError):
        return Vital(database=False, keys=keys, ticker=False, sequencer=False)
