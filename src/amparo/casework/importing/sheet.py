"""A file of rows as text: CSV in the forms in which programs save it, or one sheet of a workbook. Nothing in it is ever run."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

from amparo.casework.importing.workbook import cells_of, is_workbook
from amparo.errors import AmparoError

LARGEST: Final = 12 * 1024 * 1024
"""Bytes of a file."""
MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 200
LONGEST: Final = 4_000
"""Signs of one cell."""
_BETWEEN: Final = (",", ";", "\t", "|")
_BOMS: Final = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, the heading being 1, its cells, and what is wrong with its shape."""

    number: int
    cells: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings of a file, each once, and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_from(data: bytes) -> Sheet:
    """Read a file, CSV or XLSX; raise `AmparoError` for one that is too large, none of both, or without headings."""
    if len(data) > LARGEST:
        raise AmparoError(
            "import-too-large", f"a file has at most {LARGEST // 1024 // 1024} MB", help="bring it in parts", where="file"
        )
    found = cells_of(data, MOST_ROWS, MOST_COLUMNS) if is_workbook(data) else _lines(_text(data))
    rows = ((number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(found, 1))
    return _sheet([(number, cells) for number, cells in rows if any(cells)], is_strict=not is_workbook(data))


def _sheet(rows: list[tuple[int, tuple[str, ...]]], *, is_strict: bool) -> Sheet:
    if len(rows) < 2:  # noqa: PLR2004 the headings, and one row
        raise AmparoError("import-empty", "the file holds no row below its headings", where="file")
    if len(rows) - 1 > MOST_ROWS:
        raise AmparoError("import-too-large", f"a file has at most {MOST_ROWS:,} rows", help="bring it in parts", where="file")
    headings = _headings(rows[0][1])
    return Sheet(headings, tuple(_row(number, cells, len(headings), is_strict=is_strict) for number, cells in rows[1:]))


def _headings(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise AmparoError("import-too-large", f"a file has at most {MOST_COLUMNS} columns", help="leave some out", where="file")
    found = tuple(" ".join(cell.split())[:200] or f"({place})" for place, cell in enumerate(cells, 1))
    twice = next((each for each in found if found.count(each) > 1), None)
    if twice is not None:
        raise AmparoError(
            "import-heading-twice", "two columns have the same heading", help="name each column otherwise", where="file"
        )
    return found


def _row(number: int, cells: tuple[str, ...], width: int, *, is_strict: bool) -> Row:
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    wrong = ""
    if len(cells) > width or (is_strict and len(cells) < width):
        wrong = f"{len(cells)} cells, and {width} headings"
    elif any(len(cell) > LONGEST for cell in cells):
        wrong = f"a cell of more than {LONGEST:,} signs"
    return Row(number, (*cells, *[""] * (width - len(cells))), wrong)


def _text(data: bytes) -> str:
    """Return a file as text; no encoding is ever guessed, since a wrong one spoils names without anybody seeing it."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "")
    if not encoding:
        encoding = _without_bom(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise AmparoError(
            "import-encoding", "the file is not in UTF-8 or UTF-16",
            help="save it as “CSV UTF-8” or as a workbook (XLSX), so that no name is spoilt", where="file",
        ) from None  # fmt: skip
    if "\x00" in text:
        raise AmparoError("import-encoding", "the file holds signs that no text has", where="file")
    return text


def _without_bom(data: bytes) -> str:
    """Tell UTF-16 without its mark by the nothing in every second byte of its first signs, which are headings."""
    first = data[:200]
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(first) > 3 and first[place::2].count(0) > len(first) // 4:  # noqa: PLR2004 too short to tell
            return encoding
    return "utf-8"


def _lines(text: str) -> Iterator[list[str]]:
    # every sign that ends a line counts within quotes as written: the reader itself is given the text whole
    reader = csv.reader(StringIO(text, newline=""), delimiter=_between(text), strict=True)
    try:
        for place, cells in enumerate(reader):
            if place > MOST_ROWS + 1:
                return
            yield cells
    except csv.Error:
        raise AmparoError(
            "import-broken", f"the file breaks off near line {reader.line_num}: a quotation mark stands alone",
            help="open it in a program for tables and save it again", where="file",
        ) from None  # fmt: skip


def _between(text: str) -> str:
    """Return what stands between two cells: what gives the most headings."""
    first = next(iter(text.splitlines()), "")
    return max(_BETWEEN, key=lambda sign: (_count(first, sign), -_BETWEEN.index(sign)))


def _count(line: str, sign: str) -> int:
    cells: Iterable[list[str]] = csv.reader([line], delimiter=sign)
    return len(next(iter(cells), []))
