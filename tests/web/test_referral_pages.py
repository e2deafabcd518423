"""The pages of referrals: a case is referred step by step, answered, told to be done; and the directory of services."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from amparo.casework.models import Case, Referral
from amparo.casework.moment import now
from amparo.casework.record import Statement, record
from amparo.casework.referring.directory import Entry, list_service, services
from amparo.casework.referring.partners import add_partner, own_hand
from amparo.ledger.canonical import canonical, written_moment
from amparo.sealing.key import Key
from amparo.sealing.parcel import card_text, hand_of, open_body, open_parcel, seal_parcel
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


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hidden(response: Any) -> dict[str, str]:
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


def shown(client: Client, case: str, **more: Any) -> Any:
    """Go the way to the last page, and ask there for a preview."""
    chosen = {"kind": "shelter", "agency": "lantern", **more}
    return client.post(f"/cases/{case}/refer", filled(**chosen, do="see"))


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
    again = client.post(f"/cases/{case}/refer", filled(**hidden(unseen)))
    assert (again["Location"], Referral.objects.count()) == (answer["Location"], 1)
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
    assert case[:4].upper() in text(client_of("pia").get("/home"))


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


def test_to_another_installation_and_back_by_files(case: str) -> None:
    there = hand_of(Key("abroad", b"a" * 32), title="Casa Sol, Ysera", body="ngo", agency="sol")
    partner = add_partner(card_text(there), there.card.fingerprint)
    client = client_of("brook")
    assert "Casa Sol, Ysera" in text(client.post(f"/cases/{case}/refer", {"do": "find", "kind": "case"}))
    page = shown(client, case, kind="case", agency=f"partner:{partner}")
    assert "it cannot be called back" in text(page)
    where = client.post(f"/cases/{case}/refer", filled(**hidden(page)))["Location"]
    sealed = client.get(f"{where}/file").content
    opened = open_parcel(sealed, there, [own_hand("harbour").card])
    assert b"in_danger_now" in open_body(opened, there)
    assert client_of("castor").get(f"{where}/file").status_code == 404
    said = {
        "schema": 1,
        "kind": "answer",
        "referral": where.rpartition("/")[2],
        "at": written_moment(now()),
        "state": "accepted",
    }
    answer = seal_parcel(canonical(said), b"", there, own_hand("harbour").card)
    wrong = client.post("/referrals", {"do": "referral", "file": BytesIO(answer)})
    assert (wrong.status_code, "This file is no referral" in text(wrong)) == (422, True)
    assert client.post("/referrals", {"do": "answer", "file": BytesIO(answer)})["Location"] == where
    assert Referral.objects.get().state == "accepted"


def test_a_file_that_came_in_is_refused_or_accepted_on_its_page() -> None:
    there = hand_of(Key("abroad", b"a" * 32), title="Casa Sol, Ysera", body="ngo", agency="sol")
    add_partner(card_text(there), there.card.fingerprint)
    client, moment = client_of("brook"), now()
    offer = {"kind": "case", "urgency": "now", "age": "adult", "languages": [], "safety": []}
    moments = {name: written_moment(moment + timedelta(days=1)) for name in ("due", "until")} | {"sent": written_moment(moment)}
    at = "2026-03-02T09:30:00.000000Z"
    no = {"key": "may_be_refugee", "value": False, "by": "police", "source": "observed", "recorded": at}
    note = {
        "kind": "note",
        "compartment": "support",
        "said": False,
        "by": "ngo",
        "at": at,
        "body": {"text": "She sleeps badly."},
    }
    body = canonical({"schema": 1, "called": "Heron", "facts": [no, {**no, "key": "of_tomorrow"}], "papers": [note]})
    for name in ("first", "second"):
        head = {"schema": 1, "kind": "referral", "referral": name, "agency": "harbour", "offer": offer, **moments}
        sealed = seal_parcel(canonical(head), body, there, own_hand("harbour").card)
        where = client.post("/referrals", {"do": "referral", "file": BytesIO(sealed)})["Location"]
        assert "Casa Sol, Ysera" in text(client.get(where))
        if name == "first":
            answer = client.post(where, {"do": "reject", "reason": "full"})
            assert b'"reason":"full"' in open_parcel(answer.content, there, [own_hand("harbour").card]).head
        else:
            case = client.post(where, {"do": "accept"})["Location"]
            assert "Heron" in text(client.get(case))
            papers = text(client.get(f"{case}/papers"))
            assert "Casa Sol, Ysera says the following. It counts here once somebody who may state it does:" in papers
            assert "May be a refugee: No (Police, 2026-03-02)" in papers
            assert "of_tomorrow: False" in papers
            assert "She sleeps badly." in papers
            assert (
                b'"state":"accepted"'
                in open_parcel(client.get(f"{where}/file").content, there, [own_hand("harbour").card]).head
            )
