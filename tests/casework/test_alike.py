"""Who else it may be: shown before a case is begun to who may read it, and judged by people, who can take it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from amparo.casework.actor import Actor
from amparo.casework.alike import alike, doubles
from amparo.casework.archive import Backup
from amparo.casework.backing import back_up
from amparo.casework.canary import make_canary
from amparo.casework.log import told_of, told_of_user
from amparo.casework.models import Conflict, IndexFigure, Pairing
from amparo.casework.moment import fresh_id, now
from amparo.casework.pairing import judge, judged, undo
from amparo.casework.record import Statement, call, leave_index, name_person, open_case, record
from amparo.casework.register import entered, leave, refuse
from amparo.casework.restoring import load
from amparo.casework.wall import reading_everywhere
from amparo.errors import AmparoError
from amparo.matching.record import Record
from casework.keeping import CLAIMED, erase_all
from casework.staffed import given, joined, stepped, user
from casework.test_at_once import at_once
from casework.world import actor
from wiped import wipe


def opened(given: str, family: str, born: str | None = None, *, by: str = "brook") -> str:
    case = open_case(actor(by), purpose="protection")
    name_person(actor(by), case, {"given_names": given, "family_name": family})
    if born is not None:
        record(actor(by), case, [Statement("birth_date", value=born, source="said")], seen={})
    return case


@pytest.fixture
def selam(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    opened("Marta", "Kovač", "2001-11-02")
    return opened("Selam", "Tesfaye", "1998-04-17")


@pytest.mark.parametrize(
    "written",
    [
        {"full_name": "Tesfay Selam", "birth_date": "1998"},
        {"full_name": "ሰላም ተስፋዬ", "birth_date": "1998-04-17"},
        {"given_names": "SELAM", "family_names": "Tesfaye"},
        {"given_names": "Selamawit", "family_names": "Tesfaye", "birth_date": "1998-04-17"},
    ],
)
def test_before_a_case_is_begun_those_that_may_be_the_same_are_shown(selam: str, written: dict[str, str]) -> None:
    found = alike(actor("brook"), Record(**written))
    assert [each.case for each in found.cases] == [selam]
    assert found.elsewhere == 0
    assert found.cases[0].reasons
    assert found.cases[0].judged is None
    theirs = Record(id=selam, given_names="Selam", family_names="Tesfaye", birth_date="1998-04-17")
    assert (found.asked, found.cases[0].record) == (Record(**written), theirs)


def test_a_stranger_is_like_nobody(selam: str) -> None:
    assert alike(actor("brook"), Record(full_name="Nguyễn Thị Hoa", birth_date="1990-02-03")).cases == ()
    assert [act.act for act in told_of(selam)].count("searched") == 0


def test_what_one_may_not_read_is_a_number_and_in_the_log(selam: str) -> None:
    Conflict.objects.create(id=fresh_id(), case_id=selam, user_id="brook", since=now(), named_by_id="brook")
    found = alike(actor("brook"), Record(full_name="Selam Tesfaye", birth_date="1998-04-17"))
    assert (found.cases, found.elsewhere) == ((), 1)
    assert "searched" in [act.act for act in told_of(selam)]


@pytest.mark.usefixtures("selam")
@pytest.mark.parametrize("name", ["castor", "edda", "fen", "gita", "hana", "kofi"])
def test_whoever_begins_no_cases_of_this_agency_learns_of_none(name: str) -> None:
    try:
        found = alike(actor(name), Record(full_name="Selam Tesfaye", birth_date="1998-04-17"))
    except AmparoError:
        return
    assert (found.cases, found.elsewhere) == ((), 0)


def test_who_left_the_index_or_has_no_name_there_is_found_by_nobody(selam: str) -> None:
    leave_index(actor("brook"), selam)
    assert alike(actor("brook"), Record(full_name="Selam Tesfaye", birth_date="1998-04-17")).cases == ()
    nameless = open_case(actor("brook"), purpose="protection", called="Selam Tesfaye")
    assert doubles(actor("brook"), nameless).cases == ()


def test_a_name_that_was_corrected_is_found_by_the_new_one_alone(selam: str) -> None:
    name_person(actor("brook"), selam, {"given_names": "Rahel", "family_name": "Mekonnen"})
    assert alike(actor("brook"), Record(full_name="Selam Tesfaye")).cases == ()
    assert [each.case for each in alike(actor("brook"), Record(full_name="Rahel Mekonnen")).cases] == [selam]


def test_a_part_of_a_name_that_is_stated_later_is_found_with_the_other(lasting_world: None) -> None:  # noqa: ARG001 as above
    case = open_case(actor("brook"), purpose="protection")
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    name_person(actor("brook"), case, {"given_names": "Selam"})
    assert [each.case for each in alike(actor("brook"), Record(full_name="Selam Tesfay")).cases] == [case]


def test_the_figures_of_a_name_are_kept_and_no_name(selam: str) -> None:
    with reading_everywhere():
        kept = IndexFigure.objects.filter(case=selam, purpose="alike")
        assert kept.count() >= 1
        assert all(0 <= row.figure < 2**20 for row in kept)


def test_two_cases_of_one_person_are_found_judged_and_taken_back(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    assert [(each.case, each.judged) for each in doubles(actor("brook"), again).cases] == [(selam, None)]
    judge(actor("brook"), again, selam, is_same=True, reason="the same scar and the same story")
    assert [(each.case, each.judged) for each in doubles(actor("brook"), selam).cases] == [(again, True)]
    (said,) = judged(actor("brook"), selam)
    assert (said.other, said.is_same, said.by, said.reason) == (again, True, "brook", "the same scar and the same story")
    undo(actor("brook"), selam, said.id)
    assert [(each.case, each.judged) for each in doubles(actor("brook"), again).cases] == [(selam, None)]
    (said,) = judged(actor("brook"), again)
    assert said.undone is not None
    acts = [act.act for act in told_of(selam)]
    assert ("found-same" in acts, "pairing-undone" in acts) == (True, True)


def test_a_new_judgement_stands_in_the_place_of_the_one_before(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    judge(actor("brook"), again, selam, is_same=True, reason="first thought")
    judge(actor("brook"), selam, again, is_same=False, reason="they have met each other")
    assert [each.judged for each in doubles(actor("brook"), again).cases] == [False]
    assert Pairing.objects.filter(undone=None).count() == 1
    assert b"met each other" not in b"".join(bytes(row.reason) for row in Pairing.objects.all())


def test_a_judgement_needs_a_reason_two_cases_and_the_right_to_read_both(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    for wrong, other, reason in (
        ("pairing-without-reason", selam, "  "),
        ("pairing-without-reason", selam, "x" * 1001),
        ("pairing-with-itself", again, "why"),
        ("no-such-case", "notthere", "why"),
    ):
        with pytest.raises(AmparoError) as raised:
            judge(actor("brook"), again, other, is_same=True, reason=reason)
        assert raised.value.code == wrong
    with pytest.raises(AmparoError, match="no such case"):
        judge(actor("castor"), again, selam, is_same=True, reason="why")
    with pytest.raises(AmparoError, match="no such judgement"):
        undo(actor("brook"), again, "notthere")
    assert Pairing.objects.count() == 0


def test_what_was_judged_of_a_case_that_one_may_not_read_is_not_shown(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    judge(actor("brook"), again, selam, is_same=True, reason="why")
    Conflict.objects.create(id=fresh_id(), case_id=selam, user_id="brook", since=now(), named_by_id="brook")
    assert judged(actor("brook"), again) == ()


def test_who_asks_for_a_case_by_judging_another_is_in_the_log(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    judge(actor("brook"), again, selam, is_same=True, reason="why")
    (said,) = judged(actor("brook"), again)
    Conflict.objects.create(id=fresh_id(), case_id=selam, user_id="brook", since=now(), named_by_id="brook")
    tries: tuple[Callable[[], None], ...] = (
        lambda: judge(actor("brook"), again, selam, is_same=False, reason="why"),
        lambda: undo(actor("brook"), again, said.id),
    )
    for attempt in tries:
        with pytest.raises(AmparoError, match="no such case"):
            attempt()
        last = told_of_user("brook")[-1]
        assert (last.act, dict(last.about)["asked"]) == ("look-refused", selam)
    assert Pairing.objects.filter(undone=None, is_same=True).count() == 1


def test_a_canary_tells_of_who_compares_a_case_with_it(selam: str) -> None:
    user("olga", "statistics-xx", "auditor")
    bird = make_canary(stepped("olga"), "harbour")
    with pytest.raises(AmparoError, match="no such case"):
        judge(actor("brook"), selam, bird, is_same=True, reason="why")
    assert "canary-opened" in [told.act for told in told_of_user("brook")]


def test_whom_a_case_may_be_is_for_the_agency_that_keeps_it(selam: str) -> None:
    given(selam, "police-xx", ["identity"], "justice")
    joined(selam, "castor", "justice")
    tries: tuple[Callable[[Actor, str], object], ...] = (
        doubles,
        entered,
        leave,
        refuse,
        leave_index,
        lambda who, case: call(who, case, "Rosa"),
        lambda who, case: name_person(who, case, {"given_names": "Rosa"}),
    )
    for attempt in tries:
        with pytest.raises(AmparoError) as refused:
            attempt(actor("castor"), selam)
        assert refused.value.code == "not-yours-in-case"


def test_with_who_somebody_is_goes_what_was_written_of_them_in_judging(selam: str, beside: Path) -> None:  # noqa: ARG001 tombstones are kept there
    others = [opened("Selam", name, "1998-04-17") for name in ("Tesfay", "Tesfai")]
    for case in (selam, *others):
        joined(case, "lena", "protection")
        record(actor("brook"), case, [CLAIMED], seen={})
    judge(actor("brook"), selam, others[0], is_same=True, reason="the same scar")
    judge(actor("brook"), others[0], others[1], is_same=False, reason="they have met each other")
    erase_all(selam, ("identity",))
    assert [each.reason for each in judged(actor("brook"), others[0])] == ["they have met each other", ""]
    assert [each.is_same for each in judged(actor("brook"), selam)] == [True]
    assert [bytes(row.reason) for row in Pairing.objects.filter(is_same=True)] == [b""]


def test_a_backup_brings_no_reason_back_of_who_was_erased_since(selam: str, beside: Path, tmp_path: Path) -> None:  # noqa: ARG001 as above
    again = opened("Selam", "Tesfay", "1998-04-17")
    joined(selam, "lena", "protection")
    judge(actor("brook"), selam, again, is_same=True, reason="the same scar")
    back_up(tmp_path / "backup.zip")
    erase_all(selam, ("identity",))
    wipe()
    with closing(Backup(tmp_path / "backup.zip")) as backup:
        load(backup)
    assert [bytes(row.reason) for row in Pairing.objects.all()] == [b""]
    assert judged(actor("brook"), again) == ()


def test_of_judgements_and_undoings_at_once_from_both_sides_one_stands(selam: str) -> None:
    again = opened("Selam", "Tesfay", "1998-04-17")
    brook = actor("brook")
    for turn in range(3):
        judging = [partial(judge, brook, *two, is_same=True, reason=f"{turn}") for two in ((selam, again), (again, selam))]
        assert at_once(judging) == ["", ""]
        stands = Pairing.objects.get(undone=None)
        assert at_once([partial(undo, brook, case, stands.id) for case in (selam, again)]) == ["", "no-such-pairing"]
    assert Pairing.objects.count() == 6
