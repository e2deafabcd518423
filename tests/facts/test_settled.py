"""What statements settle to: disputes, what was known on a day, facts read from lists, and facts that imply others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amparo.facts.settled import meet
from amparo.facts.value import NEVER, Span
from facts.people import listed as items_of
from facts.people import said, settled, vocabulary

YES, NO = said(value=True, by="ngo", source="observed"), said(value=False, by="ngo", source="observed")
RG, CD = ("reasonable_grounds", "reasonable_grounds_on"), ("conclusive_decision", "conclusive_decision_on")
EPISODES = ({"form": "sexual", "ended_on": "2025-01-01"}, {"form": "begging", "ended_on": "2025-06-01"})


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("trafficking_claimed", True),
        ("in_danger_now", True),
        ("tracing_safe", False),
        ("free_to_leave", False),
        ("pregnant", None),
    ],
)
def test_a_dispute_is_settled_for_the_person_or_not_at_all(fact: str, value: Any) -> None:
    person = settled({fact: [YES, NO]})
    assert (person.get(fact), person.disputed) == (value, (fact,))


def test_two_sources_that_agree_are_no_dispute() -> None:
    person = settled({"pregnant": [YES, YES, said(value=None, by="police")]})
    assert (person.get("pregnant"), person.disputed) == (True, ())


@pytest.mark.parametrize(
    ("days", "last"),
    [
        ((date(2026, 3, 1), date(2026, 3, 4)), date(2026, 3, 4)),
        (("never", date(2026, 3, 1)), date(2026, 3, 1)),
        (("2026-02", date(2026, 3, 1)), date(2026, 3, 1)),
        (("2026-03", date(2026, 3, 9)), Span(date(2026, 3, 9), date(2026, 3, 31))),
    ],
)
def test_of_the_last_day_of_something_the_last_one_said_counts_and_the_dispute_is_told(
    days: tuple[Any, Any], last: Any
) -> None:
    found = settled({"safety_changed_on": [said(day) for day in days]})
    assert (found.get("safety_changed_on"), found.disputed) == (last, ("safety_changed_on",))


def test_two_choices_that_differ_are_a_dispute() -> None:
    person = settled({"sex": [said("female"), said("male")], "entry_date": [said("2026-01"), said("2026-01-31")]})
    assert (person.get("sex"), person.get("entry_date"), set(person.disputed)) == (None, None, {"sex", "entry_date"})


def test_each_sign_of_the_indicators_is_one_yes_enough() -> None:
    sign = vocabulary().signs["indicators_noted"][0]
    person = settled({sign: [YES, NO], "indicators_noted": [NO]})
    assert (person.get(sign), person.get("indicators_noted")) == (True, True)
    assert f"`indicators_noted` as stated gives way to `{sign}`" in person.warnings
    assert settled({sign: False}).get("indicators_noted") is None


def test_what_was_recorded_later_is_not_yet_known() -> None:
    pregnant = [said(value=False, recorded="2026-01-01"), said(value=True, recorded="2026-02-01")]
    assert settled({"pregnant": pregnant}).disputed == ("pregnant",)
    earlier = settled({"pregnant": pregnant}, as_known=date(2026, 1, 31))
    assert (earlier.get("pregnant"), earlier.disputed) == (False, ())
    assert settled({"pregnant": pregnant}, as_known=date(2025, 12, 31)).get("pregnant") is None
    assert settled({"pregnant": True}, as_known=date(2025, 12, 31)).get("pregnant") is True


@pytest.mark.parametrize(
    ("facts", "dropped", "sentence"),
    [
        ({"reasonable_grounds": "pending", "reasonable_grounds_on": "2026-01-01"}, RG, "is pending"),
        ({"conclusive_decision": "no", "conclusive_decision_on": "never"}, CD, "is decided"),
        ({"asylum_claimed": False, "asylum_decided": "pending"}, ("asylum_claimed", "asylum_decided"), "speaks of a claim"),
        ({"asylum_claimed": True, "asylum_decided": "not_claimed"}, ("asylum_decided",), "is not_claimed"),
    ],
)  # fmt: skip
def test_facts_that_cannot_both_be_so_count_as_not_known(
    facts: dict[str, Any], dropped: tuple[str, ...], sentence: str
) -> None:
    person = settled(facts)
    assert [sentence in warning for warning in person.warnings] == [True]
    assert [person.get(fact) for fact in dropped] == [None] * len(dropped)


@pytest.mark.parametrize(
    "facts",
    [
        {"reasonable_grounds": "pending", "reasonable_grounds_on": "never"},
        {"reasonable_grounds": "yes", "reasonable_grounds_on": "2026-01-01"},
        {"asylum_claimed": False, "asylum_decided": "not_claimed"},
        {"asylum_claimed": True, "asylum_decided": "pending"},
    ],
)
def test_facts_that_agree_are_kept_without_a_warning(facts: dict[str, Any]) -> None:
    person = settled(facts)
    assert person.warnings == ()
    assert all(person.get(fact) is not None for fact in facts)


@pytest.mark.parametrize(
    ("sign", "implied"),
    [
        ({"reasonable_grounds": "yes"}, "referred_as_possible_victim"),
        ({"conclusive_decision": "yes"}, "referred_as_possible_victim"),
        ({"recognised_abroad": True}, "referred_as_possible_victim"),
        ({"means_element": True}, "indicators_noted"),
    ],
)
def test_a_sign_implies_its_fact_whatever_was_stated(sign: dict[str, Any], implied: str) -> None:
    person = settled({**sign, implied: False})
    assert (person.get(implied), person.support(implied)) == (True, tuple(sign))
    assert f"`{implied}` as stated gives way to `{next(iter(sign))}`" in person.warnings


def test_a_sign_that_is_no_implies_nothing() -> None:
    person = settled({"reasonable_grounds": "no", "means_element": False})
    assert (person.get("referred_as_possible_victim"), person.get("indicators_noted")) == (None, None)
    assert person.inputs("indicators_noted") == ("indicators_noted", "exploitation_element", "means_element")


@pytest.mark.parametrize(
    ("relatives", "complete", "known"),
    [
        (({"complicit": False}, {"complicit": True}), None, True),
        (({"complicit": False}, {"complicit": False}), True, False),
        (({"complicit": False}, {"complicit": False}), False, None),
        (({"complicit": False}, {}), True, None),
        ((), True, False),
        ((), None, None),
    ],
)
def test_any_of_a_list_is_as_known_as_the_list(relatives: tuple[dict[str, Any], ...], complete: Any, known: Any) -> None:
    assert settled(items={"relative": items_of(*relatives, complete=complete)}).get("family_complicit") is known


@pytest.mark.parametrize(
    ("episodes", "complete", "form", "ended"),
    [
        (EPISODES, True, "begging", date(2025, 6, 1)),
        (EPISODES, None, None, Span(date(2025, 6, 1), date.max)),
        (({"form": "sexual"}, {"form": "sexual"}), True, "sexual", None),
        (({"form": "sexual"}, {"form": "begging"}), True, None, None),
        ((*EPISODES, {"form": "sexual", "ended_on": "2025-06-01"}), True, None, date(2025, 6, 1)),
        ((EPISODES[0], {"ended_on": "2025-06-01"}), True, None, date(2025, 6, 1)),
        ((EPISODES[0], {"form": "begging", "ended_on": "never"}), True, None, date(2025, 1, 1)),
        ((), True, None, NEVER),
    ],
)
def test_the_latest_of_a_list_is_as_known_as_the_list(episodes: Any, complete: Any, form: Any, ended: Any) -> None:
    person = settled(items={"episode": items_of(*episodes, complete=complete)})
    assert (person.get("exploitation_form"), person.get("exploitation_ended_on")) == (form, ended)


def test_a_list_overrules_what_is_stated_beside_it() -> None:
    episodes = {"episode": items_of(*EPISODES, complete=True)}
    person = settled({"exploitation_form": "sexual"}, episodes)
    assert person.get("exploitation_form") == "begging"
    assert person.warnings[0].startswith("`exploitation_form` as stated gives way to `episode#2.form`")
    assert settled({"exploitation_form": "sexual"}).get("exploitation_form") == "sexual"


def test_an_open_list_lets_no_bare_statement_lift_a_protection() -> None:
    relatives = {"relative": items_of({"complicit": False})}
    person = settled({"family_complicit": False, "family_located": False, "wants_family_contact": True}, relatives)
    assert (person.get("family_complicit"), person.get("wants_family_contact")) == (None, None)
    assert person.get("family_located") is False
    assert "`family_complicit` as stated gives way to its list" in person.warnings


def test_one_yes_stands_against_a_list_that_says_no() -> None:
    person = settled({"family_complicit": True}, {"relative": items_of({"complicit": False}, complete=True)})
    assert person.get("family_complicit") is True
    assert person.warnings == ("`family_complicit` as stated contradicts its list; one yes is enough",)


def test_the_inputs_of_a_fact_read_from_a_list_are_the_list() -> None:
    person = settled(items={"episode": items_of(EPISODES[0]), "relative": items_of({})})
    listed = ("exploitation_form", "episode#1.form", "episode#1.ended_on", "episode.complete")
    assert person.inputs("exploitation_form") == listed
    assert person.inputs("family_complicit") == ("family_complicit", "relative#1.complicit", "relative.complete")
    assert (person.inputs("sex"), person.support("sex")) == (("sex",), ("sex",))


def test_a_person_can_be_asked_about_with_less_more_and_later() -> None:
    person = settled({"sex": "female", "pregnant": True, "birth_date": "2008-03-03"})
    assert person.only(["sex", "language"]).values == {"sex": "female"}
    assert person.with_value({"sex": "male"}).get("sex") == "male"
    assert (person.get("age"), person.at(date(2026, 3, 3)).get("age")) == (17, 18)


def test_two_statements_of_a_number_meet_where_both_are_possible() -> None:
    assert meet(Span(16, 18), Span(17, 20)) == Span(17, 18)
    assert meet(Span(16, 18), 18) == 18
    assert meet(16, 17) is None
