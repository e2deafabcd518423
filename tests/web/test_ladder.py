"""The ladder of status: what the law's own definitions say of the facts that somebody may read, and what moved it."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, open_case, record
from amparo.desk.ladder import Ladder, ladder
from casework.world import actor
from web.inside import amina, let_in, state


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    return open_case(actor("brook"), purpose="protection")


def stands(case: str, who: str = "brook") -> Ladder:
    return ladder(look(actor(who), case), {"harbour": "Harbour House"})


def decided(case: str, fact: str, *, value: str | bool) -> None:
    state(case, Statement(fact, value, "decision"))


def read_second(case: str, fact: str, value: object) -> None:
    """State a fact of a decision with its second reading, as the page of the decision does."""
    who, paper = actor("ivo"), Draft("second-reading", "account", {})
    record(who, case, [Statement(fact, value, "decision")], seen=look(who, case).seen, papers=[paper])


def states(found: Ladder) -> list[str]:
    return [step.state for step in found.steps]


def test_of_whom_nothing_is_known_no_step_is_reached_and_none_is_denied(case: str) -> None:
    found = stands(case)
    assert found.name == "none"
    assert set(states(found)) == {"unknown"}
    assert found.history == ()


def test_each_step_is_reached_by_the_laws_own_definition_and_the_history_says_when(case: str) -> None:
    state(case, Statement("ind_papers_kept", value=True, source="observed"))
    assert stands(case).name == "possible"
    assert states(stands(case))[:2] == ["unknown", "reached"]
    state(case, Statement("trafficking_claimed", value=True, source="said"))
    decided(case, "reasonable_grounds", value="yes")
    assert stands(case).name == "presumed"
    decided(case, "conclusive_decision", value="yes")
    decided(case, "offender_convicted", value=True)
    found = stands(case)
    assert found.name == "confirmed"
    assert set(states(found)) == {"reached"}
    assert [each.words for each in found.history] == ["Confirmed", "Verified", "Presumed", "Possible"]
    assert [fact.key for fact in found.steps[3].because] == ["conclusive_decision"]
    assert all(step.since for step in found.steps)


def test_a_refusal_closes_nothing_until_it_was_reviewed_and_something_new_opens_it_again(world: None) -> None:  # noqa: ARG001 as above
    case = open_case(actor("ivo"), purpose="identification")
    for fact, value in (("trafficking_claimed", True), ("conclusive_decision", "no")):
        read_second(case, fact, value)
    assert stands(case, "ivo").name == "refused"
    for fact, value in (("negative_decision_reviewed", True), ("new_evidence", False), ("challenge_open", False)):
        read_second(case, fact, value)
    found = stands(case, "ivo")
    assert (found.name, found.is_refused) == ("reviewed", True)
    assert states(found)[1] == "not-reached"
    seen = look(actor("ivo"), case).seen["new_evidence"]
    state(case, Statement("new_evidence", value=True, source="document", corrects=seen), by="ivo")
    found = stands(case, "ivo")
    assert found.name == "refused"
    assert states(found)[1] == "reached"
    assert [each.words for each in found.history] == [
        "Refused, and not closed", "Refused and reviewed", "Refused, and not closed", "Possible",
    ]  # fmt: skip


def test_who_may_not_read_what_it_rests_on_is_told_of_no_step(world: None) -> None:  # noqa: ARG001 as above
    case = amina()
    let_in(case)
    decided(case, "reasonable_grounds", value="yes")
    assert stands(case).name == "presumed"
    edda = stands(case, "edda")
    assert edda.name == "not-told"
    assert set(states(edda)) == {"not-told"}
    assert edda.history == ()
    assert all(not step.because and not step.missing for step in edda.steps)
