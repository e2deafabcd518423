"""Who may see a case: members, receivers, those in conflict; and that what is ended, is ended at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.bases import BASES
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import standing_of
from amparo.casework.grants import end_grant, end_lapsed_grants, give_grant, recorded_of
from amparo.casework.keys import CaseKeys
from amparo.casework.log import told_of
from amparo.casework.members import add_member, declare_conflict, end_conflict, end_member
from amparo.casework.models import Agency, Case, Conflict, Grant, LogRow, Membership, Notice, User, WrapRow
from amparo.casework.moment import now
from amparo.casework.policy import Action, Purpose
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sighted import cases_in_sight
from amparo.errors import AmparoError
from casework.staffed import CONSENT, cases_of, full_case, given, joined, keys_seen, set_clock, stepped, user, wished
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")
NOT_THERE = "no-such-case"
WISH = "wants_consular_contact"


def refused(name: str, case: str) -> bool:
    with pytest.raises(AmparoError) as caught:
        look(actor(name), case)
    return caught.value.code == NOT_THERE


def test_who_opened_a_case_sees_all_of_it_and_of_the_others_nobody_anything() -> None:
    case = full_case()
    assert len(keys_seen("brook", case)) == 9
    for name in ("castor", "doru", "edda", "fen", "gita", "hana", "ivo", "jun", "kofi", "lena"):
        assert refused(name, case)
        assert cases_of(actor(name)) == ()


def test_a_case_that_is_not_there_and_one_that_is_not_theirs_are_refused_alike() -> None:
    case, errors = full_case(), []
    for asked in (case, "no-case-of-this-name", ""):
        with pytest.raises(AmparoError) as caught:
            look(actor("doru"), asked)
        errors.append(caught.value.as_mapping())
    assert errors[0] == errors[1] == errors[2]


def test_a_receiver_sees_what_was_granted_and_only_who_was_brought_in() -> None:
    case = full_case()
    given(case, "police-xx", ["security", "legal"], "justice")
    assert refused("castor", case)
    joined(case, "castor", "justice")
    assert keys_seen("castor", case) == {"in_danger_now", "immigration_status"}
    assert refused("doru", case)
    assert [line.case for line in cases_of(actor("castor"))] == [case]


def test_a_grant_for_one_purpose_serves_no_other() -> None:
    case = full_case()
    given(case, "police-xx", ["security", "legal"], "justice")
    joined(case, "castor", "justice")
    standing = standing_of(actor("castor"), case, now(), purpose="safety")
    assert not standing.decide(Action.READ, "security").allowed
    with pytest.raises(AmparoError, match="member-without-grant"):
        joined(case, "castor", "safety")


def test_a_receiver_may_record_where_mandate_bundle_and_grant_meet_and_nowhere_else() -> None:
    case = full_case()
    given(case, "police-xx", ["security", "account"], "justice")
    joined(case, "castor", "justice")
    record(actor("castor"), case, [Statement("retaliation_feared", value=True, source="observed")], seen={})
    with pytest.raises(AmparoError, match="not-yours-to-record"):
        record(actor("castor"), case, [Statement("accommodation", "shelter", "observed")], seen={})
    assert "retaliation_feared" in keys_seen("brook", case)


@pytest.mark.parametrize("agency", ["border-xx", "immigration-xx"])
def test_a_border_guard_gets_no_grant_no_membership_and_no_field(agency: str) -> None:
    case = full_case()
    for purpose in ("justice", "safety", "identification", "return", "protection"):
        with pytest.raises(AmparoError, match="grant-outside-mandate"):
            given(case, agency, ["identity"], purpose)
    for number, bundle in enumerate(("officer", "case_manager", "supervisor", "auditor", "administrator", "statistician")):
        name = f"guard{number}"
        user(name, agency, bundle)
        with pytest.raises(AmparoError, match="member-without-grant"):
            joined(case, name, "justice")
        assert refused(name, case)


def test_rows_forged_for_a_border_guard_still_show_nothing() -> None:
    case = full_case()
    user("guard", "border-xx", "case_manager")
    Grant.objects.create(
        id="forged",
        case_id=case,
        agency_id="border-xx",
        compartments=["identity"],
        basis="consent",
        purpose="protection",
        since=now(),
        given_by_id="brook",
        recorded=b"",
    )
    Membership.objects.create(id="forged", case_id=case, user_id="guard", role="works_on", purpose="protection", since=now())
    assert refused("guard", case)
    assert cases_in_sight(actor("guard"), now()) == ()
    with pytest.raises(AmparoError, match=NOT_THERE):
        record(actor("guard"), case, [Statement("age_years", 40, "observed")], seen={})


def test_an_agency_that_turned_into_another_body_and_a_user_of_another_bundle_see_nothing_with_an_old_sign_in() -> None:
    case = full_case()
    brook = actor("brook")
    User.objects.filter(id="brook").update(bundle="administrator")
    with pytest.raises(AmparoError, match=NOT_THERE):
        look(brook, case)
    assert refused("brook", case)
    User.objects.filter(id="brook").update(bundle="case_manager")
    assert look(brook, case).entries
    Agency.objects.filter(id="harbour").update(body="border_authority")
    with pytest.raises(AmparoError, match=NOT_THERE):
        look(brook, case)
    assert refused("brook", case)


def test_who_was_ended_or_whose_agency_was_ended_sees_nothing() -> None:
    case = full_case()
    for change in ({"is_active": False}, {"ended": now()}):
        User.objects.filter(id="brook").update(**change)
        assert refused("brook", case)
        User.objects.filter(id="brook").update(is_active=True, ended=None)
    Agency.objects.filter(id="harbour").update(ended=now())
    assert refused("brook", case)


def test_those_abroad_get_no_grant_to_account_asylum_or_liability() -> None:
    case = full_case()
    for agency in ("return-yy", "embassy-yy"):
        for compartment in ("account", "asylum", "liability", "whereabouts"):
            with pytest.raises(AmparoError, match="grant-outside-mandate"):
                given(case, agency, [compartment], "return")
    given(case, "return-yy", ["identity", "health", "voice"], "return")
    joined(case, "edda", "return")
    assert keys_seen("edda", case) == {"age_years", "pregnant", "can_read"}


def test_only_the_persons_own_wish_lets_a_consulate_or_an_authority_of_origin_in() -> None:
    case = full_case()
    Agency.objects.create(id="origin-yy", title="Ministry of Ysera", body="origin_authority", since=now())
    for agency in ("embassy-yy", "origin-yy"):
        for basis in BASES.keys() - {"consent"}:
            with pytest.raises(AmparoError, match="grant-without-wish"):
                given(case, agency, ["identity"], "return", basis=basis, recorded=dict.fromkeys(BASES[basis].records, "yes"))
        assert not WrapRow.objects.filter(person=case, agency=agency).exists()
    wished(case)
    given(case, "embassy-yy", ["identity"], "return")
    assert WrapRow.objects.filter(person=case, agency="embassy-yy").exists()


def test_a_consulate_is_let_in_only_once_the_law_no_longer_holds_contact_with_it() -> None:
    case = full_case()
    with pytest.raises(AmparoError, match="grant-held"):  # asylum was claimed, and nobody asked what the person wishes
        given(case, "embassy-yy", ["identity"], "return")
    assert not Grant.objects.filter(case_id=case).exists()
    given(case, "clinic-xx", ["health"], "health")
    wished(case)
    given(case, "embassy-yy", ["identity"], "return")
    (entry,) = [each for each in look(actor("brook"), case).entries if each.key == WISH]
    taken_back = Statement(WISH, value=False, source="said", corrects=entry.id)
    record(actor("brook"), case, [taken_back], seen={WISH: entry.id})
    with pytest.raises(AmparoError, match="grant-held"):
        given(case, "embassy-yy", ["identity"], "return")


def test_work_on_a_case_has_an_end_whether_it_was_said_or_not() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    longest = BUNDLES["case_manager"].longest
    assert all(row.until and row.until <= row.since + longest for row in Membership.objects.all())
    with pytest.raises(AmparoError, match="wrong-end"):
        add_member(
            stepped("brook"), case, user("mona", "harbour", "case_manager").user, role="works_on", purpose="protection",
            until=now() + longest + timedelta(days=1),
        )  # fmt: skip


def test_after_the_longest_end_nobody_sees_the_case_until_they_are_brought_in_again(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    set_clock(monkeypatch, BUNDLES["case_manager"].longest + timedelta(seconds=1))
    assert refused("brook", case)
    joined(case, "brook", "protection", by="lena")
    assert len(keys_seen("brook", case)) == 9


def test_a_prosecutor_reads_no_word_said_for_help_but_the_papers_of_an_episode() -> None:
    case = full_case()
    record(
        actor("brook"),
        case,
        [Statement("episode#1.pay_promised", 900, "document"), Statement("episode#1.pay_received", 0, "said")],
        seen={},
    )
    given(case, "prosecution-xx", ["account", "legal"], "justice")
    member = joined(case, "kofi", "justice")
    assert keys_seen("kofi", case) == {"immigration_status", "episode#1.pay_promised"}
    end_member(stepped("brook"), member)
    joined(case, "kofi", "justice", role="traffickers_only")
    assert keys_seen("kofi", case) >= {"trafficking_claimed", "episode#1.pay_received"}


def test_a_prosecutors_office_cannot_say_of_itself_that_it_leaves_the_person_alone() -> None:
    case = full_case()
    user("head", "prosecution-xx", "supervisor")
    given(case, "prosecution-xx", ["account", "legal"], "justice")
    joined(case, "head", "justice")
    with pytest.raises(AmparoError, match="wrong-membership"):
        joined(case, "kofi", "justice", role="traffickers_only", by="head")
    joined(case, "kofi", "justice", by="head")
    assert keys_seen("kofi", case) == {"immigration_status"}


def test_police_that_keep_a_case_cannot_say_so_of_a_prosecutor_either() -> None:
    user("chief", "police-xx", "supervisor")
    case = open_case(actor("chief"), purpose="justice")
    terms = {"basis": "consent", "purpose": "justice", "until": now() + timedelta(days=1), "recorded": CONSENT}
    give_grant(stepped("chief"), case, "prosecution-xx", ["account"], **terms)  # type: ignore[arg-type]  # terms by name
    with pytest.raises(AmparoError, match="wrong-membership"):
        joined(case, "kofi", "justice", role="traffickers_only", by="chief")
    joined(case, "kofi", "justice", by="chief")


@pytest.mark.parametrize("name", ["hana", "gita", "fen", "castor", "jun", "kofi", "edda"])
def test_who_keeps_no_cases_opens_none(name: str) -> None:
    for purpose in Purpose:
        with pytest.raises(AmparoError, match="not-yours-in-office"):
            open_case(actor(name), purpose=purpose)
    assert not Case.objects.exists()


def test_nobody_is_granted_anything_for_emergencies_to_come() -> None:
    case = full_case()
    with pytest.raises(AmparoError, match="grant-outside-mandate"):
        given(case, "clinic-xx", ["health"], "emergency")
    with pytest.raises(AmparoError, match="member-could-see-nothing"):
        joined(case, "lena", "emergency")


def test_a_receiver_brings_in_its_own_people_alone() -> None:
    case = full_case()
    user("chief", "police-xx", "supervisor")
    given(case, "police-xx", ["security"], "justice")
    joined(case, "chief", "justice")
    joined(case, "castor", "justice", by="chief")
    with pytest.raises(AmparoError, match="member-of-another-agency"):
        joined(case, "lena", "protection", by="chief")
    with pytest.raises(AmparoError, match="not-yours-in-case"):
        given_by_chief(case)


def given_by_chief(case: str) -> None:
    give_grant(
        stepped("chief"),
        case,
        "clinic-xx",
        ["security"],
        basis="consent",
        purpose="health",
        until=now() + timedelta(days=1),
        recorded=CONSENT,
    )


def test_what_is_withdrawn_stops_at_once_and_its_keys_are_gone() -> None:
    case = full_case()
    grant = given(case, "police-xx", ["security", "legal"], "justice")
    joined(case, "castor", "justice")
    assert WrapRow.objects.filter(person=case, agency="police-xx").count() == 2
    end_grant(actor("brook"), grant)
    assert refused("castor", case)
    assert not WrapRow.objects.filter(person=case, agency="police-xx").exists()
    again = given(case, "police-xx", ["security"], "justice")
    assert again != grant
    assert refused("castor", case), "who was let in before is not let in again unasked"


def test_what_is_recorded_after_a_withdrawal_goes_under_a_key_that_the_receiver_never_had() -> None:
    case = full_case()
    grant, _ = given(case, "police-xx", ["security"], "justice"), given(case, "return-yy", ["security"], "return")
    joined(case, "edda", "return")
    had = set(WrapRow.objects.filter(person=case, agency="police-xx").values_list("data_key", flat=True))
    end_grant(actor("brook"), grant)
    record(actor("brook"), case, [Statement("retaliation_feared", value=True, source="observed")], seen={})
    newest = CaseKeys(case, "harbour").newest("security").id
    assert newest not in had
    assert {"in_danger_now", "retaliation_feared"} <= keys_seen("edda", case)


def test_one_grant_ended_leaves_what_another_opens() -> None:
    case = full_case()
    first = given(case, "police-xx", ["security", "legal"], "justice")
    given(case, "police-xx", ["security"], "safety")
    end_grant(actor("brook"), first)
    assert set(WrapRow.objects.filter(person=case, agency="police-xx").values_list("compartment", flat=True)) == {"security"}


def test_a_grant_whose_day_has_come_opens_nothing_even_before_the_ticker_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    given(case, "police-xx", ["security"], "justice", until=now() + timedelta(days=2))
    joined(case, "castor", "justice")
    assert keys_seen("castor", case)
    set_clock(monkeypatch, timedelta(days=2, seconds=1))
    assert refused("castor", case)
    assert end_lapsed_grants() == 1
    assert not WrapRow.objects.filter(person=case, agency="police-xx").exists()
    assert refused("castor", case)


def test_nobody_gives_what_they_may_not_read_or_without_proving_who_they_are() -> None:
    case = full_case()
    user("worker", "harbour", "case_worker")
    joined(case, "worker", "assistance")
    terms = {"basis": "consent", "purpose": "justice", "until": now() + timedelta(days=1), "recorded": CONSENT}
    with pytest.raises(AmparoError, match="step-up-needed"):
        give_grant(actor("brook"), case, "police-xx", ["security"], **terms)  # type: ignore[arg-type]  # terms by name
    with pytest.raises(AmparoError, match="not-yours-in-case"):
        give_grant(stepped("worker"), case, "police-xx", ["security"], **terms)  # type: ignore[arg-type]  # as above
    with pytest.raises(AmparoError, match=NOT_THERE):
        give_grant(stepped("doru"), case, "clinic-xx", ["security"], **terms)  # type: ignore[arg-type]  # as above
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"basis": "curiosity"}, "unknown-basis"),
        ({"recorded": {}}, "basis-not-recorded"),
        ({"recorded": {**CONSENT, "explained": " "}}, "basis-not-recorded"),
        ({"recorded": {**CONSENT, "given_on": "yesterday"}}, "basis-not-recorded"),
        ({"recorded": {**CONSENT, "given_on": "2019-01-01"}}, "basis-not-recorded"),
        ({"until": now() + timedelta(days=366)}, "wrong-end"),
        ({"until": now() - timedelta(days=1)}, "wrong-end"),
        ({"purpose": "curiosity"}, "grant-outside-mandate"),
        ({"purpose": "asylum"}, "grant-outside-mandate"),
    ],
)
def test_a_grant_rests_on_a_basis_with_all_that_it_needs(change: dict[str, object], code: str) -> None:
    case = full_case()
    terms = {"basis": "consent", "purpose": "justice", "until": now() + timedelta(days=30), "recorded": CONSENT, **change}
    with pytest.raises(AmparoError, match=code):
        give_grant(stepped("brook"), case, "police-xx", ["security"], **terms)  # type: ignore[arg-type]  # terms by name
    assert not Grant.objects.exists()
    assert not WrapRow.objects.filter(person=case, agency="police-xx").exists()


def test_a_legal_duty_never_opens_the_whereabouts() -> None:
    case = full_case()
    Agency.objects.create(id="wpu-xx", title="Witness Protection Unit", body="witness_protection", since=now())
    duty = {"demanded_by": "a court", "provision": "an order", "demanded_on": CONSENT["given_on"], "told": "yes"}
    with pytest.raises(AmparoError, match="grant-outside-mandate"):
        given(case, "wpu-xx", ["whereabouts"], "safety", basis="legal_duty", recorded=duty)


def test_what_a_grant_rests_on_is_sealed_and_read_by_who_reads_the_persons_voice() -> None:
    case = full_case()
    grant = given(case, "police-xx", ["security"], "justice")
    joined(case, "castor", "justice")
    assert b"Yserian" not in bytes(Grant.objects.get(id=grant).recorded)
    assert recorded_of(actor("brook"), grant) == CONSENT
    with pytest.raises(AmparoError, match="not-yours-in-case"):
        recorded_of(actor("castor"), grant)
    with pytest.raises(AmparoError, match=NOT_THERE):
        recorded_of(actor("doru"), grant)


def test_nobody_lets_themselves_in_and_who_would_see_nothing_is_not_let_in() -> None:
    case = full_case()
    for name, purpose, code in (
        ("lena", "protection", "same-person"),
        ("gita", "administration", "member-could-see-nothing"),
        ("gita", "protection", "member-could-see-nothing"),
        ("nobody", "protection", "unknown-user"),
        ("brook", "curiosity", "wrong-membership"),
    ):
        with pytest.raises(AmparoError, match=code):
            joined(case, name, purpose, by="lena")
    with pytest.raises(AmparoError, match="wrong-membership"):
        joined(case, "lena", "protection", role="friend")
    joined(case, "lena", "protection")
    with pytest.raises(AmparoError, match="member-already"):
        joined(case, "lena", "protection")


def test_a_supervisor_says_who_works_on_a_case_without_reading_it() -> None:
    case = full_case()
    user("second", "harbour", "case_manager")
    joined(case, "second", "protection", by="lena")
    assert refused("lena", case)
    assert keys_seen("second", case)
    for name in ("brook", "second"):
        end_member(actor("lena"), Membership.objects.get(user_id=name, ended=None).id)
        assert refused(name, case)
    assert [note.kind for note in Notice.objects.all()] == ["case-unattended"]


def test_a_membership_ends_with_its_day_and_everybody_may_leave() -> None:
    case = full_case()
    add_member(stepped("brook"), case, "lena", role="stands_in", purpose="protection", until=now() + timedelta(days=1))
    row = Membership.objects.get(user_id="lena")
    assert not standing_of(actor("lena"), case, now() + timedelta(days=1)).decide(Action.READ, "identity").allowed
    end_member(actor("lena"), row.id)
    assert refused("lena", case)
    with pytest.raises(AmparoError, match=NOT_THERE):
        end_member(actor("lena"), row.id)
    with pytest.raises(AmparoError, match="wrong-end"):
        add_member(stepped("brook"), case, "lena", role="stands_in", purpose="protection", until=now())


def test_who_is_in_conflict_sees_nothing_and_only_another_ends_it() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    conflict = declare_conflict(actor("brook"), case)
    assert refused("brook", case)
    with pytest.raises(AmparoError, match="member-in-conflict"):
        joined(case, "brook", "protection", by="lena")
    with pytest.raises(AmparoError, match=NOT_THERE):
        end_conflict(stepped("brook"), conflict)
    with pytest.raises(AmparoError, match="step-up-needed"):
        end_conflict(actor("lena"), conflict)
    end_conflict(stepped("lena"), conflict)
    assert Conflict.objects.get(id=conflict).ended_by_id == "lena"
    assert refused("brook", case), "they come back to no work by that"
    joined(case, "brook", "protection", by="lena")
    assert keys_seen("brook", case)


def test_a_conflict_of_somebody_else_is_named_by_who_answers_for_the_case() -> None:
    case = full_case()
    declare_conflict(actor("lena"), case, "brook")
    assert refused("brook", case)
    other = full_case()
    with pytest.raises(AmparoError, match=NOT_THERE):
        declare_conflict(actor("doru"), other, "brook")
    with pytest.raises(AmparoError, match=NOT_THERE):
        declare_conflict(actor("doru"), other)
    assert keys_seen("brook", other)


def test_every_act_and_every_refusal_has_its_entry_in_the_log() -> None:
    case = full_case()
    grant = given(case, "police-xx", ["security"], "justice")
    member = joined(case, "castor", "justice")
    end_member(actor("brook"), member)
    end_grant(actor("brook"), grant)
    conflict = declare_conflict(actor("lena"), case, "castor")
    end_conflict(stepped("lena"), conflict)
    acts = [told.act for told in told_of(case)]
    assert acts[-6:] == ["grant-given", "member-added", "member-ended", "grant-ended", "conflict-declared", "conflict-ended"]
    before = LogRow.objects.count()
    with pytest.raises(AmparoError, match=NOT_THERE):
        declare_conflict(actor("doru"), case)
    assert LogRow.objects.count() == before + 1


def test_an_act_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()

    def failing(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("amparo.casework.grants.log", failing)
    with pytest.raises(RuntimeError):
        given(case, "police-xx", ["security"], "justice")
    assert not Grant.objects.exists()
    assert not WrapRow.objects.filter(person=case, agency="police-xx").exists()


def test_a_look_at_how_somebody_stands_takes_few_queries(django_assert_max_num_queries: object) -> None:
    case, brook = full_case(), actor("brook")
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # pytest-django gives its fixture no type
        standing_of(brook, case, now()).decide(Action.READ, "account")
