"""`amparo match`: a row for each question; wrong input in three lines and nothing written; many broken rows end well."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from bulk.files import BROKEN, QUERIES, REGISTER, csv_file
from cli.conftest import Run


def two(folder: Path) -> tuple[Path, Path, Path]:
    queries = csv_file(folder / "queries.csv", QUERIES, more=BROKEN)
    return queries, csv_file(folder / "register.csv", REGISTER), folder / "out.csv"


def test_it_says_what_came_of_it_and_counts_what_it_could_not_read(alone: Run, tmp_path: Path) -> None:
    said = alone("match", *two(tmp_path))
    assert said.code == 0
    assert "22 questions to a register of 10 people" in said.out
    assert "a person looks at it before anything follows from it" in " ".join(said.out.split())
    assert said.err.splitlines() == [
        "9 of 22 questions could not be read in full: the column `why` says what, and none of them is a no-match",
        "2 of 10 people of the register could not be read in full",
    ]


def test_json_is_alone_on_standard_output_and_a_kept_register_is_taken_again(alone: Run, tmp_path: Path) -> None:
    queries, register, out = two(tmp_path)
    first = alone("match", queries, register, out, "--json", "--keep", tmp_path / "kept")
    told = json.loads(first.out)
    assert (first.code, told["questions"], told["register"]) == (0, 22, 10)
    before = out.read_bytes()
    second = alone("match", queries, tmp_path / "kept", out, "--json")
    assert (json.loads(second.out), out.read_bytes()) == (told, before)


def test_columns_that_are_not_known_are_named_unless_left_out(alone: Run, tmp_path: Path) -> None:
    _, register, out = two(tmp_path)
    queries = csv_file(tmp_path / "other.csv", (("q1", "Selam Tesfaye", "North"),), ("id", "full_name", "shelter"))
    said = alone("match", queries, register, out)
    assert (said.code, said.out, len(said.err.splitlines()) <= 3, out.exists()) == (2, "", True, False)
    assert "`shelter`" in said.err
    assert alone("match", queries, register, out, "--ignore-extra").code == 0
    assert out.read_text("utf-8").startswith("query_id,decision,register_id,score,why\nq1,")


def test_what_is_read_is_not_written_over(run: Run, tmp_path: Path) -> None:
    queries, register, _ = two(tmp_path)
    before = register.read_bytes()
    said = run("match", queries, register, register)
    assert (said.code, said.out, register.read_bytes() == before) == (2, "", True)


def test_a_hundred_thousand_rows_with_broken_bytes_are_all_answered(alone: Run, tmp_path: Path) -> None:
    _, register, out = two(tmp_path)
    queries = tmp_path / "broken.csv"
    lines = b"".join(b"%d,\xff\xfe%d,\n" % (number, number) for number in range(100_000))
    queries.write_bytes(b"id,full_name,birth_date\n" + lines)
    said = alone("match", queries, register, out)
    assert said.code == 0
    assert said.err.startswith("100,000 of 100,000 questions could not be read in full")
    with out.open(encoding="utf-8", newline="") as file:
        assert {(row["decision"], row["register_id"]) for row in csv.DictReader(file)} == {("review", "")}


def test_told_to_end_it_leaves_nobodys_name_behind(tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    people = tuple((f"r{number}", *REGISTER[number % 7][1:]) for number in range(20_000))
    register, queries = csv_file(tmp_path / "register.csv", people), csv_file(tmp_path / "queries.csv", QUERIES)
    words = [sys.executable, "-c", "import sys; from amparo.doors.cli import main; sys.exit(main())", "match"]
    with subprocess.Popen(
        [*words, queries, register, tmp_path / "out.csv"], env={**os.environ, "TMPDIR": str(aside)}, stderr=subprocess.PIPE
    ) as process:
        while not list(aside.glob("amparo-match-*/kept")):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
            assert process.poll() is None
        process.terminate()
        assert process.wait(60) == 128 + signal.SIGTERM
    assert (list(aside.iterdir()), (tmp_path / "out.csv").exists()) == ([], False)
