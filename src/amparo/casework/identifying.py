"""Which statements are notes of identification: made to find out whether the person was trafficked, and for nothing else.

They are kept apart from evidence, and so from who prosecutes: they were given for protection (Bali Process, initial interview).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from amparo.casework.compartment import compartment_of
from amparo.ledger.entry import Entry
from amparo.ledger.key import key_from

_ACCOUNT: Final = "account"
_BODIES: Final = frozenset({"identifying_authority", "first_responder"})
"""Whatever these record of the account, they record to identify."""
_ITEMS: Final = frozenset({"episode"})
"""Of the account, only what is kept of single episodes serves proceedings too: hours, pay, places, from documents."""


@cache
def is_note_key(key: str) -> bool:
    """Say whether statements of this key are notes of identification, whoever makes them."""
    return compartment_of(key) == _ACCOUNT and key_from(key).kind not in _ITEMS


def is_identification_note(entry: Entry) -> bool:
    """Say whether a statement is one."""
    return is_note_key(entry.key) or (entry.by in _BODIES and compartment_of(entry.key) == _ACCOUNT)
