"""`law list`, `law check`, `law show`, `explain`, `requirements` and `serve`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from amparo.rules.pack import find_law, pack_names
from cli.conftest import Run
from house.tree import ROOT

AMINA = ROOT / "docs" / "examples" / "amina.json"
SMALL = ROOT / "tests" / "explain" / "small"


def test_the_packs_are_listed(run: Run) -> None:
    said = run("law", "list")
    assert (said.code, said.err) == (0, "")
    assert all(name in said.out for name in pack_names(find_law()))
    found = json.loads(run("law", "list", "--json").out)["packs"]
    assert [each["pack"] for each in found] == list(pack_names(find_law()))
    assert all(set(each) == {"pack", "title", "version", "standing", "over", "begins"} for each in found)


def test_a_sound_pack_is_counted(run: Run) -> None:
    said = run("law", "check", SMALL)
    assert (said.code, said.err) == (0, "")
    assert "28 rules of its own" in said.out
    assert "5 worked cases and 1 whole person." in said.out
    assert "• “Interpreter cleared”: no-interview-without-interpreter" in said.out
    assert "Interpreter" not in run("law", "check", SMALL, "--brief").out


def test_a_pack_over_another_says_so(run: Run) -> None:
    said = run("law", "check", "xx", "--brief")
    assert said.code == 0
    assert "It stands over palermo: " in said.out


def test_a_worked_case_that_is_not_met_is_shown(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    path = tmp_path / "small" / "cases" / "acts.toml"
    path.write_text(path.read_text("utf-8").replace('may = "held", force', 'may = "no-hold", force'), "utf-8")
    said = run("law", "check", tmp_path / "small", "--brief")
    assert (said.code, said.err) == (3, "")
    assert "NOT MET" in said.out
    assert "may removal is held, expected no-hold" in " ".join(said.out.split())


def test_all_rules_that_cannot_be_read_are_listed(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    path = tmp_path / "small" / "holds" / "acts.toml"
    text = (
        path.read_text("utf-8")
        .replace("serious_harm_on_return", "serious_harm")
        .replace("possible_victim and not", "possible_victm and not")
    )
    path.write_text(text, "utf-8")
    said = run("law", "check", tmp_path / "small")
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 3)
    assert "small/holds/acts.toml:" in said.err
    assert said.err.endswith(" 1 more rule cannot be read: --all lists them\n")
    said = run("law", "check", tmp_path / "small", "--all")
    assert (said.code, said.err) == (2, "")
    assert "`serious_harm` is not a known name" in said.out
    assert "did you mean `possible_victim`?" in said.out
    assert said.out.rstrip().endswith("2 rules cannot be read")
    for command in (["may", "removal", AMINA, "--law"], ["law", "show"]):
        other = run(*command, tmp_path / "small")
        assert (other.code, other.out) == (2, "")
        assert len(other.err.splitlines()) <= 3


def test_a_page_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    printed = run("law", "show", SMALL, "--on", "2026-03-02")
    assert printed.out.startswith("<!doctype html>")
    said = run("law", "show", SMALL, "--on", "2026-03-02", "--output", tmp_path / "page.html")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert (tmp_path / "page.html").read_text("utf-8") == printed.out


def test_a_page_of_a_view_has_the_cases_of_what_it_looks_at(run: Run) -> None:
    assert 'class="case yes"' in run("law", "show", "gpa").out


@pytest.mark.parametrize("rule", ["no-removal-before-heard", "palermo/no-removal-before-heard", "no_removal_before_heard"])
def test_a_rule_is_found_by_its_id(run: Run, rule: str) -> None:
    said = run("explain", rule)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("No removal before a possible victim was heard on being one\n")
    assert "UNDER\n• UNODC Toolkit, Tool 7.6: " in said.out
    assert "REM-01a " in said.out
    assert "FOR THIS PERSON" not in said.out


def test_a_rule_that_takes_anothers_place_is_found_by_both_names(run: Run) -> None:
    assert run("explain", "no-removal-before-heard", "--law", "xx").code == 0


def test_a_rule_with_a_case_says_why(run: Run) -> None:
    said = run("explain", "no-removal-before-heard", AMINA)
    assert "FOR THIS PERSON\nYes, in effect.\n• The person is, or may be, a victim of trafficking: yes\n" in said.out


def test_what_is_no_truth_is_said_as_what_it_comes_to(run: Run) -> None:
    said = run("explain", "threats", "-", "--law", SMALL, stdin=b'{"items": {"threat": {"complete": true, "list": []}}}')
    assert "Persons who threaten and are free: 0" in said.out


def test_a_rule_about_items_that_are_not_there_says_so(run: Run) -> None:
    said = run("explain", "look-at-each-act", "-", "--law", SMALL, stdin=b"{}")
    assert "No such item is listed in this case." in said.out


def test_a_duty_that_is_done_is_said_to_be(run: Run) -> None:
    facts = b'{"facts": {"trafficking_claimed": true, "recovery_offered": true, "recovery_started_on": "never"}}'
    said = run("explain", "give-the-rest", "-", "--law", SMALL, stdin=facts)
    assert "\nFulfilled.\n• “Recovery period offered”: yes\n" in said.out


def test_requirements_have_the_shape_of_the_contract(run: Run) -> None:
    rows = json.loads(run("requirements", "--json").out)["rows"]
    assert len(rows) == 1070
    assert all(list(row) == ["id", "state", "rules", "where", "reason", "tests", "rights"] for row in rows)
    assert {row["state"] for row in rows} <= {"met", "open", "not-software"}
    first = next(row for row in rows if row["id"] == "REM-01a")
    assert (first["state"], "no-removal-before-heard" in first["rules"]) == ("met", True)
    assert all(row["where"] for row in rows if row["state"] == "met")
    assert all(row["reason"] for row in rows if row["state"] != "met")
    missing = json.loads(run("requirements", "--missing", "--json").out)["rows"]
    assert missing == [row for row in rows if row["state"] != "met"]


def test_requirements_are_counted_in_words(run: Run) -> None:
    said = run("requirements", "--missing")
    assert said.out.startswith("1070 requirements: ")
    assert "REM-01a" not in said.out


def test_no_rule_of_the_fictional_country_meets_a_requirement(run: Run) -> None:
    rows = json.loads(run("requirements", "--json").out)["rows"]
    assert not any("law/xx/" in row["where"] for row in rows if row["state"] == "met")


def test_serve_tries_itself_with_one_question_of_each_kind(alone: Run) -> None:
    said = alone("serve", "--check")
    assert said.code == 0, said.err
    answers = [json.loads(row) for row in said.out.splitlines()]
    assert len(answers) > 3
    assert all(each["right"] for each in answers)
