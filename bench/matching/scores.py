"""Scores as every matcher of a run writes them: a file for each set, the best records of each query first."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

COLUMNS: Final = ("query_id", "register_id", "decision", "score")
Scored = tuple[str, str, str, str]
"""Query, record of the register, decision where the matcher has one, score."""


def save(folder: Path, method: str, fields: str, name: str, scored: Iterable[Scored], asked: int) -> None:
    """Write the scores of a set, and how many queries were asked."""
    folder.mkdir(parents=True, exist_ok=True)
    with place(folder, method, fields, name).open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        table.writerows(scored)
    place(folder, method, fields, name).with_suffix(".asked").write_text(str(asked), "utf-8")


def place(folder: Path, method: str, fields: str, name: str) -> Path:
    """Return where the scores of a set are."""
    return folder / f"{method}.{fields}.{name}.csv"
