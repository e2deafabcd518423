"""What ends a rule and what takes its place: exceptions, dates, versions, layers, repeals and views."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.errors import AmparoError
from amparo.rules.checks import named_by
from amparo.rules.pack import load_pack
from rules.small_packs import ON, answer, asked, days, definition, duty, found, hold, pack_of, repeal

GROUND = "no-removal-on-prostitution-conviction"
CONVICTED = {"removal_ground": "prostitution_conviction", "trafficking_claimed": True}
REST = days("rest_days", (date(2020, 1, 1), 30), (date(2026, 1, 1), 45))
APRIL: dict[str, Any] = {"from": date(2026, 4, 1)}
DAY = timedelta(days=1)


@pytest.mark.parametrize(("unknown", "conclusion"), [("applies", False), ("ask", None), ("does-not-apply", True)])
def test_an_exception_not_known_does_as_it_says(tmp_path: Path, unknown: str, conclusion: Any) -> None:
    danger = hold("danger", "pregnant", exception_of="claim", act="detention", unknown=unknown, unknown_under=["tip/6/3"])
    pack = pack_of(tmp_path, hold("claim", "screened"), danger)
    assert found(asked(pack, {"screened": True}), "claim").conclusion is conclusion


@pytest.mark.parametrize(("pregnant", "conclusion"), [(True, False), (False, True)])
def test_an_exception_that_is_known_ends_the_rule_or_leaves_it(tmp_path: Path, pregnant: Any, conclusion: Any) -> None:
    danger = definition("danger", "pregnant", exception_of="claim", unknown="ask")
    pack = pack_of(tmp_path, hold("claim", "screened"), danger)
    got = found(asked(pack, {"screened": True, "pregnant": pregnant}), "claim")
    assert (got.conclusion, "pregnant" in [reason.fact for reason in got.because]) == (conclusion, True)


@pytest.mark.parametrize(
    ("facts", "conclusion"),
    [
        ({"screened": True, "pregnant": False}, True),
        ({"screened": True, "pregnant": True}, False),
        ({"screened": True}, None),
        ({"screened": False}, False),
        ({"pregnant": True}, False),
    ],
)
def test_unless_ends_a_rule_and_waits_while_not_known(tmp_path: Path, facts: dict[str, Any], conclusion: Any) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened", unless="pregnant"))
    assert found(asked(pack, facts), "claim").conclusion is conclusion


@pytest.mark.parametrize(
    ("until", "conclusion", "last"),
    [
        ("2026-03-02", True, ON),
        ("2026-03-01", False, ON - DAY),
        ("2026-03", None, None),
        ("never", True, None),
        (None, None, None),
    ],
)
def test_a_rule_is_in_force_until_its_last_day_included(tmp_path: Path, until: Any, conclusion: Any, last: Any) -> None:
    pack = pack_of(tmp_path, hold("stay", "screened", until="residence_permit_until"))
    got = found(asked(pack, {"screened": True, "residence_permit_until": until}), "stay")
    assert (got.conclusion, got.until) == (conclusion, last)
    assert got.changes_on == (last + DAY if last and conclusion else got.changes_on)


@pytest.mark.parametrize(
    ("started", "conclusion", "until"),
    [
        ("2026-03-01", True, date(2026, 4, 14)),
        ("2026-01-17", True, ON),
        ("2026-01-16", False, ON - DAY),
        ("2025-12", False, None),
        ("2026-01", None, None),
        ("never", True, None),
        (None, None, None),
    ],
)
def test_a_period_counts_its_first_day(tmp_path: Path, started: Any, conclusion: Any, until: Any) -> None:
    rest = hold("rest", "screened", starts="recovery_started_on", lasts="rest_days")
    got = found(asked(pack_of(tmp_path, rest, parameters=REST), {"screened": True, "recovery_started_on": started}), "rest")
    assert (got.conclusion, got.until) == (conclusion, until)


def test_thirty_days_from_1_march_are_in_force_to_30_march(tmp_path: Path) -> None:
    rest = hold("rest", "screened", starts="recovery_started_on", lasts="rest_days")
    facts = {"screened": True, "recovery_started_on": "2024-03-01"}
    pack = pack_of(tmp_path, rest, parameters=REST)
    got = found(asked(pack, facts, on=date(2024, 3, 30)), "rest")
    assert (got.conclusion, got.until, got.changes_on) == (True, date(2024, 3, 30), date(2024, 3, 31))
    assert found(asked(pack, facts, on=date(2024, 3, 31)), "rest").conclusion is False


def test_a_duty_within_five_days_of_1_march_is_due_on_6_march(tmp_path: Path) -> None:
    told = duty("told", "screened", starts="reasonable_grounds_on", within="five", done="information_understood")
    facts = {"screened": True, "reasonable_grounds_on": "2026-03-01"}
    pack = pack_of(tmp_path, told, parameters=days("five", (date(2020, 1, 1), 5)))
    got = found(asked(pack, facts), "told")
    assert (got.starts, got.due, got.is_owed) == (date(2026, 3, 1), date(2026, 3, 6), True)
    done = found(asked(pack, {**facts, "information_understood": True}), "told")
    assert (done.fulfilled, done.is_owed, [r.fact for r in done.fulfilled_because]) == (True, False, ["information_understood"])


def test_a_duty_to_be_met_at_once_is_due_today_or_when_it_starts(tmp_path: Path) -> None:
    pack = pack_of(
        tmp_path, duty("tell", "screened", at_once=True), duty("meet", "screened", at_once=True, starts="entry_date")
    )
    decider = asked(pack, {"screened": True, "entry_date": "2026-02-01"})
    assert (found(decider, "tell").due, found(decider, "meet").due) == (ON, date(2026, 2, 1))
    assert found(asked(pack), "tell").due is None


def test_the_version_in_force_on_the_day_answers(tmp_path: Path) -> None:
    later = hold("claim", "pregnant", **APRIL)
    pack = pack_of(tmp_path, hold("claim", "screened"), later)
    before = found(asked(pack, {"screened": True, "pregnant": False}), "claim")
    assert (before.conclusion, before.changes_on) == (True, date(2026, 4, 1))
    assert found(asked(pack, {"screened": True, "pregnant": False}, on=date(2026, 4, 1)), "claim").conclusion is False


def test_a_rule_is_not_there_before_its_day(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened", **APRIL), hold("other", "pregnant"))
    assert [pack.law_on(day).find("claim") is None for day in (ON, date(2026, 4, 1))] == [True, False]


def test_a_pack_does_not_answer_before_it_begins(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened"), begins=date(2026, 3, 2))
    assert pack.law_on(ON).pack == tmp_path.name
    with pytest.raises(AmparoError, match="begins on 2026-03-02") as told:
        pack.law_on(ON - DAY)
    assert told.value.code == "law-not-yet"


def test_a_pack_begins_when_all_its_layers_have(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened"), over=["xk"])
    assert pack.profile.begins == date(2001, 1, 12)
    assert [layer.name for layer in pack.layers] == ["xk", tmp_path.name]


def test_a_layer_keeps_what_is_below_and_covers_everything_with_it(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened"), over=["xk"])
    decider = asked(pack, CONVICTED)
    assert answer(decider).by[0] == GROUND
    assert answer(decider, "detention").answer == "no-hold"
    assert answer(asked(load_pack("xk"), CONVICTED), "detention").answer == "not-assessed"


def test_a_rule_that_replaces_another_takes_its_place_and_its_name(tmp_path: Path) -> None:
    mine = hold("mine", "pregnant", replaces=f"xk/{GROUND}")
    pack = pack_of(tmp_path, mine, over=["xk"])
    got = answer(asked(pack, {**CONVICTED, "pregnant": True}))
    assert "mine" in got.by
    assert GROUND not in got.by
    law = pack.law_on(ON)
    assert law.find("mine") is law.find(GROUND)


def test_a_replaced_definition_is_read_by_the_rules_that_named_it(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, definition("mine", "pregnant", replaces="xk/possible_victim"), over=["xk"])
    assert answer(asked(pack, {**CONVICTED, "pregnant": False})).answer == "no-hold"
    assert answer(asked(pack, {**CONVICTED, "pregnant": True})).by == (GROUND,)


def test_a_replacement_waits_for_its_day(tmp_path: Path) -> None:
    mine = hold("mine", "pregnant", replaces=f"xk/{GROUND}", **APRIL)
    pack = pack_of(tmp_path, mine, over=["xk"])
    assert answer(asked(pack, {**CONVICTED, "pregnant": False})).by == (GROUND,)
    assert GROUND not in answer(asked(pack, {**CONVICTED, "pregnant": False}, on=date(2026, 4, 1))).by


def test_a_repealed_rule_is_gone_from_its_day(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, repeal(f"xk/{GROUND}", **APRIL), hold("own", "pregnant"), over=["xk"])
    facts = {**CONVICTED, "pregnant": False}
    got = found(asked(pack, facts), GROUND)
    assert (got.conclusion, got.changes_on) == (True, date(2026, 4, 1))
    assert pack.law_on(date(2026, 4, 1)).find(GROUND) is None
    assert answer(asked(pack, facts, on=date(2026, 4, 1))).answer == "no-hold"


def test_a_parameter_of_a_layer_takes_the_place_of_the_lower_one(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("own", "pregnant"), parameters=days("majority_age", (date(2020, 1, 1), 9)), over=["palermo"])
    assert pack.law_on(ON).amount("majority_age") == 9
    assert load_pack("palermo").law_on(ON).amount("majority_age") == 18


@pytest.mark.parametrize("view", ["gpa", "wg"])
def test_a_view_shows_only_what_rests_on_its_instruments(view: str) -> None:
    pack, below = load_pack(view), load_pack("palermo")
    assert 0 < len(pack.rules) < len(below.rules)
    assert {rule.id for rule in pack.rules} < {rule.id for rule in below.rules}
    named = {name for rule in pack.rules for name in named_by(rule)}
    resting = {rule.name for rule in pack.rules if any(cited.partition("/")[0] in pack.profile.view for cited in rule.under)}
    assert {rule.name for rule in pack.rules} == resting | named
    assert resting


def test_a_view_does_not_assess_what_no_rule_of_it_speaks_of() -> None:
    pack = load_pack("gpa")
    acts = {rule.act for rule in pack.rules if rule.act}
    outside = next(act for act in pack.vocabulary.acts if act not in acts)
    assert answer(asked(pack), outside).answer == "not-assessed"


def test_the_digest_is_that_of_what_decides(tmp_path: Path) -> None:
    first = pack_of(tmp_path, hold("claim", "screened")).digest
    assert pack_of(tmp_path, hold("claim", "screened")).digest == first
    assert pack_of(tmp_path, hold("claim", "not screened")).digest != first
