"""The first sheet of a workbook (XLSX) as text: values alone. Formulas are not worked out, and no link is followed.

A workbook is an archive. Its parts are measured before anything is unpacked, as they are unpacked, and by number; a part that
declares a document type (by which text could grow without end) is refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook

from amparo.errors import AmparoError

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
MOST_PARTS: Final = 500
_BEGINS: Final = b"PK\x03\x04"
_PIECE: Final = 1024 * 1024
_DECLARES: Final = (b"<!DOCTYPE", b"<!ENTITY")


def is_workbook(data: bytes) -> bool:
    return data.startswith(_BEGINS)


def cells_of(data: bytes, rows: int, columns: int) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, at most some of them, each of at most some cells."""
    _measure(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for cells in sheet.iter_rows(max_row=rows + 2, max_col=columns + 1, values_only=True):
            yield [_said(cell) for cell in cells]
    except AmparoError:
        raise
    except Exception:  # noqa: BLE001 whatever a damaged workbook trips over in the library is one thing to its sender
        raise AmparoError(
            "import-broken", "the workbook cannot be read", help="save it again, or as CSV UTF-8", where="file"
        ) from None


def _measure(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            is_large = len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST
            left = -1 if is_large else LARGEST
            for each in parts:
                left = _measured(archive, each, left)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        raise AmparoError("import-broken", "the workbook is damaged, or locked with a password", where="file") from None


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack a part, a piece at a time, and keep nothing of it; return how many bytes the others may still have."""
    if left < 0:
        raise _too_large()
    with archive.open(part) as stream:
        before = b""
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _too_large()
            if part.filename.endswith((".xml", ".rels")) and any(sign in before + piece for sign in _DECLARES):
                raise AmparoError("import-broken", "the workbook holds something that no workbook needs", where="file")
            before = piece[-16:]
    return left


def _too_large() -> AmparoError:
    return AmparoError("import-too-large", "the workbook is too large when unpacked", help="bring it in parts", where="file")


def _said(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
