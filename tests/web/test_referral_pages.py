"""The pages of referrals: a case is referred step by step, answered, told to be done; and the directory of services."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.models import Case, Referral
from amparo.casework.moment import now
from amparo.casework.record import Statement, record
from amparo.casework.referring.directory import Entry, list_service, services
from casework.referred import sent, shelters
from casework.staffed import CONSENT, full_case
from casework.world import actor
from web.inside import client_of

pytestmark = pytest.mark.usefixtures("world")

LANTERN = Entry(
    title="Lantern House, night desk",
    kinds=("shelter",),
    area="Port",
    languages=("km",),
    reached="000 300 100",
    agency="lantern",
)


@pytest.fixture
def case() -> str:
    shelters()
    return full_case()


def text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hidden(response: HttpResponse) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))


def filled(**more: Any) -> dict[str, Any]:
    """Return what somebody fills in on the last page."""
    said: dict[str, Any] = {
        "do": "send",
        "urgency": "now",
        "age": "adult",
        "languages": "km",
        "safety": ["no-call"],
        "compartments": ["identity", "security"],
        "basis": "consent",
        "note": "She sleeps badly.",
        **{f"consent-{name}": words for name, words in CONSENT.items()},
    }
    return {**said, **more}


def shown(client: Client, case: str, **more: Any) -> HttpResponse:
    """Go the way to the last page, and ask there for a preview."""
    chosen = {"kind": "shelter", "agency": "lantern", **more}
    return client.post(f"/cases/{case}/refer", filled(**chosen, do="see"))  # type: ignore[return-value]  # the client's own type


def test_step_by_step_from_the_need_to_the_offer(case: str) -> None:
    list_service(actor("brook"), LANTERN)
    client = client_of("brook")
    found = client.post(f"/cases/{case}/refer", {"do": "find", "kind": "shelter", "area": "port"})
    assert "Lantern House, night desk" in text(found)
    assert "Border Guard" not in text(found)
    first = client.post(f"/cases/{case}/refer", {"do": "choose", "kind": "shelter", "agency": "lantern"})
    assert "What Lantern House will see" in text(first)
    assert "Where the person sleeps" in text(first)
    unseen = client.post(f"/cases/{case}/refer", filled(**hidden(first)))
    assert unseen.status_code == 422
    assert "Look at what they will see now" in text(unseen)
    assert "She sleeps badly." in unseen.content.decode()
    answer = client.post(f"/cases/{case}/refer", filled(**hidden(unseen)))
    row = Referral.objects.get()
    assert answer["Location"] == f"/referrals/{row.id}"
    assert "Waits for an answer" in text(client.get(f"/referrals/{row.id}"))
    assert "Lantern House" in text(client.get(f"/cases/{case}/refer"))


def test_the_preview_shows_the_chosen_parts_and_nothing_beside(case: str) -> None:
    page = text(shown(client_of("brook"), case))
    assert "What Lantern House will see" in page
    preview = page[page.index("What Lantern House will see") : page.index("What is written into these parts later")]
    assert "Age" in preview
    assert "Trafficking" not in preview
    assert "Where the person sleeps" not in preview


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(case: str) -> None:
    client = client_of("brook")
    marks = hidden(shown(client, case))
    for changed, words in (
        ({"consent-language": ""}, "From 1 to 1000 visible signs are needed"),
        ({"urgency": ""}, "One of the list has to be chosen"),
        ({"until": "1999-01-01"}, "A grant on this basis ends within"),
        ({"reserve": "lantern"}, "another agency at work here"),
    ):
        page = client.post(f"/cases/{case}/refer", filled(**{**marks, **changed}))
        if "reserve" in changed:  # another preview first
            page = client.post(f"/cases/{case}/refer", filled(**{**hidden(page), **changed}))
        assert page.status_code == 422
        assert words in text(page)
        assert "She sleeps badly." in page.content.decode()
    assert not Referral.objects.exists()


def test_a_no_of_the_person_stands_on_the_page_and_cannot_be_passed_by(case: str) -> None:
    record(actor("brook"), case, [Statement("consent_to_referral", value=False, source="said")], seen={})
    client = client_of("brook")
    page = shown(client, case)
    assert "The person does not agree to being referred." in text(page)
    assert client.post(f"/cases/{case}/refer", filled(**hidden(page))).status_code == 422
    assert not Referral.objects.exists()


def test_who_may_not_share_is_told_so_and_others_that_there_is_none(case: str) -> None:
    assert client_of("castor").get(f"/cases/{case}/refer").status_code == 404
    row = sent(case)
    client_of("mara").post(f"/referrals/{row.id}", {"do": "accept"})
    assert client_of("mara").get(f"/cases/{case}/refer").status_code == 403


def test_an_offer_names_no_case_and_is_there_for_its_receiver_alone(case: str) -> None:
    row = sent(case)
    page = client_of("mara").get(f"/referrals/{row.id}")
    assert "A safe place to live" in text(page)
    assert "Call first, write later" in text(page)
    assert case not in page.content.decode()
    assert case[:4].upper() not in text(page)
    missing = client_of("mara").get("/referrals/aaaaaaaaaaaaaaaa").content.replace(b"a" * 16, row.id.encode())
    for name in ("otis", "castor", "fen", "hana"):
        found = client_of(name).get(f"/referrals/{row.id}")
        assert (found.status_code, found.content) == (404, missing)


def test_accepted_refused_and_done_each_with_one_form(case: str) -> None:
    first, second = sent(case), sent(case)
    mara = client_of("mara")
    assert mara.post(f"/referrals/{first.id}", {"do": "accept"})["Location"] == f"/cases/{case}"
    assert mara.post(f"/referrals/{first.id}", {"do": "accept"})["Location"] == f"/cases/{case}"
    assert mara.post(f"/referrals/{second.id}", {"do": "reject"}).status_code == 422
    mara.post(f"/referrals/{second.id}", {"do": "reject", "reason": "full"})
    assert "No place, or nobody free" in text(client_of("brook").get(f"/referrals/{second.id}"))
    mara.post(f"/referrals/{first.id}", {"do": "finish", "given": ["shelter"], "text": "ten nights"})
    assert "ten nights" in text(client_of("brook").get(f"/referrals/{first.id}"))
    late = client_of("noor").post(f"/referrals/{second.id}", {"do": "accept"})
    assert late.status_code == 422
    assert "This referral has been answered already" in text(late)


def test_it_is_taken_back_by_its_sender_alone(case: str) -> None:
    row = sent(case)
    assert client_of("mara").post(f"/referrals/{row.id}", {"do": "revoke"}).status_code == 404
    client_of("brook").post(f"/referrals/{row.id}", {"do": "revoke"})
    row.refresh_from_db()
    assert row.state == "revoked"
    assert "was taken back" in text(client_of("mara").post(f"/referrals/{row.id}", {"do": "accept"}))


def test_a_case_is_handed_over_from_its_page(case: str) -> None:
    client = client_of("brook")
    chosen = {"kind": "case", "agency": "union", "transfer": "yes"}
    page = shown(client, case, **chosen)
    assert "Hand the case over to Case Union" in text(page)
    client.post(f"/cases/{case}/refer", filled(**hidden(page)))
    row = Referral.objects.get()
    assert client_of("pia").post(f"/referrals/{row.id}", {"do": "accept"})["Location"] == f"/cases/{case}"
    assert Case.objects.get(id=case).agency_id == "union"
    assert client.get(f"/cases/{case}").status_code == 404


def test_the_list_has_what_waits_first_for_each_side(case: str) -> None:
    sent(case)
    assert "A safe place to live" in text(client_of("mara").get("/referrals"))
    assert "Sent, and not answered yet 1" in text(client_of("brook").get("/referrals"))
    assert "Nobody waits for an answer of your agency." in text(client_of("castor").get("/referrals"))


def test_the_directory_is_kept_by_those_who_may_and_read_by_all() -> None:
    brook, castor = client_of("brook"), client_of("castor")
    entry = {"title": "Night desk", "kinds": ["shelter"], "area": "Port", "reached": "000 300 100", "languages": "km, en"}
    assert castor.get("/services/new").status_code == 404
    assert brook.post("/services/new", {**entry, "area": ""}).status_code == 422
    assert brook.post("/services/new", {**entry, "places": "many"}).status_code == 422
    assert brook.post("/services/new", {**entry, "places": "4"})["Location"] == "/services"
    (found,) = services(actor("castor"), kind="shelter", area="por")
    assert (found.entry.places, found.entry.languages, found.is_ours) == (4, ("km", "en"), False)
    assert castor.post(f"/services/{found.id}", {"do": "end"}).status_code == 403
    assert "Night desk" in text(castor.get("/services?kind=shelter"))
    assert "Night desk" not in text(castor.get("/services?kind=legal"))
    brook.post(f"/services/{found.id}", {**entry, "do": "keep", "title": "Day desk"})
    assert services(actor("brook"))[0].entry.title == "Day desk"
    brook.post(f"/services/{found.id}", {"do": "confirm"})
    assert services(actor("brook"))[0].confirmed <= now()
    brook.post(f"/services/{found.id}", {"do": "end"})
    assert services(actor("brook")) == ()
