"""The plan of help and its pages: each kind shown as it stands, moved on in forms, and nothing told to whom it is not for."""

from __future__ import annotations

import html
import re
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from amparo.desk.case_code import short_code
from amparo.environment import today
from stages.identification.office import agreed_to
from stages.support.help import SHELTER, YES, a_case, given, listed, service, sight_of, step
from web.inside import client_of

pytestmark = pytest.mark.usefixtures("world")
OFFER: Final = {"tests": ["hiv", "pregnancy"], "alone": "yes", "told": "yes", "understood": "yes", "answer": "yes"}


def address(case: str, name: str = "support", **more: str) -> str:
    return reverse(name, kwargs={"case": case, **more})


def read(client: Client, case: str, name: str = "support", **more: str) -> str:
    """Return the words of a page that is there."""
    found = client.get(address(case, name, **more))
    assert found.status_code == 200
    return html.unescape(found.content.decode())


def send(client: Client, case: str, name: str, sent: dict[str, Any], **more: str) -> tuple[int, str]:
    found = client.post(address(case, name, **more), sent)
    return found.status_code, html.unescape(found.content.decode())


def test_of_what_nothing_is_recorded_it_says_not_yet_asked_and_never_not_needed() -> None:
    case, client = a_case(), client_of("brook")
    before = read(client, case)
    assert before.count("not yet asked") == 10  # each group of services
    assert "not needed" not in before
    assert send(client, case, "support-needs", {"need_food": "needed", "need_legal": "not-now", "text": "Hungry."})[0] == 302
    after = read(client, case)
    assert "Asked, and not needed for now: A lawyer" in " ".join(after.split())
    assert service(case, "1").kind == "food"


def test_a_service_is_added_offered_and_begun_in_forms_and_what_is_wrong_stands_at_its_field() -> None:
    case, client = a_case(), client_of("brook")
    assert send(client, case, "support-add", {"kind": "counselling", "text": "I want to talk.", "on": "0026-03-01"})[0] == 422
    assert send(client, case, "support-add", {"kind": "counselling", "text": "I want to talk."})[0] == 302
    at = {"number": "1"}
    status, page = send(client, case, "support-step", {**SHELTER, "text": "kept words"}, **at, step="begin")
    assert (status, "kept words" in page, 'href="#emergency"' in page) == (422, True, True)
    assert send(client, case, "support-step", YES, **at, step="offer")[0] == 302
    assert send(client, case, "support-step", SHELTER, **at, step="request")[0] == 302
    assert send(client, case, "support-step", {"state": "accepted"}, **at, step="reply")[0] == 302
    assert send(client, case, "support-step", {}, **at, step="begin")[0] == 302
    shown = read(client, case, "support-service", **at)
    assert "House by the sea" in shown
    assert "It ends" in shown


def test_a_refusal_that_never_counts_is_flagged_with_the_rule_that_forbids_it() -> None:
    case, client = a_case(), client_of("brook")
    number = listed(case, "financial")
    step(case, number, "offer", **YES)
    step(case, number, "request", **SHELTER)
    step(case, number, "reply", state="refused_by_provider", refusal_reason="no_cooperation")
    for page in (read(client, case), read(client, case, "support-service", number=number)):
        assert "Refused for a reason that never counts" in page
        assert "Take the refusal back" in page
        assert "no-refusal-for-not-cooperating" in page


def test_help_that_is_wanted_does_not_end_by_the_form_and_the_law_is_shown_before() -> None:
    case, client = a_case(), client_of("brook")
    number = given(case, "counselling")
    before = read(client, case, "support-step", number=number, step="end")
    assert "support-not-ended-against-the-wish" in before
    assert "Help never ends because somebody does not help an inquiry" in before
    sent = {"wanted": "unknown", "why": "closing", "text": "The house closes at the end of the month."}
    assert send(client, case, "support-step", sent, number=number, step="end")[0] == 422
    assert service(case, number).state == "given"
    wish = {"wanted": "yes", "why": "reached", "text": "I am fine now.", "understood": "yes"}
    assert send(client, case, "support-step", wish, number=number, step="end")[0] == 302
    assert service(case, number).state == "ended"


def test_tests_are_made_only_after_the_law_was_asked_and_no_form_takes_a_result() -> None:
    case, client = a_case(), client_of("brook")
    assert "No result is recorded here" in read(client, case, "support-health")
    form = read(client, case, "support-health-form", form="offer")
    assert "<textarea" not in form
    assert send(client, case, "support-health-form", {**OFFER, "result": "positive"}, form="offer")[0] == 302
    (offer,) = (each for each in sight_of(case).papers if each.kind == "health-test")
    assert send(client, case, "support-health", {"paper": offer.id, "result": "positive"})[0] == 302
    assert "positive" not in str([each.body for each in sight_of(case).papers])
    assert {each.compartment for each in sight_of(case).papers} == {"health"}


def test_who_treats_offers_tests_and_sees_nothing_of_the_plan() -> None:
    case = a_case()
    agreed_to(case, "jun", "health", ("health", "voice"))
    jun = client_of("jun")
    assert jun.get(address(case)).status_code == 404
    assert send(jun, case, "support-health-form", OFFER, form="offer")[0] == 302
    (offer,) = (each for each in sight_of(case).papers if each.kind == "health-test")
    assert send(jun, case, "support-health", {"paper": offer.id})[0] == 302
    assert "Made on" in read(jun, case, "support-health")


def test_what_is_delivered_is_added_up_for_the_keeper_and_taken_back_by_another_line() -> None:
    case, client = a_case(), client_of("brook")
    number = given(case, "financial")
    for count, cost in (("50", "1.5"), ("25.50", "")):
        sent = {"what": "money", "count": count, "cost": cost, "currency": "eur", "text": "=SUM(A1)"}
        assert send(client, case, "support-step", sent, number=number, step="deliver")[0] == 302
    page = read(client, case, "support-totals")
    assert "75.50 EUR" in page
    assert "1.50 EUR" in page
    file = client.get(address(case, "support-totals-file")).content.decode("utf-8-sig")
    assert file.splitlines()[1] == f"1,financial,{today()},money,50,1.5,EUR,House by the sea"
    assert "SUM" not in file
    paper = service(case, number).delivered[0].id
    assert send(client, case, "support-service", {"paper": paper, "text": ""}, number=number)[0] == 422
    assert send(client, case, "support-service", {"paper": paper, "text": "typed twice"}, number=number)[0] == 302
    assert "25.50 EUR" in read(client, case, "support-totals")


def test_the_plan_stands_in_the_persons_words_and_one_without_them_says_why() -> None:
    case, client = a_case(), client_of("brook")
    plan = {"with_person": "yes", "wishes": "A room with a key.", "goal_1": "find a room", "who_1": "Brook", "reviewed": "yes",
            "feared": "no", "next_on": today().isoformat()}  # fmt: skip
    assert send(client, case, "support-plan", plan)[0] == 302
    assert "A room with a key." in read(client, case)
    status, page = send(client, case, "support-plan", {**plan, "with_person": "no"})
    assert (status, 'href="#why_without"' in page) == (422, True)
    status, page = send(client, case, "support-plan", {**plan, "stood": "none", "goal_1": "a job"})
    assert (status, "Somebody changed the plan while you wrote" in page, "a job" in page) == (422, True, True)


def test_a_missed_appointment_with_a_doctor_leads_to_what_keeps_the_person_away() -> None:
    case, client = a_case(), client_of("brook")
    sent = {"with": "doctor", "on": today().isoformat(), "comes": "nobody", "interpreter": "no"}
    assert send(client, case, "support-appointments", sent)[0] == 302
    (paper,) = sight_of(case).papers
    assert paper.compartment == "health"
    found = client.post(address(case, "support-appointments"), {"do": "came-out", "paper": paper.id, "outcome": "missed"})
    assert found["Location"].endswith("/support/health/facts")


def test_who_declines_all_help_can_come_back_and_nothing_that_is_given_ends() -> None:
    case, client = a_case(), client_of("brook")
    number = given(case, "counselling")
    no = {"how": "for-now", "text": "Leave me alone.", "alone": "yes", "told": "yes", "again_on": today().isoformat()}
    assert send(client, case, "support-leave", {**no, "alone": "unknown"})[0] == 422
    assert send(client, case, "support-leave", no)[0] == 302
    assert "Everything stays open to them" in read(client, case)
    assert service(case, number).state == "given"
    assert send(client, case, "support-leave", {"how": "back", "text": "I am here."})[0] == 302
    assert "Everything stays open to them" not in read(client, case)


def test_attack_who_reads_support_and_not_health_learns_from_no_page_that_tests_were_offered() -> None:
    """Edda was given support without health, and fishes: the same pages of a case with tests, and of one without."""
    tested, other, client = a_case(), a_case(), client_of("brook")
    assert send(client, tested, "support-health-form", OFFER, form="offer")[0] == 302
    paper = sight_of(tested).papers[0].id
    assert send(client, tested, "support-health", {"paper": paper})[0] == 302
    examined = {"examiner": "woman", "agrees": "yes", "told": "yes", "text": "No closed door."}
    assert send(client, tested, "support-health-form", examined, form="examination")[0] == 302
    visit = {"with": "doctor", "on": today().isoformat(), "comes": "worker", "interpreter": "yes"}
    assert send(client, tested, "support-appointments", visit)[0] == 302
    for case in (tested, other):
        agreed_to(case, "edda", "return", ("identity", "support"))
    edda = client_of("edda")
    for name in ("support", "support-needs", "support-appointments", "case-papers"):
        assert blurred(read(edda, tested, name), tested) == blurred(read(edda, other, name), other), name
    assert edda.get(address(tested, "support-health")).status_code == 404


def test_attack_a_service_of_health_stands_on_the_plan_of_nobody_who_may_not_read_health() -> None:
    case = a_case()
    number = listed(case, "sexual_health")
    assert "A doctor for sexual health" in read(client_of("brook"), case)
    agreed_to(case, "edda", "return", ("identity", "support"))
    edda = client_of("edda")
    assert "sexual" not in read(edda, case)
    assert edda.get(address(case, "support-service", number=number)).status_code == 404


def blurred(page: str, case: str) -> str:
    """Return a page without what differs from case to case: its code, and the tokens of its forms."""
    for known in (case, short_code(case)):
        page = page.replace(known, "?")
    return re.sub(r'value="[A-Za-z0-9]{16,64}"|<meta name="draft"[^>]*>', "", page)


def test_attack_who_may_charge_the_person_reads_nothing_of_what_was_said_for_help() -> None:
    case, client = a_case(), client_of("brook")
    number = given(case, "legal")
    sent = {"wanted": "no", "why": "other", "text": "She said something to us in confidence."}
    assert send(client, case, "support-step", sent, number=number, step="end")[0] == 422
    agreed_to(case, "kofi", "justice", ("legal", "account", "security"))
    prosecutor = client_of("kofi")
    for name in ("support", "support-totals", "support-plan", "support-appointments", "support-health"):
        assert prosecutor.get(address(case, name)).status_code == 404
    assert prosecutor.get(address(case, "support-service", number=number)).status_code == 404
    papers = read(prosecutor, case, "case-papers")
    assert "Nothing that you may read was written yet" in papers
