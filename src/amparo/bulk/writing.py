"""The result, written whole or not at all, as CSV or Parquet; the same rows in the order of the questions."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from amparo.bulk.answering import Answer
from amparo.bulk.table import CSV, kind_of, quoted
from amparo.errors import AmparoError

COLUMNS: Final = ("query_id", "decision", "register_id", "score", "why")
_TYPES: Final = {"query_id": "VARCHAR", "decision": "VARCHAR", "register_id": "VARCHAR", "score": "DOUBLE", "why": "VARCHAR"}


def write(answers: Iterable[Answer], path: Path) -> None:
    """Write the answers; raise `AmparoError`, and leave what is there, where that fails."""
    with whole(path) as aside:
        if kind_of(path) == CSV:
            _write_csv(answers, aside)
            return
        between = aside.with_suffix(".between")
        _write_csv(answers, between)
        with duckdb.connect() as base:
            columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in _TYPES.items())
            base.execute(
                f"COPY (SELECT * FROM read_csv({quoted(str(between))}, header = true, columns = {{{columns}}}, "  # noqa: S608 a path and our own columns, each quoted
                f"nullstr = '', quote = '\"', parallel = false)) TO {quoted(str(aside))} (FORMAT parquet)"
            )


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file in a folder aside that this account alone reads, as it alone reads the file once it has its name."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    except OSError:
        raise _unwritable(path) from None
    aside = folder / path.name
    try:
        yield aside
        aside.chmod(0o600)
        aside.replace(path)
    except OSError:
        raise _unwritable(path) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_csv(answers: Iterable[Answer], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(answer[1:] for answer in answers)


def _unwritable(path: Path) -> AmparoError:
    return AmparoError(
        "file-unwritable",
        "the file cannot be written",
        help="nothing was left behind; see that the folder is there and the disk has room",
        where=str(path),
    )
