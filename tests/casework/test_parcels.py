"""A referral to another installation: a sealed file that opens there alone, comes in once, and leaves nothing where refused.

The other installation stands here as its keys and its own reading of the file: the same keys and layout, on the other side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.importing.gaps import imported_gaps
from amparo.casework.models import Case, Partner, Referral
from amparo.casework.moment import now
from amparo.casework.paper_kinds import BROUGHT, kept_apart_as
from amparo.casework.record import Statement, record
from amparo.casework.referring.answering import offer, offers
from amparo.casework.referring.contents import TO_CONFIRM, written
from amparo.casework.referring.incoming import accept_in, answer_of, reject_in, take_in
from amparo.casework.referring.outgoing import file_of, send_out, take_answer
from amparo.casework.referring.partners import MARK, add_partner, end_partner, own_card, own_hand, partners
from amparo.casework.referring.preview import preview
from amparo.casework.seeing import who_received
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, from_canonical, written_moment
from amparo.sealing.key import Key
from amparo.sealing.parcel import Hand, card_from, card_text, hand_of, open_body, open_parcel, seal_parcel
from casework.referred import plan, shelters
from casework.staffed import full_case, given, joined, stepped
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")

THEIRS = hand_of(Key("abroad", b"a" * 32), title="Casa Sol, Ysera", body="ngo", agency="sol")
OFFER = {"kind": "case", "urgency": "now", "age": "adult", "languages": ["km"], "safety": ["no-call"]}


@pytest.fixture
def partner(world: None) -> str:  # noqa: ARG001 an installation has to be there
    return add_partner(card_text(THEIRS), THEIRS.card.fingerprint)


@pytest.fixture
def case() -> str:
    shelters()
    return full_case()


def received(body: bytes, *, hand: Hand = THEIRS, referral: str = "from-abroad", **changed: object) -> bytes:
    """Return a file as the other installation makes one for Harbour House."""
    moment = now()
    head = {
        "schema": 1,
        "kind": "referral",
        "referral": referral,
        "agency": "harbour",
        "sent": written_moment(moment),
        "due": written_moment(moment + timedelta(hours=2)),
        "until": written_moment(moment + timedelta(days=30)),
        "offer": OFFER,
        **changed,
    }
    return seal_parcel(canonical(head), body, hand, card_from(own_card("harbour")))


def contents() -> bytes:
    """Return what such a file holds: a case of theirs, in which the police and they say different things."""
    case = full_case()
    given(case, "police-xx", ["security", "identity"], "justice")
    joined(case, "castor", "justice")
    seen = look(actor("castor"), case).seen
    record(actor("castor"), case, [Statement("in_danger_now", value=False, source="observed")], seen=seen)
    return written([look(actor("brook"), case)])


def test_only_the_partner_opens_what_goes_out_and_finds_what_the_preview_showed(case: str, partner: str) -> None:
    wanted = plan(agency=f"{MARK}{partner}", compartments=("identity", "security"))
    (shown, *_rest) = preview(actor("brook"), case, wanted, wanted.agency).shown
    row_id = send_out(stepped("brook"), case, wanted)
    sealed = file_of(actor("brook"), row_id)
    opened = open_parcel(sealed, THEIRS, [own_hand("harbour").card])
    head, body = from_canonical(opened.head), from_canonical(open_body(opened, THEIRS))
    assert head["offer"] == wanted.offered()
    assert {each["key"] for each in body["facts"]} == {entry.key for entry in shown.sight.entries}
    assert {each["key"] for each in body["facts"]} == {"age_years", "in_danger_now"}
    with pytest.raises(AmparoError, match="parcel-not-ours"):
        take_in(actor("brook"), sealed)
    with pytest.raises(AmparoError, match="no-such-case"):
        file_of(actor("castor"), row_id)
    (told,) = who_received(actor("brook"), case)
    assert (told.agency, told.compartments) == ("Casa Sol, Ysera", ("identity", "security"))


def test_what_may_not_be_given_goes_into_no_file(case: str, partner: str) -> None:
    where = f"{MARK}{partner}"
    with pytest.raises(AmparoError, match="step-up-needed"):
        send_out(actor("brook"), case, plan(agency=where))
    with pytest.raises(AmparoError, match="grant-outside-mandate"):
        send_out(stepped("brook"), case, plan(agency=where, kind="health"))
    record(actor("brook"), case, [Statement("consent_to_referral", value=False, source="said")], seen={})
    with pytest.raises(AmparoError, match="referral-refused-by-person"):
        send_out(stepped("brook"), case, plan(agency=where))
    assert not Referral.objects.exists()


def test_an_answer_that_comes_back_changes_the_state_once(case: str, partner: str) -> None:
    row_id = send_out(stepped("brook"), case, plan(agency=f"{MARK}{partner}"))
    said = {
        "schema": 1,
        "kind": "answer",
        "referral": row_id,
        "at": written_moment(now()),
        "state": "rejected",
        "reason": "full",
    }
    answer = seal_parcel(canonical(said), b"", THEIRS, own_hand("harbour").card)
    assert take_answer(actor("brook"), answer) == row_id
    assert take_answer(actor("brook"), answer) == row_id
    row = Referral.objects.get(id=row_id)
    assert (row.state, bytes(row.offer)) == ("rejected", b"")
    told = [paper.body for paper in look(actor("brook"), case).papers if paper.body.get("referral") == row_id]
    assert [each["reason"] for each in told] == ["full"]


def test_of_a_file_that_came_in_the_offer_alone_is_shown_and_accepting_opens_a_case_as_stated_there(partner: str) -> None:
    row_id = take_in(actor("brook"), received(contents()))
    cases = Case.objects.count()
    seen = offer(actor("brook"), row_id)
    assert (seen.partner, seen.sender, dict(seen.said)) == ("Casa Sol, Ysera", "", OFFER)
    case = accept_in(actor("brook"), row_id)
    assert Case.objects.count() == cases + 1
    assert accept_in(actor("brook"), row_id) == case
    sight = look(actor("brook"), case)
    danger = [entry for entry in sight.entries if entry.key == "in_danger_now"]
    assert {(entry.by, entry.source, entry.value) for entry in danger} == {
        ("ngo", "observed", True),
        ("ngo", "observed", False),
    }
    assert {str(entry.method).split(",")[1] for entry in danger} == {" Ysera: ngo", " Ysera: police"}
    assert all("Casa Sol" in str(entry.method) for entry in sight.entries)
    assert sight.acts["removal"]["answer"] == "held"
    answer = open_parcel(answer_of(actor("brook"), row_id), THEIRS, [own_hand("harbour").card])
    assert from_canonical(answer.head)["state"] == "accepted"
    assert from_canonical(answer.head)["referral"] == "from-abroad"
    assert partner == Partner.objects.get().id


@pytest.mark.usefixtures("partner")
def test_the_same_file_comes_in_once_and_what_is_refused_is_not_kept() -> None:
    sealed, cases = received(contents()), Case.objects.count()
    row_id = take_in(actor("brook"), sealed)
    assert take_in(actor("brook"), sealed) == row_id
    assert [each.id for each in offers(actor("brook"))] == [row_id]
    answer = open_parcel(reject_in(actor("brook"), row_id, "full"), THEIRS, [own_hand("harbour").card])
    assert from_canonical(answer.head)["reason"] == "full"
    row = Referral.objects.get(id=row_id)
    assert (row.state, bytes(row.offer), row.case_id, Case.objects.count()) == ("rejected", b"", None, cases)
    assert take_in(actor("brook"), sealed) == row_id
    with pytest.raises(AmparoError, match="referral-answered"):
        accept_in(actor("brook"), row_id)


@pytest.mark.usefixtures("partner")
def test_wrong_old_strange_or_changed_files_are_refused_in_clear_words() -> None:
    body = canonical({"schema": 1, "called": "", "facts": [], "papers": []})
    stranger = hand_of(Key("other", b"b" * 32), title="Nobody", body="ngo", agency="sol")
    old = written_moment(now() - timedelta(days=1))
    broken = bytearray(received(body))
    broken[-1] ^= 1
    for data, code in (
        (received(body, hand=stranger), "parcel-from-stranger"),
        (received(body, until=old), "parcel-too-old"),
        (received(body, kind="answer"), "parcel-other-kind"),
        (received(body, offer={**OFFER, "safety": ["lives at 5 Port Street"]}), "parcel-damaged"),
        (bytes(broken), r"parcel-damaged|signature-wrong"),
        (b"a letter", "parcel-damaged"),
    ):
        with pytest.raises(AmparoError, match=code):
            take_in(actor("brook"), data)
    with pytest.raises(AmparoError, match="parcel-for-colleagues"):
        take_in(actor("lena"), received(body, offer={**OFFER, "kind": "legal"}))
    assert not Referral.objects.exists()


def told(key: str, value: object, by: str, source: str = "observed", **more: object) -> dict[str, object]:
    """Return a fact as a partner's file quotes it."""
    return {"key": key, "value": value, "by": by, "source": source, "recorded": "2026-03-02T09:30:00.000000Z", **more}


def taken_up(facts: Sequence[Mapping[str, object]], papers: Sequence[Mapping[str, object]] = (), referral: str = "r") -> str:
    """Accept a file of these facts and papers as Brook, and return the case."""
    body = canonical({"schema": 1, "called": "Heron", "facts": list(facts), "papers": list(papers)})
    return accept_in(actor("brook"), take_in(actor("brook"), received(body, referral=referral)))


QUOTED = (
    told("court_order#1.act", "removal", "court", "decision"),
    told("court_order#1.effect", "allows", "court", "decision"),
    told("court_order.complete", value=True, by="court", source="decision"),
    told("may_be_refugee", value=False, by="police"),
    told("asylum_decided", "refused_final", "asylum_authority", "decision"),
    told("conclusive_decision", "no", "identifying_authority", "decision"),
    told("challenge_open", value=False, by="identifying_authority", source="decision"),
    told("relative.complete", value=True, by="ngo"),
    told("relative#1.complicit", value=False, by="ngo"),
)


@pytest.mark.usefixtures("partner")
def test_nothing_that_a_file_quotes_ends_a_protection_here_and_all_of_it_waits_to_be_confirmed() -> None:
    stood = [told("asylum_claimed", value=True, by="ngo", source="said"), told("reasonable_grounds", "yes", "ngo", "said")]
    before, case = look(actor("brook"), taken_up(stood)), taken_up([*stood, *QUOTED], referral="with-orders")
    sight = look(actor("brook"), case)
    assert [(entry.key, entry.by) for entry in sight.entries] == [("asylum_claimed", "ngo"), ("reasonable_grounds", "ngo")]
    assert sight.acts["removal"] == before.acts["removal"]
    assert sight.acts["removal"]["answer"] == "held"
    waiting = [each for paper in sight.papers for each in paper.body["facts"] if paper.body["kind"] == TO_CONFIRM]
    assert {each["key"] for each in waiting} == {each["key"] for each in QUOTED}
    assert {each["by"] for each in waiting} == {"court", "police", "asylum_authority", "identifying_authority", "ngo"}


@pytest.mark.usefixtures("partner")
def test_what_a_file_says_of_another_body_has_the_power_of_its_sender_alone() -> None:
    case = taken_up(
        [
            told("reasonable_grounds", "yes", "identifying_authority", "decision"),
            told("in_danger_now", value=True, by="police", source="document"),
        ]
    )
    entries = look(actor("brook"), case).entries
    assert {(entry.key, entry.by, entry.source) for entry in entries} == {
        ("reasonable_grounds", "ngo", "said"),
        ("in_danger_now", "ngo", "said"),
    }


@pytest.mark.usefixtures("partner")
def test_what_this_release_does_not_know_is_kept_as_a_paper_that_few_read_and_decides_nothing() -> None:
    facts = [
        told("of_tomorrow", value=True, by="ngo", source="said", compartment="health"),
        told("pregnant", value=True, by="ngo", source="said"),
    ]
    case = taken_up(facts)
    sight = look(actor("brook"), case)
    assert ({entry.key for entry in sight.entries}, sight.called) == ({"pregnant"}, "Heron")
    (paper,) = sight.papers
    assert [(each["key"], each["compartment"]) for each in paper.body["facts"]] == [("of_tomorrow", "health")]
    assert (paper.compartment, paper.is_said) == ("account", True)
    given(case, "police-xx", ["account", "identity"], "justice")
    joined(case, "castor", "justice")
    assert look(actor("castor"), case).papers == ()


def paper_of(kind: str, compartment: str = "identity", body: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return a paper as a partner's file holds it."""
    at = "2026-03-02T09:30:00.000000Z"
    return {"kind": kind, "compartment": compartment, "said": False, "by": "ngo", "at": at, "body": body or {"text": "a"}}


@pytest.mark.usefixtures("partner")
def test_a_paper_of_a_partner_is_kept_apart_as_it_was_there() -> None:
    within = {"from": "Another", "kind": "referral", "by": "ngo", "at": "", "body": {"text": "a"}}
    papers = [
        paper_of("note"),
        paper_of("referral"),
        paper_of("act-asked"),
        paper_of("of-tomorrow"),
        paper_of("imported", body=within),
        paper_of("imported", body={"held": [], "empty": [], "on": "2026-03-02"}),
        paper_of("note", compartment="of-tomorrow"),
    ]
    case = taken_up([], papers)
    assert len(look(actor("brook"), case).papers) == len(papers)
    given(case, "police-xx", ["identity"], "justice")
    joined(case, "castor", "justice")
    assert [paper.body["kind"] for paper in look(actor("castor"), case).papers] == ["note", "act-asked", "imported"]
    assert imported_gaps(look(actor("brook"), case).papers) is None


def test_a_note_of_identification_of_a_partner_stays_one() -> None:
    for kind, is_note in (("screening", True), ("of-tomorrow", True), ("note", False)):
        assert kept_apart_as(BROUGHT, {"from": "Casa Sol", "kind": kind, "body": {}}).is_identification_note is is_note
    assert kept_apart_as("note", {"from": "x", "kind": "screening"}).is_identification_note is False


def test_a_partner_counts_once_its_fingerprint_was_compared() -> None:
    text = card_text(THEIRS)
    with pytest.raises(AmparoError, match="fingerprint-other"):
        add_partner(text, "12345 " * 10)
    added = add_partner(text, THEIRS.card.fingerprint.replace(" ", ""))
    with pytest.raises(AmparoError, match="partner-exists"):
        add_partner(text, THEIRS.card.fingerprint)
    removing = hand_of(Key("border", b"c" * 32), title="Border", body="border_authority", agency="border")
    with pytest.raises(AmparoError, match="unknown-body"):
        add_partner(card_text(removing), removing.card.fingerprint)
    end_partner(added)
    assert partners() == ()
