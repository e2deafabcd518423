"""The few statements that write the log, worded here: every act waits for them, and the framework words them slowly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from amparo.casework.models import LogHead, LogRow

_KEEPER: Final = "SELECT agency_id FROM casework_case WHERE id = %s"
_ROW: Final = "INSERT INTO casework_logrow (id, sealed_for, data_key, sealed) VALUES (%s, %s, %s, %s)"
_MARK: Final = "INSERT INTO casework_logmention (row_id, mark) VALUES (%s, %s)"
_ORDER: Final = 'INSERT INTO casework_logorder ("index", row_id) VALUES (%s, %s)'
_HEAD: Final = (
    "INSERT INTO casework_loghead (size, moment, root, signature, frontier, clock_ahead) VALUES (%s, %s, %s, %s, %s, %s)"
)


def keeper_of(case: str) -> str | None:
    """Return the agency that keeps a case; nothing for a case that is not there."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEPER, [case])
        found = cursor.fetchone()
    return found[0] if found else None


def add_row(row: LogRow, marks: Iterable[str]) -> None:
    """Keep an entry with its marks."""
    with connection.cursor() as cursor:
        cursor.execute(_ROW, [row.id, row.sealed_for, row.data_key, bytes(row.sealed)])
        _many(cursor, _MARK, [(row.id, mark) for mark in marks])


def add_places(places: Sequence[tuple[int, str]], head: LogHead) -> None:
    """Keep the places of entries, and the head over them."""
    moment = connection.ops.adapt_datetimefield_value(head.moment)
    with connection.cursor() as cursor:
        _many(cursor, _ORDER, places)
        cursor.execute(_HEAD, [head.size, moment, *map(bytes, (head.root, head.signature, head.frontier)), head.clock_ahead])


def _many(cursor: Any, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Run a statement for each row: a few at a time go by themselves, which is quicker than their own preparation."""
    if len(rows) == 1:
        cursor.execute(statement, rows[0])
    else:
        cursor.executemany(statement, rows)
