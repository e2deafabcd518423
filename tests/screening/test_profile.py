"""A person's profile: graded by age group, three-valued, never a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final

import pytest

from amparo.facts.case import case_from
from amparo.facts.settled import settle
from amparo.facts.value import Truth
from amparo.rules.decide import decide
from amparo.rules.evaluate import Evaluation
from amparo.rules.pack import find_law, load_pack
from amparo.screening.grade import MEDIUM, STRONG
from amparo.screening.indicators import load_sets
from amparo.screening.profile import DimensionProfile, Profile, all_of, any_of, profile
from amparo.screening.shape import RESULTS, profile_json

PACK: Final = load_pack("palermo")
VOCABULARY: Final = PACK.vocabulary
DAY: Final = date(2026, 3, 2)
SETS: Final = load_sets(find_law(), VOCABULARY)
ADULT: Final = {"birth_date": "1990-04-01"}
CHILD: Final = {"birth_date": "2012-04-01"}
LABOUR: Final = [each.name for each in SETS["labour"].indicators]


def screened(name: str, facts: dict[str, Any], *, as_known: date | None = None, **case: Any) -> Profile:
    read = case_from({"facts": facts, **case}, VOCABULARY)
    settled = settle(read, VOCABULARY, on=DAY, as_known=as_known)
    return profile(SETS[name], Evaluation(PACK.law_on(DAY), settled), read, as_known=as_known)


def dimension(found: Profile, name: str) -> DimensionProfile:
    return next(each for each in found.dimensions if each.id == name)


@pytest.mark.parametrize("name", [name for name, each in SETS.items() if each.is_filled])
@pytest.mark.parametrize("answer", [None, False])
@pytest.mark.parametrize("age", [ADULT, CHILD, {}], ids=["adult", "child", "age not known"])
def test_no_hits_are_never_a_no(name: str, answer: object, age: dict[str, Any]) -> None:
    facts = {each.fact: answer for each in SETS[name].indicators if each.fact}
    assert screened(name, {**facts, **age}).signal is None


def test_nothing_asked_leaves_every_dimension_undetermined_and_names_what_could_change_it() -> None:
    for each in screened("labour", ADULT).dimensions:
        assert (each.result, each.because) == (None, ())
        assert set(each.could_change) == {noted.name for noted in each.indicators}


def test_a_dimension_is_negative_where_no_open_answer_could_change_it_and_the_signal_is_still_no_no() -> None:
    found = screened("labour", {**ADULT, **dict.fromkeys(LABOUR, False), "ind_papers_kept": True})
    assert dimension(found, "coercion_at_destination").result is False
    assert found.signal is None


def test_an_adult_needs_exploitation_and_a_means() -> None:
    exploited = {"ind_excessive_hours": True, "ind_low_pay": True}
    means = {"ind_shut_in": True, "ind_violence": True}
    assert screened("labour", {**ADULT, **exploited}).signal is None
    assert screened("labour", {**ADULT, **means}).signal is None
    assert screened("labour", {**ADULT, **exploited, **means}).signal is True


def test_a_child_needs_no_means() -> None:
    found = screened("labour", {**CHILD, "ind_excessive_hours": True, "ind_low_pay": True})
    assert (found.age_group, found.is_presumed, found.signal, found.narrow) == ("child", False, True, None)


@pytest.mark.parametrize("age", [{}, {"may_be_child": True, "age_years": 19}], ids=["nothing known", "reason to think so"])
def test_whoever_may_be_a_child_is_graded_as_one(age: dict[str, Any]) -> None:
    assert screened("labour", age).age_group == "child"


def test_an_age_that_is_not_known_is_said_to_be_presumed() -> None:
    assert screened("labour", {}).is_presumed


def test_whoever_was_a_child_when_it_happened_is_graded_as_one() -> None:
    assert screened("labour", {**ADULT, "child_when_exploited": True}).age_group == "child"


def test_an_adult_who_was_one_then_is_graded_as_one() -> None:
    assert screened("labour", {**ADULT, "child_when_exploited": False}).age_group == "adult"


def test_a_law_without_a_word_for_children_grades_as_a_child() -> None:
    law = PACK.law_on(DAY)
    none = replace(law, rules={name: rule for name, rule in law.rules.items() if name == "trafficking_sign"})
    case = case_from({"facts": ADULT}, VOCABULARY)
    assert profile(SETS["labour"], Evaluation(none, settle(case, VOCABULARY, on=DAY)), case).age_group == "child"


def test_a_grade_differs_by_age() -> None:
    one = {"ind_lied_school": True}
    graded = {
        group: next(n.strength for n in dimension(screened("labour", {**age, **one}), "deceptive_recruitment").indicators
                    if n.name == "ind_lied_school")
        for group, age in (("adult", ADULT), ("child", CHILD))
    }  # fmt: skip
    assert graded == {"adult": "weak", "child": "strong"}


def test_what_is_not_listed_for_children_does_not_count_for_them() -> None:
    names = [n.name for n in dimension(screened("labour", CHILD), "exploitation").indicators]
    assert "ind_no_social_protection" not in names


def test_a_dimension_shows_the_strongest_first() -> None:
    for each in screened("labour", ADULT).dimensions:
        strengths = [n.strength for n in each.indicators]
        assert strengths == sorted(strengths, key=lambda s: (s != STRONG, s != MEDIUM))


def test_the_narrower_reading_stands_beside() -> None:
    exploited = {"ind_excessive_hours": True, "ind_low_pay": True, "ind_shut_in": True, "ind_violence": True}
    assert screened("labour", {**ADULT, **exploited}).narrow is None
    assert screened("labour", {**ADULT, **exploited, "ind_lied_job": True, "ind_lied_wages": True}).narrow is True
    recruited = {name: False for name in LABOUR if name.startswith(("ind_lied", "ind_start"))}
    assert screened("labour", {**ADULT, **exploited, **recruited}).narrow is False


def test_said_and_observed_are_told_apart() -> None:
    said = [{"value": True, "source": "said", "by": "ngo"}, {"value": True, "source": "observed", "by": "police"}]
    found = screened("common", {**ADULT, "ind_controlled": said, "ind_deceived": True})
    noted = {n.name: n.sources for n in found.dimensions[0].indicators}
    assert (noted["ind_controlled"], noted["ind_deceived"]) == (("said", "observed"), ())


def test_what_was_recorded_later_is_left_out() -> None:
    said = [
        {"value": True, "source": "said", "recorded": "2026-02-01"},
        {"value": True, "source": "observed", "recorded": "2026-03-01"},
    ]
    found = screened("common", {"ind_controlled": said}, as_known=date(2026, 2, 2))
    assert next(n.sources for n in found.dimensions[0].indicators if n.name == "ind_controlled") == ("said",)


def test_one_yes_counts_where_two_sources_differ() -> None:
    said = [{"value": False, "source": "said", "by": "police"}, {"value": True, "source": "observed", "by": "ngo"}]
    found = screened("common", {"ind_controlled": said})
    assert found.signal is True
    assert next(n.sources for n in found.dimensions[0].indicators if n.name == "ind_controlled") == ("observed",)


@pytest.mark.parametrize("name", ["forced_marriage", "domestic_servitude", "sexual", "begging_or_crime"])
def test_being_a_child_is_no_sign_by_itself(name: str) -> None:
    assert screened(name, CHILD).signal is None


def test_being_a_child_counts_beside_a_sign() -> None:
    assert dimension(screened("domestic_servitude", {**CHILD, "ind_poor_food": True}), "domestic_servitude").because == (
        "ind_poor_food",
        "is_child",
    )


@pytest.mark.parametrize(
    "known",
    [{"facts": {**CHILD, "exploitation_form": "begging"}}, {"items": {"episode": {"list": [{"id": "1", "form": "begging"}]}}}],
)
def test_being_a_child_or_old_counts_where_the_form_is_on_record(known: dict[str, Any]) -> None:
    facts = {**CHILD, "old_or_disabled": True, **known.get("facts", {})}
    found = screened("begging_or_crime", facts, items=known.get("items", {}))
    assert dimension(found, "begging").because == ("old_or_disabled", "is_child")
    assert dimension(found, "criminal_activity").result is None


def test_being_old_or_disabled_makes_nobody_a_possible_victim() -> None:
    case = case_from({"facts": {"old_or_disabled": True}}, VOCABULARY)
    assert settle(case, VOCABULARY, on=DAY).get("indicators_noted") is None


def test_organ_removal_happens_once_and_nothing_that_has_stopped_speaks_against_it() -> None:
    ended = {"exploitation_ended_on": "2020-01-01", "exploitation_element": False}
    found = screened("organ_removal", {**ADULT, "ind_organ_go_between": True, **ended})
    assert (found.signal, found.dimensions[0].result) == (True, True)


def test_signs_of_organ_removal_say_less_in_a_rite_and_the_profile_says_so() -> None:
    assert screened("organ_removal", ADULT).remarks == ()
    assert "rite" in screened("organ_removal", {**ADULT, "organ_context": "ritual"}).remarks[0]


def test_signs_of_the_exploitation_itself_come_before_those_of_the_recruitment() -> None:
    found = screened("common", {"ind_deceived": True, "ind_low_pay": True, "ind_controlled": False})
    order = [n.name for n in found.dimensions[0].indicators]
    assert order[:2] == ["ind_low_pay", "ind_deceived"]
    assert order[-1] == "ind_controlled"


def test_a_list_that_was_not_looked_over_in_time_says_so() -> None:
    case = case_from({}, VOCABULARY)
    evaluation = Evaluation(PACK.law_on(DAY), settle(case, VOCABULARY, on=DAY))
    for day in (None, DAY):
        assert profile(replace(SETS["common"], review_on=day), evaluation, case).remarks != ()


def test_three_values_are_joined_as_the_laws_are() -> None:
    for one, other in product((True, False, None), repeat=2):
        known = {one, other}
        assert any_of([one, other]) is (True if True in known else None if None in known else False)
        assert all_of([one, other]) is (False if False in known else None if None in known else True)


def test_every_sign_noted_yes_notes_an_indicator_and_a_no_notes_nothing() -> None:
    for sign in VOCABULARY.signs["indicators_noted"]:
        for value, noted in ((True, True), (False, None)):
            settled = settle(case_from({"facts": {sign: value}}, VOCABULARY), VOCABULARY, on=DAY)
            assert settled.get("indicators_noted") is noted, sign


def test_whoever_states_that_nothing_was_noted_is_overruled_by_a_sign_and_warned() -> None:
    case = case_from({"facts": {"indicators_noted": False, "ind_shut_in": True}}, VOCABULARY)
    settled = settle(case, VOCABULARY, on=DAY)
    assert settled.get("indicators_noted") is True
    assert settled.warnings == ("`indicators_noted` as stated gives way to `ind_shut_in`",)


def test_the_shape_is_that_of_the_documents() -> None:
    shape = profile_json(screened("labour", {**ADULT, "ind_shut_in": True}))
    assert list(shape) == [
        "set", "title", "how", "form", "age_group", "age_presumed", "signal", "narrow", "remarks", "note", "under",
        "dimensions",
    ]  # fmt: skip
    assert list(shape["dimensions"][0]) == [
        "dimension",
        "title",
        "phase",
        "result",
        "because",
        "could_change",
        "together",
        "indicators",
    ]
    assert (shape["signal"], shape["narrow"], shape["form"]) == ("undetermined", "undetermined", "forced_labour")
    assert {n["answer"] for d in shape["dimensions"] for n in d["indicators"]} == {"yes", "unknown"}
    assert profile_json(screened("labour", CHILD))["narrow"] is None
    assert profile_json(screened("common", ADULT))["narrow"] is None


@pytest.mark.parametrize("sign", ["ind_violence_or_threats", "ind_abused_in_house"])
def test_a_sign_of_violence_makes_the_safety_duties_owed_at_once(sign: str) -> None:
    settled = settle(case_from({"facts": {sign: True}}, VOCABULARY), VOCABULARY, on=DAY)
    owed = {each.rule.id for each in decide(PACK.law_on(DAY), settled) if each.is_owed}
    assert {"keep-physically-safe", "first-contact-safety-and-help"} <= owed


@pytest.mark.parametrize(
    ("facts", "together"),
    [
        ({}, None),
        ({"ind_cannot_leave": True}, None),
        ({"ind_worse_work_threat": True}, None),
        ({"ind_cannot_leave": True, "ind_worse_work_threat": True}, True),
        ({"ind_forced_in": True, "ind_violence_or_threats": True}, True),
        ({"ind_cannot_leave": False, "ind_forced_in": False, "ind_forced_tasks": False, "ind_report_threat": True}, False),
    ],
)
def test_forced_labour_is_menace_and_no_free_choice_together(facts: dict[str, Any], together: Truth) -> None:
    found = screened("forms_of_work", facts)
    assert dimension(found, "forced_labour").together is together
    assert dimension(found, "serfdom").together is None
    shape = {each["dimension"]: each["together"] for each in profile_json(found)["dimensions"]}
    assert shape["forced_labour"] == RESULTS[together]
    assert shape["serfdom"] is None


def test_a_sign_of_which_the_phase_is_not_said_gets_no_bonus() -> None:
    common = SETS["common"]
    known, unknown = (next(i for i in common.indicators if i.name == name) for name in ("ind_low_pay", "ind_controlled"))
    changed = replace(common, indicators=(replace(unknown, phase=""), known))
    case = case_from({"facts": {"ind_low_pay": True, "ind_controlled": True}}, VOCABULARY)
    found = profile(changed, Evaluation(PACK.law_on(DAY), settle(case, VOCABULARY, on=DAY)), case)
    assert found.dimensions[0].because == ("ind_low_pay", "ind_controlled")
