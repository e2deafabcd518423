"""Interviews: begun only when the law does not hold them, said and observed apart, work and pay asked at the first."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.errors import AmparoError
from amparo.stages.identification.interview import begin, left_to_others, prepare, talks, write_up
from amparo.stages.identification.interview_episode import add_episode, episodes
from casework.world import actor
from stages.identification.office import answer, referred, state, value_of

pytestmark = pytest.mark.usefixtures("office")
READY = {
    "interview_informed": "yes",
    "speaks_local_language": "no",
    "interpreter_cleared": "yes",
    "interview_preferences_asked": "yes",
    "companions_out": "yes",
    "sex": "woman",
    "place": "a quiet room",
}
TOLD = {
    "kind": "initial",
    "said": "They took my passport.",
    "observed": "Looked at the door often.",
    "distress": "some",
    "breaks": "two",
    "heard_on_status": "unknown",
}
WORK = {
    "form": "domestic_servitude",
    "began_on-year": "2024",
    "began_on-month": "3",
    "ended_on-year": "2026",
    "hours_a_week": "84",
    "days_a_week": "7",
    "pay_promised": "900",
    "pay_received": "0",
    "currency": "eur",
    "head_1": "unpaid_wages",
    "loss_1": "21600",
    "head_2": "housing",
    "loss_2": "1200.50",
    "language": "km",
    "asked_by": "officer 12",
}


def prepared(case: str, who: str = "ivo", **changed: str) -> str:
    return prepare(actor(who), case, {**READY, **changed})


def ready() -> tuple[str, str]:
    """Return a case, and an interview in it that may begin."""
    case = referred()
    state(case, "brook", Statement("interview_fit", value=True, source="observed"))
    return case, prepared(case)


def stated(case: str) -> dict[str, Any]:
    return {each.key: each.value for each in look(actor("brook"), case).entries}


def test_what_is_settled_before_is_stated_and_what_is_not_ones_own_to_record_is_left_to_others() -> None:
    case = referred()
    assert left_to_others(look(actor("ivo"), case)) == {"interview_fit", "needs_reviewed"}
    prepared(case, interview_fit="yes")
    assert value_of(case, "interview_informed") is True
    assert value_of(case, "interpreter_cleared") is True
    assert value_of(case, "interview_fit", "brook") is None


def test_it_does_not_begin_while_it_is_held_and_begins_once_the_holds_are_settled() -> None:
    case = referred()
    paper = prepared(case)
    with pytest.raises(AmparoError) as told:
        begin(actor("ivo"), case, paper)
    assert told.value.code == "act-held"
    assert talks(look(actor("ivo"), case))[0].begun is None
    state(case, "brook", Statement("interview_fit", value=True, source="observed"))
    assert answer(case, "interview") == "no-hold"
    begin(actor("ivo"), case, paper)
    assert talks(look(actor("ivo"), case))[0].begun is not None


def test_a_form_that_is_sent_twice_prepares_one_interview() -> None:
    case = referred()
    assert prepared(case, token="form-1") == prepared(case, token="form-1")  # noqa: S106 the mark of a form, no secret
    assert len(talks(look(actor("ivo"), case))) == 1


@pytest.mark.parametrize("name", ["interview_informed", "interpreter_cleared"])
def test_a_no_before_it_holds_it(name: str) -> None:
    case = referred()
    state(case, "brook", Statement("interview_fit", value=True, source="observed"))
    paper = prepared(case, **{name: "no"})
    with pytest.raises(AmparoError) as told:
        begin(actor("ivo"), case, paper)
    assert told.value.code == "act-held"


def test_said_and_observed_are_kept_apart_and_the_day_is_stated() -> None:
    case, paper = ready()
    begin(actor("ivo"), case, paper)
    write_up(actor("ivo"), case, paper, TOLD)
    talk = talks(look(actor("oona"), case))[0]
    assert talk.written is not None
    assert (talk.written.body["said"], talk.written.body["observed"]) == (TOLD["said"], TOLD["observed"])
    assert value_of(case, "initial_interview_on") == look(actor("ivo"), case).on.isoformat()
    with pytest.raises(AmparoError):
        write_up(actor("ivo"), case, paper, TOLD)


def test_what_did_not_begin_is_not_written_up() -> None:
    case, paper = ready()
    with pytest.raises(AmparoError) as told:
        write_up(actor("ivo"), case, paper, TOLD)
    assert told.value.code == "no-such-case"


@pytest.mark.parametrize(("field", "value"), [("sex", ""), ("companions_out", ""), ("interview_informed", "perhaps")])
def test_what_is_not_answered_before_is_named(field: str, value: str) -> None:
    case = referred()
    with pytest.raises(AmparoError) as told:
        prepared(case, **{field: value})
    assert told.value.where == field


def test_work_and_pay_are_the_persons_own_word_and_what_was_taken_is_a_loss() -> None:
    case, _paper = ready()
    add_episode(actor("ivo"), case, WORK)
    found = stated(case)
    assert found["episode#1.hours_a_week"] == 84
    assert value_of(case, "episode#1.began_on") == "2024-03"
    assert found["episode#1.currency"] == "EUR"
    assert (found["loss#1.head"], found["loss#1.amount"]) == ("unpaid_wages", 21600)
    assert (found["loss#2.head"], found["loss#2.amount"]) == ("housing", 1200.5)
    assert {each.source for each in look(actor("brook"), case).entries if each.key.startswith("episode#")} == {"said"}
    add_episode(actor("ivo"), case, {"form": "begging"})
    assert episodes(look(actor("ivo"), case)) == ("episode#1", "episode#2")


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"hours_a_week": "many"}, "hours_a_week"),
        ({"hours_a_week": "400"}, "episode.hours_a_week"),
        ({"currency": ""}, "currency"),
        ({"head_1": ""}, "head_1"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(changed: dict[str, str], where: str) -> None:
    case, _paper = ready()
    with pytest.raises(AmparoError) as told:
        add_episode(actor("ivo"), case, {**WORK, **changed})
    assert told.value.where.startswith(where)
    assert episodes(look(actor("ivo"), case)) == ()
