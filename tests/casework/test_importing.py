"""Bring your cases: every form of file that programs save, every way in which one is broken, and what a row becomes."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Final

import pytest
from openpyxl import Workbook

from amparo.casework.access import look, search
from amparo.casework.determine import mark_of, refresh
from amparo.casework.importing.bringing import bring, check_importing, there_already, turn_of
from amparo.casework.importing.columns import FURTHEST, Plan, plan_from, suggested
from amparo.casework.importing.gaps import imported_gaps
from amparo.casework.importing.rows import made_ready, not_understood
from amparo.casework.importing.sheet import MOST_COLUMNS, sheet_from
from amparo.casework.log import told_of
from amparo.casework.models import Case, Hand, Imported, Task, User
from amparo.casework.paper_kinds import KINDS
from amparo.environment import today
from amparo.errors import AmparoError
from casework.world import BEGUN, actor

TEXT: Final = "Case no;Name;Sex;Age;Claimed;Born\nK-7731;Zoë Łąka;F;19;oui;3.2.2007\n18;Omar Nasser;M;unknown;non;\n"
COLUMNS: Final = {
    "Case no": "old_number",
    "Name": "full_name",
    "Sex": "sex",
    "Age": "age_years",
    "Claimed": "trafficking_claimed",
    "Born": "birth_date",
}
PLAN: Final = Plan(COLUMNS, "protection", said={"Sex": {"f": "female", "m": "male"}}, order="dmy")
DATES: Final = [
    ("3.2.2007", "dmy", "2007-02-03"),
    ("3/2/2007", "mdy", "2007-03-02"),
    ("2007-02-03", "mdy", "2007-02-03"),
    ("2007/2/3", "dmy", "2007-02-03"),
]


def workbook(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    found = BytesIO()
    made.save(found)
    return found.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(AmparoError) as caught:
        sheet_from(data)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_file_is_read_in_every_encoding_and_with_every_sign_between_cells(encoding: str, sign: str) -> None:
    sheet = sheet_from(TEXT.replace(";", sign).encode(encoding))
    assert sheet.headings == ("Case no", "Name", "Sex", "Age", "Claimed", "Born")
    assert sheet.rows[0].cells[1] == "Zoë Łąka"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-empty"),
        (b"\xef\xbb\xbf", "import-empty"),
        (b"a,b\n", "import-empty"),
        ("Name;Ort\nJos\xe9;K\xf6ln\n".encode("latin-1"), "import-encoding"),
        (b'a,b\n"open,1\n', "import-broken"),
        (b"a,a\n1,2\n", "import-heading-twice"),
        (",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)).encode() + b"\n1\n", "import-too-large"),
        (b"PK\x03\x04 no archive", "import-broken"),
        (b"a,b\n" + b"1,2\n" * 10_001, "import-too-large"),
        (b"a\x00b\n1\n" * 40, "import-encoding"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_two_hundred_columns_are_read() -> None:
    head = ",".join(f"c{n}" for n in range(MOST_COLUMNS))
    assert len(sheet_from(f"{head}\n{head}\n".encode()).headings) == MOST_COLUMNS


def test_a_row_with_too_few_or_too_many_cells_is_wrong_and_no_cell_slides_into_another_column() -> None:
    sheet = sheet_from(b"id,a,b\n1,2,3\n2,3\n3,4,5,6\n\n4,5,6\n")
    assert [(row.number, bool(row.wrong)) for row in sheet.rows] == [(2, False), (3, True), (4, True), (6, False)]


def test_a_workbook_is_read_as_values_and_runs_nothing() -> None:
    sheet = sheet_from(workbook(["id", "born", "age", "yes", "sum"], [1, date(2007, 2, 3), 19.0, True, "=1+1"]))
    assert sheet.rows[0].cells == ("1", "2007-02-03", "19", "yes", "")


def test_a_bomb_in_a_workbook_is_refused_before_it_is_unpacked_and_where_its_size_lies() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(2):
            archive.writestr(f"xl/{part}.xml", b" " * (60 * 1024 * 1024))
    data = bomb.getvalue()
    assert len(data) < 1024 * 1024
    assert code_of(data) == "import-too-large"
    small = (1000).to_bytes(4, "little")
    assert code_of(data.replace((60 * 1024 * 1024).to_bytes(4, "little"), small)) in ("import-broken", "import-too-large")
    assert code_of(_with_part("[Content_Types].xml", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x/>")) == "import-broken"
    assert code_of(_with_part("xl/workbook.xml", b"<x/>")) == "import-broken"


def _with_part(name: str, data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
    return made.getvalue()


def test_headings_are_recognised_by_likeness_and_what_is_like_nothing_is_left_out() -> None:
    words = {"first_contact_on": "First contact", "sex": "Sex"}
    found = suggested(("Case No.", "SEX", "Date of birth", "first contakt", "Remarks", "gender", "age_years"), words)
    assert list(found.values()) == ["old_number", "sex", "birth_date", "first_contact_on", "", "", "age_years"]


def test_what_is_not_understood_is_listed_for_people_to_say_and_nothing_is_no_no() -> None:
    sheet = sheet_from(TEXT.replace("oui", "perhaps").encode())
    assert not_understood(sheet, PLAN, 9) == {"Claimed": ["perhaps"]}
    rows = list(made_ready(sheet, PLAN))
    assert [(each.row, each.heading, each.expected) for each in rows[0].wrong] == [(2, "Claimed", "yes or no")]
    assert rows[1].empty == ("age_years", "birth_date")
    assert {each.key: each.value for each in rows[1].statements} == {"sex": "male", "trafficking_claimed": False}


@pytest.mark.parametrize(("text", "order", "value"), DATES)
def test_a_date_is_read_in_the_order_that_was_said(text: str, order: str, value: str) -> None:
    sheet = sheet_from(f"id,born\n1,{text}\n".encode())
    (row,) = made_ready(sheet, Plan({"id": "old_number", "born": "birth_date"}, "protection", order=order))
    assert [each.value for each in row.statements] == [value]


@pytest.mark.parametrize(
    "table",
    [
        [], {}, {"columns": {"a": "no_such_fact"}, "purpose": "protection"}, {"columns": {"a": "sex"}, "purpose": "protection"},
        {"columns": {"a": "old_number", "b": "old_number"}, "purpose": "protection"}, {"columns": 3, "purpose": ""},
        {"columns": {"a": "old_number"}, "purpose": "protection", "order": "yy"},
        {"columns": {"a": "old_number"}, "a_day": "many"},
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_followed_is_refused(table: object) -> None:
    with pytest.raises(AmparoError) as caught:
        plan_from(table)
    assert caught.value.code == "import-mapping"


def test_a_plan_is_written_and_read_again() -> None:
    assert plan_from(PLAN.written()) == PLAN


@pytest.mark.usefixtures("world")
def test_a_row_becomes_a_case_with_its_facts_its_name_and_what_the_old_record_did_not_hold() -> None:
    sheet = sheet_from(TEXT.encode())
    done = list(bring(actor("brook"), made_ready(sheet, PLAN), PLAN))
    assert [each.state for each in done] == ["brought", "brought"]
    sight = look(actor("brook"), done[1].case)
    assert {(each.key, each.value, each.method, each.source) for each in sight.entries} == {
        ("sex", "male", "imported", "observed"), ("trafficking_claimed", False, "imported", "observed"),
    }  # fmt: skip
    gaps = imported_gaps(sight.papers)
    assert gaps is not None
    assert [gaps.of(fact) for fact in ("sex", "age_years", "heard_on_status")] == [
        "held-there",
        "empty-there",
        "no-place-there",
    ]
    assert [line.case for line in search(actor("brook"), "full_name", "omar nasser")] == [done[1].case]
    assert "case-imported" in [told.act for told in told_of(done[1].case)]
    assert "7731" not in str([told.about for told in told_of(done[0].case)])
    assert "imported" in KINDS


@pytest.mark.usefixtures("world")
def test_a_second_run_brings_none_twice_and_what_was_wrong_comes_once_it_is_right() -> None:
    brook = actor("brook")
    broken = list(made_ready(sheet_from(TEXT.replace("oui", "perhaps").encode()), PLAN))
    assert [each.state for each in bring(brook, broken, PLAN)] == ["wrong", "brought"]
    assert there_already(brook, broken) == {3}
    whole = list(made_ready(sheet_from(TEXT.encode()), PLAN))
    assert [each.state for each in bring(brook, whole, PLAN)] == ["brought", "there"]
    assert [each.state for each in bring(brook, whole, PLAN)] == ["there", "there"]
    assert (Case.objects.count(), Imported.objects.count()) == (2, 2)


@pytest.mark.usefixtures("world")
def test_of_two_rows_with_one_old_number_the_second_is_wrong() -> None:
    rows = list(made_ready(sheet_from(TEXT.replace("18;", "K-7731;").encode()), PLAN))
    assert [each.state for each in bring(actor("brook"), rows, PLAN)] == ["brought", "wrong"]


@pytest.mark.usefixtures("world")
def test_who_does_not_see_cases_through_brings_none() -> None:
    for name in ("castor", "fen", "gita", "hana", "jun", "ivo"):
        with pytest.raises(AmparoError):
            check_importing(actor(name), "protection")
        with pytest.raises(AmparoError):
            list(bring(actor(name), made_ready(sheet_from(TEXT.encode()), PLAN), PLAN))
    assert Case.objects.count() == 0


@pytest.mark.usefixtures("world")
def test_the_identifying_authority_brings_no_negative_decision_that_a_second_person_never_read() -> None:
    User.objects.create(id="maya", username="maya", agency_id="identifying-xx", bundle="case_manager", since=BEGUN)
    plan = Plan({"id": "old_number", "decided": "conclusive_decision"}, "protection")
    rows = list(made_ready(sheet_from(b"id,decided\n1,no\n2,yes\n"), plan))
    assert [each.state for each in bring(actor("maya"), rows, plan)] == ["failed", "brought"]
    assert Case.objects.count() == 1


@pytest.mark.usefixtures("world")
def test_what_takes_papers_comes_from_an_old_record_into_its_paper_and_is_not_stated() -> None:
    columns = {
        "id": "old_number",
        "permit": "residence_permit",
        "ended": "recovery_ended_early_on",
        "claim": "trafficking_claimed",
    }
    plan = Plan(columns, "protection")
    rows = list(made_ready(sheet_from(b"id,permit,ended,claim\n1,refused,2020-05-04,yes\n"), plan))
    (done,) = bring(actor("brook"), rows, plan)
    sight = look(actor("brook"), done.case)
    assert {each.key for each in sight.entries} == {"trafficking_claimed"}
    (paper,) = (each for each in sight.papers if each.kind == "imported")
    assert paper.body["not_stated"] == {"residence_permit": "refused", "recovery_ended_early_on": "2020-05-04"}


@pytest.mark.usefixtures("world")
def test_clocks_begin_in_stages_and_no_hold_and_nothing_that_is_wanted_at_once_waits() -> None:
    plan = Plan(PLAN.columns, "protection", PLAN.said, "dmy", begin_on=today() + timedelta(days=2), a_day=1)
    done = list(bring(actor("brook"), made_ready(sheet_from(TEXT.replace("non", "oui").encode()), plan), plan))
    put_off = {each.case: set(Hand.objects.filter(case=each.case).values_list("until", flat=True)) for each in done}
    assert [put_off[each.case] for each in done] == [{turn_of(plan, 0)}, {turn_of(plan, 1)}]
    acts = look(actor("brook"), done[0].case).acts
    assert acts["removal"]["answer"] in ("held", "held-until-known")
    put = set(Hand.objects.filter(case=done[0].case).values_list("mark", flat=True))
    owed = set(Task.objects.filter(case=done[0].case).values_list("mark", flat=True))
    assert put < owed
    assert not set(Task.objects.filter(case=done[0].case, due__gt=today()).values_list("mark", flat=True)) & put


@pytest.mark.usefixtures("world")
def test_what_the_law_requires_waits_a_week_at_most_and_what_had_its_day_in_the_file_not_at_all() -> None:
    columns = {**COLUMNS, "Grounds": "reasonable_grounds", "Grounds on": "reasonable_grounds_on"}
    text = "Case no;Name;Sex;Age;Claimed;Born;Grounds;Grounds on\n1;;f;19;yes;;yes;2025-01-07\n2;;f;19;yes;;yes;2025-01-07\n"
    plan = Plan(columns, "protection", PLAN.said, begin_on=today() + FURTHEST, a_day=1)
    done = list(bring(actor("brook"), made_ready(sheet_from(text.encode()), plan), plan))
    case = done[1].case
    until = dict(Hand.objects.filter(case=case).values_list("mark", "until"))
    force = {mark_of(case, each["rule"], each["item"] or ""): each["force"] for each in refresh(case).answer["determinations"]}
    required = {force[mark] == "mandatory" for mark in until}
    assert required == {True, False}
    assert {until[mark] for mark in until if force[mark] == "mandatory"} == {today() + timedelta(days=7)}
    assert {until[mark] for mark in until if force[mark] != "mandatory"} == {today() + FURTHEST}
    late = set(Task.objects.filter(case=case, due__lt=today()).values_list("mark", flat=True))
    assert late
    assert not late & set(until)


def test_a_batch_begins_within_ninety_days_and_the_refusal_says_so() -> None:
    table = {"columns": {"a": "old_number"}, "purpose": "protection"}
    assert plan_from({**table, "begin_on": (today() + FURTHEST).isoformat()}).begin_on == today() + FURTHEST
    with pytest.raises(AmparoError) as caught:
        plan_from({**table, "begin_on": (today() + FURTHEST + timedelta(days=1)).isoformat()})
    assert (caught.value.where, caught.value.help) == ("begin", "choose a day that is at most 90 days ahead")


def test_a_turn_never_falls_on_a_weekend_after_the_first() -> None:
    plan = Plan({}, "protection", begin_on=date(2026, 11, 27), a_day=2)
    turns = [turn_of(plan, place) for place in (0, 1, 2, 3, 4)]
    assert [each.isoformat() for each in turns if each] == [
        "2026-11-27",
        "2026-11-27",
        "2026-11-30",
        "2026-11-30",
        "2026-12-01",
    ]
