"""A weakness is told with the one change that mends it, and that change has been proved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.prove.changes import Change
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
