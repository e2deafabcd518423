"""Referral: nothing moves before it is accepted, what was shown is what is seen, and who refuses keeps nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from amparo.casework import keys
from amparo.casework.access import look
from amparo.casework.agencies import LONGEST_ID, NewAgency, check_agency
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.log import told_of
from amparo.casework.members import declare_conflict
from amparo.casework.models import Agency, Case, Conflict, Grant, Membership, Notice, Referral, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import Statement, open_case, record
from amparo.casework.referring.answering import accept, finish, offer, offers, reject, waiting
from amparo.casework.referring.late import ask_reserve, tell_late
from amparo.casework.referring.preview import preview
from amparo.casework.referring.sending import revoke, send
from amparo.casework.referring.states import LAPSES_AFTER
from amparo.casework.seeing import who_looked, who_received
from amparo.casework.wall import enter
from amparo.errors import AmparoError
from casework.referred import plan, sent, shelters
from casework.staffed import full_case, given, joined, stepped, user
from casework.world import actor, open_keys

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def case() -> str:
    shelters()
    return full_case()


def later(row: Referral, by: timedelta) -> None:
    """Let the answer to a referral have been due for so long."""
    Referral.objects.filter(id=row.id).update(due=now() - by)


def states(case: str) -> list[str]:
    return list(Referral.objects.filter(case=case).order_by("sent").values_list("state", flat=True))


def test_before_it_is_accepted_the_receiver_holds_an_offer_without_case_name_or_fact(case: str) -> None:
    row = sent(case)
    seen = offer(actor("mara"), row.id)
    assert (seen.sender, seen.case, seen.state) == ("harbour", "", "sent")
    assert dict(seen.said) == {
        "kind": "shelter",
        "urgency": "now",
        "age": "adult",
        "languages": ["km"],
        "safety": ["no-call"],
    }
    assert not Grant.objects.filter(agency="lantern").exists()
    assert not WrapRow.objects.filter(person=case, agency="lantern").exists()
    assert Notice.objects.get(agency="lantern").case_id is None
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("mara"), case)
    with pytest.raises(AmparoError):
        opened_for("willow", "referral", row.id, bytes(row.offer))


def test_who_accepts_sees_exactly_what_the_preview_showed(case: str) -> None:
    brook = actor("brook")
    row = sent(case)
    shown = preview(brook, case, plan(), "lantern")
    assert shown.is_staffed
    assert accept(actor("mara"), row.id) == case
    there = look(actor("mara"), case)
    (promised,) = [each.sight for each in shown.shown if "case_worker" in each.bundles]
    assert [each.id for each in there.entries] == [each.id for each in promised.entries]
    assert {each.key for each in there.entries} == {"age_years", "in_danger_now", "accommodation"}
    assert there.readable.keys() == promised.readable.keys() == {"identity", "security", "whereabouts"}
    assert there.acts == promised.acts
    assert there.determinations == promised.determinations
    assert [paper.body["text"] for paper in there.papers] == ["She sleeps badly."]
    assert Notice.objects.filter(agency="harbour", kind="referral-answered", case=case).exists()


def test_the_grant_is_in_the_name_of_who_shared_and_the_log_says_who_accepted(case: str) -> None:
    row = sent(case)
    accept(actor("mara"), row.id)
    grant = Grant.objects.get(agency="lantern")
    assert (grant.given_by_id, grant.purpose, grant.basis) == ("brook", "assistance", "consent")
    acts = {told.act: told.user for told in told_of(case)}
    assert (acts["referral-sent"], acts["referral-accepted"], acts["grant-given"]) == ("brook", "mara", "mara")
    member = Membership.objects.get(user="mara")
    assert (member.case_id, member.purpose) == (case, "assistance")


def test_of_two_who_answer_at_once_the_first_counts_and_a_link_opened_twice_changes_nothing(case: str) -> None:
    row = sent(case)
    accept(actor("mara"), row.id)
    assert accept(actor("mara"), row.id) == case
    with pytest.raises(AmparoError, match="referral-answered"):
        accept(actor("noor"), row.id)
    with pytest.raises(AmparoError, match="referral-answered"):
        reject(actor("noor"), row.id, "full")
    assert Grant.objects.filter(agency="lantern").count() == 1
    assert not Membership.objects.filter(user="noor").exists()


def test_who_refuses_keeps_nothing_and_the_sender_is_told_why(case: str) -> None:
    row = sent(case)
    reject(actor("mara"), row.id, "full")
    row.refresh_from_db()
    assert (row.state, bytes(row.offer), row.grants) == ("rejected", b"", [])
    for table in (Grant, Membership):
        assert not table.objects.filter(case=case).exclude(**_keepers(table)).exists()
    assert not WrapRow.objects.filter(person=case, agency="lantern").exists()
    (answer,) = [paper for paper in look(actor("brook"), case).papers if paper.body.get("state") == "rejected"]
    assert (answer.body["reason"], answer.agency) == ("full", "lantern")
    assert not dict(offer(actor("mara"), row.id).said)


def _keepers(table: type[Grant | Membership]) -> dict[str, str]:
    return {"agency": "harbour"} if table is Grant else {"user__agency": "harbour"}


def test_to_everybody_else_it_is_not_there(case: str) -> None:
    row = sent(case)
    for name in ("otis", "castor", "jun", "fen", "gita", "hana"):
        for ask in (offer, accept):
            with pytest.raises(AmparoError, match="no-such-case"):
                ask(actor(name), row.id)
        assert offers(actor(name)) == ()
        assert waiting(actor(name)) == 0


def test_who_must_not_see_the_case_is_not_offered_it(case: str) -> None:
    row = sent(case)
    Conflict.objects.create(id=fresh_id(), case_id=case, user_id="mara", since=now(), named_by_id="brook")
    with pytest.raises(AmparoError, match="no-such-case"):
        accept(actor("mara"), row.id)
    assert [each.id for each in offers(actor("noor"))] == [row.id]


def test_a_no_of_the_person_between_sending_and_accepting_ends_it(case: str) -> None:
    row = sent(case)
    record(actor("brook"), case, [Statement("consent_to_referral", value=False, source="said")], seen={})
    with pytest.raises(AmparoError, match="referral-refused-by-person"):
        accept(actor("mara"), row.id)
    row.refresh_from_db()
    assert (row.state, bytes(row.offer)) == ("revoked", b"")
    assert not Grant.objects.filter(agency="lantern").exists()


def says_no(case: str) -> None:
    """Let the person say that they do not want to be referred."""
    record(actor("brook"), case, [Statement("consent_to_referral", value=False, source="said")], seen={})


def test_after_a_no_of_the_person_nobody_new_is_asked(case: str) -> None:
    rejected, late = sent(case, reserve="willow"), sent(case, reserve="willow")
    says_no(case)
    reject(actor("mara"), rejected.id, "full")
    later(late, timedelta(minutes=1))
    tell_late(now())
    assert not Referral.objects.filter(receiver="willow").exists()
    assert not Notice.objects.filter(agency="willow").exists()


def test_a_case_that_is_another_agencys_by_now_is_offered_to_no_reserve(case: str) -> None:
    row = sent(case, reserve="willow")
    Case.objects.filter(id=case).update(agency="union")
    with transaction.atomic():
        enter("union", [case])
        assert ask_reserve(Referral.objects.get(id=row.id)) is None


def test_a_no_of_the_person_hides_what_waits_at_once_and_the_clock_ends_it(case: str) -> None:
    row = sent(case)
    danger = {"danger": "she does not breathe", "not_asked": "unconscious"}
    says_no(case)
    life = sent(case, agency="willow", basis="vital_interest", recorded=danger, until=now() + timedelta(days=2))
    assert offers(actor("mara")) == ()
    with pytest.raises(AmparoError, match="no-such-case"):
        offer(actor("mara"), row.id)
    assert (tell_late(now()), tell_late(now())) == (1, 0)
    row.refresh_from_db()
    assert (row.state, bytes(row.offer)) == ("revoked", b"")
    assert Notice.objects.filter(agency="harbour", kind="referral-answered", about=row.id).exists()
    assert [each.id for each in offers(actor("otis"))] == [life.id]


def test_a_no_is_respected_and_life_comes_first(case: str) -> None:
    record(actor("brook"), case, [Statement("consent_to_referral", value=False, source="said")], seen={})
    with pytest.raises(AmparoError, match="referral-refused-by-person"):
        sent(case)
    danger = {"danger": "she does not breathe", "not_asked": "unconscious"}
    row = sent(case, basis="vital_interest", recorded=danger, until=now() + timedelta(days=2))
    assert accept(actor("mara"), row.id) == case


def test_the_basis_for_children_is_not_for_an_adult(case: str) -> None:
    decided = {"decided_on": f"{now():%Y-%m-%d}", "decided_by": "the child authority", "child_view": "wants to go"}
    with pytest.raises(AmparoError, match="basis-of-children"):
        sent(case, basis="best_interests", recorded=decided)


def test_it_takes_the_right_to_share_proved_again(case: str) -> None:
    with pytest.raises(AmparoError, match="step-up-needed"):
        send(actor("brook"), case, plan())
    given(case, "lantern", ["identity"], "assistance")
    joined(case, "mara", "assistance")
    with pytest.raises(AmparoError, match="not-yours"):
        send(stepped("mara"), case, plan(agency="willow"))
    assert not Referral.objects.exists()


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"agency": "border-xx"}, "grant-outside-mandate"),
    ({"agency": "police-xx"}, "grant-outside-mandate"),
    ({"compartments": ("account",)}, "grant-outside-mandate"),
    ({"agency": "harbour"}, "unknown-agency"),
    ({"agency": "nobody"}, "unknown-agency"),
    ({"kind": "gold"}, "wrong-referral"),
    ({"languages": ("Amina K.",)}, "wrong-referral"),
    ({"safety": ("lives at 5 Port Street",)}, "wrong-referral"),
    ({"recorded": {}}, "basis-not-recorded"),
    ({"reserve": "border-xx"}, "grant-outside-mandate"),
    ({"reserve": "lantern"}, "unknown-agency"),
    ({"note": "a\u202eb"}, "wrong-value"),
]


def test_what_could_not_be_given_is_not_offered(case: str) -> None:
    for changed, code in REFUSED:
        with pytest.raises(AmparoError, match=code):
            sent(case, **changed)
    assert not Referral.objects.exists()
    assert "referral" not in {paper.kind for paper in look(actor("brook"), case).papers}


def test_taken_back_at_any_time_and_what_was_given_ends(case: str) -> None:
    first = sent(case)
    revoke(actor("brook"), first.id)
    with pytest.raises(AmparoError, match="referral-over"):
        accept(actor("mara"), first.id)
    second = sent(case)
    accept(actor("mara"), second.id)
    revoke(actor("brook"), second.id)
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("mara"), case)
    assert not WrapRow.objects.filter(person=case, agency="lantern").exists()
    assert states(case) == ["revoked", "revoked"]
    with pytest.raises(AmparoError, match="no-such-case"):
        revoke(actor("castor"), second.id)


def test_without_an_answer_in_time_the_sender_is_told_and_a_late_yes_counts(case: str) -> None:
    row = sent(case)
    assert tell_late(now()) == 0
    later(row, timedelta(minutes=1))
    assert (tell_late(now()), tell_late(now())) == (1, 0)
    assert Notice.objects.filter(agency="harbour", kind="referral-late").count() == 1
    assert accept(actor("mara"), row.id) == case


def test_the_reserve_is_asked_and_the_first_yes_of_the_two_counts(case: str) -> None:
    row = sent(case, reserve="willow")
    assert waiting(actor("otis")) == 0
    later(row, timedelta(minutes=1))
    tell_late(now())
    (other,) = offers(actor("otis"))
    assert accept(actor("otis"), other.id) == case
    assert sorted(states(case)) == ["accepted", "revoked"]
    with pytest.raises(AmparoError, match="referral-over"):
        accept(actor("mara"), row.id)


def test_a_no_asks_the_reserve_at_once(case: str) -> None:
    row = sent(case, reserve="willow")
    reject(actor("mara"), row.id, "full")
    assert [each.said["kind"] for each in offers(actor("otis"))] == ["shelter"]


def test_an_agency_that_ended_meanwhile_is_not_waited_for(case: str) -> None:
    sent(case, reserve="willow")
    Agency.objects.filter(id="lantern").update(ended=now())
    assert tell_late(now()) == 1
    assert waiting(actor("otis")) == 1


def test_at_last_it_ends_without_an_answer(case: str) -> None:
    row = sent(case)
    later(row, LAPSES_AFTER + timedelta(hours=1))
    tell_late(now())
    row.refresh_from_db()
    assert (row.state, bytes(row.offer)) == ("lapsed", b"")
    with pytest.raises(AmparoError, match="referral-answered"):
        accept(actor("mara"), row.id)


def test_what_was_given_is_told_to_the_sender_alone_and_reading_ends_with_it(case: str) -> None:
    given(case, "police-xx", ["voice"], "justice")
    joined(case, "castor", "justice")
    row = sent(case)
    accept(actor("mara"), row.id)
    with pytest.raises(AmparoError, match="wrong-referral"):
        finish(actor("mara"), row.id, given=())
    finish(actor("mara"), row.id, given=("shelter",), text="a room for ten nights")
    (told,) = [paper for paper in look(actor("brook"), case).papers if paper.kind == "feedback"]
    assert (told.body["given"], told.body["text"]) == (["shelter"], "a room for ten nights")
    assert look(actor("castor"), case).papers == ()
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("mara"), case)
    assert offer(actor("mara"), row.id).said["given"] == ["shelter"]


def test_the_work_may_go_on_after_it_was_told(case: str) -> None:
    row = sent(case)
    accept(actor("mara"), row.id)
    finish(actor("mara"), row.id, given=("shelter",), reads_on=True)
    assert look(actor("mara"), case).entries
    with pytest.raises(AmparoError, match="referral-not-open"):
        finish(actor("mara"), row.id, given=("shelter",))


def test_the_receiver_of_a_note_reads_it_and_nobody_else_who_was_given_the_same_part(case: str) -> None:
    given(case, "police-xx", ["security"], "justice")
    joined(case, "castor", "justice")
    row = sent(case)
    accept(actor("mara"), row.id)
    assert [paper.kind for paper in look(actor("mara"), case).papers] == ["referral-note"]
    assert look(actor("castor"), case).papers == ()


def test_who_declares_a_conflict_after_accepting_sees_nothing_more(case: str) -> None:
    row = sent(case)
    accept(actor("mara"), row.id)
    declare_conflict(actor("mara"), case)
    with pytest.raises(AmparoError, match="no-such-case"):
        offer(actor("mara"), row.id)


def test_the_offer_is_sealed_under_a_key_of_the_inbox_alone(case: str) -> None:
    row = sent(case)
    kept = WrapRow.objects.filter(person="inbox:lantern")
    assert set(kept.values_list("compartment", "agency")) == {(keys.INBOX, "lantern")}
    assert b"shelter" not in bytes(row.offer)


def test_who_meets_the_person_first_hands_over_what_was_noted_and_can_take_it_back() -> None:
    shelters()
    user("nils", "union", "first_responder")
    case = open_case(actor("nils"), purpose="identification")
    record(actor("nils"), case, [Statement("trafficking_claimed", value=True, source="said")], seen={})
    handed = plan(agency="identifying-xx", kind="identification", compartments=("account", "identity"), note="")
    first = send(stepped("nils"), case, handed)
    revoke(actor("nils"), first)
    second = send(stepped("nils"), case, handed)
    assert accept(actor("ivo"), second) == case
    assert {entry.key for entry in look(actor("ivo"), case).entries} == {"trafficking_claimed"}


def test_the_person_is_told_who_received_and_that_it_was_offered(case: str) -> None:
    row = sent(case)
    assert who_received(actor("brook"), case) == ()
    accept(actor("mara"), row.id)
    (received,) = who_received(actor("brook"), case)
    assert (received.agency, received.basis) == ("Lantern House", "consent")
    acts = [each.act for each in who_looked(actor("brook"), case)]
    assert "offered the case to another agency" in acts
    assert "accepted a case that was offered" in acts


def test_the_longest_id_of_an_agency_has_room_for_its_inbox() -> None:
    long = "a" * LONGEST_ID
    check_agency(NewAgency(long, "Longest", "ngo"))
    for more in (1, 14):
        with pytest.raises(AmparoError, match="wrong-agency-id"):
            check_agency(NewAgency(long + "a" * more, "Longest", "ngo"))
    Agency.objects.create(id=long, title="Longest", body="ngo", since=now())
    open_keys(long)
    assert opened_for(long, "referral", "r", sealed_for(long, "referral", "r", {"kind": "case"})) == {"kind": "case"}
    WrapRow.objects.get(agency=long).clean_fields()
