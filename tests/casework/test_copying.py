"""The person's copy: all of it in plain words, nobody of the staff by name, and nothing for whoever may not take it out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from amparo.casework.copy_page import page
from amparo.casework.copying import copy_of, export
from amparo.casework.grants import give_grant
from amparo.casework.log import told_of
from amparo.casework.moment import now
from amparo.casework.record import Statement, record
from amparo.errors import AmparoError
from casework.keeping import a_case
from casework.world import CAST, actor

BROOK = "brook"


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    return a_case()


def test_the_copy_tells_each_fact_in_words_with_its_source_and_what_became_of_it(case: str) -> None:
    first = record(actor(BROOK), case, [Statement("heard_on_status", value=True, source="said")], seen={})[0]
    record(
        actor(BROOK),
        case,
        [Statement(first.key, value=False, source="document", corrects=first.id)],
        seen={first.key: first.id},
    )
    table = copy_of(actor(BROOK, stepped_up=True), case).table
    facts = {each["fact"]: each for each in table["known"]}
    stated = facts[first.key]["stated"]
    assert [(each["in_words"], each["source"], each["stands"]) for each in stated] == [
        ("yes", "you or somebody else said it", False),
        ("no", "from a document", True),
    ]
    assert facts["birth_date"]["stated"][0]["in_words"] == "3 May 1999"
    assert facts["birth_date"]["stated"][0]["by"] == "Harbour House"
    assert table["called"] == "Amina"
    assert table["follows"]


def test_who_looked_and_who_received_stand_by_agency_and_role_and_nobody_by_name(case: str) -> None:
    give_grant(
        actor(BROOK, stepped_up=True),
        case,
        "clinic-xx",
        ["health"],
        basis="vital_interest",
        purpose="health",
        until=now() + timedelta(days=2),
        recorded={"danger": "a wound", "not_asked": "asleep"},
    )
    table = copy_of(actor(BROOK, stepped_up=True), case).table
    assert [(each["agency"], each["what"]) for each in table["received"]] == [("City Clinic", ["health"])]
    assert ("Harbour House", "case manager") in {(each["agency"], each["who"]) for each in table["looked"]}
    assert {"looked at the case", "took data out"} <= {each["did"] for each in table["looked"]}
    text = json.dumps(table).lower()
    assert [name for name in CAST if f'"{name}"' in text or f" {name} " in text] == []


def test_nothing_is_left_out_by_whoever_sees_the_person_through_as_a_whole(case: str) -> None:
    record(actor(BROOK), case, [Statement("heard_on_status", value=True, source="said")], seen={})
    whole = copy_of(actor(BROOK, stepped_up=True), case).table
    assert whole["withheld"] == 0
    assert len(whole["known"]) == 3


def test_the_file_holds_a_page_and_a_table_and_is_for_its_owner_alone(case: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.zip"
    copy = export(actor(BROOK, stepped_up=True), case, path)
    assert path.stat().st_mode & 0o777 == 0o600
    with ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["copy.html", "copy.json"]
        assert json.loads(archive.read("copy.json")) == copy.table
        read = archive.read("copy.html").decode()
    assert "3 May 1999" in read
    assert "http" not in read.replace("http-equiv", ""), "the page asks nothing of any network"
    with pytest.raises(AmparoError, match="file-exists"):
        export(actor(BROOK, stepped_up=True), case, path)


def test_what_was_entered_cannot_become_a_part_of_the_page(case: str) -> None:
    first = record(actor(BROOK), case, [Statement("heard_on_status", value=True, source="said")], seen={})[0]
    script = "<script>alert(1)</script>"
    record(
        actor(BROOK),
        case,
        [Statement(first.key, value=False, source="said", corrects=first.id, reason=script)],
        seen={first.key: first.id},
    )
    copy = copy_of(actor(BROOK, stepped_up=True), case)
    assert script in json.dumps(copy.table)
    assert "<script" not in page(copy.table)


def test_taking_it_out_is_in_the_log_before_it_leaves(case: str) -> None:
    copy_of(actor(BROOK, stepped_up=True), case)
    said = next(told for told in told_of(case) if told.act == "exported")
    assert (said.user, said.about["for"]) == (BROOK, "the person")
    assert "identity" in said.about["compartments"]


@pytest.mark.parametrize(
    ("name", "stepped_up", "code"),
    [
        ("brook", False, "step-up-needed"),
        ("castor", True, "no-such-case"),
        ("doru", True, "no-such-case"),
        ("edda", True, "no-such-case"),
        ("fen", True, "no-such-case"),
        ("gita", True, "no-such-case"),
        ("hana", True, "no-such-case"),
    ],
)
def test_nobody_else_takes_it_out(case: str, tmp_path: Path, name: str, stepped_up: bool, code: str) -> None:  # noqa: FBT001 a parameter of the test
    with pytest.raises(AmparoError) as raised:
        export(actor(name, stepped_up=stepped_up), case, tmp_path / "copy.zip")
    assert raised.value.code == code
    assert not (tmp_path / "copy.zip").exists()
    assert "exported" not in {told.act for told in told_of(case)}
