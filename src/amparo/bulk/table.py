"""A file of people as it is laid out: its kind, its columns, and the parts in which it is read, by whichever process.

CSV is read line by line. A line end inside quotation marks would let one stray mark swallow the people after it unseen; so a
mark that is not closed on its line is an error of that row alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from amparo.errors import AmparoError
from amparo.facts.words import shown

ID: Final = "id"
FIELDS: Final = ("given_names", "family_names", "full_name", "birth_date", "sex", "nationality", "document_number")
"""What may be said of a person, as `matching.record.Record` names it."""
CSV: Final = ".csv"
PARQUET: Final = ".parquet"
KINDS: Final = (CSV, PARQUET)

_BYTES: Final = 1_000_000
"""How many bytes of CSV make a part, at most and about."""
_ROWS: Final = 20_000
"""How many rows of Parquet make a part, at most."""
_PARTS: Final = 8
"""In how many parts a smaller file is read, so that every core has some."""
_LONGEST_HEADER: Final = 65_536
_DELIMITERS: Final = ",;\t"
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: its kind, which column stands where, how many columns there are, and what parts them (CSV)."""

    path: Path
    kind: str
    columns: Mapping[str, int]
    width: int
    delimiter: str = ","
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a table: from a byte to a byte (CSV) or from a row to a row, and the number of the first row, from 1."""

    table: Table
    start: int
    end: int
    number: int


def table_of(path: Path, *, ignore_extra: bool = False) -> Table:
    """Return how a file is laid out; raise `AmparoError` for one that cannot be read, or whose columns are not known."""
    kind = kind_of(path)
    table = _csv_table(path) if kind == CSV else _parquet_table(path)
    extra = [name for name in table.columns if name not in {ID, *FIELDS}]
    if extra and not ignore_extra:
        raise AmparoError(
            "match-unknown-column",
            f"there is no column {', '.join(f'`{shown(name)}`' for name in extra)}",
            help=f"columns are {', '.join((ID, *FIELDS))}; `--ignore-extra` leaves out others",
            where=str(path),
        )
    if not any(name in table.columns for name in FIELDS):
        raise _lacking("there is no column about a person", path)
    return table


def kind_of(path: Path) -> str:
    """Return the kind of a file, by its name; raise `AmparoError` for another than CSV and Parquet."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise AmparoError(
            "match-other-format", "a file of people is CSV or Parquet", help="name it .csv or .parquet", where=str(path)
        )
    return kind


def parts_of(table: Table) -> Iterator[Part]:
    """Yield the parts of a table, in order."""
    return _csv_parts(table) if table.kind == CSV else _parquet_parts(table)


def quoted(text: str) -> str:
    """Return a text as SQL writes one."""
    return "'" + text.replace("'", "''") + "'"


def _csv_table(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            head = file.readline(_LONGEST_HEADER)
    except OSError:
        raise _unreadable(path) from None
    begin = len(head)
    text = head.removeprefix(_BOM).decode("utf-8", "replace").strip("\r\n")
    if not text.strip():
        raise AmparoError("match-empty", "the file is empty", help="its first line names the columns", where=str(path))
    delimiter = max(_DELIMITERS, key=text.count)
    names = [name.strip() for name in next(csv.reader((text,), delimiter=delimiter))]
    return Table(path, CSV, _placed(names, path), len(names), delimiter, begin)


def _parquet_table(path: Path) -> Table:
    try:
        with duckdb.connect() as base:
            found = base.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error:
        raise _unreadable(path) from None
    names = [str(row[0]) for row in found]
    return Table(path, PARQUET, _placed(names, path), len(names))


def _placed(names: list[str], path: Path) -> Mapping[str, int]:
    """Return where columns stand. Without an id nothing of the first line is repeated: it may be somebody's, and no header."""
    if ID not in names:
        raise _lacking(f"there is no column `{ID}`", path)
    placed = {name: place for place, name in enumerate(names)}
    if len(placed) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise AmparoError("match-column-twice", f"column `{shown(twice)}` stands twice", help="name each once", where=str(path))
    return placed


def _csv_parts(table: Table) -> Iterator[Part]:
    """Cut at line ends; rows are counted as lines, the empty ones too, so that a number leads back to its line."""
    length = min(_BYTES, table.path.stat().st_size // _PARTS + 1)
    with table.path.open("rb") as file:
        file.seek(table.begin)
        start, number = table.begin, 1
        while block := file.read(length):
            block += file.readline()
            yield Part(table, start, start + len(block), number)
            start += len(block)
            number += block.count(b"\n")


def _parquet_parts(table: Table) -> Iterator[Part]:
    with duckdb.connect() as base:
        found = base.execute("SELECT count(*) FROM read_parquet(?)", [str(table.path)]).fetchone()
    size = int(found[0]) if found else 0
    length = min(_ROWS, size // _PARTS + 1)
    for start in range(0, size, length):
        yield Part(table, start, min(start + length, size), start + 1)


def _lacking(sentence: str, path: Path) -> AmparoError:
    help_ = f"the first line names the columns: `{ID}`, and any of {', '.join(FIELDS)}"
    return AmparoError("match-missing-column", sentence, help=help_, where=str(path))


def _unreadable(path: Path) -> AmparoError:
    return AmparoError(
        "match-unreadable", "the file cannot be read", help="check the path, and that it is whole", where=str(path)
    )
