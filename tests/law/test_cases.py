"""The law says what its worked cases say, and every rule has a case for yes, no and not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from amparo.rules.cases import WorkedCase, load_cases, load_persons
from amparo.rules.pack import Pack, load_pack, pack_names
from amparo.rules.tried import failures, untried

PACKS = {name: load_pack(name) for name in pack_names()}


def _rows(load: Callable[[Pack], Iterable[WorkedCase]]) -> list[object]:
    return [pytest.param(pack, case, id=f"{case.file}: {case.name}") for pack in PACKS.values() for case in load(pack)]


@pytest.mark.parametrize(("pack", "case"), _rows(load_cases))
def test_a_worked_case_comes_out_as_it_says(pack: Pack, case: WorkedCase) -> None:
    assert list(failures(pack, case)) == []


@pytest.mark.parametrize(("pack", "person"), _rows(load_persons))
def test_a_whole_person_comes_out_as_it_says(pack: Pack, person: WorkedCase) -> None:
    assert person.story
    assert list(failures(pack, person)) == []


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_has_a_case_for_yes_no_and_not_known(name: str) -> None:
    assert list(untried(PACKS[name], load_cases(PACKS[name]))) == []


@pytest.mark.parametrize("name", PACKS)
def test_every_case_names_a_rule_of_its_pack_and_a_provision(name: str) -> None:
    pack = PACKS[name]
    rules = {rule.id for rule in pack.rules}

    assert [case.name for case in load_cases(pack) if case.rule not in rules or not case.checks] == []
