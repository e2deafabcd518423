"""Answers in the contract's shapes, from a case and a pack."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amparo.errors import AmparoError
from amparo.explain.answer import Inquiry, answer_ask, answer_decide, answer_may, inquire, value_json
from amparo.facts.case import case_from
from amparo.facts.value import INFINITY, NEVER, Span
from explain.small_law import ON, pack, words


def asked(case: dict[str, Any], **days: str) -> Inquiry:
    return inquire(case_from(case, pack().vocabulary), pack(), today=date(2026, 7, 1), **days)


def test_the_day_asked_for_is_the_callers_then_the_cases_then_today() -> None:
    case = {"on": "2026-03-02"}
    assert asked(case, on="2026-05-01").on == date(2026, 5, 1)
    assert asked(case).on == ON
    assert asked({}).on == date(2026, 7, 1)
    assert asked(case).law.day == ON


def test_what_was_recorded_later_is_left_out() -> None:
    claim = {"facts": {"trafficking_claimed": [{"value": True, "recorded": "2026-03-01"}], "heard_on_status": False}}
    assert answer_may(asked(claim), "removal")["answer"] == "held"
    assert answer_may(asked(claim, as_known="2026-02-01"), "removal")["answer"] == "held-until-known"


def test_decide_lists_no_conclusion_of_no_and_no_definition_unless_asked() -> None:
    inquiry = asked({"facts": {"serious_harm_on_return": False}})
    few, all_ = answer_decide(inquiry), answer_decide(inquiry, everything=True)
    assert [few["law"]["pack"], few["law"]["version"], few["law"]["standing"]] == ["small", "7", "illustrative"]
    assert {each["conclusion"] for each in few["determinations"]} == {"unknown"}
    harm = next(each for each in all_["determinations"] if each["rule"] == "no-removal-into-harm")
    assert (harm["conclusion"], harm["because"]) == ("no", [{"fact": "serious_harm_on_return", "value": False}])
    assert {"definition"} == {each["kind"] for each in all_["determinations"]} - {
        each["kind"] for each in few["determinations"]
    }


def test_a_duty_says_whether_it_is_fulfilled_and_others_do_not() -> None:
    found = answer_decide(asked({"facts": {"trafficking_claimed": True, "recovery_offered": False}}))["determinations"]
    duty = next(each for each in found if each["rule"] == "give-the-rest")
    assert (duty["fulfilled"], duty["fulfilled_because"]) == ("no", [{"fact": "recovery_offered", "value": False}])
    assert (duty["due"], duty["do"]) == ("2026-07-01", "Grant the rest in writing.")
    assert all(each["fulfilled"] is None for each in found if each["kind"] != "duty")


def test_may_names_the_item_asked_about() -> None:
    inquiry = asked({"items": {"offence": {"complete": True, "list": [{"id": "1", "compelled": False}]}}})
    assert answer_may(inquiry, "prosecution", "offence#1")["answer"] == "no-hold"


def test_ask_lists_questions_in_both_wordings() -> None:
    found = answer_ask(asked({}), words(), "removal")["questions"]
    assert {each["fact"] for each in found} >= {"trafficking_claimed", "serious_harm_on_return"}
    assert all("?" in each["person"] and each["worker"] and each["settles"] for each in found)
    items = answer_ask(asked({"items": {"offence": {"list": [{"id": "1"}]}}}), words(), "prosecution")["questions"]
    assert {"fact": "offence#1.compelled", "item": "offence#1"}.items() <= next(
        each for each in items if each["item"]
    ).items()  # fmt: skip


def test_only_an_act_of_the_vocabulary_can_be_asked_about() -> None:
    with pytest.raises(AmparoError) as caught:
        answer_ask(asked({}), words(), "fly")
    assert caught.value.code == "unknown-act"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (NEVER, "never"),
        (date(2026, 3, 2), "2026-03-02"),
        (Span(date(2008, 1, 1), date(2008, 12, 31)), "2008"),
        (Span(date(2008, 2, 1), date(2008, 2, 29)), "2008-02"),
        (Span(16, INFINITY), 16),
        (Span(0, 16), 16),
        ("other", "other"),
    ],
)
def test_a_value_is_written_as_a_case_file_writes_it(value: Any, written: Any) -> None:
    assert value_json(value) == written


def test_what_bears_on_coercive_acts_is_asked_first() -> None:
    found = [each["fact"] for each in answer_ask(asked({}), words())["questions"]]
    assert found[0] in {"trafficking_claimed", "serious_harm_on_return", "indicators_noted", "offence.complete"}
    assert found.index("serious_harm_on_return") < found.index("interpreter_cleared")
