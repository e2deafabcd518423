"""What is proved of the packs that ship: the baseline keeps its own promises, and no layer over it gives anybody less.

A question that the solver does not decide in time fails here like one that it refutes.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import pytest

from amparo.prove.proof import Proof
from amparo.prove.result import NOT_ASSESSED, PROVED
from amparo.rules.exemption import NOT_WEAKER, PROPERTIES
from amparo.rules.pack import BASELINE, load_pack, pack_names

pytestmark = pytest.mark.search
DAY: Final = date(2026, 11, 22)
OVER_IT: Final = tuple(
    name for name in pack_names() if BASELINE in load_pack(name).profile.over and not load_pack(name).profile.view
)
ALONE: Final = tuple(name for name in pack_names() if not load_pack(name).profile.over)


@cache
def proof(name: str) -> Proof:
    pack = load_pack(name)
    return Proof(pack, load_pack(BASELINE) if pack.profile.over else None, max(DAY, pack.profile.begins))


def failing(name: str, promise: str) -> list[str]:
    return [
        f"{found.result} {found.rule.id if found.rule else ''} {found.about or ''} {found.note} {found.case}"
        for found in proof(name).of(promise)
        if found.result not in (PROVED, NOT_ASSESSED)
    ]


def test_there_are_packs_of_both_kinds() -> None:
    assert {"coe", "asean", "xx"} <= set(OVER_IT)
    assert {"palermo", "xk", "ca", "tn"} <= set(ALONE)


@pytest.mark.parametrize("promise", [name for name in PROPERTIES if name != NOT_WEAKER])
@pytest.mark.parametrize("name", ALONE)
def test_a_pack_keeps_its_own_promises(name: str, promise: str) -> None:
    assert failing(name, promise) == []


@pytest.mark.parametrize("promise", PROPERTIES)
@pytest.mark.parametrize("name", OVER_IT)
def test_a_layer_gives_everybody_what_the_baseline_gives(name: str, promise: str) -> None:
    assert failing(name, promise) == []


@pytest.mark.parametrize("name", OVER_IT)
def test_each_right_of_the_baseline_was_looked_at(name: str) -> None:
    assert {found.result for found in proof(name).of(NOT_WEAKER)} == {PROVED}
