"""Two people who are the same but for one thing: of which nobody is to have less, as an adult, or by what was not said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.prove.people import FEATURES, SELF, all_pairs
from amparo.prove.replay import settled_from
from amparo.prove.result import PROVED, REFUTED, Finding
from amparo.rules.evaluate import Evaluation
from amparo.rules.pack import Pack
from prove.small import ON, pack, paired, parameter
from rules.small_packs import duty, hold

DISCRIMINATES = "no-discrimination"
SEX = "screened and sex == 'female'"
KNOWN: dict[str, Any] = {"unknown": "does-not-apply"}


def two(found: Finding, pack: Pack) -> list[Any]:
    """Return what the definition says of the right of each of two people."""
    assert found.result == REFUTED
    assert found.case is not None
    assert found.other is not None
    assert found.rule is not None
    law = pack.law_on(ON)
    return [Evaluation(law, settled_from(case, law)).conclusion(found.rule.name) for case in (found.case, found.other)]


def differing(found: Finding) -> set[str]:
    """Return the facts in which two people differ."""
    assert found.case is not None
    assert found.other is not None
    one, other = found.case["facts"], found.other["facts"]
    return {key for key in one | other if one.get(key) != other.get(key)}


def test_a_right_of_one_sex_is_shown_by_two_people(tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", SEX))
    found = paired(small, DISCRIMINATES, "sex")["held"]
    assert two(found, small) == [True, False]
    assert differing(found) == {"sex"}


def test_what_another_rule_gives_to_all_others_is_no_discrimination(tmp_path: Path) -> None:
    others = hold("others", "screened and not (sex == 'female')", act="removal")
    small = pack(tmp_path / "pack", hold("held", SEX), others)
    assert {each.result for each in paired(small, DISCRIMINATES, "sex").values()} == {PROVED}


def test_both_are_known_to_have_what_they_differ_in(tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", "known(sex)", **KNOWN), hold("open", "presumed(pregnant)", act="interview"))
    assert paired(small, DISCRIMINATES, "sex")["held"].result == PROVED
    assert paired(small, DISCRIMINATES, "pregnant")["open"].result == REFUTED


def test_of_whoever_claims_nothing_signs_are_noted_all_the_same(tmp_path: Path) -> None:
    claimed = hold("claimed", "trafficking_claimed or indicators_noted", **KNOWN)
    only = hold("only", "trafficking_claimed", act="interview", **KNOWN)
    found = paired(pack(tmp_path / "pack", claimed, only), DISCRIMINATES, SELF)
    assert {name: each.result for name, each in found.items()} == {"claimed": PROVED, "only": REFUTED}


def test_every_feature_is_asked_about_and_only_rights_that_read_it(tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", SEX), duty("told", "screened"))
    about = {pair.about for pair in all_pairs(small.law_on(ON)) if pair.name == DISCRIMINATES}
    assert about == set(FEATURES)
    assert list(paired(small, DISCRIMINATES, "sex")) == ["held"]
    assert paired(small, DISCRIMINATES, "stateless") == {}


@pytest.mark.parametrize(
    ("about", "when", "result"),
    [
        ("committed_offence", "screened and not committed_offence", REFUTED),
        ("committed_offence", "screened or committed_offence", PROVED),
        ("cooperates", "screened and not cooperates", PROVED),
        ("cooperates", "screened and cooperates", REFUTED),
    ],
)
def test_no_right_hangs_on_helping_or_on_an_offence(about: str, when: str, result: str, tmp_path: Path) -> None:
    right = duty("told", when, force="example")
    assert paired(pack(tmp_path / "pack", right, subject="justice"), "not-conditional", about)["told"].result == result


@pytest.mark.parametrize(
    ("when", "child", "perhaps"),
    [
        ("age >= adult", REFUTED, REFUTED),
        ("age >= adult or may_be_child", REFUTED, PROVED),
        ("age < adult", PROVED, PROVED),
        ("screened or presumed(age < adult)", PROVED, PROVED),
        ("screened and not may_be_child", REFUTED, REFUTED),
    ],
)
def test_a_child_has_what_an_adult_has(when: str, child: str, perhaps: str, tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", when, **KNOWN), parameters=parameter("adult", "years", 18))
    found = {about: paired(small, "child-at-least-adult", about)["held"] for about in ("a child", "perhaps a child")}
    assert {about: each.result for about, each in found.items()} == {"a child": child, "perhaps a child": perhaps}


def test_a_law_that_names_its_majority_age_is_asked_by_it(tmp_path: Path) -> None:
    numbers = parameter("majority_age", "years", 21) + parameter("limit", "years", 18)
    when = "age >= limit"
    small = pack(tmp_path / "pack", hold("held", when, **KNOWN), parameters=numbers)
    found = paired(small, "child-at-least-adult", "a child")["held"]
    assert two(found, small) == [True, False]
    named = pack(tmp_path / "named", hold("held", "age >= majority_age", **KNOWN), parameters=numbers)
    assert paired(named, "child-at-least-adult", "a child")["held"].result == REFUTED


@pytest.mark.parametrize(
    ("when", "result"),
    [
        ("trafficking_claimed", REFUTED),
        ("presumed(trafficking_claimed)", PROVED),
        ("screened", None),
        ("trafficking_claimed or presumed(indicators_noted)", REFUTED),
    ],
)
def test_a_hold_does_not_fall_with_what_is_forgotten(when: str, result: str | None, tmp_path: Path) -> None:
    small = pack(tmp_path / "pack", hold("held", when, **KNOWN), duty("told", "trafficking_claimed"))
    found = paired(small, "not-knowing-never-strips", "less known")
    assert {name: each.result for name, each in found.items()} == ({"held": result} if result else {})


def test_a_hold_that_another_on_its_act_takes_over_is_not_stripped(tmp_path: Path) -> None:
    after = hold("after", "presumed_not(trafficking_claimed)", force="example", strength="preference", **KNOWN)
    small = pack(tmp_path / "pack", hold("held", "trafficking_claimed", **KNOWN), after)
    found = paired(small, "not-knowing-never-strips", "less known")
    assert {name: each.result for name, each in found.items()} == {"held": PROVED, "after": PROVED}
