"""Transfer: who keeps a case changes with the acceptance alone, with every key, and the old keeper is left with nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look, search
from amparo.casework.auditing import audit
from amparo.casework.leaving import end_agency
from amparo.casework.log import told_of
from amparo.casework.models import Case, IndexFigure, Membership, Referral, RegisterEntry, Task, WrapRow
from amparo.casework.owed.hands import put_off
from amparo.casework.owed.morning import today_of
from amparo.casework.owed.showing import UNWORKED
from amparo.casework.record import Statement, name_person, open_case, record
from amparo.casework.referring.answering import accept, offers
from amparo.casework.referring.preview import preview
from amparo.casework.referring.sending import send
from amparo.casework.register import enter
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.matching.record import Record
from casework.referred import plan, sent, shelters
from casework.staffed import CONSENT, FACTS, full_case, given, joined, stepped, user
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")

WHOLE = {"agency": "union", "kind": "case", "is_transfer": True, "compartments": tuple(FACTS), "safety": (), "note": ""}


@pytest.fixture
def case() -> str:
    shelters()
    made = full_case()
    name_person(actor("brook"), made, {"given_names": "Zahra", "family_name": "Ansari"})
    enter(actor("brook"), made, Record(full_name="Zahra Ansari", birth_date="1995-04-17"), agreed=CONSENT)
    return made


def test_until_it_is_accepted_everything_stays_as_it_was(case: str) -> None:
    row = sent(case, **WHOLE)
    assert Case.objects.get(id=case).agency_id == "harbour"
    assert len(look(actor("brook"), case).entries) == len(FACTS)
    assert not WrapRow.objects.filter(person=case, agency="union").exists()
    assert [each.is_transfer for each in offers(actor("pia"))] == [True]
    with pytest.raises(AmparoError, match="step-up-needed"):
        accept(actor("pia"), row.id)
    assert Case.objects.get(id=case).agency_id == "harbour"


def test_with_the_acceptance_the_new_keeper_has_every_key_and_the_old_one_none(case: str) -> None:
    before = look(actor("brook"), case)
    shown = preview(actor("brook"), case, plan(**WHOLE), "union")
    row = sent(case, **WHOLE)
    assert accept(stepped("pia"), row.id) == case
    there = look(actor("pia"), case)
    (promised,) = [each.sight for each in shown.shown if "case_manager" in each.bundles]
    assert [each.id for each in there.entries] == [each.id for each in promised.entries] == [each.id for each in before.entries]
    assert there.acts == before.acts
    assert Case.objects.get(id=case).agency_id == "union"
    assert not WrapRow.objects.filter(person=case, agency="harbour").exists()
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("brook"), case)
    assert [told.act for told in told_of(case)].count("case-transferred") == 1
    assert audit() == ()


def test_what_is_written_afterwards_no_old_key_opens_and_others_read_on(case: str) -> None:
    given(case, "police-xx", ["security"], "justice")
    joined(case, "castor", "justice")
    old = set(WrapRow.objects.filter(person=case, agency="harbour").values_list("data_key", flat=True))
    row = sent(case, **WHOLE)
    accept(stepped("pia"), row.id)
    record(actor("pia"), case, [Statement("retaliation_feared", value=True, source="said")], seen={})
    assert "retaliation_feared" in {entry.key for entry in look(actor("castor"), case).entries}
    newest = WrapRow.objects.filter(person=case, agency="union", compartment="security").order_by("data_key").last()
    assert newest is not None
    assert newest.data_key not in old


def test_the_person_is_found_by_the_new_keeper_alone_and_stays_in_the_register(case: str) -> None:
    row = sent(case, **WHOLE)
    accept(stepped("pia"), row.id)
    assert set(IndexFigure.objects.filter(case=case).values_list("agency", flat=True)) == {"union"}
    assert [line.case for line in search(actor("pia"), "family_name", "Ansari")] == [case]
    assert search(actor("brook"), "family_name", "Ansari") == ()
    assert RegisterEntry.objects.filter(case=case).exists()


def test_the_old_keeper_reads_on_what_the_person_agreed_to_and_nothing_else(case: str) -> None:
    row = sent(case, **{**WHOLE, "keeps": ("identity", "security")})
    accept(stepped("pia"), row.id)
    assert {entry.key for entry in look(actor("brook"), case).entries} == {"age_years", "in_danger_now"}
    assert Membership.objects.get(user="brook", ended=None).role == "works_on"
    kept = WrapRow.objects.filter(person=case, agency="harbour").values_list("compartment", flat=True)
    assert set(kept) == {"identity", "security"}


def test_only_a_body_that_may_lead_takes_a_case_and_only_who_may_lead_there_answers(case: str) -> None:
    with pytest.raises(AmparoError, match="transfer-to-nobody-leading"):
        sent(case, **{**WHOLE, "agency": "clinic-xx"})
    row = sent(case, **{**WHOLE, "agency": "lantern"})
    with pytest.raises(AmparoError, match="no-such-case"):
        accept(stepped("mara"), row.id)


def test_a_duty_of_the_law_never_opens_where_the_person_lives(case: str) -> None:
    duty = {"demanded_by": "the court", "provision": "order 7", "demanded_on": CONSENT["given_on"], "told": "yes"}
    with pytest.raises(AmparoError, match="transfer-opens-whereabouts"):
        sent(case, **{**WHOLE, "basis": "legal_duty", "recorded": duty})
    changed = {**WHOLE, "agency": "identifying-xx", "kind": "identification", "basis": "legal_duty", "recorded": duty}
    assert send(stepped("brook"), case, plan(**changed))


def test_other_offers_of_the_case_end_and_what_was_accepted_is_the_new_keepers_to_end(case: str) -> None:
    accepted, open_ = sent(case), sent(case, agency="willow")
    accept(actor("mara"), accepted.id)
    row = sent(case, **WHOLE)
    accept(stepped("pia"), row.id)
    open_.refresh_from_db()
    accepted.refresh_from_db()
    assert (open_.state, accepted.sender_id) == ("revoked", "union")
    assert look(actor("mara"), case).entries


def test_an_agency_leaves_once_its_cases_were_handed_over(case: str) -> None:
    with pytest.raises(AmparoError, match="agency-keeps-cases"):
        end_agency("harbour")
    accept(stepped("pia"), sent(case, **WHOLE).id)
    assert end_agency("harbour").users
    assert look(actor("pia"), case).entries
    assert Referral.objects.get(is_transfer=True).state == "accepted"


def test_what_the_old_keeper_put_off_is_owed_by_the_new_one_and_worked_out_anew_for_it(case: str) -> None:
    look(actor("brook"), case)
    mark = Task.objects.filter(case=case, binds="case_manager")[0].mark
    put_off(actor("brook"), case, mark, today() + timedelta(days=3), "not-safe")
    row = sent(case, **WHOLE)
    accept(stepped("pia"), row.id)
    assert today_of(actor("pia")).counts[UNWORKED] == 1
    look(actor("pia"), case)
    found = today_of(actor("pia")).plan
    assert found.put_off == 0
    assert mark in {each.mark for group in found.groups for each in group.duties}
    assert today_of(actor("brook")).open == 0


def first_responder_of(case: str) -> None:
    """Bring somebody into the case who meets people first, and reads six of its parts."""
    user("nils", "harbour", "first_responder")
    joined(case, "nils", "identification")


def test_a_preview_shows_who_asks_no_more_than_they_may_read_and_counts_the_rest(case: str) -> None:
    first_responder_of(case)
    asked = plan(**{**WHOLE, "compartments": ("identity",)})
    whole, part = (preview(actor(name), case, asked, "union").shown[0].sight for name in ("brook", "nils"))
    theirs = look(actor("nils"), case)
    assert {entry.key for entry in part.entries} <= {entry.key for entry in theirs.entries} < {e.key for e in whole.entries}
    assert (len(part.entries) + part.beyond, whole.beyond) == (len(whole.entries), 0)
    assert part.beyond == len(FACTS.keys() - theirs.readable.keys())
    assert part.acts == theirs.acts
    assert {each["withheld"] > 0 for each in part.determinations} == {each["withheld"] > 0 for each in theirs.determinations}
    look_log = [told.about for told in told_of(case) if told.user == "nils" and "agency" in told.about]
    assert [each["compartments"] for each in look_log] == [sorted(theirs.readable)]


def test_who_may_not_share_all_that_a_case_holds_hands_no_part_of_it_over(case: str) -> None:
    first_responder_of(case)
    theirs = {**WHOLE, "kind": "identification", "compartments": ("identity",)}
    with pytest.raises(AmparoError, match="not-yours-in-case"):
        send(stepped("nils"), case, plan(**theirs))
    assert not Referral.objects.exists()


def test_a_case_that_grew_beyond_what_its_sender_may_share_is_not_handed_over_by_an_older_offer() -> None:
    shelters()
    user("nils", "harbour", "first_responder")
    small = open_case(actor("nils"), purpose="identification")
    record(actor("nils"), small, [Statement("trafficking_claimed", value=True, source="said")], seen={})
    theirs = {**WHOLE, "kind": "identification", "compartments": ("account",)}
    offered = send(stepped("nils"), small, plan(**theirs))
    user("sola", "harbour", "supervisor")
    joined(small, "brook", "protection", by="sola")
    seen = look(actor("brook"), small).seen
    record(actor("brook"), small, [Statement("pregnant", value=True, source="said")], seen=seen)
    with pytest.raises(AmparoError, match="referral-over"):
        accept(stepped("pia"), offered)
    assert Case.objects.get(id=small).agency_id == "harbour"


def test_who_meets_the_person_first_hands_their_own_case_over_whole() -> None:
    shelters()
    user("nils", "harbour", "first_responder")
    small = open_case(actor("nils"), purpose="identification", called="Heron")
    record(actor("nils"), small, [Statement("trafficking_claimed", value=True, source="said")], seen={})
    theirs = {**WHOLE, "kind": "identification", "compartments": ("account",)}
    assert accept(stepped("pia"), send(stepped("nils"), small, plan(**theirs))) == small
    assert Case.objects.get(id=small).agency_id == "union"
