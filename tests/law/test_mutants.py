"""Every term of every rule is needed by some case: dropping it, or changing a choice, turns a case red."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from amparo.facts.settled import Settled, settle
from amparo.facts.value import Truth
from amparo.rules.cases import WorkedCase, load_cases, load_persons
from amparo.rules.determination import is_in_effect
from amparo.rules.evaluate import FURTHER, Bound, Evaluation
from amparo.rules.law import Law
from amparo.rules.pack import Pack, load_pack, pack_names
from amparo.rules.rule import Rule

from .mutants import Mutant, mutants_of, readers, with_rule

SURVIVORS = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text("utf-8"))
FEW = 100
"""So many rules are all harmed each time. Of a larger pack the short form harms every tenth, and `./test --long` every one."""
WORDS: dict[Truth, str] = {True: "yes", False: "no", None: "unknown"}


class Checker:
    """Asks only for conclusions, which is what a harm can change."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.cases = [(case, self._settled(case)) for case in (*load_cases(pack), *load_persons(pack))]

    def _settled(self, case: WorkedCase) -> Settled:
        return settle(case.case, self.pack.vocabulary, on=case.on, as_known=case.as_known)

    def is_killed(self, mutant: Mutant, affected: set[str]) -> bool:
        """Say whether some case comes out differently under the harmed law."""
        laws: dict[object, Law] = {}
        for case, settled in self.cases:
            if not affected & self._touched(case):
                continue
            law = self.pack.law_on(case.on)
            if law.rules.get(mutant.mutated.name, mutant.mutated).since != mutant.mutated.since:
                continue
            if case.on not in laws:
                laws[case.on] = with_rule(law, mutant.mutated)
            if any(not met(Evaluation(laws[case.on], settled), case, expected) for expected in case.expect):
                return True
        return False

    def _touched(self, case: WorkedCase) -> set[str]:
        law = self.pack.law_on(case.on)
        rules = law.rules
        found = (law.find(str(expected.get("rule", case.rule))) for expected in case.expect)
        named = {rule.name for rule in found if rule is not None}
        acts = {expected["act"] for expected in case.expect if "act" in expected}
        return named | {name for name, rule in rules.items() if rule.kind == "hold" and rule.act in acts}


def met(evaluation: Evaluation, case: WorkedCase, expected: Mapping[str, Any]) -> bool:
    """Say whether an expectation's conclusion, effect, fulfilment and answer come out."""
    rule = evaluation.law.find(str(expected.get("rule", case.rule)))
    if rule is not None and rule.type != "yesno":
        value = evaluation.conclusion(rule.name)
        found = getattr(value, "low", value)
        return bool(expected.get("number", found) == found)
    if rule is not None and not any(
        _is_as_said(evaluation, rule, bound, expected) for bound in _bindings(evaluation, rule, expected)
    ):
        return False
    return "may" not in expected or bool(expected["may"] == _answer(evaluation, str(expected["act"]), expected.get("item")))


def _is_as_said(evaluation: Evaluation, rule: Rule, bound: Bound, expected: Mapping[str, Any]) -> bool:
    truth = evaluation.conclusion(rule.name, bound)
    done = evaluation.truth(rule.done, bound) if rule.done is not None else None
    found = {"conclusion": WORDS[truth], "in_effect": is_in_effect(rule, truth), "fulfilled": WORDS[done]}
    return all(expected[key] == value for key, value in found.items() if key in expected)


def _bindings(evaluation: Evaluation, rule: Rule, expected: Mapping[str, Any]) -> Iterable[Bound]:
    if rule.each is None:
        return [{}]
    item = str(expected.get("item", "")).partition("#")[2]
    names = (item,) if item else (*evaluation.items(rule.each), FURTHER)[:1]
    return [{rule.each: name} for name in names]


def _answer(evaluation: Evaluation, act: str, item: object) -> str:
    held, open_ = False, False
    for rule in evaluation.law.rules.values():
        if rule.kind != "hold" or rule.act != act:
            continue
        for bound in _all_bindings(evaluation, rule, item):
            truth = evaluation.conclusion(rule.name, bound)
            held = held or truth is True
            open_ = open_ or is_in_effect(rule, truth)
    return "held" if held else "held-until-known" if open_ else "no-hold"


def _all_bindings(evaluation: Evaluation, rule: Rule, item: object) -> list[Bound]:
    if rule.each is None:
        return [{}]
    if item is not None:
        kind, _, name = str(item).partition("#")
        return [{kind: name}] if kind == rule.each else []
    further = () if evaluation.is_complete(rule.each) else (FURTHER,)
    return [{rule.each: name} for name in (*evaluation.items(rule.each), *further)]


def survivors(pack: Pack) -> list[str]:
    """Return the harms to a pack's own rules that no case notices."""
    checker = Checker(pack)
    own = [rule for rule in pack.rules if rule.pack == pack.name]
    step = 1 if len(own) <= FEW or os.environ.get("AMPARO_TEST_LONG") else 10
    found = []
    for rule in own[::step]:
        day = max(rule.since, pack.profile.begins)
        affected = readers(pack.law_on(day))[rule.name]
        found += [f"{m.rule}: {m.harm}" for m in mutants_of(rule) if not checker.is_killed(m, affected)]
    return found


@pytest.mark.search
@pytest.mark.parametrize("name", pack_names())
def test_every_harm_to_a_rule_turns_a_case_red(name: str) -> None:
    excused = {f"{entry['rule']}: {entry['harm']}" for entry in SURVIVORS.get(name, [])}

    assert sorted(set(survivors(load_pack(name))) - excused) == []


def test_every_survivor_has_a_reason() -> None:
    assert [entry for entries in SURVIVORS.values() for entry in entries if len(entry["reason"]) < 20] == []
