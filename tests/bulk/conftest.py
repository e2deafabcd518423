"""One run for all tests of a file: to begin processes takes longer than to match."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from amparo.bulk.matching import Matched, match
from bulk.files import BROKEN, QUERIES, REGISTER, csv_file

TODAY: Final = date(2026, 11, 22)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `register.csv` and `queries.csv`, a question of every kind in it."""
    made = tmp_path_factory.mktemp("match")
    csv_file(made / "register.csv", REGISTER)
    csv_file(made / "queries.csv", QUERIES, more=BROKEN)
    return made


@pytest.fixture(scope="session")
def matched(folder: Path) -> tuple[Matched, Path]:
    """Return what the run on this machine came to, and its result."""
    out = folder / "local.csv"
    return match(folder / "queries.csv", folder / "register.csv", out, today=TODAY), out
