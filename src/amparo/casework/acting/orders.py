"""Court orders on an act: always recorded, always obeyed, and believed only as a document that somebody else recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.ledger.entry import Entry
from amparo.ledger.store import newest

FORBIDS: Final = "forbids"
COURT: Final = "court"
_WRITTEN: Final = ("document", "decision")
_FACTS: Final = ("act", "effect")


def forbids(orders: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether an order in force forbids the act: of two that clash, the one that protects is obeyed."""
    return any(order["effect"] == FORBIDS for order in orders)


def allowing(orders: Iterable[Mapping[str, Any]], entries: Collection[Entry], actor: Actor) -> bool:
    """Say whether an order in force lets this user go on: a document or decision, recorded by another, or by the court."""
    last = newest(entries)
    by_id = {entry.id: entry for entry in entries}
    return any(
        order["effect"] != FORBIDS
        and all(_is_believed(by_id.get(last.get(f"{order['item']}.{fact}", "")), actor) for fact in _FACTS)
        for order in orders
    )


def _is_believed(entry: Entry | None, actor: Actor) -> bool:
    if entry is None or entry.source not in _WRITTEN:
        return False
    return entry.by == COURT or entry.user != actor.user
