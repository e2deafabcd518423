"""Files of invented people: a register, and questions of every kind that a run may meet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import duckdb

COLUMNS: Final = ("id", "given_names", "family_names", "full_name", "birth_date", "sex", "nationality", "document_number")
REGISTER: Final = (
    ("r1", "Selam", "Tesfaye", "", "1998-04-17", "F", "ET", ""),
    ("r2", "", "", "Мария Иванова", "1990-12-01", "F", "BG", "P4419027X"),
    ("r3", "", "", "محمد حسين", "1987", "M", "SY", ""),
    ("r4", "Nguyen Thi", "Lan", "", "2001-11-02", "F", "VN", "B7719043"),
    ("r5", "Fatima", "Al-Sayed", "", "1979-01-01", "F", "IQ", ""),
    ("r6", "김", "민수", "", "1994-07-30", "M", "KR", ""),
    ("r7", "Ana", "Kovač", "", "2003-03-08", "F", "", ""),
    ("r7", "Ana", "Kovac", "", "2003-03-08", "F", "", ""),
    ("", "Chidi", "Okafor", "", "1996-09-09", "M", "NG", ""),
    ("r10", "", "", "", "", "", "", ""),
)
QUERIES: Final = (
    ("q1", "Selam", "Tesfay", "", "1998-04-17", "female", "Ethiopia", ""),
    ("q2", "", "", "Maria Ivanova", "1990-01-12", "F", "BG", ""),
    ("q3", "Mohammed", "Hussein", "", "1987-05-05", "", "", ""),
    ("q4", "Lan", "Nguyen", "", "", "", "", "B7719043"),
    ("q5", "Fatima", "Alsayed", "", "1980", "F", "", ""),
    ("q6", "Kim", "Minsu", "", "1994-07-30", "", "", ""),
    ("q7", "Nobody", "Ofthisname", "", "1950-05-05", "M", "FR", ""),
    ("q8", "Nobody", "Ofthisname", "", "2190-05-05", "M", "FR", ""),
    ("q9", "", "", "", "", "", "", ""),
    ("q10", "😀", "", "", "", "", "", ""),
    ("q11", "A" * 200, "B" * 200, "", "1998-04-17", "", "", ""),
    ("q12", "\u202eS\u200belam", "Tesfaye", "", "17.4.1998", "x?", "Nowhere", "???"),
    ("q13", "Ana", "Kovac", "", "2003-03-08", "", "", ""),
    ("q13", "Zed", "Zedson", "", "1901-02-03", "", "", ""),
    ("", "Chidi", "Okafor", "", "1996-09-09", "M", "NG", ""),
    ('q"16', "Selam", "Tesfaye", "", "1998", "", "", ""),
    ("q17", "S", "", "", "1998", "", "", ""),
)
BROKEN: Final = (
    b"q20,Fran\xe7oise,Dubois,,1960-01-01,F,FR,\n"  # Latin 1
    b'q21,"Selam,Tesfaye,,1998-04-17,F,ET,\n'  # a mark that is never closed
    b"q22,Selam,Tesfaye\n"  # too few columns
    b"q23,Selam,Tesfaye,,1998-04-17,F,ET,,,,\n"  # too many
    b"\n"
    b"q25,Se\x00lam,Tesfaye,,1998-04-17,F,ET,\r\n"
)
"""Lines as no program should write them, and some do."""


def csv_file(path: Path, rows: tuple[tuple[str, ...], ...], columns: tuple[str, ...] = COLUMNS, more: bytes = b"") -> Path:
    """Write rows, and then what is not to be quoted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows(rows)
    with path.open("ab") as file:
        file.write(more)
    return path


def parquet_file(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    """Write rows with nulls for what is not known, and the day of birth of some as a day."""
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE people ({', '.join(f'{name} VARCHAR' for name in COLUMNS)})")
        base.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [[text or None for text in row] for row in rows])
        base.execute(f"COPY people TO '{path}' (FORMAT parquet)")
    return path


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a result by the id of their question; of an id that stands twice the last."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["query_id"]: row for row in csv.DictReader(file)}
