"""The pages of protection: filled in by Brook, read by Castor as far as he may, and the same as nothing to Doru."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.casework.access import look
from amparo.casework.models import LogRow, Placement
from amparo.casework.record import Statement
from amparo.stages.protection.housing import house
from casework.world import actor
from stages.protection.shelter import SEEN, a_case, a_house, a_place, a_plan, an_assessment, state, value_of
from stages.protection.test_assessment import police_in
from web.inside import client_of
from web.test_decision_pages import page, read, send

pytestmark = pytest.mark.usefixtures("world")
MISSING = "aaaaaaaaaaaaaaaa"
HAPPENED = {
    "kind": "enquiry",
    "day": "2026-03-01",
    "text": "A caller said he was her cousin.",
    "verified": "no",
    "told": "nothing",
}
PAGES = ("safety", "safety/assess", "safety/plan", "safety/incident", "place")


def residents(who: str, status: int = 200) -> str:
    response: Any = client_of(who).get("/residents")
    assert response.status_code == status, read(response)
    return read(response)


def test_an_assessment_is_kept_shown_and_due_anew_after_something_happened() -> None:
    case = a_case()
    assert "Nobody assessed it yet" in page("brook", case, "safety")
    send("brook", case, "safety/assess", **an_assessment())
    shown = page("brook", case, "safety")
    assert "to be assessed anew" not in shown
    for words in ("Some danger", SEEN["person"], SEEN["place"], "A phone with a button"):
        assert words in shown
    again = page("brook", case, "safety/assess")
    assert "Last time: Some danger" in again
    assert "A phone with a button" in again, "measures stand there to be kept or taken out"
    send("brook", case, "safety/incident", **HAPPENED)
    shown = page("brook", case, "safety")
    for words in ("to be assessed anew", "Somebody asked after the person", "Who asked could not be checked"):
        assert words in shown


def test_what_is_missing_leads_to_its_field_and_nothing_typed_is_lost() -> None:
    case = a_case()
    response: Any = client_of("brook").post(f"/cases/{case}/safety/assess", an_assessment(**{"seen-police": ""}))
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#seen-police"' in html
    assert SEEN["person"] in read(response)
    told = send("brook", case, "safety/plan", status=422, **a_plan(**{"who-1": "", "what-3": "A bell"}))
    assert "Say who does it" in told
    assert "That he waits at the school." in told
    assert "told nothing, not even" in send("brook", case, "safety/incident", status=422, **{**HAPPENED, "verified": ""})


def test_a_plan_is_not_kept_without_the_person_and_is_carried_on_from_the_one_before() -> None:
    case = a_case()
    told = send("brook", case, "safety/plan", status=422, **a_plan(fears="", wants=""))
    assert "a plan is revised with the person" in told
    send("brook", case, "safety/plan", **a_plan(**{"threat-relation": "trafficker", "threat-at_large": "yes"}))
    shown = page("brook", case, "safety")
    for words in ("That he waits at the school.", "Another way home", "Free to act", "Nothing answers it yet"):
        assert words in shown
    html = client_of("brook").get(f"/cases/{case}/safety/plan").content.decode()
    assert 'value="Another way home"' in html
    assert 'value="threat#1"' in html, "a measure can be tied to the person to keep away"


def test_of_two_who_write_a_plan_at_once_the_second_sees_what_the_first_kept() -> None:
    case = a_case()
    send("brook", case, "safety/plan", **a_plan())
    form: Any = client_of("brook").get(f"/cases/{case}/safety/plan")
    stood = form.context["stood"]
    send("brook", case, "safety/plan", **a_plan(stood=stood, **{"what-1": "New locks"}))
    told = send("brook", case, "safety/plan", status=422, **a_plan(stood=stood, **{"what-1": "A bell"}))
    for words in ("Somebody changed the plan while you wrote", "New locks"):
        assert words in told
    again: Any = client_of("brook").post(f"/cases/{case}/safety/plan", a_plan(stood=stood, **{"what-1": "A bell"}))
    assert b'value="A bell"' in again.content
    send("brook", case, "safety/plan", **a_plan(stood=again.context["stood"], **{"what-1": "A bell"}))


def test_the_police_in_the_case_read_the_danger_and_learn_no_place() -> None:
    case, lantern = a_case(), a_house()
    police_in(case)
    send("brook", case, "safety/assess", **an_assessment())
    send("brook", case, "place", **a_place(lantern))
    seen = "".join(page("castor", case, each) for each in (*PAGES[:4], "papers", "facts"))
    assert SEEN["person"] in seen
    for words in (SEEN["place"], "Lantern House", "Where the person sleeps is", "Moved in"):
        assert words not in seen
    assert f"/cases/{case}/place" not in client_of("castor").get(f"/cases/{case}/safety").content.decode()
    page("castor", case, "place", status=404)


def test_doru_asks_where_somebody_sleeps_and_every_answer_is_as_if_there_were_nobody() -> None:
    case, lantern = a_case(), a_house(3)
    before = client_of("doru").get("/services").content
    send("brook", case, "place", **a_place(lantern))
    client = client_of("doru")
    hidden = client.get(f"/cases/{MISSING}").content
    for each in PAGES:
        asked = [client.get(f"/cases/{case}/{each}")]
        if each != "safety":
            asked.append(client.post(f"/cases/{case}/{each}", a_place(lantern)))
        for response in asked:
            assert (response.status_code, response.content) == (404, hidden)
    assert client.get("/residents").content == hidden
    found = client.get("/services").content
    assert b"Lantern House" in found
    assert case not in found.decode()
    assert len(found) == len(before), "how many places are taken is not told to who houses nobody"


def test_a_place_is_taken_waited_for_and_left_on_its_page() -> None:
    lantern = a_house(1)
    first, second = a_case(), a_case()
    closed = send("brook", first, "place", status=422, **a_place(lantern, free="no"))
    assert "The law holds this:" in closed
    assert "Help is not held" in closed
    send("brook", first, "place", **a_place(lantern))
    shown = page("brook", first, "place")
    for words in ("Lantern House", "Moved in", "Yes, the person says so"):
        assert words in shown
    assert "0 of 1 free" in page("brook", second, "place")
    send("brook", second, "place", **a_place(lantern))
    assert "Number 1 on the list" in page("brook", second, "place")
    assert first not in page("brook", second, "place")
    held = send("brook", first, "place", status=422, do="leave", provider=lantern, reason="against", day="2026-03-01")
    assert "The law holds this:" in held
    assert value_of(first, "accommodation") == "shelter"
    send("brook", first, "place", do="leave", provider=lantern, reason="wish", to="with_family", day="2026-03-01")
    assert "it is their turn" in page("brook", second, "place")
    send("brook", second, "place", do="leave", provider=lantern)
    assert "Taken off the list" in page("brook", second, "place")
    assert Placement.objects.filter(ended=None).count() == 0


def test_residents_of_a_monday_stand_on_one_page_and_one_entry_of_the_log_names_them() -> None:
    lantern = a_house(20)
    cases = [a_case(called=f"Bird {n}") for n in range(3)]
    for case in cases:
        house(actor("brook"), case, a_place(lantern))
        look(actor("brook"), case)
    state(cases[0], Statement("in_danger_now", value=True, source="said"))
    look(actor("brook"), cases[0])
    rows = LogRow.objects.count()
    shown = residents("brook")
    assert LogRow.objects.count() == rows + 1
    for words in ("Lantern House", "Bird 0", "Bird 2", "In danger now", "Assess the danger anew", "Free places: 17"):
        assert words in shown
    theirs = residents("lena")
    assert "3 more places are taken by cases that you do not work on" in theirs
    assert "Bird" not in theirs
    residents("castor", status=404)
    assert b'href="/residents"' in client_of("brook").get("/home").content
    assert b'href="/residents"' not in client_of("castor").get("/home").content


def test_more_residents_take_no_more_queries() -> None:
    lantern, client = a_house(20), client_of("brook")
    counted = []
    for _ in range(2):
        for case in [a_case() for _ in range(2)]:
            house(actor("brook"), case, a_place(lantern))
            look(actor("brook"), case)
        with CaptureQueriesContext(connection) as found:
            assert client.get("/residents").status_code == 200
        counted.append(len(found))
    assert counted[0] == counted[1]
