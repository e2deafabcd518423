"""Definition, compiled form and formulas say the same: on our packs and on random ones, of people drawn from a seed.

`./test` compares some thousand answers on packs of ours and more than a thousand on random packs, `./test --long` far more.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random
from typing import Final

import pytest

from amparo.facts.case import case_from
from amparo.facts.settled import Settled, settle
from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.compiled import Compiled, compile_law
from amparo.rules.evaluate import Evaluation
from amparo.rules.layers import find_law
from amparo.rules.pack import load_pack
from property.generate import load
from property.packs import random_pack
from property.persons import Persons
from prove.told import Askable, Told, persons_under, plain

pytestmark = pytest.mark.search
IS_LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
OURS: Final = ("palermo", "xx", "coe", "asean")
ON: Final = date(2026, 11, 22)
SEED: Final = 20_261_122
PERSONS, RANDOM_PACKS = (40, 800) if IS_LONG else (3, 60)
PERSONS_UNDER_RANDOM: Final = 4
CHECKS, CHECKS_ON_RANDOM = (20_000, 20_000) if IS_LONG else (2_000, 1_000)


@dataclass
class Met:
    """What a run met: answers compared, rules refused, and where the three did not agree."""

    count: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def ask(self, told: Told, compiled: Compiled, persons: Persons, number: int) -> None:
        """Ask all three of some people."""
        self.count["rules"] += len(told.law.rules)
        self.refused.update(told.refused.values())
        for _ in range(number):
            case = persons.case()
            settled = settle(case_from(case, told.law.vocabulary), told.law.vocabulary, on=told.law.day)
            self.count["people"] += 1
            self.differences += [f"{what}, of {json.dumps(case)}" for what in self._differences(told, compiled, settled)]

    def _differences(self, told: Told, compiled: Compiled, settled: Settled) -> Iterator[str]:
        said = told.says(settled)
        if said is None:
            yield "to the solver there is no such person"
            return
        evaluation = Evaluation(told.law, settled)
        quick = dict(zip(compiled.names, compiled.answer(settled), strict=True))
        for (name, item, part), found in said.items():
            rule = told.law.rules[name]
            bound = {rule.each: item} if rule.each and item else {}
            self.count["answers"] += 1
            if part == "done":
                assert rule.done is not None
                right = fast = evaluation.truth(rule.done, bound)
            else:
                right = evaluation.conclusion(name, bound)
                fast = quick[name][item] if rule.each else quick[name]
            if not plain(right) == found == plain(fast):
                yield f"{rule.pack}/{rule.id} {item} {part}: {right}, compiled {fast}, formulas {found}"


@cache
def ours() -> Met:
    met = Met()
    for number, name in enumerate(OURS):
        law = load_pack(name).law_on(ON)
        met.ask(Told(law), compile_law(law), persons_under(law, Random(SEED + number)), PERSONS)
    return met


@cache
def drawn() -> Met:
    met, vocabulary = Met(), load_vocabulary(find_law() / "vocabulary")
    for seed in range(SEED, SEED + RANDOM_PACKS):
        random = Random(seed)
        loaded = load(random_pack(random, vocabulary))
        met.ask(Told(loaded.law), loaded.compiled, Askable(random, loaded.pack, vocabulary), PERSONS_UNDER_RANDOM)
    return met


def test_the_three_agree_on_our_packs(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{dict(ours().count)} under {', '.join(OURS)}\n")
    assert ours().differences[:3] == []
    assert ours().count["answers"] >= CHECKS


def test_no_rule_of_ours_says_what_the_solver_is_not_told() -> None:
    assert ours().refused == {}


def test_the_three_agree_on_random_packs(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{dict(drawn().count)} under {RANDOM_PACKS} random packs; refused: {dict(drawn().refused)}\n")
    assert drawn().differences[:3] == []
    assert drawn().count["answers"] >= CHECKS_ON_RANDOM


def test_few_rules_of_random_packs_say_what_the_solver_is_not_told() -> None:
    assert drawn().refused.total() < drawn().count["rules"] // 50
