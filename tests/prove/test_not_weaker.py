"""What is held against a baseline: scope, layers, and weaknesses planted in a small pack over `palermo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.prove.proof import Proof, whole_result
from amparo.prove.replay import settled_from
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.search import Case
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.exemption import NOT_WEAKER
from amparo.rules.pack import Pack, load_pack
from prove.small import ON, compared, may_of, pack, parameter, right_of
from prove.trying import FACTS, known_facts
from rules.small_packs import definition, duty, hold, repeal

TREATED = "adult_treatment"
MILD: dict[str, Any] = {"force": "consider", "strength": "qualified"}


def decided(pack: Pack, case: Case, name: str) -> Determination:
    law = pack.law_on(ON)
    return next(iter(Decider(law, settled_from(case, law)).of(right_of(pack, name))))


def case_of(found: Finding) -> Case:
    assert found.result == REFUTED
    assert found.case is not None
    return found.case


# ---------------------------------------------------------------- planted over palermo
@pytest.fixture(scope="module")
def palermo() -> Pack:
    return load_pack("palermo")


def test_a_repeal_is_shown_by_a_person_whom_nothing_then_protects(palermo: Pack, tmp_path: Path) -> None:
    gone = "no-adult-treatment-of-a-known-child"
    over = pack(tmp_path / "over", hold("kept", "screened", act="interview"), repeal(f"palermo/{gone}"), over=["palermo"])
    found = compared(palermo, over, gone)
    assert case_of(found)["facts"] == {"age_years": 16}
    assert gone in may_of(palermo, case_of(found), TREATED).by
    assert gone not in may_of(over, case_of(found), TREATED).by


def test_a_hold_that_hangs_on_more_is_shown_by_a_person_and_an_item(palermo: Pack, tmp_path: Path) -> None:
    spared = "no-prosecution-of-compelled-act"
    weaker = hold(
        "spared", "possible_victim and offence.compelled and screened and not offence.non_liability_considered",
        act="prosecution", each="offence", replaces=f"palermo/{spared}", unknown="ask", **MILD,
    )  # fmt: skip
    over = pack(tmp_path / "over", weaker, over=["palermo"])
    found = compared(palermo, over, spared)
    assert (found.item, found.own) == ("offence#1", True)
    assert known_facts(case_of(found)) <= FACTS
    answers = {each.name: may_of(each, case_of(found), "prosecution") for each in (palermo, over)}
    assert spared in answers["palermo"].by
    assert spared not in answers["over"].by
    assert "spared" not in answers["over"].by


def test_a_duty_due_later_is_shown_by_a_person_and_two_days(palermo: Pack, tmp_path: Path) -> None:
    visited = "visit-after-reunion"
    later = duty(
        "visited", "possible_victim and reunited_on <= today", starts="reunited_on", within="follow_up_days",
        done="last_follow_up_on >= reunited_on", replaces=f"palermo/{visited}", force="recommended", strength="qualified",
        unknown="does-not-apply",
    )  # fmt: skip
    over = pack(tmp_path / "over", later, over=["palermo"], parameters=parameter("follow_up_days", "days", 91))
    found = compared(palermo, over, visited)
    first, second = decided(palermo, case_of(found), visited), decided(over, case_of(found), "visited")
    assert first.is_owed
    assert second.is_owed
    assert first.due is not None
    assert second.due is not None
    assert (second.due - first.due).days == 1


def test_a_duty_that_no_longer_comes_back_is_shown_by_whoever_has_it(palermo: Pack, tmp_path: Path) -> None:
    asked = "review-a-long-search"
    once = duty(
        "asked", "possible_victim and tracing_started_on <= today and presumed_not(family_located)", force="mandatory",
        replaces=f"palermo/{asked}", unknown="does-not-apply", starts="tracing_started_on", within="tracing_review_days",
    )  # fmt: skip
    over = pack(tmp_path / "over", once, over=["palermo"])
    found = compared(palermo, over, asked)
    assert decided(palermo, case_of(found), asked).is_owed
    assert decided(over, case_of(found), "asked").is_owed


def test_what_is_replaced_by_more_is_proved(palermo: Pack, tmp_path: Path) -> None:
    spared = "no-prosecution-of-compelled-act"
    for unknown, result in (("does-not-apply", REFUTED), ("ask", PROVED)):
        placed = {"act": "prosecution", "each": "offence", "replaces": f"palermo/{spared}", "unknown": unknown}
        more = hold("spared", "offence.compelled", **placed, **MILD)
        assert compared(palermo, pack(tmp_path / unknown, more, over=["palermo"]), spared).result == result


# ---------------------------------------------------------------- answers
def test_a_right_is_answered_with_no_less_force_and_reach(tmp_path: Path) -> None:
    under = pack(tmp_path / "under", hold("held", "screened"))
    for number, (force, strength, result) in enumerate([
        ("mandatory", "absolute", PROVED), ("mandatory", "qualified", REFUTED), ("consider", "absolute", REFUTED),
    ]):  # fmt: skip
        over = pack(tmp_path / f"over{number}", hold("other", "screened", force=force, strength=strength))
        assert compared(under, over, "held").result == result


def test_a_hold_on_the_person_answers_one_for_each_item_and_not_the_other_way(tmp_path: Path) -> None:
    person = pack(tmp_path / "person", hold("whole", "screened"))
    items = pack(tmp_path / "items", hold("parts", "screened", each="offence"))
    assert compared(items, person, "parts").result == PROVED
    assert compared(person, items, "whole").result == REFUTED


def test_a_hold_reaches_the_further_item_of_an_open_list(tmp_path: Path) -> None:
    under = pack(tmp_path / "under", hold("parts", "screened", each="offence"))
    over = pack(tmp_path / "over", hold("parts", "screened and known(offence.compelled)", each="offence"))
    found = compared(under, over, "parts")
    assert found.item == "offence#1"
    presumed = "screened and (known(offence.kind) or presumed(offence.kind == 'theft'))"
    assert compared(under, pack(tmp_path / "presumed", hold("parts", presumed, each="offence")), "parts").result == PROVED


@pytest.mark.parametrize(("meets", "result"), [([], REFUTED), (["xk/state-the-ground-of-removal"], PROVED)])
def test_a_duty_is_answered_by_what_says_that_it_meets_it(meets: list[str], result: str, tmp_path: Path) -> None:
    told = "state-the-ground-of-removal"
    answer = duty("tell-the-ground", "possible_victim", unknown="applies", safe_side="ours", meets=meets)
    over = pack(tmp_path / "over", answer, repeal(f"xk/{told}"), over=["xk"])
    assert compared(load_pack("xk"), over, told).result == result


def test_a_duty_done_under_either_law_is_not_owed(tmp_path: Path) -> None:
    under = pack(tmp_path / "under", duty("told", "screened", done="pregnant"))
    more = pack(tmp_path / "more", duty("told", "screened", done="pregnant and may_be_child"))
    less = pack(tmp_path / "less", duty("told", "screened", done="pregnant or may_be_child"))
    assert compared(under, more, "told").result == PROVED
    assert case_of(compared(under, less, "told"))["facts"] == {"screened": True, "may_be_child": True}


@pytest.mark.parametrize(
    ("under", "over", "result"),
    [
        ({"at_once": True}, {"at_once": True}, PROVED),
        ({"at_once": True}, {"at_once": True, "starts": "entry_date"}, REFUTED),
        ({"at_once": True, "starts": "entry_date"}, {"at_once": True, "starts": "entry_date"}, PROVED),
        ({"at_once": True}, {}, REFUTED),
        ({}, {"at_once": True}, PROVED),
        ({"starts": "entry_date", "within": "week"}, {"at_once": True, "starts": "entry_date"}, PROVED),
        ({"starts": "entry_date", "within": "week"}, {"starts": "entry_date", "within": "month"}, REFUTED),
        ({"starts": "entry_date", "within": "month"}, {"starts": "entry_date", "within": "week"}, PROVED),
        ({"starts": "entry_date", "within": "month"}, {"starts": "entry_date"}, REFUTED),
        ({"repeat": "each stage"}, {"repeat": "each stage"}, PROVED),
        ({"repeat": "week"}, {"repeat": "month"}, REFUTED),
        ({"repeat": "month"}, {"repeat": "week"}, PROVED),
        ({"repeat": "month"}, {"repeat": "each stage"}, REFUTED),
        ({"repeat": "month"}, {}, REFUTED),
        ({}, {"repeat": "month"}, PROVED),
    ],
)
def test_a_duty_is_answered_no_later_and_as_often(
    under: dict[str, Any], over: dict[str, Any], result: str, tmp_path: Path
) -> None:
    numbers = parameter("week", "days", 7) + parameter("month", "days", 30)
    one = pack(tmp_path / "one", duty("told", "screened", **under), parameters=numbers)
    # a further ground keeps the two from being taken for the same text
    other = pack(tmp_path / "other", duty("told", "screened or pregnant", **over), parameters=numbers)
    assert compared(one, other, "told").result == result


# ---------------------------------------------------------------- scope, layers, the whole
@pytest.mark.parametrize(
    ("standing", "scope", "act", "result"),
    [
        ("draft", (), "detention", REFUTED),
        ("draft", ("removal",), "detention", NOT_ASSESSED),
        ("draft", ("removal",), "removal", REFUTED),
        ("illustrative", ("removal",), "removal", REFUTED),
        ("illustrative", ("removal",), "detention", NOT_ASSESSED),
    ],
)
def test_a_hold_is_assessed_where_the_pack_speaks_of_its_act(
    standing: str, scope: tuple[str, ...], act: str, result: str, tmp_path: Path
) -> None:
    under = pack(tmp_path / "under", hold("held", "screened", act=act))
    over = pack(tmp_path / "over", duty("told", "screened"), scope=scope, standing=standing)
    assert compared(under, over, "held").result == result


@pytest.mark.parametrize(
    ("standing", "subject", "rule", "result"),
    [
        ("draft", "recovery", hold("held", "screened"), REFUTED),
        ("draft", "support", hold("held", "screened"), NOT_ASSESSED),
        ("draft", "recovery", duty("told", "screened and pregnant"), REFUTED),
        ("illustrative", "recovery", hold("held", "screened"), NOT_ASSESSED),
        ("illustrative", "recovery", duty("told", "screened and pregnant"), REFUTED),
        ("illustrative", "support", duty("told", "screened"), PROVED),
    ],
)
def test_another_right_is_assessed_by_its_subject_and_by_what_only_describes_where_it_answers(
    standing: str, subject: str, rule: str, result: str, tmp_path: Path
) -> None:
    under = pack(tmp_path / "under", duty("told", "screened"), subject=subject)
    over = pack(tmp_path / "over", rule, subject="recovery", scope=("recovery",), standing=standing)
    assert compared(under, over, "told").result == result


def test_alone_only_the_packs_own_layer_answers(tmp_path: Path) -> None:
    xk, name = load_pack("xk"), "no-removal-on-prostitution-conviction"
    bare = pack(tmp_path / "bare", hold("kept", "screened", act="interview"), over=["xk"])
    assert (compared(xk, bare, name).result, compared(xk, bare, name).own) == (PROVED, False)
    assert compared(xk, bare, name, alone=True).result == REFUTED
    held = "possible_victim and removal_ground == 'prostitution_conviction'"
    own = pack(tmp_path / "own", hold("own", held, unknown="applies", safe_side="ours"), over=["xk"])
    assert (compared(xk, own, name, alone=True).result, compared(xk, own, name).own) == (PROVED, True)


def test_a_floor_looks_at_rights_of_its_force_and_above(tmp_path: Path) -> None:
    under = pack(
        tmp_path / "under", hold("must", "screened"), hold("should", "screened", act="detention", force="recommended"),
        hold("could", "screened", act="interview", force="consider"),
    )  # fmt: skip
    over = pack(tmp_path / "over", definition("named", "screened"), duty("told", "screened"))
    for floor, ids in (("mandatory", ["must"]), ("consider", ["must", "could"]), ("recommended", ["must", "could", "should"])):
        found = Proof(over, under, ON, floor=floor, properties=(NOT_WEAKER,)).of(NOT_WEAKER)
        assert [each.rule.id for each in found if each.rule] == ids


def test_what_the_rights_come_to(tmp_path: Path) -> None:
    results = [Finding(NOT_WEAKER, result) for result in (NOT_ASSESSED, PROVED, UNDECIDED, REFUTED)]
    assert [whole_result(results[:number]) for number in range(5)] == [PROVED, NOT_ASSESSED, PROVED, UNDECIDED, REFUTED]
    over = pack(tmp_path / "over", duty("told", "screened"))
    assert Proof(over, None, ON, properties=(NOT_WEAKER,)).result(NOT_WEAKER) == PROVED
    assert Proof(over, over, ON, properties=(NOT_WEAKER,)).result(NOT_WEAKER) == PROVED
