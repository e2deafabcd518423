"""Rights made worse on purpose: the proof finds somebody who loses by it, or nobody does.

`./test` makes 20 changes, `./test --long` 200. What is found is asked again of the definition; where nothing is found,
everybody of whom at most eight facts are known is tried.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice
from random import Random
from typing import Final

import pytest

from amparo.prove.replay import settled_from
from amparo.prove.result import REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side, rights
from amparo.prove.weaker import Comparison
from amparo.rules.expression import Conclusion
from amparo.rules.pack import load_pack
from prove.trying import FACTS, counter_person, is_lacking, known_facts
from prove.weakening import KINDS, Weakening, weakenings

pytestmark = pytest.mark.search
CHANGES: Final = 200 if os.environ.get("AMPARO_TEST_LONG") else 20
PACKS: Final = ("palermo", "xx")
ON: Final = date(2026, 11, 22)
SEED: Final = 20_261_122
TRIED: Final = 3
"""Rights of which everybody is tried where a rule below them was changed and no proof failed."""


@dataclass
class Met:
    """What a run met: how many changes were found out or cost nobody anything, and where the proof was wrong."""

    count: Counter[str] = field(default_factory=Counter)
    known: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def hold(self, under: Side, over: Side, changed: Weakening) -> None:
        """Hold a changed law against what it was."""
        comparison = Comparison(under, over)
        cone, name, kind = comparison.cones[0], changed.rule.name, changed.what.partition(":")[0]
        concerned = [each for each in rights(under.law) if each.name == name or Conclusion(name) in cone.nodes(each)]
        for right in concerned:
            found = comparison.finding(right)
            if found.result == UNDECIDED:
                self.wrong.append(f"{changed.what}: undecided, {found.note}")
            if found.result == REFUTED:
                self.count[f"{kind}: found"] += 1
                self._confirm(under, over, changed, found)
                return
        self.count[f"{kind}: costs nobody anything"] += 1
        for right in concerned[:TRIED]:
            if person := counter_person(right, under, over):
                self.wrong.append(f"{changed.what}: nothing found, and {dict(person.values)} loses {right.id}")

    def _confirm(self, under: Side, over: Side, changed: Weakening, found: Finding) -> None:
        assert found.case is not None
        assert found.rule is not None
        self.known.append(known_facts(found.case))
        item = found.item and found.item.partition("#")[2]
        if not is_lacking(found.rule, under, over, settled_from(found.case, under.law), item):
            self.wrong.append(f"{changed.what}: {found.case} does not lose {found.rule.id}")


@cache
def run() -> Met:
    met, random = Met(), Random(SEED)
    for name in PACKS:
        pack = replace(load_pack(name), exemptions=())
        law = pack.law_on(ON)
        for changed in islice(weakenings(replace(law, scope=()), random), CHANGES // len(PACKS)):
            met.hold(Side(pack, law), Side(pack, changed.law), changed)
    return met


def test_every_right_made_worse_is_found_out_or_costs_nobody_anything(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write("".join(f"\n{number:>5}  {what}" for what, number in sorted(run().count.items())) + "\n")
    assert run().wrong[:3] == []
    assert run().count.total() == CHANGES


def test_every_kind_of_change_is_found_out() -> None:
    assert [kind for kind in KINDS if not run().count[f"{kind}: found"]] == []


def test_who_loses_by_it_is_told_in_few_facts() -> None:
    many = sum(number > FACTS for number in run().known)
    assert many <= max(1, len(run().known) // 20)
