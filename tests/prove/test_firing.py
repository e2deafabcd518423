"""Each rule can come about, and none demands what a binding one forbids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.prove.firing import Firing
from amparo.prove.replay import settled_from
from amparo.prove.result import PROVED, REFUTED, Finding
from amparo.prove.right import Side
from amparo.rules.evaluate import Evaluation
from amparo.rules.pack import Pack
from prove.small import ON, exception, pack, parameter, with_exception
from rules.small_packs import definition, duty, hold


def firing(small: Pack) -> Firing:
    return Firing(Side(small, small.law_on(ON)))


def dead(small: Pack) -> dict[str, str]:
    return {found.rule.id: found.result for found in firing(small).dead() if found.rule}


def clashes(small: Pack) -> list[Finding]:
    return list(firing(small).clashes())


@pytest.mark.parametrize(
    ("when", "result"),
    [
        ("screened", PROVED),
        ("screened and not screened", REFUTED),
        ("age < adult and age >= adult", REFUTED),
        ("reasonable_grounds == 'pending' and reasonable_grounds_on <= today", REFUTED),
        ("reasonable_grounds == 'yes' and reasonable_grounds_on <= today", PROVED),
        ("asylum_decided == 'not_claimed' and asylum_claimed", REFUTED),
        ("not asylum_claimed and asylum_decided == 'granted'", REFUTED),
        ("birth_date > today", REFUTED),
        ("age < adult and birth_date < entry_date and entry_date < today", PROVED),
    ],
)
def test_a_rule_that_can_be_yes_of_nobody_is_dead(when: str, result: str, tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", when), parameters=parameter("adult", "years", 18))
    assert dead(small) == {"held": result}


def test_a_definition_that_is_no_truth_is_not_asked(tmp_path: Path) -> None:
    last = definition("last", "", over="episode", latest="episode.ended_on").replace('when = ""\n', "")
    assert dead(pack(tmp_path / "pack", last, hold("held", "last < today"))) == {"held": PROVED}


@pytest.mark.parametrize(("number", "result"), [(1, PROVED), (2, PROVED), (3, PROVED), (8, PROVED), (9, REFUTED)])
def test_a_rule_that_counts_is_tried_with_so_many_items_up_to_eight(number: int, result: str, tmp_path: Path) -> None:
    count = definition("number", "", over="threat", count="threat.at_large").replace('when = ""\n', "")
    small = pack(tmp_path / "pack", count, hold("held", "number >= least"), parameters=parameter("least", "number", number))
    assert dead(small) == {"held": result}


def test_a_dead_rule_may_be_excused(tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", "screened and not screened"))
    assert dead(with_exception(small, exception("no-dead-rule", "held"))) == {"held": PROVED}


@pytest.mark.parametrize(
    ("when", "force", "result"),
    [("screened", "mandatory", [REFUTED]), ("not screened", "mandatory", [PROVED]), ("screened", "consider", [])],
)
def test_a_duty_to_do_what_a_binding_hold_bars_is_shown_by_a_person(
    when: str, force: str, result: list[str], tmp_path: Path
) -> None:
    demanded = duty("return-them", "screened", demands="return")
    small = pack(tmp_path / "pack", demanded, hold("held", when, act="return", force=force), hold("other", "screened"))
    assert [found.result for found in clashes(small)] == result
    for found in clashes(small):
        if found.result == REFUTED:
            law = small.law_on(ON)
            evaluation = Evaluation(law, settled_from(found.case or {}, law))
            assert [evaluation.conclusion(name) for name in ("return_them", "held")] == [True, True]
            assert [rule.id for rule in found.answers] == ["held"]
    excused = with_exception(small, exception("no-clash", "return-them"))
    assert [found.result for found in clashes(excused)] == [PROVED for _ in result]


@pytest.mark.parametrize(
    ("when", "force", "result"),
    [("screened", "mandatory", [REFUTED]), ("not screened", "mandatory", [PROVED]), ("screened", "consider", [])],
)
def test_two_exceptions_of_one_rank_do_not_meet(when: str, force: str, result: list[str], tmp_path: Path) -> None:
    of: dict[str, Any] = {"exception_of": "held", "act": "interview"}
    one, other = hold("one", "screened", **of), hold("other", when, force=force, **of)
    small = pack(tmp_path / "pack", hold("held", "pregnant"), one, other, hold("apart", "screened", act="detention"))
    assert [found.result for found in clashes(small)] == result
