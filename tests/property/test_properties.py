"""Random packs and random persons: reasons suffice and are no longer than they need be, and every reader agrees.

120 packs-and-persons in the short run, 10,200 in the long one; each construct must have occurred.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Final

import pytest

from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.layers import find_law
from property import properties
from property.constructs import CONSTRUCTS, table
from property.generate import Drawn, draw, shown

pytestmark = pytest.mark.search

PERSONS: Final = 3
PACKS: Final = 3_400 if os.environ.get("AMPARO_TEST_LONG") else 40
SPREAD: Final = 600
"""Packs whose constructs are counted: they are drawn and decided, which is quick, beside those that are held to all."""
PROPERTIES: Final = (
    properties.compiled_differs,
    properties.reason_does_not_suffice,
    properties.reason_is_too_long,
    properties.missing_cannot_settle,
    properties.missing_is_too_long,
    properties.learning_flips,
    properties.may_disagrees,
    properties.change_is_wrong,
)
VOCABULARY: Final = load_vocabulary(find_law() / "vocabulary")


def _faults(drawn: Drawn) -> list[str]:
    return [f"{check.__name__}: {fault}" for check in PROPERTIES for fault in check(drawn)]


def test_reasons_and_readers_hold_on_random_packs_and_persons() -> None:
    for seed in range(PACKS):
        for _, drawn in draw(seed, PERSONS, VOCABULARY):
            faults = _faults(drawn)
            assert faults == [], f"{faults[:3]}\n{shown(drawn)}"


def test_every_construct_occurs_in_what_is_drawn() -> None:
    seen: Counter[str] = Counter()
    for seed in range(SPREAD):
        for loaded, drawn in draw(seed, PERSONS, VOCABULARY):
            seen.update(loaded.constructs())
            seen.update(drawn.constructs())
    print(table(seen))

    assert [name for name in CONSTRUCTS if not seen[name]] == []
