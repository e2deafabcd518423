"""What the solver found is tried by the definition before anybody is shown it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amparo.prove.replay import gives_as_much, is_given, settled_from, shown
from amparo.rules.pack import Pack
from prove.small import ON, pack, parameter, right_of
from rules.small_packs import duty, hold

SCREENED: dict[str, Any] = {"facts": {"screened": True}}


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    return pack(
        tmp_path / "pack", hold("held", "screened"), hold("each", "offence.compelled", each="offence"),
        duty("told", "screened", starts="entry_date", within="week", done="pregnant"),
        duty("later", "screened", starts="entry_date", within="month"), duty("undated", "screened"),
        duty("weekly", "screened", repeat="week"), duty("monthly", "screened", repeat="month"),
        parameters=parameter("week", "days", 7) + parameter("month", "days", 30),
    )  # fmt: skip


def test_a_case_is_asked_for_its_own_day_and_else_for_that_of_the_law(small: Pack) -> None:
    assert settled_from(SCREENED, small.law_on(ON)).on == ON
    assert settled_from({**SCREENED, "on": "2026-01-01"}, small.law_on(ON)).on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("rule", "facts", "given"),
    [
        ("held", {"screened": True}, True),
        ("held", {}, True),
        ("held", {"screened": False}, False),
        ("told", {"screened": True}, True),
        ("told", {"screened": True, "pregnant": False}, True),
        ("told", {"screened": True, "pregnant": True}, False),
        ("told", {}, False),
    ],
)
def test_a_right_is_given_where_it_is_in_effect_and_not_yet_done(
    rule: str, facts: dict[str, Any], small: Pack, *, given: bool
) -> None:
    assert is_given(shown(small.law_on(ON), {"facts": facts}, right_of(small, rule), None)) is given


def test_of_a_rule_about_each_item_the_one_item_is_looked_at(small: Pack) -> None:
    law, each = small.law_on(ON), right_of(small, "each")
    listed = {"list": [{"id": "1", "compelled": True}, {"id": "2", "compelled": False}]}
    found = {item: shown(law, {"items": {"offence": listed}}, each, f"offence#{item}") for item in ("1", "2", "?", "3")}
    assert {item: is_given(one) for item, one in found.items()} == {"1": True, "2": False, "?": True, "3": False}
    closed = {"items": {"offence": {**listed, "complete": True}}}
    assert shown(law, closed, each, "offence#?") is None


@pytest.mark.parametrize(
    ("asked", "answer", "is_enough"),
    [
        ("told", "told", True), ("told", "later", False), ("later", "told", True), ("told", "undated", False),
        ("undated", "told", True), ("weekly", "monthly", False), ("monthly", "weekly", True), ("held", "told", True),
    ],
)  # fmt: skip
def test_one_gives_what_another_does_no_later_and_as_often(asked: str, answer: str, small: Pack, *, is_enough: bool) -> None:
    law, case = small.law_on(ON), {"facts": {"screened": True, "entry_date": "2026-11-20"}}
    found = [shown(law, case, right_of(small, name), None) for name in (asked, answer)]
    assert gives_as_much(found[0], law, found[1], law) is is_enough


def test_nothing_gives_as_much_as_nothing(small: Pack) -> None:
    law = small.law_on(ON)
    told = shown(law, SCREENED, right_of(small, "told"), None)
    assert gives_as_much(None, law, told, law)
    assert not gives_as_much(told, law, None, law)
    assert not gives_as_much(told, law, shown(law, {"facts": {"screened": False}}, right_of(small, "told"), None), law)
