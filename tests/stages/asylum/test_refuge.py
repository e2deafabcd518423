"""Asylum: told until it is understood, asked for fear and harm; a wish for the consulate counts only of who was told."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.errors import AmparoError
from amparo.stages.asylum.refuge import TELLING, WISHING, Refuge, refuge_of
from amparo.stages.asylum.telling import Telling, Wish, tell, telling_from, wish, wish_from
from casework.world import actor
from web.inside import amina, let_in, state

pytestmark = pytest.mark.usefixtures("world")
UNDERSTOOD = Telling("km", "spoken", "professional", "yes", "I did not know that")
WANTS = Wish("yes", "yes", "km", "Please tell them that I am alive")


def refuge(case: str, who: str = "brook") -> Refuge:
    return refuge_of(look(actor(who), case))


def held(case: str) -> str:
    return str(look(actor("brook"), case).acts["embassy_contact"]["answer"])


def test_told_counts_once_it_was_understood_and_what_was_not_is_told_again() -> None:
    case = amina()
    for answer in ("no", "unknown"):
        tell(actor("brook"), case, Telling("km", "written", "none", answer))
        assert not refuge(case).is_told
    tell(actor("brook"), case, UNDERSTOOD, "token")
    tell(actor("brook"), case, UNDERSTOOD, "token")
    found = refuge(case)
    assert found.is_told
    assert found.told is not None
    assert found.told.body["words"] == "I did not know that"
    sight = look(actor("brook"), case)
    assert [each.language for each in sight.entries if each.key == "told_of_asylum"] == ["km"]
    assert len([each for each in sight.papers if each.kind == TELLING]) == 3
    duty = [each for each in sight.determinations if each["rule"] == "tell-of-asylum-first"]
    assert [each["fulfilled"] for each in duty] == ["yes"]


def test_not_asked_is_not_no_and_asked_in_vain_is_neither() -> None:
    case = amina()
    assert [each.state for each in refuge(case).lines["fear"]] == ["not-asked"] * 4
    state(case, Statement("may_be_refugee", None, "said"), Statement("serious_harm_on_return", value=True, source="said"))
    found = refuge(case)
    assert [each.state for each in found.lines["fear"]] == ["asked", "yes", "not-asked", "not-asked"]
    assert found.is_to_help
    assert not found.is_claimed


def test_a_wish_for_the_consulate_counts_only_of_who_was_told_and_is_taken_back_at_any_time() -> None:
    case = amina()
    state(case, Statement("may_be_refugee", value=True, source="document"))
    assert held(case) == "held"
    with pytest.raises(AmparoError) as told:
        wish(actor("brook"), case, WANTS)
    assert told.value.code == "tell-first"
    tell(actor("brook"), case, UNDERSTOOD)
    with pytest.raises(AmparoError) as told:
        wish(actor("brook"), case, Wish("yes", "unknown", "km"))
    assert told.value.code == "tell-first"
    wish(actor("brook"), case, WANTS)
    assert held(case) == "no-hold"
    wish(actor("brook"), case, Wish("unknown", "yes", "km"))
    assert held(case) == "held"
    wish(actor("brook"), case, Wish("no", "yes", "km"))
    assert held(case) == "held"
    assert [each.body["wish"] for each in look(actor("brook"), case).papers if each.kind == WISHING] == ["yes", "unknown", "no"]


@pytest.mark.parametrize("name", ["language", "how", "interpreter", "understood"])
def test_a_telling_needs_each_answer(name: str) -> None:
    whole = {"language": "km", "how": "spoken", "interpreter": "none", "understood": "unknown"}
    with pytest.raises(AmparoError) as told:
        telling_from({**whole, name: "xx-none"})
    assert (told.value.code, told.value.where) == ("asylum-unfinished", name)
    assert telling_from(whole) == Telling("km", "spoken", "none", "unknown")


@pytest.mark.parametrize("name", ["wish", "risks", "language"])
def test_a_wish_needs_each_answer(name: str) -> None:
    whole = {"wish": "no", "risks": "unknown", "language": "km"}
    with pytest.raises(AmparoError) as told:
        wish_from({**whole, name: ""})
    assert (told.value.code, told.value.where) == ("asylum-unfinished", name)


def test_who_may_not_read_asylum_reads_no_telling_and_no_line_of_it() -> None:
    case = amina()
    tell(actor("brook"), case, UNDERSTOOD)
    state(case, Statement("asylum_claimed", value=True, source="said"))
    let_in(case)
    found: Any = refuge(case, "castor")
    assert (found.told, found.is_claimed) == (None, False)
    assert [each.state for each in found.lines["claim"]] == ["closed", "closed"]
    assert "fear" not in " ".join(paper.kind for paper in look(actor("castor"), case).papers)
