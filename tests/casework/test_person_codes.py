"""Rows of codes and of what was said with them: taken up, moved, ended by an erasure, forgotten; on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.actor import ITSELF
from amparo.casework.erasing import destroy
from amparo.casework.inbox import opened_for
from amparo.casework.models import PersonCode, PersonSaid, Waiting
from amparo.casework.moment import now
from amparo.casework.person_codes import GONE, SAID, forget_said, move_codes
from amparo.casework.record import Statement, open_case, record
from amparo.casework.wall import everywhere
from amparo.stages.voice import codes, feedback, mine, said
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")
WORDS = "the bus was followed"


def a_visit() -> tuple[str, str]:
    """Open a case with a code and look with it; return the case and the row of the code."""
    case = open_case(actor("brook"), purpose="protection")
    found = mine.look_with(codes.make(actor("brook"), case, codes.USUAL).code)
    assert found is not None
    return case, found.id


def test_a_message_is_taken_up_and_a_request_answered_each_once() -> None:
    case, code = a_visit()
    mine.say(code, "message", WORDS)
    mine.say(code, "copy", "")
    message, request = said.waiting_of(actor("brook"), case)
    said.take_up(actor("brook"), case, message.id)
    said.answer(actor("brook"), case, request.id, "done", "handed over when we met", shown=True)
    assert said.waiting_of(actor("brook"), case) == ()
    assert [each.kind for each in look(actor("brook"), case).papers] == ["from-person", "from-person", "answer-to-person"]
    assert not Waiting.objects.filter(case=case, ended=None).exists()
    found = mine.look_again(code)
    assert found is not None
    assert [each.word for each in found.shows] == ["answered"]


def test_a_case_that_moves_takes_along_what_was_said() -> None:
    case, code = a_visit()
    mine.say(code, "message", WORDS)
    move_codes(case, "harbour", "identifying-xx")
    row = PersonSaid.objects.get()
    assert opened_for("identifying-xx", SAID, row.id, bytes(row.sealed))["words"] == WORDS
    assert mine.look_again(code) is None  # until the case itself has moved


@pytest.mark.parametrize("erased", ["voice", "security"])
def test_an_erasure_of_what_the_person_said_or_of_all_there_is_ends_the_code_and_empties_it(erased: str) -> None:
    case, code = a_visit()
    key = "can_read" if erased == "voice" else "in_danger_now"
    record(actor("brook"), case, [Statement(key, value=True, source="said")], seen={})
    mine.say(code, "message", WORDS)
    with everywhere():
        destroy(ITSELF, case, {erased}, now(), {})
    row, kept = PersonSaid.objects.get(), PersonCode.objects.get()
    assert (bytes(row.sealed), row.state, bytes(kept.sealed), kept.ended is not None) == (b"", GONE, b"", True)
    assert mine.look_again(code) is None
    assert not Waiting.objects.filter(case=case, ended=None).exists()


def test_what_was_answered_and_what_is_old_about_the_help_is_forgotten_and_what_waits_stays() -> None:
    case, code = a_visit()
    mine.say(code, "message", WORDS)
    feedback.give(code, {"free": "no"}, "", may_tell=False)
    said.put_by(actor("brook"), case, PersonSaid.objects.get(kind="message").id)
    mine.say(code, "copy", "")
    assert forget_said(now() + timedelta(days=150)) == 0
    assert forget_said(now() + timedelta(days=200)) == 2
    assert [each.kind for each in PersonSaid.objects.exclude(sealed=b"")] == ["copy"]
