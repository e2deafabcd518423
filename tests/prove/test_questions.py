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


def found(row: str, law: Law) -> list[str]:
    """Return the answers on the rights that a row names, of the baseline held against this law."""
    pack, whole = baseline()
    comparison = Comparison(Side(pack, whole), Side(pack, law))
    return [comparison.finding(right).result for right in whole.in_order if right.id in ROWS[row]]


@pytest.mark.parametrize("row", ROWS)
def test_a_law_without_what_a_row_asks_for_is_found_to_lack_it(row: str) -> None:
    _pack, whole = baseline()
    kept = {name: rule for name, rule in whole.rules.items() if rule.id not in ROWS[row]}
    assert len(kept) <= len(whole.rules) - len(ROWS[row])
    assert REFUTED in found(row, replace(whole, rules=kept))
    assert set(found(row, whole)) == {PROVED}
