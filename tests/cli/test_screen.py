"""`amparo screen`: a profile in words and as JSON, and the sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.pack import find_law
from cli.conftest import Run

FACTS = {
    "birth_date": "1990-04-01",
    "ind_shut_in": [{"value": True, "source": "observed", "by": "police"}],
    "ind_violence": [{"value": True, "source": "said", "by": "ngo"}],
    "ind_excessive_hours": True,
    "ind_low_pay": True,
    "ind_papers_kept": False,
    "organ_context": "ritual",
}


@pytest.fixture
def marta(case: Callable[[str], Path]) -> Path:
    return case(json.dumps({"facts": FACTS, "on": "2026-03-02"}))


def test_it_tells_the_profile_in_words(run: Run, marta: Path) -> None:
    said = run("screen", marta)
    assert (said.code, said.err) == (0, "")
    for words in (
        "LABOUR EXPLOITATION, GRADED", "Shut in or watched: yes (observed; strong?)",
        "Hurt where they work: yes (said; strong?)", "not checked against the source", "Enough by themselves",
        "Not asked, and could change it", "rite", "Nothing noted", "Nothing noted proves nothing", "no score",
        "Its grades were not filled in", "Graded as an adult", "undetermined",
    ):  # fmt: skip
        assert words in " ".join(said.out.split()), words


def test_it_shows_no_identifier(run: Run, marta: Path) -> None:
    out = run("screen", marta, "--all").out
    names = set(load_vocabulary(find_law() / "vocabulary").facts)
    assert [word for word in re.findall(r"\w+_\w+", out) if word in names] == []


def test_all_also_tells_what_was_denied_and_what_was_not_asked(run: Run, marta: Path) -> None:
    assert "Papers kept by others: denied" not in run("screen", marta).out
    out = " ".join(run("screen", marta, "--all").out.split())
    assert "Papers kept by others: denied" in out
    assert "Debt from the journey: not asked" in out
    assert "counts beside another sign only" in out


@pytest.mark.parametrize(
    ("facts", "words"),
    [({}, "since the age is not known"), ({"birth_date": "2012-04-01"}, "Graded as a child: no means are needed.")],
)
def test_it_says_how_the_age_was_taken(run: Run, case: Callable[[str], Path], facts: dict[str, str], words: str) -> None:
    path = case(json.dumps({"facts": facts, "on": "2026-03-02"}))
    assert words in " ".join(run("screen", path, "--set", "labour").out.split())


def test_it_prints_json(run: Run, marta: Path) -> None:
    said = run("screen", marta, "--json", "--as-known", "2026-03-02")
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
    found = json.loads(said.out)
    assert list(found) == ["law", "on", "basis", "warnings", "disputed", "closing", "sets", "refused"]
    assert found["refused"] == ["sexual_graded"]
    assert {each["set"]: each["signal"] for each in found["sets"]}["labour"] == "positive"


def test_one_set_can_be_chosen(run: Run, marta: Path) -> None:
    found = json.loads(run("screen", marta, "--set", "labour", "--json").out)
    assert ([each["set"] for each in found["sets"]], found["refused"]) == (["labour"], [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--set", "sexual_graded"), "set-not-filled"),
        (("--set", "labor"), "unknown-set"),
        (("--sheet",), "wrong-usage"),
    ],
)
def test_what_cannot_be_answered_is_refused(run: Run, marta: Path, words: tuple[str, ...], code: str) -> None:
    said = run("screen", marta, *words)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err


def test_it_needs_a_case_or_the_sheet(run: Run) -> None:
    assert "[wrong-usage]" in run("screen").err


def test_the_sheet_is_a_page_without_script_and_loads_nothing(run: Run) -> None:
    page = run("screen", "--sheet").out
    assert page.startswith("<!doctype html>")
    assert not re.search(r"<script|<img|<link|https?://|\son\w+=", page)
    assert page.count("<tr>") == 1 + 15
    assert "Are you locked in, kept apart or watched?" in page


def test_the_sheet_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    said = run("screen", "--sheet", "--output", target)
    assert (said.code, said.out) == (0, "")
    assert "</html>" in target.read_text("utf-8")
    assert "[output-unwritable]" in run("screen", "--sheet", "--output", tmp_path / "none" / "sheet.html").err
