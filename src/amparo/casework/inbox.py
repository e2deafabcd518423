"""What an agency keeps sealed that belongs to no case, or to none yet: offers, reports, names of its tags."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from amparo.casework.keys import INBOX, CaseKeys
from amparo.ledger.canonical import canonical
from amparo.sealing.value import Place, sealed_by


def sealed_for(agency: str, table: str, row: str, content: Mapping[str, Any]) -> bytes:
    """Seal a table of words for one agency, in one place: the row `row` of `table`."""
    return _keys(agency).sealed(canonical(dict(content)), Place(table, row, "inbox", 0), INBOX)


def opened_for(agency: str, table: str, row: str, sealed: bytes) -> Mapping[str, Any]:
    """Return what was sealed for an agency; raise `AmparoError` where it was for another one, or another row."""
    found: dict[str, Any] = json.loads(_keys(agency).opened(sealed, Place(table, row, "inbox", 0), sealed_by(sealed)))
    return found


def opened_for_many(agency: str, table: str, rows: Mapping[str, bytes]) -> Mapping[str, Mapping[str, Any]]:
    """Return what was sealed for an agency in many rows, by their ids; its keys are read once."""
    keys = _keys(agency) if rows else None
    return {
        row: json.loads(keys.opened(sealed, Place(table, row, "inbox", 0), sealed_by(sealed)))
        for row, sealed in rows.items()
        if keys is not None
    }


def _keys(agency: str) -> CaseKeys:
    return CaseKeys(f"{INBOX}:{agency}", agency)
