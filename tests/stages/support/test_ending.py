"""Help ends at the person's own informed wish, or by an act of which the law is asked; and the way back stays open."""

from __future__ import annotations

from typing import Final

import pytest

from amparo.casework.acting import read_answer
from amparo.casework.acting.deciding import decide
from amparo.casework.record import Statement, record
from amparo.casework.referring.directory import Entry, list_service
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.housing import house as house_in
from amparo.stages.protection.housing import move_out
from amparo.stages.support.ending import UNWISHED, WISHED, WITHDRAWAL, end
from amparo.stages.support.leaving import BACK, FOR_NOW, LEAVES, leave
from casework.world import actor
from stages.support.help import YES, a_case, fact, given, listed, owed, service, sight_of, step

AGAINST: Final = {"wanted": "no", "why": "closing", "text": "The house closes, and others were asked in vain."}
WISH: Final = {"wanted": "yes", "why": "wish", "text": "I do not want it.", "understood": "yes"}
NO: Final = {"text": "Leave me in peace.", "alone": "yes", "told": "yes", "again_on": today().isoformat()}


def ends(case: str, number: str, **sent: str) -> None:
    end(actor("brook"), case, number, sent)


def leaves(case: str, how: str, **changed: str) -> None:
    leave(actor("brook"), case, {**NO, "how": how, **changed})


def test_no_reason_that_can_be_given_speaks_of_cooperation_status_or_nationality() -> None:
    said = " ".join(str(words).lower() for words in (*WISHED.values(), *UNWISHED.values()))
    assert not any(word in said for word in ("cooperat", "police", "papers", "status", "nation", "trial", "witness"))


def test_help_that_is_wanted_is_held_and_that_somebody_tried_is_kept_apart_from_who_may_charge(case: str) -> None:
    number = given(case, "counselling")
    for wanted in ("no", "unknown"):
        with pytest.raises(AmparoError) as refused:
            ends(case, number, **{**AGAINST, "wanted": wanted})
        assert refused.value.code == "act-held"
    assert service(case, number).state == "given"
    asked = {(each.compartment, each.body["act"]) for each in sight_of(case).papers if each.kind == "act-asked"}
    assert asked == {("support", WITHDRAWAL)}


def test_only_a_reasoned_decision_before_the_act_leads_past(case: str) -> None:
    number, brook = given(case, "counselling"), actor("brook")
    figure = read_answer(brook, sight_of(case), WITHDRAWAL).print
    reasons = "The house closes, and the person moves to another one on the same day."
    decide(brook, case, WITHDRAWAL, verdict="go-on", reasons=reasons, figure=figure)
    ends(case, number, **AGAINST)
    found = service(case, number)
    assert (found.state, found.steps[-1].body["why"]) == ("ended", "closing")


def test_an_informed_wish_ends_it_as_declined_to_be_offered_again(case: str) -> None:
    number = given(case, "training")
    with pytest.raises(AmparoError, match="clear to them"):
        ends(case, number, **{**WISH, "understood": "unknown"})
    ends(case, number, **WISH)
    assert service(case, number).state == "declined_by_person"
    assert owed(case, "offer-declined-help-again", f"service#{number}")
    step(case, number, "offer", **YES)
    assert service(case, number).state == "needed"


def test_what_reached_its_aim_ends_and_can_be_needed_again(case: str) -> None:
    number = given(case, "training")
    ends(case, number, **{**WISH, "why": "reached"})
    assert service(case, number).state == "ended"
    step(case, number, "again")
    assert service(case, number).state == "needed"


def test_a_childs_wish_ends_nothing_by_itself(world: None) -> None:  # noqa: ARG001 an installation has to be there
    case = a_case(Statement("age_years", 14, "document"))
    number = listed(case, "accommodation")
    with pytest.raises(AmparoError) as refused:
        ends(case, number, **WISH)
    assert refused.value.code == "act-held"
    with pytest.raises(AmparoError, match="child"):
        leaves(case, LEAVES)
    assert fact(case, "left_the_programme") is None


def test_who_leaves_was_told_and_asked_alone_and_can_come_back_to_all_that_was_given(case: str) -> None:
    number = given(case, "counselling")
    for name in ("alone", "told"):
        with pytest.raises(AmparoError) as unfinished:
            leaves(case, LEAVES, **{name: "no"})
        assert unfinished.value.where == name
    leaves(case, LEAVES)
    assert (fact(case, "support_refused"), fact(case, "left_the_programme")) == (True, True)
    assert service(case, number).state == "given"
    leaves(case, BACK)
    assert (fact(case, "support_refused"), fact(case, "left_the_programme")) == (False, False)
    leaves(case, FOR_NOW)
    assert (fact(case, "support_refused"), fact(case, "left_the_programme")) == (True, False)


def test_that_somebody_wants_no_help_is_not_stated_alone_nor_written_by_who_would_have_the_bed_back(case: str) -> None:
    for key in ("support_refused", "left_the_programme"):
        with pytest.raises(AmparoError) as told:
            record(actor("brook"), case, (Statement(key, value=True, source="said"),), seen=sight_of(case).seen)
        assert told.value.code == "decision-alone"
    house = list_service(actor("brook"), Entry(title="Lantern", kinds=("shelter",), area="Port", reached="0", agency="harbour"))
    place = {"provider": house, "kind": "shelter", "among": "apart", "free": "said", "fits": "yes"}
    house_in(actor("brook"), case, place)
    for how in (FOR_NOW, LEAVES):
        with pytest.raises(AmparoError) as told:
            leaves(case, how)
        assert told.value.code == "wish-of-who-houses"
    assert not read_answer(actor("brook"), sight_of(case), WITHDRAWAL).goes_on
    move_out(actor("brook"), case, {"provider": house, "reason": "wish", "day": today().isoformat()})
    leaves(case, FOR_NOW)


def test_want_of_cooperation_changes_nothing_of_what_holds_the_end_of_help(case: str) -> None:
    before = read_answer(actor("brook"), sight_of(case), WITHDRAWAL)
    stated = (Statement("cooperates", value=False, source="said"), Statement("immigration_status", "irregular", "document"))
    record(actor("brook"), case, stated, seen=sight_of(case).seen)
    after = read_answer(actor("brook"), sight_of(case), WITHDRAWAL)
    assert [each["rule"] for each in before.holds] == [each["rule"] for each in after.holds]
    assert not after.goes_on
