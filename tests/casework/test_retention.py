"""Periods of keeping: read strictly, set by the controller, and told to people in the same words as the software goes by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amparo.casework.compartment import compartments
from amparo.casework.keys import LOG
from amparo.casework.retention import ERASE, UNSET, periods
from amparo.errors import AmparoError
from house.tree import ROOT

OWN = """
[period.case]
holds = "facts"
purpose = "to protect"
compartments = [
  "account", "asylum", "child", "family", "health", "identity", "legal", "liability", "security", "support", "voice"]
counts_from = "work on the case has ended"
months = 84
then = "erase"
warn_days = 60
standing = "set by the controller"
why = "our law asks for seven years"
"""
THEN = {"erase": "erased", "end": "ended", "remove": "removed", "keep": "kept", "operator": "deleted by who runs the machine"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("home")
def test_every_compartment_has_exactly_one_period_at_whose_end_it_is_erased() -> None:
    erased = [name for period in periods().values() if period.then == ERASE for name in period.compartments]
    assert sorted(erased) == sorted([*compartments(), LOG])


@pytest.mark.usefixtures("home")
def test_the_table_in_the_documents_is_the_one_the_software_goes_by() -> None:
    text = (ROOT / "docs/data-protection/retention.md").read_text("utf-8")
    rows = {row.split("|")[1].strip(" `"): row for row in text.splitlines() if row.startswith("| `")}
    assert list(rows) == list(periods())
    for kind, period in periods().items():
        assert period.length() in rows[kind]
        assert f"| {THEN[period.then]}" in rows[kind]
        for said in (period.holds, period.purpose, period.why):
            assert said in rows[kind]
        if period.then == ERASE:
            assert f"told {period.warn_days} days before" in rows[kind]


@pytest.mark.usefixtures("home")
def test_who_looked_is_kept_longer_than_what_was_seen_and_where_somebody_is_shortest() -> None:
    found = periods()
    assert (found["whereabouts"].months or 0) < (found["case"].months or 0) < (found["log"].months or 0)
    assert {period.standing for period in found.values() if period.then == ERASE} == {UNSET}


def test_the_controller_sets_a_period_and_the_others_stay(home: Path) -> None:
    shipped = periods()
    (home / "retention.toml").write_text(OWN, "utf-8")
    found = periods()
    assert (found["case"].months, found["case"].warn_days, found["case"].length()) == (84, 60, "84 months")
    assert {kind: period for kind, period in found.items() if kind != "case"} == {
        kind: period for kind, period in shipped.items() if kind != "case"
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("months = 84", "months = 0", "retention-wrong"),
        ("months = 84", "months = -1", "retention-wrong"),
        ("months = 84", "months = true", "retention-wrong"),
        ("months = 84", "moths = 84", "retention-wrong"),
        ("warn_days = 60", "warn_days = 29", "retention-wrong"),
        ("warn_days = 60", "", "retention-wrong"),
        ('then = "erase"', 'then = "keep"', "retention-wrong"),
        ('then = "erase"', 'then = "burn"', "retention-wrong"),
        ('"voice"]', '"voice", "whereabouts"]', "retention-wrong"),
        ('"voice"]', '"voices"]', "retention-wrong"),
        ('why = "our law asks for seven years"', "", "retention-wrong"),
        ("[period.case]", "[period.cases]", "retention-wrong"),
        ("[period.case]", "[periods.case]", "retention-wrong"),
        ("[period.case]", "[period.case", "retention-unreadable"),
    ],
)
def test_a_table_that_could_erase_too_soon_or_says_something_else_is_refused(home: Path, old: str, new: str, code: str) -> None:
    assert old in OWN
    (home / "retention.toml").write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(AmparoError) as raised:
        periods()
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("begun", "ends"),
    [
        ("2026-03-02", "2031-03-02"),
        ("2024-02-29", "2029-02-28"),
        ("2026-12-31", "2031-12-31"),
    ],
)
@pytest.mark.usefixtures("home")
def test_months_are_those_of_the_calendar(begun: str, ends: str) -> None:
    begin = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    assert periods()["case"].ends(begin) == datetime.fromisoformat(ends).replace(tzinfo=UTC)
