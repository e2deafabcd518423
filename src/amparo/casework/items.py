"""Things of which a case can have several, as somebody sees them in it: which are there, and the number of the next one."""

from __future__ import annotations

from collections.abc import Sequence

from amparo.ledger.entry import Entry
from amparo.ledger.known import said_of_item


def numbers(entries: Sequence[Entry], kind: str) -> tuple[str, ...]:
    """Return the numbers of the items of a kind of which something is stated, in the order in which they came."""
    there = dict.fromkeys(entry.key.partition(".")[0] for entry in entries if entry.key.startswith(f"{kind}#"))
    return tuple(key.partition("#")[2] for key in there if said_of_item(entries, key))


def next_item(entries: Sequence[Entry], kind: str) -> str:
    """Return the key of an item that is not there yet."""
    taken = [int(number) for number in numbers(entries, kind) if number.isdecimal()]
    return f"{kind}#{max(taken, default=0) + 1}"
