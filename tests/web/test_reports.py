"""What anybody tells without a sign-in: sealed for one agency, answered within hours, and nowhere else to be read."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from amparo.casework.access import look
from amparo.casework.actor import ITSELF, Actor
from amparo.casework.compartment import compartments
from amparo.casework.erasing import destroy
from amparo.casework.log import told_of_user
from amparo.casework.models import Case, Passing, Report
from amparo.casework.moment import now
from amparo.errors import AmparoError
from amparo.stages.identification import report, report_answer
from casework.staffed import cases_of
from casework.world import actor
from web.inside import amina, client_of
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
TOLD = "a girl scrubs the pots at the Blue Heron all night"
MISSING = "a" * 16
WHERE = "Harbour Lane behind the fish hall"


def tell(client: Client, status: int = 200, **more: str) -> str:
    sent = client.post(
        "/report", {"what": TOLD, "where": WHERE, "danger": "yes", "child": "unknown", "reach": "000 777", **more}
    )
    assert sent.status_code == status
    assert "Set-Cookie" not in sent.headers
    assert not sent.cookies
    return read(sent)  # type: ignore[arg-type]  # the test's own kind of response


def test_anybody_tells_without_cookie_or_name_and_gets_a_code_and_nothing_else(client: Client) -> None:
    assert 'href="/report"' in client.get("/").content.decode()
    first = client.get("/report")
    assert not first.cookies
    assert "Call first" in read(first)  # type: ignore[arg-type]  # as above
    assert "<script" not in re.sub(r"<script src=[^>]*leave.js[^>]*>", "", first.content.decode())
    shown = tell(client)
    row = Report.objects.get()
    assert f"{row.id[:4]}-{row.id[4:8]}".upper() in shown
    assert TOLD not in shown
    assert (row.agency_id, row.state, row.is_urgent) == ("identifying-xx", "open", True)
    assert row.due - row.at == timedelta(hours=2)


def test_nothing_of_it_can_be_read_without_the_agencys_keys(client: Client) -> None:
    tell(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM casework_report")
        assert b"Heron" not in bytes(cursor.fetchone()[0])
    assert "Heron" not in repr(told_of_user(ITSELF.user))


def test_an_empty_or_an_endless_report_is_not_kept_and_nothing_typed_is_lost(client: Client) -> None:
    assert "Write what you saw" in tell(client, 422, what=" ")
    assert "This is too long" in tell(client, 422, what="x" * 4001)
    assert (
        f'name="where" dir="auto" maxlength="500" spellcheck="false" autocomplete="off" value="{WHERE}"'
        in client.post("/report", {"what": "", "where": WHERE}).content.decode()
    )
    assert not Report.objects.exists()


def test_one_address_sends_a_few_an_hour_and_the_address_is_kept_nowhere(client: Client) -> None:
    cache.clear()
    for _ in range(8):
        tell(client, REMOTE_ADDR="")
    assert "Too many reports" in tell(client, 429)
    assert Report.objects.count() == 8
    assert not [key for key in Passing.objects.values_list("cache_key", flat=True) if "127.0.0.1" in key]


def came(number: int, *, urgent: bool) -> list[str]:
    """Let reports have come; return their ids in the order in which they are due."""
    at = now()
    made = [
        Report(
            id=f"{'u' if urgent else 'n'}{place:04}",
            agency_id="identifying-xx",
            at=at,
            due=at + timedelta(seconds=place // 2),  # two are due at one moment
            is_urgent=urgent,
            sealed=b"-",
            state="open",
        )
        for place in range(number)
    ]
    return [row.id for row in Report.objects.bulk_create(made)]


def test_a_flood_of_one_kind_leaves_place_for_the_other_and_for_the_next_hour(client: Client) -> None:
    cache.clear()
    came(report.AN_HOUR[False], urgent=False)
    assert "Too many reports came in this hour" in tell(client, 422, danger="no")
    assert "Call instead" in tell(client, 422, danger="no")
    tell(client, danger="yes")
    Report.objects.filter(is_urgent=False).update(at=now() - timedelta(hours=1, minutes=1))
    tell(client, danger="no")
    came(report.AN_HOUR[True], urgent=True)
    tell(client, 422, danger="yes")
    tell(client, danger="no")
    cache.clear()


def test_urgent_reports_push_no_other_off_the_list_which_goes_on_to_the_last(world: None) -> None:  # noqa: ARG001 as above
    urgent, others = came(2 * report_answer.SHOWN + 3, urgent=True), came(report_answer.SHOWN + 1, urgent=False)
    ivo, page, seen = client_of("ivo"), "/reports", []
    for _part in range(3):
        shown = ivo.get(page).content.decode()
        seen += re.findall(r'href="/reports/(u\w+)"', shown)
        assert re.findall(r'href="/reports/(n\w+)"', shown) == others[:-1]
        page = next((unescape(each) for each in re.findall(r'rel="next" href="([^"&]*[?]urgent=[^"&]*)"', shown)), "")
    assert (seen, page) == (urgent, "")
    last = unescape(re.findall(r'rel="next" href="([^"]*[?]others=[^"]*)"', ivo.get("/reports").content.decode())[0])
    assert re.findall(r'href="/reports/(n\w+)"', ivo.get(last).content.decode()) == others[-1:]
    made_up = ivo.get("/reports?urgent=made-up").content.decode()
    assert re.findall(r'href="/reports/(u\w+)"', made_up) == urgent[: report_answer.SHOWN]


def test_who_opens_cases_in_that_agency_reads_it_and_to_others_it_is_not_there(client: Client) -> None:
    tell(client)
    name = Report.objects.get().id
    ivo, brook = client_of("ivo"), client_of("brook")
    assert name in ivo.get("/reports").content.decode()
    assert TOLD in read(ivo.get(f"/reports/{name}"))  # type: ignore[arg-type]  # as above
    assert "1 reports to answer" in read(ivo.get("/home"))  # type: ignore[arg-type]  # as above
    assert name not in brook.get("/reports").content.decode()
    hidden = brook.get(f"/reports/{name}")
    missing = brook.get(f"/reports/{MISSING}").content.replace(MISSING.encode(), name.encode())
    assert (hidden.status_code, hidden.content) == (404, missing)
    assert client_of("castor").get(f"/reports/{name}").status_code == 403
    assert "report-read" in [each.act for each in told_of_user("ivo")]


def test_it_becomes_a_case_once_with_what_was_said_and_leaves_no_open_row(client: Client) -> None:
    tell(client, language="km")
    name = Report.objects.get().id
    ivo = client_of("ivo")
    first = ivo.post(f"/reports/{name}", {"do": "case"})
    (case,) = (line.case for line in cases_of(actor("ivo")))
    assert first["Location"] == f"/cases/{case}/screening"
    assert ivo.post(f"/reports/{name}", {"do": "case"})["Location"] == first["Location"]
    sight = look(actor("ivo"), case)
    said = {entry.key: (entry.value, entry.source) for entry in sight.entries}
    assert said == {
        "referred_as_possible_victim": (True, "said"),
        "in_danger_now": (True, "said"),
        "language": ("km", "said"),
    }
    assert TOLD in read(ivo.get(f"/cases/{case}/met"))  # type: ignore[arg-type]  # as above
    row = Report.objects.get()
    assert (row.state, row.case_id, row.answered_by_id) == ("case", case, "ivo")
    assert "No report waits" in read(ivo.get("/reports"))  # type: ignore[arg-type]  # as above


def test_where_the_person_is_stays_in_the_report_if_who_takes_it_up_may_not_record_whereabouts(client: Client) -> None:
    tell(client)
    name = Report.objects.get().id
    ivo = client_of("ivo")
    case = ivo.post(f"/reports/{name}", {"do": "case"})["Location"].split("/")[2]
    papers = look(actor("ivo"), case).papers
    assert [(paper.compartment, paper.body["what"]) for paper in papers] == [("account", TOLD)]
    assert not any(word in repr([paper.body for paper in papers]) for word in (WHERE, "000 777"))
    shown = ivo.get(f"/cases/{case}/met")
    assert f'href="/reports/{name}"' in shown.content.decode()
    assert "is kept in the report" in read(shown)  # type: ignore[arg-type]  # as above
    assert WHERE not in read(shown)  # type: ignore[arg-type]  # as above
    kept = read(ivo.get(f"/reports/{name}"))  # type: ignore[arg-type]  # as above
    assert WHERE in kept
    assert "000 777" in kept
    assert TOLD not in kept
    assert client_of("brook").get(f"/reports/{name}").status_code == 404
    with transaction.atomic():
        destroy(ITSELF, case, compartments(), now(), {})
    assert bytes(Report.objects.get().sealed) == b""


def test_of_two_who_answer_at_once_the_second_opens_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(client)
    name = Report.objects.get().id
    as_read = report_answer.read

    def overtaken(who: Actor, report: str) -> Any:
        """Read as always; and before anything is done with it, somebody else has answered."""
        found = as_read(who, report)
        monkeypatch.undo()
        report_answer.as_case(actor("ivo"), report)
        return found

    monkeypatch.setattr(report_answer, "read", overtaken)
    with pytest.raises(AmparoError) as refused:
        report_answer.as_case(actor("ivo"), name)
    assert refused.value.code == "report-answered"
    assert [row.id for row in Case.objects.all()] == [Report.objects.get().case_id]


def test_signs_that_nobody_sees_are_left_out_so_that_it_can_become_a_case(client: Client) -> None:
    tell(client, what="she \u202ehides\x00 here", language="not a language")
    name = Report.objects.get().id
    case = client_of("ivo").post(f"/reports/{name}", {"do": "case"})["Location"].split("/")[2]
    (paper,) = (each for each in look(actor("ivo"), case).papers if each.compartment == "account")
    assert paper.body["what"] == "she hides here"
    assert "language" not in paper.body


def test_it_is_joined_to_a_case_that_is_there_as_a_paper(client: Client) -> None:
    case = amina()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_agency SET body = 'child_authority' WHERE id = 'identifying-xx'")
    tell(client)
    name = Report.objects.get().id
    brook = client_of("brook")
    assert brook.post(f"/reports/{name}", {"do": "join", "into": ""}).status_code == 422
    assert brook.post(f"/reports/{name}", {"do": "join", "into": case})["Location"] == f"/cases/{case}"
    papers = {paper.compartment: paper.body for paper in look(actor("brook"), case).papers}
    assert papers["whereabouts"]["where"] == WHERE
    row = Report.objects.get()
    assert (row.state, bytes(row.sealed)) == ("joined", b"")
    assert "is kept in the report" not in read(brook.get(f"/cases/{case}/met"))  # type: ignore[arg-type]  # as above


def test_it_is_put_aside_with_a_reason_alone(client: Client) -> None:
    tell(client)
    name = Report.objects.get().id
    ivo = client_of("ivo")
    assert ivo.post(f"/reports/{name}", {"do": "aside", "words": "nothing there"}).status_code == 422
    assert ivo.post(f"/reports/{name}", {"do": "aside", "reason": "no-meaning"}).status_code == 422
    assert ivo.post(f"/reports/{name}", {"do": "aside", "reason": "no-meaning", "words": "x" * 10_000}).status_code == 422
    assert ivo.post(f"/reports/{name}", {"do": "aside", "reason": "no-meaning", "words": "empty hall"}).status_code == 302
    shown = read(ivo.get(f"/reports/{name}"))  # type: ignore[arg-type]  # as above
    assert "empty hall" in shown
    assert TOLD in shown
    assert ivo.post(f"/reports/{name}", {"do": "aside", "reason": "no-meaning", "words": "again"}).status_code == 422
