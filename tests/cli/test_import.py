"""`amparo person import`: a mapping suggested, and a dry run; what is brought stands in `test_keeping_commands`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run

TEXT = "Case no;Name;Sex;Age\nK-1;Zoe Laka;F;19\nK-2;Omar Nasser;M;unknown\nK-3;Ana;F;very young\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "cases.csv"
    made.write_text(TEXT, "utf-8")
    return made


def test_a_dry_run_prints_a_mapping_and_then_says_which_row_lacks_what(run: Run, file: Path, tmp_path: Path) -> None:
    printed = run("person", "import", file, "--dry-run")
    mapping = json.loads(printed.out)
    assert mapping["columns"] == {"Case no": "old_number", "Name": "full_name", "Sex": "sex", "Age": "age_years"}
    assert mapping["said"] == {"Sex": {"f": None, "m": None}}
    kept = tmp_path / "mapping.json"
    kept.write_text(printed.out, "utf-8")
    assert "row 2, Sex: expected one of the answers" in run("person", "import", file, "--dry-run", "--mapping", kept).out
    mapping["said"]["Sex"] = {"f": "female", "m": "male"}
    kept.write_text(json.dumps(mapping), "utf-8")
    told = run("person", "import", file, "--dry-run", "--mapping", kept).out
    assert "2 of 3 rows would become cases." in told
    assert "row 4, Age: expected a number from 0 to 130" in told
    assert "very young" not in told


def test_what_cannot_be_followed_is_refused(run: Run, file: Path, tmp_path: Path) -> None:
    assert "import-mapping" in run("person", "import", file).err
    assert "import-mapping" in run("person", "import", file, "--dry-run", "--mapping", file).err
    assert "import-unreadable" in run("person", "import", tmp_path / "none.csv", "--dry-run").err
