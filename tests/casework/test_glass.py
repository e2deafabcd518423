"""Emergencies: what broken glass shows, to whom, for how long; who is told before, who judges after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.bundles import BUNDLES
from amparo.casework.emergencies import emergencies, emergency, may_judge
from amparo.casework.glass import (
    OPEN_FOR,
    REVIEW_WITHIN,
    break_glass,
    close_lapsed_glass,
    reason_of,
    review_glass,
    right_of,
)
from amparo.casework.grants import end_grant
from amparo.casework.log import told_of, told_of_user
from amparo.casework.members import declare_conflict, end_member
from amparo.casework.models import BreakGlass, LogRow, Notice, User, WrapRow
from amparo.casework.moment import now
from amparo.casework.notices import read, unread
from amparo.casework.policy import GlassRight
from amparo.casework.purpose import COMPARTMENTS
from amparo.casework.record import Statement, record
from amparo.errors import AmparoError
from casework.staffed import full_case, given, joined, keys_seen, set_clock, stepped, user, wished
from casework.world import AGENCIES, CAST, actor

pytestmark = pytest.mark.usefixtures("world")
REASON = "she fainted at our door and cannot be asked"


def broken(name: str, case: str, compartment: str = "health", second: str = "") -> str:
    other = stepped(second) if second else None
    return break_glass(stepped(name), case, compartment, ground="treatment", reason=REASON, second=other).id


def test_a_nurse_opens_one_compartment_to_read_and_nothing_else() -> None:
    case = full_case()
    broken("jun", case)
    assert keys_seen("jun", case) == {"pregnant"}
    assert look(actor("jun"), case).recordable == frozenset()
    with pytest.raises(AmparoError, match="not-yours-to-record"):
        record(actor("jun"), case, [Statement("pregnant", value=False, source="observed")], seen={})
    assert set(WrapRow.objects.filter(person=case, agency="clinic-xx").values_list("compartment", flat=True)) == {"health"}
    other = full_case()
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("jun"), other)


def test_those_who_answer_for_the_case_are_told_before_anything_shows() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    user("elsewhere", "harbour", "supervisor")
    glass = broken("jun", case)
    told = [(note.agency_id, note.user_id, note.kind, note.about) for note in Notice.objects.order_by("agency_id", "user_id")]
    kind = "glass-broken"
    assert sorted(told, key=str) == sorted(
        [("clinic-xx", None, kind, glass), ("harbour", None, kind, glass), ("harbour", "lena", kind, glass)], key=str
    )
    assert [each.act for each in told_of(case)][-1] == kind
    assert not any(each.act == "case-looked-at" for each in told_of(case))


def test_where_no_supervisor_is_in_the_case_all_of_the_agency_are_told() -> None:
    broken("jun", full_case())
    assert Notice.objects.filter(user_id="lena").exists()


@pytest.mark.parametrize("name", sorted(CAST))
def test_glass_never_opens_whereabouts_and_never_for_who_has_no_right_to_it(name: str) -> None:
    case, bundle = full_case(), BUNDLES[CAST[name][1]]
    may = "break_glass" in bundle.actions and AGENCIES[CAST[name][0]][1] in bundle.bodies
    assert may == (name in ("brook", "jun", "lena"))
    opened = {compartment for compartment in sorted(COMPARTMENTS) if opens(name, case, compartment)}
    assert "whereabouts" not in opened
    assert bool(opened) == may


def opens(name: str, case: str, compartment: str) -> bool:
    long_ago = now() - timedelta(days=40)
    BreakGlass.objects.update(since=long_ago, until=long_ago, reviewed=long_ago, verdict="justified")
    try:
        broken(name, case, compartment)
    except AmparoError as error:
        if error.code not in ("no-such-case", "not-yours-in-case"):
            raise
        return False
    return True


def test_an_embassy_opens_nothing_of_a_case_in_an_emergency_not_even_what_it_was_given_before() -> None:
    case = full_case()
    wished(case)
    for name, agency in (("consul", "embassy-yy"), ("partner", "return-yy")):
        user(name, agency, "supervisor")
        end_grant(stepped("brook"), given(case, agency, ["identity"], "return"))
        with pytest.raises(AmparoError, match="no-such-case"):
            broken(name, case, "identity")
    assert not BreakGlass.objects.exists()
    assert not WrapRow.objects.filter(person=case).exclude(agency="harbour").exists()


def test_glass_shows_for_an_hour_and_not_a_second_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    broken("jun", case)
    set_clock(monkeypatch, OPEN_FOR - timedelta(seconds=5))
    assert keys_seen("jun", case) == {"pregnant"}
    assert close_lapsed_glass() == 0
    set_clock(monkeypatch, OPEN_FOR + timedelta(seconds=1))
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("jun"), case)
    assert close_lapsed_glass() == 1
    assert not WrapRow.objects.filter(person=case, agency="clinic-xx").exists()


def test_an_emergency_takes_back_no_key_that_a_grant_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    broken("jun", case)
    given(case, "clinic-xx", ["health"], "health")
    set_clock(monkeypatch, OPEN_FOR + timedelta(seconds=1))
    assert close_lapsed_glass() == 0
    joined(case, "jun", "health")
    assert keys_seen("jun", case) == {"pregnant"}


def test_a_conflict_shuts_out_in_an_emergency_too() -> None:
    case = full_case()
    broken("jun", case)
    declare_conflict(actor("lena"), case, "jun")
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("jun"), case)
    with pytest.raises(AmparoError, match="no-such-case"):
        broken("jun", case)


def test_it_takes_a_ground_a_reason_and_a_proof_of_who_asks_and_that_is_said_before_the_case_is_looked_for() -> None:
    case = full_case()
    for asked in (case, "no-case-of-this-name"):
        with pytest.raises(AmparoError, match="wrong-ground"):
            break_glass(stepped("jun"), asked, "health", ground="curiosity", reason=REASON)
        with pytest.raises(AmparoError, match="glass-without-reason"):
            break_glass(stepped("jun"), asked, "health", ground="life", reason="urgent")
        with pytest.raises(AmparoError, match="step-up-needed"):
            break_glass(actor("jun"), asked, "health", ground="life", reason=REASON)
    with pytest.raises(AmparoError, match="no-such-case"):
        broken("jun", "no-case-of-this-name")
    assert not BreakGlass.objects.exists()


def test_the_reason_is_sealed_and_read_by_who_judges() -> None:
    case = full_case()
    glass = broken("jun", case)
    assert b"fainted" not in bytes(BreakGlass.objects.get(id=glass).reason)
    assert reason_of(actor("lena"), glass) == REASON
    for name, code in (("jun", "not-yours-in-case"), *((each, "no-such-case") for each in ("castor", "gita", "hana"))):
        with pytest.raises(AmparoError, match=code):
            reason_of(actor(name), glass)


def test_an_emergency_that_nobody_judged_in_time_ends_the_right_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = full_case(), full_case()
    glass = broken("jun", case)
    set_clock(monkeypatch, REVIEW_WITHIN - timedelta(seconds=5))
    assert right_of("jun", now() + REVIEW_WITHIN - timedelta(seconds=5)) is GlassRight.FREE
    set_clock(monkeypatch, REVIEW_WITHIN + timedelta(seconds=1))
    for asked in (other, "no-case-of-this-name"):
        with pytest.raises(AmparoError, match="glass-suspended"):
            broken("jun", asked)
    review_glass(actor("lena"), glass, "justified")
    assert broken("jun", other)


def test_an_emergency_that_was_none_ends_the_right_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    review_glass(actor("lena"), broken("jun", case), "not_justified")
    with pytest.raises(AmparoError, match="glass-suspended"):
        broken("jun", case)
    set_clock(monkeypatch, timedelta(days=30, seconds=1))
    assert broken("jun", case)


def test_the_third_emergency_in_thirty_days_takes_a_second_person_with_the_same_right(monkeypatch: pytest.MonkeyPatch) -> None:
    case = full_case()
    for _ in range(2):
        broken("jun", case)
    with pytest.raises(AmparoError, match="second-person-needed") as caught:
        broken("jun", case)
    assert "second person" in caught.value.help
    with pytest.raises(AmparoError, match="same-person"):
        broken("jun", case, second="jun")
    with pytest.raises(AmparoError, match="no-such-case"):
        broken("jun", case, second="gita")
    user("vera", "clinic-xx", "health_worker")
    with pytest.raises(AmparoError, match="step-up-needed"):
        break_glass(stepped("jun"), case, "health", ground="life", reason=REASON, second=actor("vera"))
    glass = broken("jun", case, second="vera")
    assert BreakGlass.objects.get(id=glass).seconded_by_id == "vera"
    set_clock(monkeypatch, timedelta(days=30, seconds=1))
    assert right_of("jun", now() + timedelta(days=30, seconds=1)) is GlassRight.SUSPENDED, "nobody judged them"


def test_nobody_judges_an_emergency_of_which_they_were_a_part() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    glass = broken("lena", case)
    with pytest.raises(AmparoError, match="same-person"):
        review_glass(actor("lena"), glass, "justified")
    with pytest.raises(AmparoError, match="not-yours-in-case"):
        review_glass(actor("brook"), glass, "justified")
    user("olga", "statistics-xx", "auditor")
    with pytest.raises(AmparoError, match="wrong-verdict"):
        review_glass(actor("olga"), glass, "fine")
    review_glass(actor("olga"), glass, "justified")
    with pytest.raises(AmparoError, match="reviewed-already"):
        review_glass(actor("olga"), glass, "not_justified")
    assert BreakGlass.objects.get(id=glass).verdict == "justified"
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("olga"), case)


def test_a_refused_emergency_is_in_the_log_and_nowhere_else() -> None:
    case, before = full_case(), LogRow.objects.count()
    with pytest.raises(AmparoError, match="no-such-case"):
        broken("castor", case)
    assert LogRow.objects.count() == before + 1
    assert not Notice.objects.exists()


def test_a_supervisor_of_another_agency_judges_nothing_here() -> None:
    case = full_case()
    glass = broken("jun", case)
    user("head", "clinic-xx", "supervisor")
    with pytest.raises(AmparoError, match="no-such-case"):
        review_glass(actor("head"), glass, "justified")
    with pytest.raises(AmparoError, match="no-such-case"):
        emergency(actor("head"), glass)
    told = told_of_user("head")
    assert [each.act for each in told] == ["look-refused", "look-refused"]
    assert told[-1].about == {"asked": glass, "act": "review_glass"}


def test_a_bundle_that_judges_is_worth_nothing_to_a_body_that_wants_to_remove() -> None:
    broken("jun", full_case())
    for name, agency, bundle in (
        ("spy", "border-xx", "auditor"),
        ("spy2", "immigration-xx", "supervisor"),
        ("spy3", "clinic-xx", "auditor"),
    ):
        user(name, agency, bundle)
        assert not may_judge(actor(name))
        with pytest.raises(AmparoError, match="no-such-case"):
            emergencies(actor(name))
        assert told_of_user(name)[-1].act == "look-refused"
    assert len(emergencies(actor("lena"))) == 1
    assert told_of_user("lena")[-1].act == "list-looked-at"
    user("olga", "statistics-xx", "auditor")
    assert len(emergencies(actor("olga"))) == 1


def test_of_a_case_that_one_does_not_see_any_more_one_is_told_nothing() -> None:
    case = full_case()
    user("mona", "harbour", "case_manager")
    mona = joined(case, "mona", "protection")
    glass = broken("jun", case)
    assert [told.about for told in unread(actor("mona"))] == [glass]
    User.objects.filter(id="mona").update(bundle="statistician")  # who is still in the case, and sees nothing by it
    assert unread(actor("mona")) == ()
    User.objects.filter(id="mona").update(bundle="case_manager")
    end_member(actor("mona"), mona)
    assert unread(actor("mona")) == ()


def test_who_must_not_see_a_case_is_told_of_no_emergency_in_it() -> None:
    case = full_case()
    glass = broken("jun", case)
    assert [told.about for told in unread(actor("lena"))] == [glass]
    declare_conflict(stepped("brook"), case, "lena")
    assert emergencies(actor("lena")) == ()
    assert unread(actor("lena")) == ()
    read(actor("lena"), Notice.objects.filter(about=glass, user="lena").get().id)
    assert not Notice.objects.exclude(read=None).exists()
    with pytest.raises(AmparoError, match="no-such-case"):
        emergency(actor("lena"), glass)
