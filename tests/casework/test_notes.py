"""Notes: kept once however often a form is sent, corrected by another note, and handed to the next shift of the same agency."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.log import told_of
from amparo.casework.moment import now
from amparo.casework.notes import HANDOVER, LONGEST, NOTE, Note, handed_over, notes_in, take_over, write
from amparo.casework.record import open_case
from amparo.errors import AmparoError
from casework.world import actor
from web.inside import amina, let_in

DAY = timedelta(hours=24)


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


def seen(case: str, who: str = "brook") -> list[Note]:
    return list(notes_in(look(actor(who), case).papers, case))


def handed(who: str) -> list[str]:
    return [note.text for note in handed_over(actor(who), now() - DAY)]


def test_a_note_is_read_by_whoever_may_read_its_part_and_by_nobody_else(case: str) -> None:
    write(actor("brook"), case, NOTE, "support", "slept well")
    write(actor("brook"), case, NOTE, "account", "spoke of the house", is_said=True)
    assert [note.text for note in seen(case)] == ["spoke of the house", "slept well"]
    assert [note.text for note in seen(case, "edda")] == ["slept well"]
    assert [note.text for note in seen(case, "castor")] == ["spoke of the house"]


def test_a_note_of_the_account_holds_what_the_person_said_unless_its_writer_says_otherwise(case: str) -> None:
    write(actor("brook"), case, NOTE, "account", "spoke of the house")
    write(actor("brook"), case, NOTE, "account", "wept for an hour", is_said=False)
    write(actor("brook"), case, HANDOVER, "support", "slept well")
    write(actor("brook"), case, NOTE, "support", "wants to go home", is_said=True)
    first = seen(case)[0].paper
    write(actor("brook"), case, NOTE, "support", "wants to go to her aunt", corrects=first.id)
    assert {note.text: note.paper.is_said for note in seen(case)} == {
        "spoke of the house": True,
        "wept for an hour": False,
        "slept well": False,
        "wants to go home": True,
        "wants to go to her aunt": True,
    }


def test_nobody_writes_in_a_part_that_is_not_theirs_to_record(case: str) -> None:
    with pytest.raises(AmparoError, match="not yours to record"):
        write(actor("edda"), case, NOTE, "health", "coughs")
    with pytest.raises(AmparoError, match="no such case"):
        write(actor("doru"), case, NOTE, "support", "coughs")


def test_the_same_form_sent_twice_is_kept_once_and_another_one_is_another_note(case: str) -> None:
    for token in ("one", "one", "two"):
        write(actor("brook"), case, NOTE, "support", "slept well", token=token)
    assert len(seen(case)) == 2


def test_a_correction_answers_the_old_note_which_stays_in_its_own_part(case: str) -> None:
    write(actor("brook"), case, NOTE, "account", "came on Monday")
    first = seen(case)[0].paper
    write(actor("brook"), case, NOTE, "support", "came on Tuesday", corrects=first.id)
    newer, older = seen(case)
    assert newer.paper.compartment == "account"
    assert older.corrected_by == newer.paper
    assert older.text == "came on Monday"
    with pytest.raises(AmparoError, match="no such case"):
        write(actor("edda"), case, NOTE, "support", "came never", corrects=first.id)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1), "left\u202eturn"])
def test_what_is_empty_too_long_or_hides_a_sign_is_no_note(case: str, text: str) -> None:
    with pytest.raises(AmparoError):
        write(actor("brook"), case, NOTE, "support", text)
    assert seen(case) == []


def test_the_next_shift_sees_what_its_own_agency_handed_over_and_who_has_read_it(case: str) -> None:
    write(actor("brook"), case, HANDOVER, "support", "wants to call her aunt at nine")
    write(actor("castor"), case, HANDOVER, "security", "a patrol passes at ten")
    write(actor("brook"), case, NOTE, "support", "slept well")
    assert handed("brook") == ["wants to call her aunt at nine"]
    assert handed("castor") == ["a patrol passes at ten"]
    assert handed("doru") == handed("fen") == []
    for _time in range(2):
        take_over(actor("brook"), case, handed_over(actor("brook"), now() - DAY)[0].paper.id)
    (note,) = handed_over(actor("brook"), now() - DAY)
    assert [paper.user for paper in note.taken] == ["brook"]
    assert handed_over(actor("brook"), now() + DAY) == ()


def test_whoever_looks_over_all_cases_leaves_one_entry_that_names_them(case: str) -> None:
    other = open_case(actor("brook"), purpose="protection")
    handed_over(actor("brook"), now() - DAY)
    for each in (case, other):
        assert "list-looked-at" in [told.act for told in told_of(each)]
