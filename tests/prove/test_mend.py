"""A weakness is told with the one change that mends it, and that change has been proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.prove.changes import Change, Drafter
from amparo.prove.grounds import grounds_added, parts_left_out
from amparo.prove.mend import Mending
from amparo.prove.proof import Proof
from amparo.prove.result import REFUTED
from amparo.prove.right import Side
from amparo.prove.weaker import Comparison
from amparo.rules.exemption import NOT_CONDITIONAL, NOT_WEAKER
from amparo.rules.expression import And, Compare, Constant, Fact, OneOf, Or, Quantifier
from amparo.rules.pack import find_law, load_pack
from prove.planted import CONDITION, FORCE, GROUND, INNOCENT, PERIOD, UNKNOWN, WIDER, planted

DAY = date(2026, 11, 22)
A, B, C = Fact("a"), Fact("b"), Fact("c")


def mended(pack: Path, name: str = NOT_WEAKER) -> dict[str, Change | None]:
    """Each refuted right with the change that mends it."""
    law, below = load_pack(pack), load_pack()
    proof, words = Proof(law, below, DAY, properties=(name,)), load_words(find_law())
    mending = Mending(proof, Plain(law.law_on(DAY), words), Plain(below.law_on(DAY), words))
    return {found.rule.id: mending.mend(found) for found in proof.of(name) if found.result == REFUTED and found.rule}


@pytest.mark.parametrize(
    ("planting", "right", "says"),
    [
        (CONDITION, "urgent-care-at-once", "Leave out: “Immigration status” is “Here with permission”."),
        (GROUND, "help-in-civil-matters", "Say also, as one more ground: “Land or property to settle” is yes."),
        (UNKNOWN, "screen-whoever-is-met", "Write: while that is not known, it applies."),
        (PERIOD, "review-a-long-search", "Write 90 days in place of 400 days: days after which an open search is reviewed."),
        (FORCE, "court-decides-the-claim", "Write it as binding."),
    ],
)
def test_it_says_the_one_change(tmp_path: Path, planting: str, right: str, says: str) -> None:
    found = mended(planted(tmp_path, planting, WIDER))
    change = found[right]
    assert change is not None
    assert change.says == says


def test_the_change_is_proved_and_costs_no_other_right(tmp_path: Path) -> None:
    pack, below = load_pack(planted(tmp_path, CONDITION, GROUND, UNKNOWN, FORCE)), load_pack()
    found = mended(pack.folder)
    assert len(found) == 4
    under = Side(below, below.law_on(DAY))
    for right, change in found.items():
        assert change is not None
        again = {
            each.rule.id
            for each in Comparison(under, Side(pack, change.law)).findings()
            if each.result == REFUTED and each.rule
        }
        assert again == found.keys() - {right}


def test_a_repealed_right_is_kept(tmp_path: Path) -> None:
    change = mended(planted(tmp_path, whole=True))["review-a-negative-decision"]
    assert change is not None
    assert change.says == "Keep “A second person checks every negative decision and its reasons” as the baseline has it."


def test_of_two_people_the_condition_in_which_they_differ_is_left_out(tmp_path: Path) -> None:
    change = mended(planted(tmp_path, INNOCENT), NOT_CONDITIONAL)[INNOCENT]
    assert change is not None
    assert change.says == "Leave out: “Said to have broken the law” is no."


def test_what_is_proved_needs_no_mending(tmp_path: Path) -> None:
    law, below = load_pack(planted(tmp_path, WIDER)), load_pack()
    proof, words = Proof(law, below, DAY, properties=(NOT_WEAKER,)), load_words(find_law())
    mending = Mending(proof, Plain(law.law_on(DAY), words), Plain(below.law_on(DAY), words))
    assert {mending.mend(found) for found in proof.findings[:20]} == {None}


def test_each_part_beside_others_can_be_left_out_but_those_to_be_kept() -> None:
    assert list(parts_left_out(And((A, B)))) == [(A, B), (B, A)]
    assert list(parts_left_out(And((A, B)), kept={A})) == [(B, A)]
    assert list(parts_left_out(A)) == []
    assert list(parts_left_out(Or((And((A, B)), C)), kept={B})) == [(A, Or((B, C)))]
    assert list(parts_left_out(Quantifier("any", "offence", And((A, B))), kept={A})) == [(B, Quantifier("any", "offence", A))]
    assert list(parts_left_out(Quantifier("all", "offence", And((A, B))))) == []


def test_grounds_are_added_one_by_one_and_then_all_where_they_belong() -> None:
    assert list(grounds_added(And((C, A)), And((C, Or((A, B)))))) == [((B,), And((C, Or((A, B)))))]
    assert [added for added, _ in grounds_added(A, Or((A, B, C)))] == [(B,), (C,), (B, C)]
    assert list(grounds_added(Or((A, B)), Or((A, B)))) == []


def test_values_of_a_choice_are_grounds() -> None:
    one, both = Compare("==", A, Constant("x")), OneOf(A, ("x", "y"))
    assert list(grounds_added(one, both)) == [((Compare("==", A, Constant("y")),), both)]


@pytest.fixture(scope="module")
def drafter() -> Drafter:
    """Changes the law of the fictional country, held against the baseline."""
    words = load_words(find_law())
    return Drafter(Plain(load_pack("xx").law_on(DAY), words), Plain(load_pack().law_on(DAY), words))


def test_an_exception_or_an_end_can_be_left_out(drafter: Drafter) -> None:
    law = drafter.law
    heard = [change.says for change in drafter.left_out(law.rules["hearing_before_removal"])]
    assert any(said.startswith("Leave out: unless ") for said in heard)
    exception = law.rules["recovery_ended_for_public_order"]
    *_, last = drafter.left_out(exception)
    assert last.says == "Leave out the exception “The Office has ended the period for reasons of public order”."
    assert exception.name not in last.law.rules
    hold = law.rules["no_removal_in_recovery_by_law"]
    ended = replace(hold, until=Fact("recovery_started_on"), lasts="recovery_days")
    said = [change.says for change in drafter.left_out(ended)]
    assert any(each.startswith("Leave out that it ends on “") for each in said)
    assert "Leave out that it ends after 60 days." in said


def test_only_conditions_that_read_what_two_people_differ_in_are_left_out(drafter: Drafter) -> None:
    child = drafter.law.rules["no_removal_in_recovery_of_a_child"]
    about = [change.says for change in drafter.left_out(child, about={"birth_date"})]
    assert about == ["Leave out: the person is a child today."]
    assert list(drafter.left_out(child, about={"nationality"})) == []


def test_periods_and_days_of_the_law_below_are_proposed_one_by_one(drafter: Drafter) -> None:
    duty = next(rule for rule in drafter.law.rules.values() if rule.id == "review-a-long-search")
    slower = replace(duty, within=None, repeat=None, starts=None, done=None)
    said = [change.says for change in drafter.as_below(slower, duty)]
    assert [text.split(":")[0] for text in said] == ["Write"] * 4
    assert "Write: within 90 days." in said
    assert "Write: again every 90 days." in said
    assert any(text.startswith("Write: it is done when ") for text in said)
    now = replace(slower, at_once=True)
    assert next(iter(drafter.as_below(slower, now))).says == "Write: at once."


def test_a_choice_that_protects_already_is_left(drafter: Drafter) -> None:
    assert list(drafter.while_not_known(drafter.law.rules["hearing_before_removal"])) == []
    exception = replace(drafter.law.rules["recovery_ended_for_public_order"], unknown="applies")
    assert [change.says for change in drafter.while_not_known(exception)] == [
        "Write: while that is not known, the exception does not count."
    ]


def test_a_rule_of_the_baseline_is_kept_with_what_it_names() -> None:
    words, alone = load_words(find_law()), load_pack("xk")
    drafter = Drafter(Plain(alone.law_on(DAY), words), Plain(load_pack().law_on(DAY), words))
    below = drafter.below.law
    change = drafter.kept(below.rules["needed_in_criminal_case"], None, "xk")
    assert change.says.startswith("Keep the definition “")
    added = change.law.rules.keys() - alone.law_on(DAY).rules.keys()
    assert {"needed_in_criminal_case", "required_in_open_criminal_case"} <= added
    own = drafter.law.rules["no_removal_on_illegal_work_conviction"]
    other = drafter.kept(below.rules["no_removal_before_heard"], own, "xk")
    assert other.says.endswith(
        "as the baseline has it in place of “A conviction for illegal work is no ground to remove a victim”."
    )
