"""Blame and detention: two tests for each act, considered with reasons; a detention that is reviewed and still held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.casework.access import look
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.waiting import awaited_in
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.liability.considering import Considered, consider, considered_from
from amparo.stages.liability.detention import NEXT, PAPER, keep_review, next_review, review_from, reviews
from amparo.stages.liability.offence import Offence, offence, offences, support, written
from casework.world import actor
from stages.identification.office import agreed_to
from web.inside import amina, let_in, state

pytestmark = pytest.mark.usefixtures("world")
WHY = "She was watched all day and had no money of her own."
SPARED = Considered("prosecutor", "not-prosecuted", WHY)
REVIEW = {"by": "court", "heard": "yes", "lawyer": "unknown", "outcome": "goes-on", "reasons": WHY}


def one(case: str, who: str = "brook") -> Offence:
    return offence(look(actor(who), case), "1")


def refused(case: str, said: Considered, who: str = "brook", number: str = "1") -> str:
    with pytest.raises(AmparoError) as told:
        consider(actor(who), case, number, said)
    return told.value.code


def review(**changed: str) -> Any:
    return review_from({**REVIEW, "on": today().isoformat(), **changed}, ("open-place", "nowhere"))


def test_one_test_that_is_met_is_enough_and_one_that_is_open_is_no_no() -> None:
    case = amina()
    assert one(case).is_met
    assert not one(case).is_open
    state(
        case,
        Statement("offence#2", value=True, source="document"),
        Statement("offence#2.compelled", value=False, source="said"),
    )
    second = offence(look(actor("brook"), case), "2")
    assert (second.is_met, second.is_open) == (False, True)
    assert [each.number for each in offences(look(actor("brook"), case))] == ["1", "2"]


def test_considered_is_stated_with_its_reasons_and_by_whoever_protects_from_a_paper() -> None:
    case = amina()
    relies = tuple(each.id for each in support(look(actor("brook"), case), "offence#1") if each.key == "offence#1.compelled")
    consider(actor("brook"), case, "1", Considered("prosecutor", "not-prosecuted", WHY, relies), "token")
    consider(actor("brook"), case, "1", Considered("prosecutor", "not-prosecuted", WHY, relies), "token")
    found = one(case)
    assert found.values["non_liability_considered"] is True
    (paper,) = found.weighed
    assert paper.compartment == "liability"
    assert paper.body["tests"] == {"direct_consequence": "unknown", "compelled": "yes"}
    assert (paper.body["relies"], paper.body["own"]) == (list(relies), False)
    assert {each.source for each in look(actor("brook"), case).entries if each.key.endswith("considered")} == {"document"}
    duty = [each for each in look(actor("brook"), case).determinations if each["rule"] == "consider-non-liability"]
    assert "yes" in [each["fulfilled"] for each in duty if each["item"] == "offence#1"]


def test_papers_support_a_test_too_for_who_may_read_them() -> None:
    case = amina()
    body = {"said": "They locked the door."}
    record(actor("brook"), case, seen={}, papers=(Draft("interview", "account", body),))
    (paper,) = written(look(actor("brook"), case))
    consider(actor("brook"), case, "1", Considered("prosecutor", "not-prosecuted", WHY, (paper.id,)))
    agreed_to(case, "kofi", "justice", ("account", "liability"))
    assert written(look(actor("kofi"), case)) == ()
    assert refused(case, Considered("prosecutor", "not-prosecuted", WHY, (paper.id,)), "kofi") == "consideration-unfinished"


def test_a_prosecutor_states_their_own_decision() -> None:
    case = amina()
    agreed_to(case, "kofi", "justice", ("identity", "legal", "liability"))
    consider(actor("kofi"), case, "1", SPARED)
    (paper,) = one(case).weighed
    assert (paper.body["who"], paper.body["own"]) == ("prosecutor", True)
    assert {each.source for each in look(actor("brook"), case).entries if each.key.endswith("considered")} == {"decision"}


def test_nothing_is_considered_without_reasons_nor_against_the_person_while_a_test_is_open() -> None:
    case = amina()
    with pytest.raises(AmparoError) as told:
        state(case, Statement("offence#1.non_liability_considered", value=True, source="document"))
    assert told.value.code == "decision-alone"
    for sent, where in (
        ({"outcome": "goes-on", "reasons": WHY}, "who"),
        ({"who": "court", "reasons": WHY}, "outcome"),
        ({"who": "court", "outcome": "goes-on", "reasons": "because"}, "reasons"),
    ):
        with pytest.raises(AmparoError) as told:
            considered_from(sent, ())
        assert (told.value.code, told.value.where) == ("consideration-unfinished", where)
    state(case, Statement("offence#2", value=True, source="document"))
    assert refused(case, Considered("court", "goes-on", WHY), number="2") == "test-open"
    assert refused(case, Considered("court", "lifted", WHY)) == "consideration-unfinished"
    assert refused(case, Considered("court", "not-punished", WHY, ("nothing",))) == "consideration-unfinished"
    assert refused(case, SPARED, number="7") == "no-such-case"
    consider(actor("brook"), case, "2", Considered("court", "not-punished", WHY))


def test_a_sanction_that_stands_is_lifted_with_reasons() -> None:
    case = amina()
    state(case, Statement("offence#1.sanction", "fine", "document"))
    assert one(case).is_sanctioned
    consider(actor("brook"), case, "1", Considered("court", "lifted", WHY))
    assert not one(case).is_sanctioned
    assert one(case).values["sanction_ended"] is True


def test_a_sanction_imposed_after_identification_is_told_from_one_before() -> None:
    grounds = (Statement("reasonable_grounds", "yes", "decision"), Statement("reasonable_grounds_on", "2026-03-10", "decision"))
    for day, after in (("2026-03-09", False), ("2026-03-10", True)):
        case = amina()
        agreed_to(case, "ivo", "identification", ("legal",))
        state(case, *grounds, by="ivo")
        state(case, Statement("offence#1.sanction", "fine", "document"), Statement("offence#1.sanctioned_on", day, "document"))
        assert (one(case).is_sanctioned, one(case).is_sanctioned_after) == (True, after)


def test_who_may_not_read_of_blame_finds_no_act() -> None:
    case = amina()
    let_in(case)
    for who in ("castor", "edda"):
        with pytest.raises(AmparoError) as told:
            offences(look(actor(who), case))
        assert told.value.code == "no-such-case"


def test_each_review_is_kept_with_its_reasons_and_the_next_one_waits_and_the_hold_stays() -> None:
    case = amina()
    state(case, Statement("detention_ground", "immigration", "document"))
    held = look(actor("brook"), case).acts["detention"]["answer"]
    keep_review(actor("brook"), case, review(), "token")
    keep_review(actor("brook"), case, review(), "token")
    found = reviews(look(actor("brook"), case))
    assert [each.body["alternatives"] for each in found] == [["open-place"]]
    assert next_review(found) == today() + NEXT
    assert [each.kind for each in awaited_in(case)] == [PAPER]
    assert look(actor("brook"), case).acts["detention"]["answer"] == held == "held"
    keep_review(actor("brook"), case, review(next=(today() + timedelta(days=2)).isoformat()))
    assert len(awaited_in(case)) == 1
    keep_review(actor("brook"), case, review(outcome="released"))
    assert awaited_in(case) == ()
    assert next_review(reviews(look(actor("brook"), case))) is None


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"on": "soon"}, "on"),
        ({"on": (today() + timedelta(days=1)).isoformat()}, "on"),
        ({"by": ""}, "by"),
        ({"heard": ""}, "heard"),
        ({"outcome": "stays"}, "outcome"),
        ({"reasons": "short"}, "reasons"),
        ({"next": today().isoformat()}, "next"),
        ({"next": (today() + timedelta(days=29)).isoformat()}, "next"),
    ],
)
def test_a_review_needs_each_answer_and_a_near_next_day(changed: dict[str, str], where: str) -> None:
    with pytest.raises(AmparoError) as told:
        review(**changed)
    assert (told.value.code, told.value.where) == ("review-unfinished", where)


def test_a_detention_goes_on_only_where_something_else_was_considered() -> None:
    with pytest.raises(AmparoError) as told:
        review_from({**REVIEW, "on": today().isoformat()}, ())
    assert told.value.where == "alternatives"


def test_who_may_not_read_the_laws_part_finds_no_review() -> None:
    case = amina()
    let_in(case)
    with pytest.raises(AmparoError) as told:
        reviews(look(actor("edda"), case))
    assert told.value.code == "no-such-case"
