"""Matching files: everybody is answered, in order; what cannot be read is told and never a no; whole or not at all."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import duckdb
import pytest

from amparo.bulk import matching
from amparo.bulk.answering import TWICE
from amparo.bulk.matching import Matched, match, prepare
from amparo.errors import AmparoError
from bulk.conftest import TODAY
from bulk.files import COLUMNS, QUERIES, REGISTER, csv_file, parquet_file, rows_of

Ran = tuple[Matched, Path]


def test_people_are_found_across_spellings_and_scripts(matched: Ran) -> None:
    rows = rows_of(matched[1])
    held = {asked: rows[asked]["register_id"] for asked in ("q1", "q2", "q3", "q4", "q5", "q6")}
    assert held == {"q1": "r1", "q2": "r2", "q3": "r3", "q4": "r4", "q5": "r5", "q6": "r6"}
    assert {rows[asked]["decision"] for asked in held} <= {"match", "review"}
    assert rows["q1"]["decision"] == "match"
    assert "born on the same day (strong)" in rows["q1"]["why"]
    assert float(rows["q1"]["score"]) > 20


def test_nobody_is_found_in_a_stranger(matched: Ran) -> None:
    row = rows_of(matched[1])["q7"]
    assert (row["decision"], row["register_id"], row["why"]) == ("no-match", "", "")


def test_every_row_is_answered_in_its_order(matched: Ran) -> None:
    with matched[1].open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert found[0] == ["query_id", "decision", "register_id", "score", "why"]
    assert [row[0] for row in found[1:]] == [*(row[0] for row in QUERIES), "q20", "q21", "q22", "q23", "q25"]


def test_what_cannot_be_read_is_told_and_never_a_no(matched: Ran) -> None:
    rows = rows_of(matched[1])
    told = {
        "q8": "birth_date: ",
        "q9": "name: ",
        "q10": "name: ",
        "q12": "nationality: ",
        "": "the row has no id",
        "q20": "`given_names` is not UTF-8",
        "q21": "quotation marks are not closed",
        "q22": "the row has 3 columns of 8",
        "q23": "the row has 11 columns of 8",
    }
    for asked, words in told.items():
        assert words in rows[asked]["why"]
        assert rows[asked]["decision"] in {"match", "review"}
    assert rows["q12"]["register_id"] == rows["q21"]["register_id"] == rows["q23"]["register_id"] == "r1"


def test_an_id_that_stands_twice_is_told_of_both(matched: Ran) -> None:
    with matched[1].open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["query_id"] == "q13"]
    assert [TWICE in row["why"] for row in found] == [True, True]
    assert [row["decision"] for row in found] == ["match", "review"]


def test_the_summary_counts(matched: Ran) -> None:
    made, out = matched
    with out.open(encoding="utf-8", newline="") as file:
        rows = [row["decision"] for row in csv.DictReader(file)]
    assert made.questions == len(rows) == 22
    assert made.decisions == {name: rows.count(name) for name in set(rows)}
    assert (made.register, made.register_troubled) == (10, 2)
    assert made.troubled == 9


def test_parquet_and_a_prepared_register_give_the_same_table(folder: Path, matched: Ran) -> None:
    rows = tuple(row for row in QUERIES)
    queries, register = parquet_file(folder / "queries.parquet", rows), parquet_file(folder / "register.parquet", REGISTER)
    kept, out = folder / "kept", folder / "out.parquet"
    steps = []
    made = prepare(register, kept, today=TODAY, progress=lambda step, done, of: steps.append((step, done == of)))
    assert (made.register, steps[-1]) == (10, ("register", True))
    match(queries, kept, out, today=TODAY)
    with duckdb.connect() as base:
        found = base.execute("SELECT * FROM read_parquet(?)", [str(out)]).fetchall()
    with matched[1].open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))[1 : len(rows) + 1]
    text = [[each or "" for each in row] for row in found]
    assert [[*row[:3], row[4]] for row in text] == [[*row[:3], row[4]] for row in expected]
    assert [row[3] for row in found] == [float(row[3]) if row[3] else None for row in expected]


def test_a_prepared_register_of_another_release_or_none_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    prepare(folder / "register.csv", kept, today=TODAY)
    with pytest.raises(AmparoError) as refused:
        prepare(folder / "register.csv", kept, today=TODAY)
    assert refused.value.code == "file-exists"
    monkeypatch.setattr(matching, "__version__", "0.0.0")
    for register, code in ((kept, "match-other-release"), (tmp_path, "match-unreadable")):
        with pytest.raises(AmparoError) as refused:
            match(folder / "queries.csv", register, tmp_path / "out.csv", today=TODAY)
        assert refused.value.code == code
    assert not (tmp_path / "out.csv").exists()


def refused_for(queries: Path, register: Path, out: Path, *, ignore_extra: bool = False) -> tuple[str, str]:
    with pytest.raises(AmparoError) as refused:
        match(queries, register, out, today=TODAY, ignore_extra=ignore_extra)
    return refused.value.code, refused.value.sentence


def test_a_file_that_cannot_be_used_is_refused_with_the_reason_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    register, out = folder / "register.csv", tmp_path / "out.csv"
    (tmp_path / "empty.csv").touch()
    (tmp_path / "broken.parquet").write_bytes(b"no parquet")
    wrong = {
        tmp_path / "missing.csv": ("match-unreadable", "the file cannot be read"),
        tmp_path / "empty.csv": ("match-empty", "the file is empty"),
        tmp_path / "broken.parquet": ("match-unreadable", "the file cannot be read"),
        tmp_path / "people.xlsx": ("match-other-format", "a file of people is CSV or Parquet"),
        csv_file(tmp_path / "a.csv", (), ("id", "name", "born")): ("match-unknown-column", "there is no column `name`, `born`"),
        csv_file(tmp_path / "b.csv", (), ("full_name",)): ("match-missing-column", "there is no column `id`"),
        csv_file(tmp_path / "c.csv", (), ("id",)): ("match-missing-column", "there is no column about a person"),
        csv_file(tmp_path / "d.csv", (), ("id", "sex", "sex")): ("match-column-twice", "column `sex` stands twice"),
    }
    for path, (code, sentence) in wrong.items():
        assert refused_for(path, register, out) == (code, sentence)
        assert refused_for(folder / "queries.csv", path, out) == (code, sentence)
    assert refused_for(register, register, tmp_path / "out.txt")[0] == "match-other-format"
    assert refused_for(folder / "queries.csv", csv_file(tmp_path / "nobody.csv", ()), out)[0] == "match-empty"
    assert refused_for(folder / "queries.csv", register, tmp_path / "nowhere" / "out.csv")[0] == "file-unwritable"
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_a_first_line_that_is_somebodys_is_not_repeated(folder: Path, tmp_path: Path) -> None:
    for first in (("Marta", "Kovac", "2001-11-02"), ("Marta", "Marta", "Kovac")):
        path = csv_file(tmp_path / "people.csv", (), first)
        with pytest.raises(AmparoError) as refused:
            match(path, folder / "register.csv", tmp_path / "out.csv", today=TODAY)
        assert refused.value.code == "match-missing-column"
        assert "Marta" not in f"{refused.value}{refused.value.help}"


def test_an_id_that_would_break_the_lines_of_the_result_is_told(folder: Path, tmp_path: Path) -> None:
    rows = tuple((odd, "", "", "Selam Tesfaye", "1998-04-17", "", "", "") for odd in ("a\rb", "n\0ul", "c\nd"))
    asked = parquet_file(tmp_path / "queries.parquet", rows)
    out, table = tmp_path / "out.csv", tmp_path / "out.parquet"
    match(asked, folder / "register.csv", out, today=TODAY)
    found = rows_of(out)
    assert list(found) == ["a b", "n ul", "c d"]
    assert all("control signs" in row["why"] and row["register_id"] == "r1" for row in found.values())
    match(asked, folder / "register.csv", table, today=TODAY)
    with duckdb.connect() as base:
        ids = base.execute("SELECT query_id FROM read_parquet(?)", [str(table)]).fetchall()
    assert ids == [("a b",), ("n ul",), ("c d",)]


def test_the_result_is_for_this_account_alone(folder: Path, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        for out in (tmp_path / "out.csv", tmp_path / "out.parquet"):
            match(csv_file(tmp_path / "queries.csv", ()), folder / "register.csv", out, today=TODAY)
            assert out.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.parquet", "queries.csv"]


def test_what_is_read_is_never_written_over(folder: Path) -> None:
    before = (folder / "queries.csv").read_bytes()
    for out in (folder / "queries.csv", folder / "register.csv"):
        assert refused_for(folder / "queries.csv", folder / "register.csv", out)[0] == "match-over-input"
    assert (folder / "queries.csv").read_bytes() == before


def test_other_columns_and_another_delimiter_are_read_where_asked_for(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "queries.csv"
    path.write_bytes(b"\xef\xbb\xbfshelter;id;full_name;birth_date\r\nNorth;q1;Tesfaye Selam;1998-04-17\r\n")
    out = tmp_path / "out.csv"
    match(path, folder / "register.csv", out, today=TODAY, ignore_extra=True)
    assert rows_of(out)["q1"]["register_id"] == "r1"


def test_no_questions_have_no_answers(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    made = match(csv_file(tmp_path / "queries.csv", ()), folder / "register.csv", out, today=TODAY)
    assert (made.questions, out.read_text()) == (0, "query_id,decision,register_id,score,why\n")


def test_an_engine_that_is_not_installed_is_said(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(matching.ENGINES, "spark", "amparo.bulk.missing")
    with pytest.raises(AmparoError) as refused:
        match(folder / "queries.csv", folder / "register.csv", tmp_path / "out.csv", today=TODAY, engine="spark")
    assert refused.value.code == "engine-missing"


def test_columns_are_those_of_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "matching.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []
