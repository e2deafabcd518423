"""What is owed, with words: today for one worker, in whose hands a duty is, and the list of cases a part at a time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from amparo.casework.access import look
from amparo.casework.canary import make_canary
from amparo.casework.log import told_of
from amparo.casework.members import declare_conflict, end_member
from amparo.casework.models import Case, Hand, LogRow, Membership, Task
from amparo.casework.moment import now
from amparo.casework.outline import CHILD, DANGER, REMOVAL, Outline
from amparo.casework.owed import case_list, hands, showing
from amparo.casework.owed.agency import Overview
from amparo.casework.owed.budget import MOST, OF_A_CASE, planned
from amparo.casework.owed.case_list import AGENCY, SHARED, UNATTENDED, Wanted, listed
from amparo.casework.owed.morning import today_of
from amparo.casework.owed.order import SORTS
from amparo.casework.owed.told import Duty, Told
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sighted import Sighted
from amparo.environment import today
from amparo.errors import AmparoError
from casework.keeping import a_case, erase_all
from casework.staffed import full_case, given, joined, set_clock, stepped, user
from casework.world import actor

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def case() -> str:
    """Return a case of Brook's with facts in nine compartments, worked out."""
    made = full_case()
    look(actor("brook"), made)
    return made


def let_castor_in(case: str) -> None:
    given(case, "police-xx", ["account", "identity", "legal", "security"], "justice")
    joined(case, "castor", "justice")


def told(name: str, duties: list[Duty], *signs: str) -> Told:
    seen = Sighted(Case(id=name, agency_id="harbour"), now(), keeps=True, reads=frozenset(), names=False)
    return Told(seen, "", is_fresh=True, outline=Outline(signs=signs), duties=tuple(duties))


def duty(case: str, number: int, force: str = "recommended", due: date | None = None, **more: object) -> Duty:
    return Duty(case, f"{number:03}", "case_manager", due, title=f"duty {number}", force=force, **more)  # type: ignore[arg-type]  # as named


def own_mark(case: str, who: str = "case_manager") -> str:
    return Task.objects.filter(case=case, binds=who).order_by("mark")[0].mark


# -- the budget


def test_at_most_seven_lines_a_case_and_twenty_in_all_and_what_is_left_out_is_counted_where_it_leads_to() -> None:
    cases = [told(name, [duty(name, number) for number in range(10)]) for name in "abcd"]
    plan = planned(cases, "brook", DAY)
    lines = [len(group.duties) for group in plan.groups]
    assert max(lines) == OF_A_CASE
    assert sum(lines) == MOST
    assert sum(lines) + sum(group.more for group in plan.groups) + plan.more == 40
    assert plan.more_cases == 1


def test_what_the_law_requires_comes_first_and_before_it_what_is_required_and_late_or_in_danger() -> None:
    calm = told("calm", [duty("calm", 1), duty("calm", 2, "mandatory"), duty("calm", 3, "example", DAY - timedelta(days=9))])
    late = told("late", [duty("late", 4, "mandatory", DAY - timedelta(days=1))])
    danger = told("danger", [duty("danger", 5, "mandatory"), duty("danger", 6)], DANGER)
    plan = planned([calm, late, danger], "brook", DAY)
    assert [[each.title for each in group.duties] for group in plan.groups] == [
        ["duty 4"],
        ["duty 5", "duty 6"],
        ["duty 2", "duty 1", "duty 3"],
    ]


def test_a_duty_without_words_is_taken_to_be_required() -> None:
    plan = planned([told("one", [duty("one", 1), Duty("one", "x", "police", None)])], "brook", DAY)
    assert [each.mark for each in plan.groups[0].duties] == ["x", "001"]


def test_what_was_put_off_or_is_in_other_hands_is_counted_and_comes_back_on_its_day() -> None:
    put_off = duty("one", 1, until=DAY + timedelta(days=1))
    handed = duty("one", 2, user="lena")
    mine = duty("one", 3, user="brook", until=DAY)
    plan = planned([told("one", [put_off, handed, mine])], "brook", DAY)
    assert [each.mark for each in plan.groups[0].duties] == ["003"]
    assert (plan.put_off, plan.with_others) == (1, 1)


# -- what is told, and to whom


def test_a_worker_is_told_what_their_own_agency_owes_with_words_and_how_much_others_do(case: str) -> None:
    found = today_of(actor("brook"))
    (group,) = found.plan.groups
    assert {each.binds for each in group.duties} == {"case_manager"}
    assert all(each.title and each.rule for each in group.duties)
    assert group.told.others == Task.objects.filter(case=case).exclude(binds__in=("ngo", "case_manager")).count()
    assert group.told.outline.signs == (DANGER,)


def test_of_a_case_that_another_agency_keeps_only_ones_own_duties_are_told_and_words_only_to_who_reads_their_reasons(
    case: str,
) -> None:
    let_castor_in(case)
    (group,) = today_of(actor("castor")).plan.groups
    assert {each.binds for each in group.duties} == {"police"}
    assert group.told.others == 0
    hidden = [each for each in group.duties if not each.title]
    shown = [each for each in group.duties if each.title]
    assert all("account" not in each.parts or "account" in group.told.seen.reads for each in shown)
    assert {each.do for each in hidden} <= {""}
    assert len(hidden) + len(shown) == Task.objects.filter(case=case, binds="police").count()


def test_a_body_abroad_is_told_of_no_duty_no_hold_and_no_sign() -> None:
    made = full_case()
    given(made, "return-yy", ["identity", "support", "health"], "return")
    joined(made, "edda", "return")
    look(actor("brook"), made)
    found = today_of(actor("edda"))
    assert found.open == 1
    assert found.plan.groups == ()
    assert found.holds == ()
    assert [each.case for each in found.new] == [made]


def test_a_sign_is_told_only_to_who_reads_the_fact_behind_it_and_a_hold_to_everybody_in_the_case() -> None:
    made = open_case(actor("brook"), purpose="protection")
    stated = [
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("age_years", 15, "document"),
        Statement("removal_proposed", value=True, source="document"),
        Statement("removal_on", f"{today() + timedelta(days=3)}", "document"),
    ]
    record(actor("brook"), made, stated, seen={})
    look(actor("brook"), made)
    given(made, "clinic-xx", ["health"], "health")
    joined(made, "jun", "health")
    (line,) = listed(actor("brook"), Wanted(show=showing.REMOVED_SOON)).lines
    assert line.told is not None
    assert line.told.outline.signs == (REMOVAL, CHILD)
    assert line.told.outline.day == today() + timedelta(days=3)
    (other,) = listed(actor("jun"), Wanted(act="removal")).lines
    assert other.told is not None
    assert other.told.outline.signs == ()
    assert listed(actor("jun"), Wanted(show=showing.REMOVED_SOON)).lines == ()


def test_nothing_is_told_of_a_case_that_is_not_worked_out_yet_and_it_is_said_so(case: str) -> None:
    record(actor("brook"), case, [Statement("fears_police", value=True, source="said")], seen={})
    found = today_of(actor("brook"))
    assert found.plan.groups == ()
    assert found.holds == ()
    assert found.counts[showing.UNWORKED] == 1
    look(actor("brook"), case)
    assert today_of(actor("brook")).counts[showing.UNWORKED] == 0


@pytest.mark.usefixtures("beside")
def test_an_erased_case_keeps_nobody_from_their_morning(case: str) -> None:
    nameless, gone = a_case(), a_case()
    erase_all(nameless, ("identity",))
    erase_all(gone)
    found = today_of(actor("brook"))
    assert case in found.named()
    assert {line.row.id for line in listed(actor("brook"), Wanted()).lines} == {case, nameless}


def test_every_case_that_is_named_is_named_in_one_entry_and_who_has_none_leaves_no_entry(case: str) -> None:
    before = LogRow.objects.count()
    today_of(actor("brook"))
    assert LogRow.objects.count() == before + 1
    assert told_of(case)[-1].act == "list-looked-at"
    for name in ("doru", "fen", "gita", "hana", "kofi"):
        found = today_of(actor(name))
        assert (found.open, found.plan.groups, found.agency) == (0, (), None)
    assert LogRow.objects.count() == before + 1


def test_a_case_stands_still_when_nothing_was_recorded_for_a_month_though_something_is_owed(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert today_of(actor("brook")).stalled == ()
    set_clock(monkeypatch, timedelta(days=31))
    assert [each.case for each in today_of(actor("brook")).stalled] == [case]
    assert today_of(actor("lena")).agency == Overview(open=1, overdue=0, stalled=1, unattended=0, waiting=0, late_of=())


# -- in whose hands


def test_a_duty_is_given_to_a_colleague_in_the_case_and_leaves_ones_own_list(case: str) -> None:
    joined(case, "lena", "protection")
    mark = own_mark(case)
    before = sum(len(group.duties) for group in today_of(actor("brook")).plan.groups)
    hands.give(actor("brook"), case, mark, "lena")
    found = today_of(actor("brook")).plan
    assert sum(len(group.duties) for group in found.groups) == before - 1
    assert found.with_others == 1
    assert mark in {each.mark for group in today_of(actor("lena")).plan.groups for each in group.duties}
    assert told_of(case)[0].act != "duty-given"


def test_what_a_colleague_had_in_hand_comes_back_to_all_when_they_leave_the_case(case: str) -> None:
    member = joined(case, "lena", "protection")
    hands.give(actor("brook"), case, own_mark(case), "lena")
    end_member(stepped("brook"), member)
    assert today_of(actor("brook")).plan.with_others == 0


@pytest.mark.parametrize("who", ["lena", "castor", "doru", "nobody"])
def test_nobody_is_given_a_duty_who_is_not_of_the_agency_and_in_the_case(case: str, who: str) -> None:
    let_castor_in(case)
    with pytest.raises(AmparoError, match="wrong-hands"):
        hands.give(actor("brook"), case, own_mark(case), who)


def test_a_duty_of_somebody_else_and_one_that_is_not_there_are_refused_alike(case: str) -> None:
    let_castor_in(case)
    told = []
    for name, mark in (("castor", own_mark(case)), ("castor", "0" * 32), ("doru", own_mark(case, "police"))):
        for act in (
            partial(hands.give, actor(name), case, mark, name),
            partial(hands.take_back, actor(name), case, mark),
            partial(hands.put_off, actor(name), case, mark, today() + timedelta(days=2), "not-safe"),
        ):
            with pytest.raises(AmparoError) as caught:
                act()
            told.append(caught.value.as_mapping())
    assert all(each == told[0] for each in told)
    assert not Hand.objects.exists()


def test_a_duty_is_put_off_for_a_reason_that_is_kept_and_stays_owed(case: str) -> None:
    mark, until = own_mark(case), today() + timedelta(days=3)
    hands.put_off(actor("brook"), case, mark, until, "other", "she is at the doctor's until then")
    (paper,) = look(actor("brook"), case).papers
    assert (paper.kind, paper.body["ground"], paper.body["until"]) == ("deferral", "other", until.isoformat())
    assert today_of(actor("brook")).plan.put_off == 1
    assert Task.objects.filter(case=case, mark=mark).exists()
    hands.take_back(actor("brook"), case, mark)
    assert today_of(actor("brook")).plan.put_off == 0
    assert look(actor("brook"), case).papers == (paper,)


@pytest.mark.parametrize(
    ("days", "ground", "words", "field"),
    [
        (2, "", "", "ground"),
        (2, "because", "", "ground"),
        (2, "other", "no", "words"),
        (2, "other", "x" * 501, "words"),
        (0, "not-safe", "", "until"),
        (-3, "not-safe", "", "until"),
        (31, "not-safe", "", "until"),
    ],
)
def test_without_a_reason_or_to_a_day_that_is_none_nothing_is_put_off(
    case: str, days: int, ground: str, words: str, field: str
) -> None:
    with pytest.raises(AmparoError, match="wrong-deferral") as caught:
        hands.put_off(actor("brook"), case, own_mark(case), today() + timedelta(days=days), ground, words)
    assert caught.value.where == field
    assert not Hand.objects.exists()


@pytest.mark.parametrize(
    ("force", "due", "last"),
    [
        ("recommended", None, 30),
        ("mandatory", None, 7),
        ("mandatory", 4, 4),
        ("mandatory", 90, 30),
        ("mandatory", -4, 7),
        ("", 4, 4),
    ],
)
def test_what_the_law_requires_is_put_off_to_its_day_at_most_or_for_a_week(force: str, due: int | None, last: int) -> None:
    day = today()
    owed = duty("one", 1, force, day + timedelta(days=due) if due is not None else None)
    assert hands.last_day(owed) == day + timedelta(days=last)


# -- the list


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five cases of Brook's, in parts of two."""
    monkeypatch.setattr(case_list, "PART", 2)
    made = [open_case(actor("brook"), purpose="protection", called=f"Heron {number}") for number in range(5)]
    Case.objects.filter(id=made[1]).update(due=today() - timedelta(days=1), owed=2)
    Case.objects.filter(id=made[2]).update(due=today() + timedelta(days=5), owed=1)
    return made


def parts(who: str, wanted: Wanted) -> list[list[str]]:
    """Return all parts of a list, by the way from one to the next."""
    found, after = [], ""
    while True:
        part = listed(actor(who), Wanted(wanted.whose, wanted.show, wanted.act, wanted.tag, wanted.closed, wanted.sort, after))
        found.append([line.row.id for line in part.lines])
        if not part.later:
            return found
        after = part.later


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("who", "whose"), [("brook", ""), ("lena", AGENCY)])
def test_the_parts_of_a_list_hold_each_case_once_in_every_order(several: list[str], who: str, whose: str, sort: str) -> None:
    found = parts(who, Wanted(whose=whose, sort=sort))
    assert [len(each) for each in found] == [2, 2, 1]
    assert sorted(case for each in found for case in each) == sorted(several)
    if sort == "due":
        assert found[0] == [several[1], several[2]]


def test_a_case_that_came_meanwhile_moves_no_other_out_of_the_list(several: list[str]) -> None:
    first = listed(actor("brook"), Wanted())
    late = open_case(actor("brook"), purpose="protection")
    second = listed(actor("brook"), Wanted(after=first.later))
    third = listed(actor("brook"), Wanted(after=second.later))
    shown = [line.row.id for part in (first, second, third) for line in part.lines]
    assert sorted(shown) == sorted(several)
    assert late not in shown


def test_a_place_in_a_list_tells_nothing_and_is_good_for_its_own_reader_and_list_alone(several: list[str]) -> None:
    place = listed(actor("brook"), Wanted()).later
    assert not any(case in place for case in several)
    user("noor", "harbour", "case_manager")
    for wanted in (Wanted(sort="due", after=place), Wanted(after=place[:-4] + "AAAA"), Wanted(after="x"), Wanted(after="é")):
        assert listed(actor("brook"), wanted).is_first
    assert listed(actor("noor"), Wanted(after=place)).is_first


def test_each_part_is_one_entry_of_the_log_that_names_its_cases_alone(several: list[str]) -> None:
    part = listed(actor("brook"), Wanted())
    shown = {line.row.id for line in part.lines}
    assert {case for case in several if told_of(case)[-1].act == "list-looked-at"} == shown


def test_who_answers_for_an_agency_sees_who_works_on_its_cases_and_no_name(several: list[str]) -> None:
    part = listed(actor("lena"), Wanted(whose=AGENCY, show=showing.OVERDUE))
    assert [(line.row.id, line.workers, line.told) for line in part.lines] == [(several[1], ("brook",), None)]
    for name in ("brook", "doru", "castor", "fen", "gita"):
        assert listed(actor(name), Wanted(whose=AGENCY)).lines == ()


def test_a_case_that_nobody_works_on_is_found_and_one_that_belongs_to_nobody_or_must_not_be_seen_is_not(
    several: list[str],
) -> None:
    user("auditor", "statistics-xx", "auditor")
    canary = make_canary(stepped("auditor"), "harbour")
    Membership.objects.filter(case=several[0]).update(ended=now())
    assert parts("lena", Wanted(whose=AGENCY, show=UNATTENDED)) == [[several[0]]]
    declare_conflict(stepped("brook"), several[3], "lena")
    shown = [case for part in parts("lena", Wanted(whose=AGENCY)) for case in part]
    assert sorted(shown) == sorted({*several} - {several[3]})
    assert canary not in shown
    overview = today_of(actor("lena")).agency
    assert overview is not None
    assert (overview.open, overview.unattended, overview.overdue, overview.late_of) == (4, 1, 1, (("brook", 1),))


def test_closed_cases_and_those_of_others_stand_in_lists_of_their_own(several: list[str]) -> None:
    Case.objects.filter(id=several[4]).update(closed=now())
    assert parts("brook", Wanted(closed=True)) == [[several[4]]]
    assert several[4] not in [case for part in parts("brook", Wanted()) for case in part]
    assert parts("brook", Wanted(whose=SHARED)) == [[]]
