"""May this act be done? Held, held until facts are known, no hold or not assessed; what it takes, what goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amparo.errors import AmparoError
from amparo.rules.may import check_act
from rules.small_packs import answer, asked, definition, duty, hold, pack_of

CLAIM = hold("claim", "trafficking_claimed and not heard_on_status")
STRICT = {"force": "consider", "strength": "effort"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"trafficking_claimed": True, "heard_on_status": False}, "held"),
        ({"trafficking_claimed": True}, "held-until-known"),
        ({}, "held-until-known"),
        ({"trafficking_claimed": False}, "no-hold"),
        ({"heard_on_status": True}, "no-hold"),
    ],
)
def test_an_act_is_held_held_until_known_or_not(tmp_path: Path, facts: dict[str, Any], said: str) -> None:
    assert answer(asked(pack_of(tmp_path, CLAIM), facts)).answer == said


def test_what_is_needed_while_not_known_are_the_facts_not_known(tmp_path: Path) -> None:
    got = answer(asked(pack_of(tmp_path, CLAIM), {"trafficking_claimed": True}))
    assert (got.by, got.needs, got.under) == (("claim",), ("heard_on_status",), ("toolkit/7.6",))


def test_what_is_needed_of_a_held_act_could_change_and_a_claim_once_made_is_never_unmade(tmp_path: Path) -> None:
    got = answer(asked(pack_of(tmp_path, CLAIM), {"trafficking_claimed": True, "heard_on_status": False}))
    assert (got.answer, got.needs) == ("held", ("heard_on_status",))


def test_the_strongest_hold_names_force_and_strength(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("weak", "screened", **STRICT), hold("strong", "screened", strength="qualified"))
    got = answer(asked(pack, {"screened": True}))
    assert (got.by, got.force, got.strength) == (("strong", "weak"), "mandatory", "qualified")


def test_a_certain_hold_hides_those_that_are_not_known(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("open", "pregnant"), hold("certain", "screened", **STRICT))
    got = answer(asked(pack, {"screened": True}))
    assert (got.answer, got.by, got.force) == ("held", ("certain",), "consider")


def test_a_hold_that_does_not_apply_while_not_known_holds_nothing(tmp_path: Path) -> None:
    got = answer(asked(pack_of(tmp_path, hold("late", "screened", unknown="does-not-apply"))))
    assert (got.answer, got.by, got.force, got.needs) == ("no-hold", (), None, ())


def test_a_choice_for_not_known_adds_its_provision(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("claim", "screened", unknown="applies", unknown_under=["tip/6/3"]))
    assert answer(asked(pack)).under == ("toolkit/7.6", "tip/6/3")
    assert answer(asked(pack, {"screened": True})).under == ("toolkit/7.6",)


def test_an_act_outside_the_scope_is_not_assessed(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, CLAIM, scope=["removal", "return"])
    assert [answer(asked(pack), act).answer for act in ("detention", "return", "removal")] == [
        "not-assessed", "no-hold", "held-until-known",
    ]  # fmt: skip


def test_outside_the_scope_a_hold_holds_and_its_silence_says_nothing(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, CLAIM, scope=["detention"])
    claims = [{"trafficking_claimed": claimed, "heard_on_status": False} for claimed in (True, False)]
    assert [answer(asked(pack, facts)).answer for facts in claims] == ["held", "not-assessed"]


def test_an_unknown_act_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(AmparoError, match="did you mean `removal`") as told:
        check_act(pack_of(tmp_path, CLAIM).law_on(asked(pack_of(tmp_path, CLAIM)).settled.on), "removl")
    assert told.value.code == "unknown-act"


PLEA = hold("plea", "offence.compelled", act="prosecution", each="offence")
LIST = [{"id": "1", "compelled": True}, {"id": "2", "compelled": False}, {"id": "3"}]


@pytest.mark.parametrize(("item", "said"), [("1", "held"), ("2", "no-hold"), ("3", "held-until-known")])
def test_an_act_can_be_asked_of_one_item(tmp_path: Path, item: str, said: str) -> None:
    decider = asked(pack_of(tmp_path, PLEA), items={"offence": {"list": LIST, "complete": True}})
    assert answer(decider, "prosecution", f"offence#{item}").answer == said


def test_an_act_is_held_if_it_is_for_any_item(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, PLEA)
    got = answer(asked(pack, items={"offence": {"list": LIST, "complete": True}}), "prosecution")
    assert (got.answer, got.needs) == ("held", ("offence#1.compelled",))
    assert answer(asked(pack, items={"offence": {"list": LIST[1:2], "complete": True}}), "prosecution").answer == "no-hold"


@pytest.mark.parametrize("complete", [False, None])
def test_an_open_list_waits_for_one_further_item(tmp_path: Path, complete: Any) -> None:
    decider = asked(pack_of(tmp_path, PLEA), items={"offence": {"list": LIST[1:2], "complete": complete}})
    got = answer(decider, "prosecution")
    assert (got.answer, got.needs) == ("held-until-known", ("offence.complete",))
    assert [each.item for each in got.holds] == ["offence#?"]


def test_an_open_list_does_not_wait_for_an_item_that_could_not_be_held(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, hold("plea", "offence.compelled and screened", act="prosecution", each="offence"))
    assert answer(asked(pack, {"screened": False}), "prosecution").answer == "no-hold"
    assert answer(asked(pack, {"screened": True}), "prosecution").needs == ("offence.complete",)


@pytest.mark.parametrize("item", ["offence#4", "offence", "offense#1", "#", "offence#?"])
def test_an_item_that_the_case_has_not_is_refused(tmp_path: Path, item: str) -> None:
    decider = asked(pack_of(tmp_path, PLEA), items={"offence": {"list": LIST}})
    with pytest.raises(AmparoError) as told:
        answer(decider, "prosecution", item)
    assert told.value.code == "unknown-case-item"


def test_the_duties_that_go_with_an_act_are_its_safeguards_until_they_are_done(tmp_path: Path) -> None:
    rules = [duty("tell", "removal_proposed", act="removal", done="files_told_of_status"), duty("other", "screened")]
    pack = pack_of(tmp_path, CLAIM, *rules)
    assert answer(asked(pack, {"screened": True})).safeguards == ("tell",)
    assert answer(asked(pack, {"files_told_of_status": True})).safeguards == ()
    assert answer(asked(pack, {"removal_proposed": False})).safeguards == ("tell",)


def test_a_hold_behind_a_definition_needs_the_facts_and_not_the_definition(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, definition("claims", "trafficking_claimed or pregnant"), hold("claim", "claims"))
    assert answer(asked(pack)).needs == ("trafficking_claimed", "pregnant")


ORDER = {"id": "7", "act": "removal", "effect": "forbids"}


@pytest.mark.parametrize(
    ("more", "orders"),
    [
        ({}, (("court_order#7", "forbids"),)),
        ({"ends_on": "2026-03-02"}, (("court_order#7", "forbids"),)),
        ({"ends_on": "2026-03-01"}, ()),
        ({"act": "detention"}, ()),
        ({"effect": None}, ()),
    ],
)
def test_an_order_in_force_is_told_and_changes_no_answer(tmp_path: Path, more: dict[str, Any], orders: Any) -> None:
    listed = {"court_order": {"list": [{**ORDER, **more}]}}
    got = answer(asked(pack_of(tmp_path, CLAIM), {"heard_on_status": True}, listed))
    assert (got.orders, got.answer) == (orders, "no-hold")
