"""The few statements that write the log, worded here: every act waits for them, and the framework words them slowly.

One statement reads what an entry stands on; on PostgreSQL one more writes the entry, its marks and its place in the queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from django.db import connection

from amparo.casework.models import LogHead, LogRow
from amparo.sealing.wrap import Scope, Wrap

_HEAD: Final = "size, moment, root, signature, frontier, clock_ahead"
_WIDTH: Final = 6
"""How many columns a head has."""
_LAST: Final = f"SELECT {_HEAD} FROM casework_loghead ORDER BY size DESC LIMIT 1"  # noqa: S608 the columns just above
_GROUND: Final = (
    "SELECT head.*, casework_case.agency_id, wrap.agency, wrap.data_key, wrap.month, wrap.sealed FROM (SELECT 1 AS one) AS one "  # noqa: S608 as above
    f"LEFT JOIN ({_LAST}) AS head ON TRUE LEFT JOIN casework_case ON casework_case.id = %s LEFT JOIN casework_wraprow AS wrap "
    "ON wrap.person = %s AND wrap.compartment = %s AND wrap.agency = COALESCE(casework_case.agency_id, %s)"
)
_ROW: Final = "INSERT INTO casework_logrow (id, sealed_for, data_key, sealed) VALUES (%s, %s, %s, %s)"
_MARK: Final = "INSERT INTO casework_logmention (row_id, mark) VALUES (%s, %s)"
_ROW_IN_QUEUE: Final = (
    f"WITH kept AS ({_ROW} RETURNING id), marked AS (INSERT INTO casework_logmention (row_id, mark) "  # noqa: S608 as above
    "SELECT kept.id, mark FROM kept, unnest(%s::varchar[]) AS mark) INSERT INTO casework_logqueue (row_id) SELECT id FROM kept"
)
_ORDER: Final = 'INSERT INTO casework_logorder ("index", row_id) VALUES (%s, %s)'
_ADD_HEAD: Final = f"INSERT INTO casework_loghead ({_HEAD}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 as above


@dataclass(frozen=True, slots=True)
class Ground:
    """What an entry stands on: the newest head, the agency that keeps its case, and that agency's wraps of the key."""

    head: LogHead | None
    keeper: str | None
    wraps: tuple[Wrap, ...]


def is_queued() -> bool:
    """Say whether entries wait for a sequencer here."""
    return connection.vendor == "postgresql"


def last_head() -> LogHead | None:
    """Return the newest head; nothing while the log is empty."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        found = cursor.fetchone()
    return _head(found) if found else None


def ground_of(person: str, compartment: str) -> Ground:
    """Return what an entry about a case, or about the installation itself, stands on."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUND, [person, person, compartment, person])
        rows = cursor.fetchall()
    keeper = rows[0][_WIDTH]
    wraps = tuple(
        Wrap(data_key, person, Scope(agency, compartment, month), bytes(sealed))
        for *_, agency, data_key, month, sealed in rows
        if data_key is not None
    )
    return Ground(_head(rows[0]) if rows[0][0] is not None else None, keeper, wraps)


def add_row(row: LogRow, marks: list[str]) -> None:
    """Keep an entry with its marks, and on PostgreSQL in the queue for its place."""
    values: list[Any] = [row.id, row.sealed_for, row.data_key, bytes(row.sealed)]
    with connection.cursor() as cursor:
        if is_queued():
            cursor.execute(_ROW_IN_QUEUE, [*values, marks])
        else:
            cursor.execute(_ROW, values)
            _many(cursor, _MARK, [(row.id, mark) for mark in marks])


def add_places(places: Sequence[tuple[int, str]], head: LogHead) -> None:
    """Keep the places of entries, and the head over them."""
    moment = connection.ops.adapt_datetimefield_value(head.moment)
    with connection.cursor() as cursor:
        _many(cursor, _ORDER, places)
        cursor.execute(
            _ADD_HEAD, [head.size, moment, *map(bytes, (head.root, head.signature, head.frontier)), head.clock_ahead]
        )


def _head(row: Sequence[Any]) -> LogHead:
    size, moment, root, signature, frontier, clock_ahead = row[:_WIDTH]
    at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite knows no time zones: what stands there is UTC
    signed = {"root": bytes(root), "signature": bytes(signature), "frontier": bytes(frontier)}
    return LogHead(size=size, moment=at, clock_ahead=bool(clock_ahead), **signed)


def _many(cursor: Any, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Run a statement for each row: a few at a time go by themselves, which is quicker than their own preparation."""
    if len(rows) == 1:
        cursor.execute(statement, rows[0])
    else:
        cursor.executemany(statement, rows)
