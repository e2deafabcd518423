"""The statements that search and fill the register, worded here: a search has some hundredths of a second.

Each figure has one row: how many are found by it, and their entries in four bytes each. A figure by which more than `MOST` are
found helps nobody and costs every search, so its list is left empty from then on; it is whole again after `amparo rebuild`
if fewer are left. A list is whole exactly where it is as long as its row says.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from struct import Struct
from typing import Any, Final

from django.db import connection

from amparo.casework.models import RegisterEntry
from amparo.sealing.figures import COUNT, WIDTH

MOST: Final = 3000
"""By more than so many a figure is not searched."""
ENTRY: Final = Struct("<I")
"""How an entry stands in a list."""
_FIGURES: Final = 400
"""How many figures one statement asks for."""

_APPEND: Final = (
    "INSERT INTO casework_registerposting (figure, size, entries) VALUES (%s, 1, %s) ON CONFLICT (figure) DO UPDATE SET "
    "size = casework_registerposting.size + 1, entries = CASE WHEN casework_registerposting.size >= %s THEN %s "
    "ELSE CAST(casework_registerposting.entries || excluded.entries AS {binary}) END"
)
_COUNT_ONE: Final = (
    "INSERT INTO casework_registerposting (figure, size, entries) VALUES (%s, 1, %s) "
    "ON CONFLICT (figure) DO UPDATE SET size = casework_registerposting.size + 1"
)
_SIZE: Final = "SELECT size FROM casework_registerposting WHERE figure = %s"
_LISTS: Final = "SELECT figure, size, entries FROM casework_registerposting WHERE figure IN ({places}) AND size <= %s"
_ONE_LIST: Final = "SELECT size, entries FROM casework_registerposting WHERE figure = %s{locked}"
_SHORTEN: Final = "UPDATE casework_registerposting SET size = %s, entries = %s WHERE figure = %s"
_END: Final = "DELETE FROM casework_registerposting WHERE figure = %s"
_WRITTEN: Final = "SELECT id, case_id, written FROM casework_registerentry WHERE id > %s ORDER BY id LIMIT %s"
_FOUND_BY: Final = "SELECT id, case_id, figures FROM casework_registerentry WHERE id > %s ORDER BY id LIMIT %s"
_MADE: Final = "UPDATE casework_registerentry SET sealed = %s, written = %s, figures = %s WHERE id = %s"
_MADE_AT_ONCE: Final = (
    "UPDATE casework_registerentry AS entry SET sealed = made.sealed, written = made.written, figures = made.figures FROM "
    "unnest(%s::bytea[], %s::bytea[], %s::bytea[], %s::int[]) AS made (sealed, written, figures, id) WHERE entry.id = made.id"
)
_EMPTY: Final = "DELETE FROM casework_registerposting"
_LIST: Final = "INSERT INTO casework_registerposting (figure, size, entries) VALUES (%s, %s, %s)"
_COPY: Final = "COPY casework_registerposting (figure, size, entries) FROM STDIN (FORMAT BINARY)"
_SEALED: Final = "SELECT id, case_id, sealed FROM casework_registerentry WHERE id IN ({places})"


def hold_still(*, alone: bool = False) -> None:
    """See to it that the register is not made anew until this transaction ends, or, `alone`, that nobody else writes to it.

    On SQLite the one writer is alone anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE casework_registerentry IN {'SHARE ROW' if alone else 'ROW'} EXCLUSIVE MODE")


def size() -> int:
    """Return how many people are in the register."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZE, [COUNT])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def lists(figures: Sequence[int]) -> Iterator[tuple[int, array[int]]]:
    """Yield each of these figures with the entries found by it, but those by which too many are found."""
    for start in range(0, len(figures), _FIGURES):
        part = figures[start : start + _FIGURES]
        with connection.cursor() as cursor:
            cursor.execute(_LISTS.format(places=_places(part)), [*part, MOST])
            rows = cursor.fetchall()
        for figure, count, entries in rows:
            if len(entries) == count * ENTRY.size:
                yield figure, _read(entries)


def sealed(entries: Sequence[int]) -> list[tuple[int, str, bytes]]:
    """Return entries with their case and the sealed person."""
    if not entries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SEALED.format(places=_places(entries)), list(entries))
        return [(entry, case, bytes(data)) for entry, case, data in cursor.fetchall()]


def add(entry: int, figures: Sequence[int]) -> None:
    """Let an entry be found by these figures; in their order, so that no two writers wait for each other in a ring."""
    statement = _APPEND.format(binary="bytea" if connection.vendor == "postgresql" else "blob")
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONE, [COUNT, b""])
        for figure in figures:
            cursor.execute(statement, [figure, ENTRY.pack(entry), MOST, b""])


def take_away(entry: int, figures: Sequence[int]) -> None:
    """Let an entry be found by these figures no more; nothing of it is left in any list."""
    one = _ONE_LIST.format(locked=" FOR UPDATE" if connection.vendor == "postgresql" else "")
    with connection.cursor() as cursor:
        for figure in (COUNT, *figures):
            cursor.execute(one, [figure])
            found = cursor.fetchone()
            if found is not None:
                _shorten(cursor, figure, found[0], bytes(found[1]), entry)


def take_out(case: str) -> bool:
    """Take whoever a case is about out of the register, wholly; say whether they were in it."""
    hold_still()
    row = RegisterEntry.objects.select_for_update().filter(case_id=case).first()
    if row is None:
        return False
    take_away(row.id, unpacked(bytes(row.figures)))
    row.delete()
    return True


def written(after: int, limit: int) -> list[tuple[int, str, bytes]]:
    """Return the next entries after one, with their case and the record as it was given, sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [after, limit])
        return [(entry, case, bytes(data)) for entry, case, data in cursor.fetchall()]


def found_by(after: int, limit: int) -> list[tuple[int, str, bytes]]:
    """Return the next entries after one, with their case and the figures by which they are found."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND_BY, [after, limit])
        return [(entry, case, bytes(data)) for entry, case, data in cursor.fetchall()]


def replace(made: Sequence[tuple[bytes, bytes, bytes, int]]) -> None:
    """Put the sealed person, the sealed record and the figures of entries in the place of what they were; ids come last."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_MADE_AT_ONCE, [list(column) for column in zip(*made, strict=True)])
        else:
            cursor.executemany(_MADE, made)


def drop_lists() -> None:
    """Let nobody be found, until the lists are made anew."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


def add_lists(rows: Sequence[tuple[int, int, bytes]]) -> None:
    """Keep whole lists of figures that have none: the figure, how many are found by it, and their entries."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(_LIST, rows)
            return
        with cursor.cursor.copy(_COPY) as copy:
            copy.set_types(["int8", "int4", "bytea"])
            for row in rows:
                copy.write_row(row)


def packed(figures: Iterable[int]) -> bytes:
    """Return figures as an entry keeps them."""
    return b"".join(figure.to_bytes(WIDTH, "little", signed=True) for figure in figures)


def unpacked(data: bytes) -> list[int]:
    """Return the figures that an entry keeps."""
    return [int.from_bytes(data[at : at + WIDTH], "little", signed=True) for at in range(0, len(data), WIDTH)]


def _shorten(cursor: Any, figure: int, count: int, entries: bytes, entry: int) -> None:
    left = [each for (each,) in ENTRY.iter_unpack(entries) if each != entry]
    if count > 1:
        cursor.execute(_SHORTEN, [count - 1, b"".join(map(ENTRY.pack, left)), figure])
    else:
        cursor.execute(_END, [figure])


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _read(entries: bytes) -> array[int]:
    found = array("I")
    found.frombytes(entries)
    return found
