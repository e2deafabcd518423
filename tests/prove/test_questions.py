"""Questions put to a State's law: a pack without the rights that a question asks about is found to lack them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

import pytest

from amparo.explain.requirements import load_coverage, load_requirements
from amparo.prove.result import PROVED, REFUTED
from amparo.prove.right import Side
from amparo.prove.weaker import Comparison
from amparo.rules.law import Law
from amparo.rules.pack import BASELINE, Pack, find_law, load_pack

pytestmark = pytest.mark.search
ON: Final = date(2026, 11, 22)
ROWS: Final = {
    name: tuple(row["rights"])
    for name, row in load_coverage(find_law(), load_requirements(find_law())).items()
    if row.get("rights")
}


@cache
def baseline() -> tuple[Pack, Law]:
    pack = replace(load_pack(BASELINE), exemptions=())
    return pack, replace(pack.law_on(ON), scope=())


@cache
def held_against(*, is_whole: bool) -> Comparison:
    """Return the baseline held against itself, or against a law without any right that a row names."""
    pack, law = baseline()
    named = {right for rights in ROWS.values() for right in rights}
    kept = {name: rule for name, rule in law.rules.items() if is_whole or rule.id not in named}
    return Comparison(Side(pack, law), Side(pack, replace(law, rules=kept)))


def found(row: str, *, is_whole: bool) -> set[str]:
    """Return the answers on the rights that a row names."""
    _pack, law = baseline()
    return {held_against(is_whole=is_whole).finding(right).result for right in law.in_order if right.id in ROWS[row]}


@pytest.mark.parametrize("row", ROWS)
def test_a_law_without_what_a_row_asks_for_is_found_to_lack_it(row: str) -> None:
    assert REFUTED in found(row, is_whole=False)
    assert found(row, is_whole=True) == {PROVED}
