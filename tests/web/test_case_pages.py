"""The pages of a kept case: what stands and why, each fact with its history, two writers at once, emergencies, who looked."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.access import look
from amparo.casework.compartment import compartment_of
from amparo.casework.glass import break_glass
from amparo.casework.log import told_of
from amparo.casework.models import BreakGlass, Grant, Membership, Notice, User
from amparo.casework.moment import now
from amparo.casework.record import Statement
from amparo.casework.second_factor import set_up_app
from casework.world import actor
from web.inside import NAME, agreed, amina, client_of, let_in, state
from web.staff import SECRET, app_code

REASON = "brought in without consciousness"


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def read(response: HttpResponse) -> str:
    """Return the words of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(client: Client, *path: str, status: int = 200) -> str:
    response = client.get("/".join(["", "cases", *path]).replace("#", "%23"))
    assert response.status_code == status
    return read(response)  # type: ignore[arg-type]  # the test's own kind of response


def send(client: Client, *path: str, status: Any = 302, **form: Any) -> str:
    response = client.post("/".join(["", "cases", *path]).replace("#", "%23"), form)
    assert response.status_code == status, read(response)  # type: ignore[arg-type]  # as above
    return read(response)  # type: ignore[arg-type]  # as above


def seen(case: str, key: str, who: str = "brook") -> str:
    return look(actor(who), case).seen.get(key, "")


def test_it_shows_what_is_held_owed_and_not_known_with_reasons_and_every_fact_with_its_source(case: str, brook: Client) -> None:
    shown = page(brook, case)
    for words in (
        "Held",
        "Owed now",
        "Not known yet",
        "This is not a clearance",
        "Where the person stands Possible",
    ):
        assert words in shown
    assert "Withheld" not in shown
    shown = page(brook, case, "facts")
    for words in ("Why may I see this?", "you work on this case"):
        assert words in shown
    assert "Says that they were trafficked Yes Said · Harbour House" in shown


def test_it_shows_a_disputed_fact_with_both_sides(case: str, brook: Client) -> None:
    shown = page(brook, case, "facts")
    assert re.search(r"Disputed Yes Said · Harbour House · [^·]+ No Observed · Harbour House", shown)


def test_it_says_how_much_is_withheld_and_tells_no_rule_whose_reasons_are(case: str) -> None:
    shown = page(client_of("edda"), case)
    assert "Withheld: 6 statements that you may not read. They count all the same." in shown
    assert "reasons stand in parts you may not read" in shown
    for words in ("trafficked Yes", "Unlawful act", "compelled"):
        assert words not in shown


def test_it_leads_to_facts_and_lists_of_the_parts_in_which_somebody_may_record_alone(case: str) -> None:
    shown = client_of("edda").get(f"/cases/{case}/record").content.decode()
    offered = set(re.findall(r'<option value="([^"]+)"', shown))
    assert {compartment_of(key) for key in offered} == {"support"}


def test_a_fact_is_stated_and_corrected_and_its_history_stays(case: str, brook: Client) -> None:
    send(brook, case, "facts", "in_danger_now", value="yes", source="said", seen="")
    first = seen(case, "in_danger_now")
    send(brook, case, "facts", "in_danger_now", value="no", source="observed", seen=first, corrects=first, reason="safe now")
    shown = page(brook, case, "facts", "in_danger_now")
    assert "No Observed · Harbour House" in shown
    assert "Reason: safe now Yes Said" in shown
    assert "Corrected: No" in shown


def test_whoever_contests_another_agencys_statement_gives_a_reason_and_both_stand(case: str) -> None:
    castor, mine = client_of("castor"), seen(case, "age_years", "castor")
    form = {"value": "typed", "typed": "19", "source": "document", "seen": mine, "corrects": mine}
    assert "gives a reason" in send(castor, case, "facts", "age_years", status=422, **form)
    send(castor, case, "facts", "age_years", **form, reason="the passport says so")
    shown = page(client_of("brook"), case, "facts", "age_years")
    assert "Disputed Not known" in shown
    assert "Contested by Police of Xanadia : 19 , the passport says so" in shown


def test_two_writers_at_once_lose_nothing_the_second_sees_both_and_decides(case: str, brook: Client) -> None:
    state(case, Statement("in_danger_now", value=True, source="said"))
    form = {"value": "no", "source": "observed", "seen": ""}
    told = send(brook, case, "facts", "in_danger_now", status=422, **form)
    assert "This was stated meanwhile, perhaps in another window" in told
    assert re.search(r"Stated meanwhile Yes .* Yours, not kept yet No", told)
    assert len([entry for entry in look(actor("brook"), case).entries if entry.key == "in_danger_now"]) == 1
    send(brook, case, "facts", "in_danger_now", **{**form, "seen": seen(case, "in_danger_now")})
    assert "Disputed" in page(brook, case, "facts", "in_danger_now")


def test_before_it_is_recorded_it_is_said_that_a_value_would_count_for_nothing(case: str, brook: Client) -> None:
    form = {"value": "no", "source": "said", "seen": ""}
    assert "would end a protection" in page(brook, case, "facts", "reasonable_grounds")
    told = send(brook, case, "facts", "reasonable_grounds", status=422, **form)
    assert "it would count for nothing" in told
    assert "a decision of the identifying authority" in told
    assert seen(case, "reasonable_grounds") == ""
    send(brook, case, "facts", "reasonable_grounds", **form, aware="yes")
    assert "Kept, and counts for nothing" in page(brook, case, "facts", "reasonable_grounds")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"source": "said"}, "Choose an answer"),
        ({"value": "yes"}, "Say how this is known"),
        ({"value": "perhaps", "source": "said"}, "must be"),
        ({"value": "yes", "source": "said", "valid_from": "2026-02-30"}, "a day that the calendar has not"),
        ({"value": "yes", "source": "said", "corrects": "nothing"}, "A correction points at no entry"),
    ],
)
def test_what_cannot_be_is_said_above_the_form_and_nothing_is_kept(
    case: str, brook: Client, form: dict[str, str], words: str
) -> None:
    told = send(brook, case, "facts", "in_danger_now", status=422, seen="", **form)
    assert "Something is not right yet" in told
    assert words in told
    assert seen(case, "in_danger_now") == ""


def test_an_item_is_added_described_and_taken_back_and_a_list_said_to_be_complete(case: str, brook: Client) -> None:
    response = brook.post(f"/cases/{case}/facts/offence.complete", {"value": "add"})
    assert response.headers["location"] == f"/cases/{case}/facts/offence%232"
    send(brook, case, "facts", "offence#2", do="add", source="document")
    send(brook, case, "facts", "offence#2.kind", value="theft", source="document", seen="")
    assert "Took things" in page(brook, case, "facts", "offence#2")
    send(brook, case, "facts", "offence.complete", value="yes", source="document", seen=seen(case, "offence.complete"))
    shown = page(brook, case, "facts", "offence.complete")
    assert "no. 1" in shown
    assert "no. 2" in shown
    assert "All acts listed Yes" in shown
    send(brook, case, "facts", "offence#2", do="take-back", source="document")
    assert "It is not listed yet" in page(brook, case, "facts", "offence#2")
    assert "Say how this is known" in send(brook, case, "facts", "offence#2", status=422, do="add")


def test_what_was_known_at_a_moment_is_shown_with_what_was_decided_then(case: str, brook: Client) -> None:
    before = now()
    state(case, Statement("in_danger_now", value=True, source="said"))
    then = page(brook, case, f"as-known?moment={before.isoformat().replace('+', '%2B')}")
    assert "Held then" in then
    assert "Says that they were trafficked Yes" in then
    assert "In danger now Yes" not in then
    assert "In danger now Yes" in page(brook, case, "facts")
    assert "Write a day and an hour" in page(brook, case, "as-known?moment=yesterday", status=422)


def test_who_looked_and_who_received_is_told_and_the_look_at_it_too(case: str, brook: Client) -> None:
    page(client_of("castor"), case)
    shown = page(brook, case, "looked")
    assert "Police of Xanadia may read: What happened, Identity, Legal, Security" in shown
    assert "officer castor Looked at the case: What happened, Identity, Legal, Security" in shown
    assert "brook Looked at the log" in shown
    assert "Unlawful act held against the person no. 1," in shown
    assert "Reads: What happened, Identity, Legal, Security" in page(brook, case, "people")


def test_the_list_shows_the_safe_name_and_opens_a_case_under_one(case: str, brook: Client) -> None:
    assert NAME in read(brook.get("/cases"))  # type: ignore[arg-type]  # the test's own kind of response
    opened = brook.post("/cases", {"purpose": "safety", "called": "Heron"})
    assert opened.status_code == 302
    assert "Heron" in read(brook.get(opened.headers["location"]))  # type: ignore[arg-type]  # as above
    assert Membership.objects.get(case_id=opened.headers["location"].rpartition("/")[2]).purpose == "safety"
    assert "Choose what the case is opened for" in read(brook.post("/cases", {"purpose": "gossip"}))  # type: ignore[arg-type]  # as above
    assert case not in opened.headers["location"]


def test_in_an_emergency_one_part_is_shown_loudly_and_judged_by_another(case: str) -> None:
    jun, lena = client_of("jun"), client_of("lena")
    assert "Open one part in an emergency" in page(jun, case, "emergency")
    form = {"compartment": "health", "ground": "treatment", "reason": REASON}
    send(jun, case, "emergency", **form)
    shown = page(jun, case)
    assert "Opened in an emergency You read “Health” until" in shown
    shown = page(jun, case, "facts")
    assert "Urgent medical need Yes" in shown
    assert "Says that they were trafficked" not in shown
    told = read(lena.get("/home"))  # type: ignore[arg-type]  # as above
    assert told.count("A part of a case was opened in an emergency") == 1
    glass = BreakGlass.objects.get()
    judged = read(lena.get(f"/emergencies/{glass.id}"))  # type: ignore[arg-type]  # as above
    assert REASON in judged
    assert lena.post(f"/emergencies/{glass.id}", {"verdict": "justified"}).status_code == 302
    lena.post("/home", {"read": Notice.objects.filter(user_id="lena").values_list("id", flat=True)[0]})
    assert "opened in an emergency" not in read(lena.get("/home"))  # type: ignore[arg-type]  # as above
    assert [each.act for each in told_of(case)].count("glass-reviewed") == 1


def test_an_emergency_without_part_ground_or_reason_opens_nothing(case: str) -> None:
    jun = client_of("jun")
    whole = {"compartment": "health", "ground": "treatment", "reason": REASON}
    for name, words in (("compartment", "Choose one part"), ("ground", "Choose what"), ("reason", "at least ten signs")):
        assert words in send(jun, case, "emergency", status=422, **{**whole, name: ""})
    assert send(jun, "aaaaaaaaaaaaaaaa", "emergency", status=404, **whole)
    assert not BreakGlass.objects.exists()


def test_a_third_emergency_takes_a_second_person_who_proves_who_they_are(case: str) -> None:
    for _ in range(2):
        break_glass(actor("jun", stepped_up=True), case, "health", ground="treatment", reason=REASON)
    form = {"compartment": "health", "ground": "treatment", "reason": REASON}
    jun = client_of("jun")
    assert "Somebody with the same right has to agree" in page(jun, case, "emergency")
    assert send(jun, case, "emergency", status=422, **form)
    assert "do not go together" in send(jun, case, "emergency", status=422, **form, second="lena", second_code="000000")
    assert BreakGlass.objects.count() == 2


def test_who_guesses_at_the_code_of_a_second_person_is_held_up_and_the_other_is_not(case: str) -> None:
    form = {"compartment": "health", "ground": "treatment", "reason": REASON, "second_code": "000000"}
    jun = client_of("jun")
    for _ in range(12):
        send(jun, case, "emergency", status=422, **form, second="brook")
    set_up_app(User.objects.get(id="brook"), SECRET)
    client = client_of("brook")
    code = app_code(SECRET, int(time.time()) // 30)
    assert client.post("/account/prove", {"proof_method": "GET", "proof_code": code}).status_code == 302


@pytest.mark.parametrize("until", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_an_end_that_no_calendar_reaches_is_refused_beside_its_field(case: str, brook: Client, until: str) -> None:
    basis = {f"consent-{name}": text for name, text in agreed().items()}
    given = {"do": "give", "agency": "clinic-xx", "compartments": ["health"], "basis": "consent", "purpose": "health", **basis}
    assert "lasts that long" in send(brook, case, "people", status=422, **given, until=until)
    added = {"do": "add", "user": "castor", "role": "works_on", "purpose": "justice"}
    assert "lasts that long" in send(brook, case, "people", status=422, **added, until=until)


def test_somebody_is_brought_in_and_let_go_a_part_is_given_and_taken_back(case: str, brook: Client) -> None:
    end = {"until": f"{now().year + 1}-01-01", "purpose": "assistance"}
    basis = {f"consent-{name}": text for name, text in agreed().items()}
    given = {"do": "give", "agency": "clinic-xx", "compartments": ["health"], "basis": "consent", **basis}
    send(brook, case, "people", **{**given, **end, "purpose": "health"})
    send(brook, case, "people", do="add", user="jun", role="works_on", purpose="health")
    assert "City Clinic : Health" in page(brook, case, "people")
    assert page(client_of("jun"), case)
    assert "City Clinic" in page(client_of("jun"), case, "people")
    assert "castor" not in page(client_of("jun"), case, "people")
    send(brook, case, "people", do="take", id=Grant.objects.get(agency="clinic-xx").id)
    page(client_of("jun"), case, status=404)
    assert "nobody signs in with this name" in send(brook, case, "people", status=422, do="add", user="nobody").lower()
    assert "names the compartments" in send(brook, case, "people", status=422, **{**given, **end, "compartments": []})


def test_who_says_that_they_must_not_see_a_case_sees_it_no_more(case: str) -> None:
    castor = client_of("castor")
    send(castor, case, "people", do="bar")
    page(castor, case, status=404)


def test_what_no_database_can_be_asked_is_refused_alike_whether_the_case_is_there_or_not(case: str, brook: Client) -> None:
    for path in (f"{case}%00", f"{case}/facts/a%00b", f"{case}/people", "aaaaaaaaaaaaaaaa/people"):
        assert brook.get(f"/cases/{path}", {"key": "\x00"}).status_code == 400
    assert brook.post("/cases", {"read": "\x00"}).status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "1950-01-01T00:00", "2026", "x"])
def test_a_moment_that_no_law_reaches_is_said_to_be_none(case: str, brook: Client, moment: str) -> None:
    assert "Something is not right yet" in page(brook, case, f"as-known?moment={moment}", status=422)


@pytest.mark.parametrize("key", ["", "nothing", "a/b", "offence#1", "..", "offence"])
def test_what_is_no_fact_has_no_page(case: str, brook: Client, key: str) -> None:
    assert brook.get(f"/cases/{case}/record", {"key": key}).headers["location"] == f"/cases/{case}"
    assert brook.get(f"/cases/{case}/facts/{key.replace('#1', '') or '-'}").status_code in (404, 301)
