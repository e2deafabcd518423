"""Challenges and new evidence: the protections come back at once, and are taken away again by nothing but others' decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.models import User
from amparo.casework.record import Statement
from amparo.casework.waiting import awaited_in
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.identification.challenge import Challenge, challenge, is_over, say_over, withdraw
from amparo.stages.identification.deciding import decide, read_second
from casework.world import BEGUN, actor
from stages.identification.office import a_decision, agreed_to, answer, protected, referred, state, value_of

pytestmark = pytest.mark.usefixtures("office")
OWN = "I read the file and come to the same."
PASSING = {
    "no-downgrade-while-challenged": "This is the answer to the challenge.",
    "no-downgrade-on-new-evidence": "The new evidence was weighed here.",
}


def refused() -> str:
    """Return a case in which two officers said no, and the time to challenge is over."""
    case = referred()
    paper = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    sight = look(actor("ivo"), case)
    last = next(each for each in reversed(sight.entries) if each.key == "challenge_open")
    ended = (today() - timedelta(days=1)).isoformat()
    state(case, "ivo", Statement("challenge_open", value=True, source="decision", corrects=last.id, valid_until=ended))
    say_over(actor("ivo"), case)
    return case


def made(case: str, who: str = "brook", evidence: str = "") -> str:
    return challenge(actor(who), case, Challenge("lawyer", "The interpreter knew the employer.", evidence))


def test_after_a_final_no_new_evidence_brings_the_holds_back_at_once() -> None:
    case = refused()
    assert not protected(case)
    assert answer(case, "status_downgrade") == "no-hold"
    state(case, "brook", Statement("new_evidence", value=True, source="document"))
    assert protected(case)
    assert answer(case, "status_downgrade") == "held"
    assert answer(case, "removal") == "held"


def test_a_challenge_waits_for_the_office_and_protects_meanwhile() -> None:
    case = refused()
    made(case)
    assert protected(case)
    assert [each.kind for each in awaited_in(case)] == ["challenge"]
    assert value_of(case, "challenge_open") is True


def test_one_that_is_sent_twice_is_kept_once() -> None:
    case = refused()
    made_of = Challenge("lawyer", "The interpreter knew the employer.")
    assert challenge(actor("brook"), case, made_of, "form-1") == challenge(actor("brook"), case, made_of, "form-1")
    assert len(awaited_in(case)) == 1


def test_who_took_part_in_the_first_decision_does_not_answer_and_others_do() -> None:
    case = refused()
    made(case, evidence="Pay slips of two years")
    for who in ("ivo", "oona"):
        with pytest.raises(AmparoError) as told:
            decide(actor(who), look(actor(who), case), a_decision(case, who, "yes"))
        assert told.value.code == "same-person"
    decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "yes"))
    assert awaited_in(case) == ()
    assert value_of(case, "conclusive_decision") == "yes"
    assert value_of(case, "negative_decision_reviewed") is False
    assert protected(case)


def test_a_second_no_takes_two_who_took_no_part_and_reasons_for_each_hold() -> None:
    case = refused()
    paper = made(case, evidence="Pay slips of two years")
    with pytest.raises(AmparoError) as told:
        decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "no"))
    assert told.value.code == "act-held"
    proposed = decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "no", passing=PASSING))
    with pytest.raises(AmparoError) as told:
        read_second(actor("oona"), case, proposed, agrees=True, reasons=OWN)
    assert told.value.code == "same-person"
    assert [each.about for each in awaited_in(case) if each.kind == "challenge"] == [paper]
    assert protected(case)


@pytest.mark.parametrize("evidence", ["Pay slips of two years", ""])
def test_a_challenge_that_came_after_the_proposal_is_not_closed_by_it(evidence: str) -> None:
    case = refused()
    reads = another_officer(case)
    proposed = decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "no", passing=PASSING))
    paper = made(case, "ivo", evidence)
    with pytest.raises(AmparoError) as told:
        read_second(actor(reads), case, proposed, agrees=True, reasons=OWN)
    assert told.value.code == "decision-changed"
    assert [each.about for each in awaited_in(case) if each.kind == "challenge"] == [paper]
    assert value_of(case, "new_evidence") is bool(evidence)
    assert protected(case)


def another_officer(case: str) -> str:
    """Let a fourth officer work on a case, and return their name."""
    User.objects.create(id="quil", username="quil", agency_id="identifying-xx", bundle="identifying_officer", since=BEGUN)
    agreed_to(case, "quil", "identification", ())
    return "quil"


def test_the_question_is_opened_again_by_one_officer() -> None:
    case = refused()
    decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "pending"))
    assert value_of(case, "conclusive_decision") == "pending"
    assert value_of(case, "negative_decision_reviewed") is False
    assert protected(case)


def test_who_challenged_says_that_it_is_over_and_nobody_else_does() -> None:
    case = refused()
    paper = made(case)
    with pytest.raises(AmparoError) as told:
        withdraw(actor("ivo"), case, paper)
    assert told.value.code == "no-such-case"
    withdraw(actor("brook"), case, paper)
    assert awaited_in(case) == ()
    assert value_of(case, "challenge_open") is False
    assert not protected(case)


def decided_no() -> str:
    """Return a case in which two officers said no a moment ago: the time to challenge runs."""
    case = referred()
    paper = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    return case


def test_in_the_office_nobody_ends_a_challenge_to_their_own_decision() -> None:
    case = refused()
    paper = made(case, "pavel", evidence="Pay slips of two years")
    for who in ("ivo", "oona"):
        with pytest.raises(AmparoError) as told:
            withdraw(actor(who), case, paper)
        assert told.value.code == "same-person"
    assert [each.about for each in awaited_in(case)] == [paper]
    assert value_of(case, "challenge_open") is True
    assert protected(case)


def test_in_the_office_new_evidence_is_not_over_because_a_challenge_is() -> None:
    case = refused()
    paper = made(case, "pavel", evidence="Pay slips of two years")
    another_officer(case)
    decide(actor("quil"), look(actor("quil"), case), a_decision(case, "quil", "pending"))
    assert awaited_in(case) == ()
    withdraw(actor("pavel"), case, paper)
    assert value_of(case, "new_evidence") is True
    assert protected(case)


def test_a_challenge_is_over_once_and_a_second_word_ends_nothing_more() -> None:
    case = refused()
    for who in ("brook", "pavel"):
        paper = made(case, who, evidence="Pay slips of two years")
        withdraw(actor(who), case, paper)
        with pytest.raises(AmparoError) as told:
            withdraw(actor(who), case, paper)
        assert told.value.code == "challenge-over"
        assert value_of(case, "new_evidence") is True
        assert protected(case)


def test_a_challenge_that_is_withdrawn_takes_nothing_of_the_time_to_challenge() -> None:
    case = decided_no()
    until = last_day(case)
    paper = made(case, "pavel")
    withdraw(actor("pavel"), case, paper)
    assert value_of(case, "challenge_open") is True
    assert last_day(case) == until is not None


def last_day(case: str) -> object:
    """Return until when a challenge is open, as the office stated it last."""
    return next(each for each in reversed(look(actor("ivo"), case).entries) if each.key == "challenge_open").valid_until


def test_the_time_is_not_over_before_its_day_nor_while_somebody_says_otherwise() -> None:
    case = referred()
    ended = today() - timedelta(days=1)
    with pytest.raises(AmparoError):
        say_over(actor("ivo"), case)
    state(case, "ivo", Statement("challenge_open", value=True, source="decision", valid_until=ended.isoformat()))
    assert is_over(look(actor("ivo"), case))
    state(case, "brook", Statement("challenge_open", value=True, source="document"))
    with pytest.raises(AmparoError):
        say_over(actor("ivo"), case)


def test_once_its_day_is_past_the_office_says_so() -> None:
    case = referred()
    ended = today() - timedelta(days=1)
    state(case, "ivo", Statement("challenge_open", value=True, source="decision", valid_until=ended.isoformat()))
    say_over(actor("ivo"), case)
    assert value_of(case, "challenge_open") is False


def test_what_was_not_decided_cannot_be_challenged() -> None:
    with pytest.raises(AmparoError) as told:
        made(referred())
    assert told.value.code == "decision-unfinished"
