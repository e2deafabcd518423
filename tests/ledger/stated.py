"""What invented people and agencies stated, entry by entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Final

from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.store import Store, newest
from house.tree import ROOT

BEGAN: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SHELTER: Final[dict[str, Any]] = {"by": "shelter", "agency": "harbour-house", "user": "brook"}
POLICE: Final[dict[str, Any]] = {"by": "police", "agency": "city-police", "user": "castor"}
_NUMBERS: Final = count(1)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "law" / "vocabulary")


def after(minutes: float) -> datetime:
    """Return the moment so many minutes after the first talk."""
    return BEGAN + timedelta(minutes=minutes)


def written(key: str, value: Any, minutes: float = 0, **more: Any) -> dict[str, Any]:
    """Return an entry as it is written down: what the shelter observed, unless `more` says otherwise."""
    moment = f"{after(minutes):%Y-%m-%dT%H:%M:%S.%f}Z"
    made = {"schema": 1, "id": f"e{next(_NUMBERS)}", "case": "amina", "key": key, "value": value, "source": "observed"}
    return {**made, "recorded": moment, **SHELTER, **more}


def entry(key: str, value: Any, minutes: float = 0, **more: Any) -> Entry:
    """Return an entry."""
    return entry_from(written(key, value, minutes, **more), vocabulary())


def append(store: Store, *batch: Entry) -> None:
    """Append as a writer does who has seen all there is."""
    store.append(batch, newest(store.entries(batch[0].case)))
