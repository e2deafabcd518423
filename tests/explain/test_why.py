"""The tree of reasons says what decides, and nothing that decides is left out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from amparo.explain.why import Why, why, why_fulfilled
from amparo.facts.settled import settle
from amparo.rules.cases import load_cases, load_persons
from amparo.rules.decide import Decider
from amparo.rules.pack import load_pack
from amparo.rules.rule import TRUTH
from explain.small_law import asked, found, words

CLAIM = {"trafficking_claimed": True}


def drawn(branch: Why, depth: int = 0) -> Iterator[str]:
    note = f" ({branch.note})" if branch.note else ""
    yield f"{'  ' * depth}{branch.text}: {branch.value}{note}"
    for part in branch.parts:
        yield from drawn(part, depth + 1)


def tree(rule: str, facts: dict[str, Any], items: dict[str, Any] | None = None) -> list[str]:
    decider = asked(facts, items)
    return list(drawn(why(decider, found(decider, rule), words())))


def test_a_yes_rests_on_all_its_parts() -> None:
    assert tree("no-removal-before-heard", {**CLAIM, "heard_on_status": False}) == [
        "No removal before the person was heard: yes",
        "  The person is, or may be, a victim of trafficking: yes",
        "    “Says that they were trafficked”: yes",
        "    “Final decision on status”: not known (which counts as no here)",
        "  “Heard on being a victim”: no",
    ]


def test_a_no_rests_on_one_part() -> None:
    assert tree("no-removal-before-heard", {**CLAIM, "heard_on_status": True}) == [
        "No removal before the person was heard: no",
        "  “Heard on being a victim”: yes",
    ]


def test_not_known_shows_what_is_missing_and_what_the_rule_does_then() -> None:
    assert tree("no-removal-before-heard", CLAIM) == [
        "No removal before the person was heard: not known (it holds)",
        "  “Heard on being a victim”: not known",
    ]


def test_a_fact_drawn_from_another_shows_it() -> None:
    assert tree("no-removal-before-heard", {"exploitation_element": True, "heard_on_status": False})[1:] == [
        "  The person is, or may be, a victim of trafficking: yes",
        "    “Signs of trafficking noted”: yes",
        "      “Exploited, or meant to be”: yes",
        "    “Final decision on status”: not known (which counts as no here)",
        "  “Heard on being a victim”: no",
    ]


def test_an_age_shows_where_it_is_from() -> None:
    assert tree("treated-as-child", {"birth_date": "2010-05-01"}) == [
        "Whoever may be a child has the rights of one: yes",
        "  The person is a child today: yes",
        "    “Age” is under 18 years: yes",
        "      “Age”: 15",
        "        “Date of birth”: 1 May 2010",
    ]
    assert tree("treated-as-child", {})[-3:] == [
        "      “Age”: not known",
        "        “Date of birth”: not known",
        "        “Age in years”: not known",
    ]


def test_a_presumption_says_that_it_is_one() -> None:
    lines = tree(
        "no-prosecution-of-compelled-act",
        {},
        {"offence": {"list": [{"id": "1", "compelled": True, "non_liability_considered": False}]}},
    )
    assert lines[0] == (
        "Unlawful act held against the person 1: No prosecution for a compelled act before that was considered: yes"
    )
    assert "  Whoever may be a victim is treated as one: yes (presumed while it is not known)" in lines
    assert "  “Compelled” (unlawful act held against the person 1): yes" in lines


def test_items_are_named_one_by_one() -> None:
    items = {
        "proceeding": {
            "complete": True,
            "list": [{"id": "1", "open": False}, {"id": "2", "open": True, "kind": "trafficking_offence"}],
        }
    }
    assert tree("a_case_is_open", {}, items) == [
        "A case against the traffickers is open: yes",
        "  Proceeding 2: yes",
        "    “Still open” (proceeding 2): yes",
        "    “What the proceeding is about” (proceeding 2): “A case against those who used the person”",
    ]
    none = {"proceeding": {"complete": True, "list": [{"id": "1", "open": False}]}}
    assert tree("a_case_is_open", {}, none) == [
        "A case against the traffickers is open: no",
        "  Proceeding 1: no",
        "    “Still open” (proceeding 1): no",
        "  “All proceedings listed”: yes",
    ]
    assert tree("a_case_is_open", {}) == [
        "A case against the traffickers is open: not known",
        "  “All proceedings listed”: not known",
    ]


def test_all_of_a_list_is_shown_where_all_must_be_so() -> None:
    given = {"service": {"complete": True, "list": [{"id": "1", "state": "given"}, {"id": "2", "state": "needed"}]}}
    assert tree("all_services_given", {}, given) == [
        "Every service is given: no",
        "  Service 2: no",
        "    “Where the service stands” (service 2): “Needed”",
    ]


def test_counts_and_dates_over_lists_show_the_list() -> None:
    items = {
        "threat": {"complete": True, "list": [{"id": "1", "at_large": True}, {"id": "2", "at_large": True}]},
        "episode": {"complete": True, "list": [{"id": "1", "began_on": "2020-01-01", "ended_on": "2024-01-01"}]},
    }
    assert tree("long", {}, items) == [
        "Long: yes",
        "  The whole years from “First day” to “Last day of any exploitation” is at least 2: yes",
        "    First day: 1 January 2020",
        "      “First day” (episode of exploitation 1): 1 January 2020",
        "      “All episodes listed”: yes",
        "    Last day of any exploitation: 1 January 2024",
        "      “Last day” (episode of exploitation 1): 1 January 2024",
        "      “All episodes listed”: yes",
        "  “Persons who threaten and are free” is at least 2: yes",
        "    Persons who threaten and are free: 2",
        "      “At large” (person to keep away 1): yes",
        "      “At large” (person to keep away 2): yes",
        "      “All persons to keep away listed”: yes",
    ]


def test_looking_at_whether_something_is_known_shows_the_fact() -> None:
    lines = tree("support-in-rest", {**CLAIM, "recovery_started_on": "2026-03-01", "left_the_programme": False})
    assert "  “First day of the recovery period”: 1 March 2026" in lines
    unknown = tree("support-in-rest", {**CLAIM, "left_the_programme": False})
    assert unknown[1:] == ["  “First day of the recovery period”: not known"]


def test_whether_a_group_is_known_shows_its_parts() -> None:
    assert tree("both_asked", {"screened": True, "pregnant": True}) == [
        "Both were asked after: yes",
        "  “Screened”: yes",
        "  “Pregnant”: yes",
    ]
    assert tree("both_asked", {"screened": False}) == ["Both were asked after: yes", "  “Screened”: no"]
    assert tree("both_asked", {"screened": True}) == ["Both were asked after: no", "  “Pregnant”: not known"]


def test_whether_a_duty_is_fulfilled_has_a_tree_of_its_own() -> None:
    decider = asked({**CLAIM, "recovery_offered": False})
    branch = why_fulfilled(decider, found(decider, "give-the-rest"), words())
    assert branch is not None
    assert list(drawn(branch)) == ["Grant the rest in writing.: no", "  “Recovery period offered”: no"]
    assert why_fulfilled(decider, found(decider, "no-removal-into-harm"), words()) is None


@pytest.mark.search
@pytest.mark.parametrize("name", ["palermo", "xx", "xk"])
def test_every_deciding_fact_stands_in_the_tree(name: str) -> None:
    pack = load_pack(name)
    for case in (*load_cases(pack)[::60], *load_persons(pack)[:4]):
        decider = Decider(pack.law_on(case.on), settle(case.case, pack.vocabulary, on=case.on, as_known=case.as_known))
        for each in decider.all():
            assert each.rule.type == TRUTH
            branch = why(decider, each, words())
            assert {reason.fact for reason in each.because} <= set(decider.seen(tuple(branch.facts()))), (
                case.name,
                each.rule.id,
            )
            assert branch.known == (each.conclusion is not None)
            assert branch.parts or not (each.because or each.missing), (case.name, each.rule.id)
