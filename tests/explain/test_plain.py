"""Values, forces and bodies are said in plain words, and no identifier stands where a label exists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amparo.explain.plain import FORCES, STRENGTHS, ended, force_in_words, inside, listed, sentence
from amparo.facts.value import INFINITY, NEVER, Span
from amparo.rules.determination import Reason
from amparo.rules.rule import FORCES as ALL_FORCES
from amparo.rules.rule import STRENGTHS as ALL_STRENGTHS
from explain.small_law import ON, asked, found, pack, plain


def test_every_force_and_strength_has_its_words() -> None:
    assert (tuple(FORCES), tuple(STRENGTHS)) == (ALL_FORCES, ALL_STRENGTHS)
    assert force_in_words("recommended", "qualified") == "recommended, in suitable cases"
    assert force_in_words("", "") == ""


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("screened", True, "yes"),
        ("screened", False, "no"),
        ("screened", None, "not known"),
        ("entry_date", NEVER, "never"),
        ("entry_date", date(2026, 3, 2), "2 March 2026"),
        ("birth_date", Span(date(2008, 1, 1), date(2008, 12, 31)), "2008"),
        ("birth_date", Span(date(2008, 2, 1), date(2008, 2, 29)), "February 2008"),
        ("entry_date", Span(date(2008, 2, 1), date(2009, 3, 4)), "between 1 February 2008 and 4 March 2009"),
        ("entry_date", Span(date(2008, 1, 1), date(2008, 3, 4)), "between 1 January 2008 and 4 March 2008"),
        ("entry_date", Span(date.min, date(2009, 3, 4)), "4 March 2009 or before"),
        ("entry_date", Span(date(2009, 3, 4), date.max), "4 March 2009 or after"),
        ("age_years", 16, "16"),
        ("age_years", 16.5, "16.5"),
        ("age_years", Span(16, INFINITY), "at least 16"),
        ("age_years", Span(0, 16), "at most 16"),
        ("age_years", Span(16, 17), "16 to 17"),
        ("sex", "male", "“Man or boy”"),
        ("offence#1.kind", "theft", "“Took things”"),
        ("nationality", "XQ", "XQ"),
        ("language", "km", "km"),
    ],
)
def test_a_value_is_said_as_people_say_it(key: str, value: Any, said: str) -> None:
    assert plain().value(key, value) == said


def test_facts_and_items_are_said_by_their_labels() -> None:
    words = plain()
    assert words.fact("age") == "“Age”"
    assert words.fact("offence#2.compelled") == "“Compelled” (unlawful act held against the person 2)"
    assert words.fact("offence.complete") == "“All acts listed”"
    assert words.label("offence#2.compelled") == "“Compelled”"
    assert words.item("proceeding#1") == "Proceeding 1"
    assert words.item("proceeding#?") == "Proceeding, one not listed"
    assert words.act("removal") == "Removal (deport, expel, extradite)"
    assert (words.actor("police"), words.actor(None)) == ("Police", "Whoever is responsible")


def test_a_rule_is_said_by_its_title_and_else_by_its_id_in_words() -> None:
    assert plain().title("no-removal-into-harm") == "No removal into serious harm"
    assert plain().title("first_day") == "First day"
    assert plain().title("not-a-rule") == "Not a rule"


def test_reasons_stand_in_one_line() -> None:
    decider = asked({"trafficking_claimed": True, "heard_on_status": False})
    hold = found(decider, "no-removal-before-heard")
    assert plain().because(hold) == (
        "“Says that they were trafficked”: yes; “Final decision on status”: not known; “Heard on being a victim”: no"
    )
    assert plain().because(found(decider, "no-removal-into-harm")) == "“Serious harm feared on return”"
    assert plain().because(hold._replace(because=())) == "always"
    assert plain().reason(Reason("screened", None)) == "“Screened”: not known"


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("majority_age", ON, "18 years"),
        ("answer_days", ON, "1 day"),
        ("rest_days", ON, "45 days"),
        ("rest_days", date(2024, 12, 31), "30 days"),
        ("several", ON, "2"),
        ("last_day", ON, "31 December 2030"),
        ("old_ban_ends", ON, "“Last day of the old ban”"),
        ("old_ban_ends", date(2023, 1, 1), "31 December 2024"),
    ],
)
def test_a_figure_is_said_as_it_stands_on_the_day(name: str, on: date, said: str) -> None:
    words = plain(on)
    assert words.amount(words.law.amounts[name]) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("no-removal-before-heard", "it holds"),
        ("no-removal-during-the-ban", "it holds, and what is missing is asked"),
        ("no-removal-in-rest", "it does not apply"),
        ("treated-as-victim", "it is presumed"),
        ("treated-as-child", "what is missing is asked; nothing is presumed yet"),
        ("first-help", "it applies"),
        ("give-the-rest", "what is missing is asked; nothing follows yet"),
        ("left-all-help", "the exception counts"),
        ("public-order", "what is missing is asked; the rule to which it is an exception is not known either"),
        ("wishes-to-go", "the exception does not count"),
    ],
)
def test_what_a_rule_does_while_not_known(rule: str, said: str) -> None:
    assert plain().while_not_known(next(each for each in pack().rules if each.id == rule)) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("no-removal-into-harm", "only a recorded decision of a court goes past it"),
        ("no-removal-before-heard", "only a recorded decision with reasons, of two people entitled to take it, goes past it"),
        ("no-interview-without-interpreter", "only a recorded decision with reasons goes past it"),
        ("no-prosecution-of-compelled-act", "it is a notice that asks for an answer with reasons"),
        ("give-the-rest", ""),
    ],
)
def test_how_a_hold_can_be_passed(rule: str, said: str) -> None:
    assert plain().way_past(next(each for each in pack().rules if each.id == rule)) == said


def test_texts_become_sentences() -> None:
    assert sentence("a claim") == "A claim"
    assert (ended("a claim"), ended("a claim."), ended("all of this:")) == ("A claim.", "A claim.", "All of this:")
    assert (inside("A claim"), inside("UN text"), inside("")) == ("a claim", "UN text", "")
    assert (listed(["a"]), listed(["a", "b", "c"], "or"), listed([])) == ("a", "a, b or c", "")
