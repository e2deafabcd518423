"""The rows of a part of a file, each as a record, with what could not be read of it in words; no row is dropped in silence."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from amparo.bulk.table import CSV, FIELDS, ID, Part, Table, quoted
from amparo.matching.record import Record

_BROKEN: Final = frozenset(map(chr, range(0xDC80, 0xDD00)))
"""What stands where bytes were no UTF-8."""
_NO_ID: Final = "the row has no id"
_ODD_ID: Final = "`id` holds control signs, which are blanks here"
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
"""Signs that would part the lines of the result, or end a text for those who read it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, its id, the record, and what is wrong with it, if anything."""

    number: int
    id: str
    record: Record
    trouble: str


def rows_of(part: Part) -> Iterator[Row]:
    """Yield the rows of a part; an empty line is no row."""
    for number, values, trouble in _csv_rows(part) if part.table.kind == CSV else _parquet_rows(part):
        yield _row(part.table, number, values, trouble)


def _row(table: Table, number: int, values: Sequence[str], trouble: str) -> Row:
    troubles = [trouble] if trouble else []
    found = {}
    for name in (ID, *FIELDS):
        place = table.columns.get(name)
        text = values[place].strip() if place is not None and place < len(values) else ""
        if not text.isascii() and not _BROKEN.isdisjoint(text):
            troubles.append(f"`{name}` is not UTF-8")
            text = ""
        found[name] = text
    id_ = _CONTROL.sub(" ", found[ID])
    if id_ != found.pop(ID):
        troubles.append(_ODD_ID)
    if not id_:
        troubles.append(_NO_ID)
    return Row(number, id_, Record(id=id_, **found), "; ".join(troubles))


def _csv_rows(part: Part) -> Iterator[tuple[int, Sequence[str], str]]:
    with part.table.path.open("rb") as file:
        file.seek(part.start)
        lines = file.read(part.end - part.start).decode("utf-8", "surrogateescape").split("\n")
    for number, line in enumerate(lines, part.number):
        text = line.rstrip("\r")
        if text:
            yield number, *_values(text, part.table)


def _values(text: str, table: Table) -> tuple[Sequence[str], str]:
    """Return the values of a line, and what is wrong with it."""
    try:
        values = next(csv.reader((text,), delimiter=table.delimiter, strict=True))
    except csv.Error:
        return text.replace('"', "").split(table.delimiter), "quotation marks are not closed, or stand where none belong"
    if len(values) != table.width:
        return values, f"the row has {len(values)} columns of {table.width}"
    return values, ""


def _parquet_rows(part: Part) -> Iterator[tuple[int, Sequence[str], str]]:
    names = ", ".join(f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for name in part.table.columns)
    with duckdb.connect() as base:
        base.execute("SET threads = 1")
        found: list[tuple[Any, ...]] = base.execute(
            f"SELECT {names} FROM read_parquet({quoted(str(part.table.path))}, file_row_number = true) "  # noqa: S608 columns and a path, each quoted
            f"WHERE file_row_number >= {part.start} AND file_row_number < {part.end} ORDER BY file_row_number"
        ).fetchall()
    for number, values in enumerate(found, part.number):
        yield number, ["" if value is None else str(value) for value in values], ""
