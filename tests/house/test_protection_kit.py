"""What is said about safety names tests that are there, and what is to be completed is never passed off as done."""

from __future__ import annotations

import re

import pytest

from house.tree import ROOT

NAMING_TESTS = ("SECURITY.md", "docs/asvs.md")
KIT = sorted((ROOT / "docs/data-protection").glob("*.md"))
STATES = {"met", "in part", "not met", "does not apply"}


@pytest.mark.parametrize("document", NAMING_TESTS)
def test_each_test_that_is_named_is_there(document: str) -> None:
    named = set(re.findall(r"`(tests/[^`]+)`", (ROOT / document).read_text("utf-8")))
    assert len(named) > 10
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_each_row_of_asvs_has_a_state_and_what_is_met_names_its_test() -> None:
    text = (ROOT / "docs/asvs.md").read_text("utf-8")
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in text.splitlines() if re.match(r"\| (V?\d)", row)]
    assert {row[0].split()[0] for row in rows} >= {f"V{number}" for number in range(1, 18)}
    assert {row[1] for row in rows} <= STATES
    assert [row[0] for row in rows if row[1] in ("met", "in part") and "`tests/" not in row[3]] == []


def test_the_kit_lists_all_of_its_documents() -> None:
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs/data-protection/README.md").read_text("utf-8")))
    assert listed == {path.name for path in KIT} - {"README.md"}
    assert len(KIT) == 10
