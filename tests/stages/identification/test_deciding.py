"""The two decisions on status: one takes a yes, two take a no, and what could not be settled takes nothing away."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.casework.waiting import awaited_in
from amparo.errors import AmparoError
from amparo.stages.identification.deciding import decide, read_second, take_back
from amparo.stages.identification.decision import FIRST
from casework.world import actor
from stages.identification.office import a_decision, answer, protected, referred, state, value_of

pytestmark = pytest.mark.usefixtures("office")
OWN = "I read the file and come to the same."


def propose_no(case: str, who: str = "ivo", **changed: object) -> str:
    return decide(actor(who), look(actor(who), case), a_decision(case, who, "no", **changed))


def test_a_yes_counts_at_once_and_states_what_was_found_with_its_day() -> None:
    case = referred()
    decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "yes", stage=FIRST))
    assert value_of(case, "reasonable_grounds") == "yes"
    assert value_of(case, "reasonable_grounds_on") == look(actor("ivo"), case).on.isoformat()
    assert value_of(case, "exploitation_element") is True
    assert awaited_in(case) == ()


def test_a_no_is_only_proposed_and_nothing_changes_until_another_person_agrees() -> None:
    case = referred()
    before = answer(case, "removal")
    paper = propose_no(case)
    assert value_of(case, "conclusive_decision") is None
    assert answer(case, "removal") == before == "held"
    assert protected(case)
    assert [each.kind for each in awaited_in(case)] == ["second-reader"]
    read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    assert value_of(case, "conclusive_decision") == "no"
    assert value_of(case, "negative_decision_reviewed") is True
    assert value_of(case, "challenge_open") is True
    assert awaited_in(case) == ()
    assert protected(case), "the time to challenge runs, and the person is treated as before while it does"
    assert answer(case, "removal") == "held"


def test_nobody_is_their_own_second_reader() -> None:
    case = referred()
    paper = propose_no(case)
    with pytest.raises(AmparoError) as told:
        read_second(actor("ivo"), case, paper, agrees=True, reasons=OWN)
    assert told.value.code == "same-person"
    assert value_of(case, "conclusive_decision") is None


def test_a_second_reader_who_does_not_agree_leaves_everything_as_it_was() -> None:
    case = referred()
    paper = propose_no(case)
    read_second(actor("oona"), case, paper, agrees=False, reasons="The pay slips were not looked at.")
    assert value_of(case, "conclusive_decision") is None
    assert awaited_in(case) == ()
    with pytest.raises(AmparoError):
        read_second(actor("pavel"), case, paper, agrees=True, reasons=OWN)


def test_two_officers_at_once_make_one_proposal() -> None:
    case = referred()
    propose_no(case)
    with pytest.raises(AmparoError) as told:
        propose_no(case, "oona")
    assert told.value.code == "decision-waiting"
    assert len(awaited_in(case)) == 1


def test_a_yes_of_another_officer_meanwhile_overtakes_a_proposed_no() -> None:
    case = referred()
    paper = propose_no(case)
    decide(actor("pavel"), look(actor("pavel"), case), a_decision(case, "pavel", "yes"))
    with pytest.raises(AmparoError) as told:
        read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    assert told.value.code == "no-such-case"
    assert value_of(case, "conclusive_decision") == "yes"


def test_a_proposal_is_taken_back_by_who_made_it_alone() -> None:
    case = referred()
    paper = propose_no(case)
    with pytest.raises(AmparoError):
        take_back(actor("oona"), case, paper)
    take_back(actor("ivo"), case, paper)
    assert awaited_in(case) == ()


@pytest.mark.parametrize("reason", ["no_conviction", "silence_or_denial", "consent_given", "late_account"])
def test_a_reason_that_proves_nothing_carries_no_no(reason: str) -> None:
    case = referred(Statement("trafficking_claimed", value=True, source="said"))
    state(case, "ivo", Statement("offender_acquitted", value=True, source="decision"))
    with pytest.raises(AmparoError) as told:
        propose_no(case, negative_reason=reason)
    assert told.value.code == "act-held"
    assert awaited_in(case) == ()


def test_while_an_element_is_not_known_a_no_is_held_and_gives_way_to_nothing_unsaid() -> None:
    case = referred()
    unknown = dict.fromkeys(("act_element", "means_element", "exploitation_element"), "unknown")
    with pytest.raises(AmparoError) as told:
        propose_no(case, elements=unknown)
    assert (told.value.code, told.value.where) == ("act-held", "passing-no-downgrade-against-definition")


def test_what_comes_up_between_proposal_and_second_reader_holds_the_no() -> None:
    case = referred()
    paper = propose_no(case)
    state(case, "brook", Statement("challenge_open", value=True, source="document"))
    assert code_of_agreeing(case, paper) == "act-held"


@pytest.mark.parametrize("key", ["new_evidence", "may_be_child", "act_element"])
def test_what_came_after_the_proposal_is_weighed_by_who_proposes_before_anybody_agrees(key: str) -> None:
    claimed = Statement("trafficking_claimed", value=True, source="said")
    case = referred(claimed, Statement("new_evidence", value=True, source="document"))
    paper = propose_no(case, passing={"no-downgrade-on-new-evidence": "The new evidence was weighed here."})
    newer = [each.id for each in look(actor("brook"), case).entries if each.key == key]
    state(case, "brook", Statement(key, value=True, source="document", corrects=newer[-1] if newer else None))
    assert code_of_agreeing(case, paper) == "decision-changed"
    read_second(actor("oona"), case, paper, agrees=False, reasons="There is something new to be weighed.")
    assert awaited_in(case) == ()


def test_what_speaks_against_the_person_is_no_reason_to_propose_anew() -> None:
    case = referred()
    paper = propose_no(case)
    state(case, "brook", Statement("means_element", value=False, source="document"))
    read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    assert value_of(case, "conclusive_decision") == "no"


def code_of_agreeing(case: str, paper: str) -> str:
    """Return the code by which the second reader is refused; that nothing was decided is seen to."""
    with pytest.raises(AmparoError) as told:
        read_second(actor("oona"), case, paper, agrees=True, reasons=OWN)
    assert value_of(case, "conclusive_decision") is None
    return told.value.code


def test_inconclusive_is_not_negative_and_an_acquittal_takes_nobody_down() -> None:
    case = referred()
    decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "inconclusive"))
    state(case, "ivo", Statement("offender_acquitted", value=True, source="decision"))
    assert value_of(case, "verification_inconclusive") is True
    assert value_of(case, "conclusive_decision") == "pending"
    assert protected(case)
    assert answer(case, "removal") == "held"
    assert answer(case, "status_downgrade") == "held"


def test_a_yes_is_taken_back_by_nothing_but_a_decision_of_two() -> None:
    case = referred()
    decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "yes"))
    for outcome in ("pending", "inconclusive"):
        with pytest.raises(AmparoError) as told:
            decide(actor("oona"), look(actor("oona"), case), a_decision(case, "oona", outcome))
        assert told.value.code == "decision-out-of-turn"


def test_of_a_child_of_unsure_age_the_means_alone_carry_no_no() -> None:
    case = referred(
        Statement("trafficking_claimed", value=True, source="said"), Statement("may_be_child", value=True, source="observed")
    )
    found = {"act_element": "yes", "means_element": "no", "exploitation_element": "yes"}
    with pytest.raises(AmparoError) as told:
        propose_no(case, elements=found)
    assert told.value.where == "passing-no-downgrade-against-definition"


def test_nobody_but_the_identifying_authority_decides() -> None:
    case = referred()
    with pytest.raises(AmparoError) as told:
        decide(actor("brook"), look(actor("brook"), case), a_decision(case, "brook", "yes"))
    assert told.value.code == "not-yours-to-record"


def test_what_speaks_for_the_person_is_not_passed_over_in_silence() -> None:
    case = referred()
    whole = a_decision(case, "ivo", "no")
    with pytest.raises(AmparoError) as told:
        propose_no(case, evidence=tuple(type(each)(**{**each.table(), "why": "", "relied": False}) for each in whole.evidence))
    assert told.value.code == "decision-unfinished"
