"""Each requirement is met by rules, or its row says why not."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from amparo.doors.cli.requirements import own_rules
from amparo.explain.requirements import MET, NOT_LOOKED_AT, Covered, coverage, covered_json, load_requirements
from amparo.rules.error import LawError
from amparo.rules.pack import BASELINE, find_law, load_pack
from explain.small_law import pack
from house.tree import ROOT

HEAD = "id,requirement,force,basis,source,location,trigger,actor,software\n"
ROWS = """REM-01a,Wait,consider,TIP,Toolkit,p. 1,,,
ZZZ-01a,Else,example,TIP,Toolkit,p. 2,,,
ZZZ-02a,More,example,TIP,Toolkit,p. 3,,,
"""


def law(folder: Path, rows: str) -> Path:
    (folder / "requirements.csv").write_text(HEAD + ROWS, "utf-8")
    (folder / "coverage.toml").write_text(rows, "utf-8")
    return folder


def test_a_row_is_met_by_the_rules_that_name_it(tmp_path: Path) -> None:
    found = coverage(
        law(tmp_path, '[row."ZZZ-01a"]\nstate = "not-software"\nwhere = "a State"\nreason = "a treaty does that"\n'),
        pack().rules,
    )
    assert covered_json(found[0]) == {
        "id": "REM-01a",
        "state": "met",
        "rules": ["answer-in-time", "no-removal-before-heard", "no-removal-during-the-ban"],
        "where": found[0].where,
        "reason": "",
        "tests": [],
        "rights": [],
    }
    assert found[0].where.endswith("holds/acts.toml")
    assert covered_json(found[1]) == {
        "id": "ZZZ-01a", "state": "not-software", "rules": [], "where": "a State", "reason": "a treaty does that",
        "tests": [], "rights": [],
    }  # fmt: skip
    assert covered_json(found[2]) == {
        "id": "ZZZ-02a", "state": "open", "rules": [], "where": "", "reason": NOT_LOOKED_AT, "tests": [], "rights": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('[row."REM-99a"]\nstate = "open"\nreason = "x"\n', "coverage-unknown-row"),
        ('[row."ZZZ-01a"]\nstate = "later"\nreason = "x"\n', "coverage-incomplete"),
        ('[row."ZZZ-01a"]\nstate = "open"\n', "coverage-incomplete"),
        ('[row."ZZZ-01a"]\nstate = "met"\nwhere = "a page"\nreason = "x"\n', "coverage-incomplete"),
        ('[row."ZZZ-01a"]\nstate = "met"\ntest = "tests/x.py::test_y"\nreason = "x"\n', "coverage-incomplete"),
        ("row = [", "law-not-toml"),
    ],
)
def test_a_row_without_its_reason_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    with pytest.raises(LawError) as caught:
        coverage(law(tmp_path, rows), ())
    assert caught.value.code == code
    assert str(caught.value).startswith("law/coverage.toml")
    assert len(str(caught.value).splitlines()) <= 3


def test_the_projects_own_rows_can_all_be_read() -> None:
    rows = load_requirements(find_law())
    assert len(rows) == 1070
    assert {each.requirement.id for each in coverage(find_law(), ())} == set(rows)


@cache
def covered() -> tuple[Covered, ...]:
    return coverage(find_law(), own_rules())


def claimed() -> list[Covered]:
    """Return the rows of the project that are met without a rule."""
    return [row for row in covered() if row.state == MET and not row.rules]


def test_what_is_met_without_a_rule_names_a_test_that_is_there() -> None:
    assert len(claimed()) > 50
    for row in claimed():
        assert row.tests, row.requirement.id
        for named in row.tests:
            path, _, name = named.partition("::")
            assert (ROOT / path).is_file(), f"{row.requirement.id}: {path}"
            functions = {
                each.name for each in ast.parse((ROOT / path).read_text("utf-8")).body if isinstance(each, ast.FunctionDef)
            }
            assert name in functions, f"{row.requirement.id}: {named}"


def test_a_right_that_a_row_names_is_a_right_of_the_baseline() -> None:
    rights = {rule.id for rule in load_pack(BASELINE).rules if rule.kind in ("hold", "duty", "entitlement", "presumption")}
    named = [(row.requirement.id, right) for row in claimed() for right in row.rights]
    assert named
    assert [each for each in named if each[1] not in rights] == []


def test_at_least_seven_in_ten_rows_are_met() -> None:
    states = Counter(row.state for row in covered())
    assert states[MET] >= 750, states
