"""Random packs and persons: the reasons hold, nothing in them is needless, and all readers say the same.

`./test` draws some hundred persons, `./test --long` ten thousand. What fails is made as small as it can be and shown.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pytest

from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.layers import find_law
from property.constructs import CONSTRUCTS, table
from property.generate import Drawn, draw, shown, smallest
from property.properties import PROPERTIES

pytestmark = pytest.mark.search
IS_LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
PACKS, PERSONS = (5_000, 2) if IS_LONG else (160, 3)
ONE_IN: Final = {"reason_is_too_long": 1_000, "missing_is_too_long": 480}
"""A property that is known not to hold of every person drawn: of fewer than one in so many.

A fact that is not known may stand needless in a reason where a rule says the same thing twice over (`x and not x`, `x == y or x != y`),
or reads a list beside what is read from that list.

What is missing may name one fact too many of somebody whose birth, known in part, could lie after the day asked about: no such day is
tried, though the part of the year that is left would settle it.
"""
FIRST_SEED: Final = 20_260_302


@dataclass
class Search:
    """What a run met: how often each construct and each kind of check occurred, and what failed."""

    count: Counter[str] = field(default_factory=Counter)
    failed: dict[str, list[Drawn]] = field(default_factory=lambda: defaultdict(list))


@cache
def search() -> Search:
    """Draw all packs and persons once, whatever is asked of them."""
    vocabulary = load_vocabulary(find_law() / "vocabulary")
    found = Search()
    for seed in range(FIRST_SEED, FIRST_SEED + PACKS):
        for number, (loaded, drawn) in enumerate(draw(seed, PERSONS, vocabulary)):
            drawn.count = found.count
            found.count.update([*(loaded.constructs() if number == 0 else ()), *drawn.constructs()])
            for name, check in PROPERTIES.items():
                if next(check(drawn), None) is not None:
                    found.failed[name].append(drawn)
    return found


def test_every_construct_occurs(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{PACKS * PERSONS:,} persons under {PACKS:,} packs\n{table(search().count)}")
    assert [name for name in CONSTRUCTS if not search().count[name]] == []


@pytest.mark.parametrize("name", PROPERTIES)
def test_no_pack_and_person_is_found_for_which(name: str) -> None:
    failed = search().failed[name]
    if len(failed) > (PACKS * PERSONS // ONE_IN[name] if name in ONE_IN else 0):
        least = smallest(failed[0], lambda drawn: next(PROPERTIES[name](drawn), None) is not None)
        pytest.fail(f"{len(failed)} persons, such as\n{shown(least)}\n" + "\n".join(PROPERTIES[name](least)))


def test_what_is_checked_is_met_often_enough() -> None:
    count = search().count
    assert count["reason needed: True"] > PACKS * PERSONS
    assert count["settled answers that stay"] > PACKS
    assert min(count[f"may: {answer}"] for answer in ("held", "held-until-known", "no-hold")) > PACKS // 10
    # a fact of a reason that was found needed by no case tried, and needless by none: too many to try them all
    assert count["reason needed: None"] < count["reason needed: True"] // 20
