"""The pages of acts: what holds one is shown with its reasons; each way past goes through a form that keeps what was told."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.access import look
from amparo.casework.members import add_member
from amparo.casework.models import Paper, User
from casework.world import BEGUN, actor
from web.inside import amina, client_of, let_in

WHY = "The lawyer was asked, and the danger weighs more."


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


def read(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(who: str, case: str, act: str = "", status: int = 200) -> str:
    response = client_of(who).get(f"/cases/{case}/acts{'/' if act else ''}{act}")
    assert response.status_code == status
    return read(response)  # type: ignore[arg-type]  # the test's own kind of response


def send(client: Client, case: str, act: str, status: int = 302, **form: str) -> str:
    response = client.post(f"/cases/{case}/acts/{act}", form)
    assert response.status_code == status, read(response)  # type: ignore[arg-type]  # as above
    return response.content.decode()


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_a_held_act_says_what_holds_it_why_and_what_leads_past(case: str) -> None:
    shown = page("castor", case, "removal")
    assert "Nobody can decide past this hold: only a court can" in shown
    assert "Until this is known" in shown
    assert "rules more hold it, for reasons in parts you may not read" in shown
    assert "Decide, with reasons" not in shown


def test_police_see_their_own_acts_and_no_others(case: str) -> None:
    shown = page("castor", case)
    assert "Acts that you decide on" in shown
    assert "Acts that others decide on" not in shown
    page("castor", case, "health_test", status=403)
    page("castor", case, "disclosure", status=403)


def test_a_decision_is_taken_and_shown_and_the_telling_stays_owed_until_it_is_done(case: str) -> None:
    brook = client_of("brook")
    html = brook.get(f"/cases/{case}/acts/disclosure").content.decode()
    short = send(brook, case, "disclosure", 422, do="decide", verdict="go-on", reasons="No.", print=hidden(html, "print"))
    assert "No.</textarea>" in short
    send(brook, case, "disclosure", do="decide", verdict="go-on", reasons=WHY, print=hidden(html, "print"))
    html = brook.get(f"/cases/{case}/acts/disclosure").content.decode()
    assert "Those entitled to it decided" in html
    assert "Still owed: the person and their lawyer are told" in html
    paper = hidden(html, "paper")
    send(brook, case, "disclosure", do="tell", paper=paper, person="told", lawyer="none", words="in her own language")
    assert "Still owed" not in page("brook", case, "disclosure")
    assert "The person: was told" in page("brook", case, "disclosure")


def test_a_second_person_is_asked_on_the_same_page(case: str) -> None:
    User.objects.create(id="dina", username="dina", agency_id="police-xx", bundle="officer", since=BEGUN)
    add_member(actor("brook", stepped_up=True), case, "dina", role="works_on", purpose="justice")
    castor, dina = client_of("castor"), client_of("dina")
    refused = castor.get(f"/cases/{case}/acts/stay_refusal")
    assert refused.status_code == 403
    html = castor.get(f"/cases/{case}/acts/prosecution").content.decode()
    send(castor, case, "prosecution", do="decide", verdict="go-on", reasons=WHY, print=hidden(html, "print"))
    assert "You are asked as the second person" not in page("castor", case, "prosecution")
    html = dina.get(f"/cases/{case}/acts/prosecution").content.decode()
    assert WHY in unescape(html)
    send(dina, case, "prosecution", do="second", paper=hidden(html, "paper"), verdict="stay", reasons=WHY)
    assert "The second person did not agree" in page("dina", case, "prosecution")


def test_looking_keeps_no_paper_and_asking_keeps_one(case: str) -> None:
    page("castor", case, "detention")
    assert Paper.objects.count() == 0
    send(client_of("castor"), case, "detention", do="ask")
    assert [paper.kind for paper in look(actor("brook"), case).papers] == ["act-asked"]
    assert "Asked before doing it" in page("brook", case, "detention")


def test_words_sent_to_an_act_that_is_none_or_not_theirs_do_nothing(case: str) -> None:
    for act, who in (("nothing", "brook"), ("return", "edda"), ("health_test", "castor")):
        send(client_of(who), case, act, 403, do="ask")
    send(client_of("doru"), case, "detention", 404, do="ask")
    send(client_of("brook"), case, "disclosure", 422, do="something")
    assert Paper.objects.count() == 0


def test_a_case_is_closed_on_its_page_and_begun_again_and_what_is_owed_is_shown_before(case: str) -> None:
    brook, address = client_of("brook"), f"/cases/{case}/close"
    shown = brook.get(address).content.decode()
    assert "What leads past" in shown
    assert 'name="owed"' not in shown
    html = brook.get(f"/cases/{case}/acts/case_closure").content.decode()
    send(brook, case, "case_closure", do="decide", verdict="go-on", reasons=WHY, print=hidden(html, "print"))
    form = {"owed": hidden(brook.get(address).content.decode(), "owed"), "reasons": WHY}
    assert brook.post(address, form).status_code == 422
    assert brook.post(address, {**form, "ground": "settled"}).status_code == 302
    assert "This case is closed" in brook.get(address).content.decode()
    assert brook.post(address, {"do": "begin", "reasons": "She came back and asks for help."}).status_code == 302
    assert "Work on the case began again" in brook.get(address).content.decode()
