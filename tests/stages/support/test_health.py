"""Tests with consent and never a result, examinations that do no new harm, care for the long recovery, appointments."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest

from amparo.casework.acting import read_answer
from amparo.casework.compartment import vocabulary
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.support.appointments import appointments, arrange, came_out
from amparo.stages.support.care import CARE_PLAN, last, plan_care, prepare_examination
from amparo.stages.support.health_test import ACT, offer_tests, offers, record_made
from casework.world import actor
from stages.support.help import fact, listed, owed, sight_of

OFFER: Final = {"alone": "yes", "told": "yes", "understood": "yes", "answer": "yes", "language": "Khmer"}


def offered(case: str, *tests: str, **changed: str) -> str:
    """Offer tests; return the id of the paper."""
    offer_tests(actor("brook"), case, {**OFFER, **changed}, list(tests))
    return offers(sight_of(case))[-1].offered.id


def made(case: str, paper: str) -> None:
    record_made(actor("brook"), case, paper)


def test_tests_are_held_until_the_person_said_yes_and_made_once_they_did(case: str) -> None:
    assert not read_answer(actor("brook"), sight_of(case), ACT).goes_on
    paper = offered(case, "hiv", "sti")
    assert fact(case, "consent_to_examination") is True
    made(case, paper)
    made(case, paper)
    (offer,) = offers(sight_of(case))
    assert offer.made is not None
    assert offer.made.body == {"phase": "made", "tests": ["hiv", "sti"]}
    assert {each.compartment for each in sight_of(case).papers} == {"health"}  # also that the law was asked


def test_without_a_yes_no_test_is_made_and_a_later_no_takes_a_yes_back(case: str) -> None:
    paper = offered(case, "hiv", answer="later")
    with pytest.raises(AmparoError, match="not said yes"):
        made(case, paper)
    assert fact(case, "consent_to_examination") is None
    paper = offered(case, "hiv")
    offered(case, "hiv", answer="no")
    with pytest.raises(AmparoError, match="not said yes"):
        made(case, paper)
    assert not read_answer(actor("brook"), sight_of(case), ACT).goes_on


def test_a_yes_counts_only_when_asked_alone_told_and_understood(case: str) -> None:
    for name in ("alone", "told", "understood"):
        with pytest.raises(AmparoError) as unfinished:
            offered(case, "pregnancy", **{name: "unknown"})
        assert unfinished.value.where == name


def test_no_fact_of_the_vocabulary_holds_the_result_of_a_test() -> None:
    spoken, signs = vocabulary(), "ind_"  # a sign that is seen, as a wound, is no result
    facts = [each.meaning.lower() for name, each in spoken.facts.items() if not name.startswith(signs)]
    facts += [each.meaning.lower() for kind in spoken.items.values() for each in kind.values()]
    assert not any(word in f" {meaning} " for meaning in facts for word in (" hiv ", "infection", "test result"))


def test_an_examination_is_prepared_with_what_the_person_agrees_to_and_no_more(case: str) -> None:
    offered(case, "hiv")
    sent = {"examiner": "woman", "agrees": "unknown", "told": "yes", "text": "no closed door"}
    with pytest.raises(AmparoError) as unfinished:
        prepare_examination(actor("brook"), case, sent)
    assert unfinished.value.where == "agrees"
    assert owed(case, "examine-without-new-harm")
    prepare_examination(actor("brook"), case, {**sent, "agrees": "yes"})
    assert not owed(case, "examine-without-new-harm")


def test_the_plan_for_the_long_recovery_has_a_day_on_which_it_is_looked_at_again(case: str) -> None:
    listed(case, "psychological")
    assert owed(case, "long-term-care-plan")
    sent = {
        "text": "every week, for as long as wished",
        "agrees": "yes",
        "review_on": (today() + timedelta(days=30)).isoformat(),
    }
    plan_care(actor("brook"), case, sent)
    assert not owed(case, "long-term-care-plan")
    kept = last(sight_of(case), CARE_PLAN)
    assert kept is not None
    assert kept.compartment == "health"


def test_an_appointment_is_kept_where_it_belongs_and_comes_out_once(case: str) -> None:
    brook, visit = actor("brook"), {"on": today().isoformat(), "comes": "worker", "interpreter": "yes"}
    arrange(brook, case, {**visit, "with": "court"})
    arrange(brook, case, {**visit, "with": "doctor", "on": (today() + timedelta(days=2)).isoformat()})
    court, doctor = appointments(sight_of(case))
    assert (court.paper.compartment, doctor.paper.compartment) == ("support", "health")
    with pytest.raises(AmparoError, match="not come yet"):
        came_out(brook, case, doctor.paper.id, {"outcome": "missed"})
    for _ in range(2):
        came_out(brook, case, court.paper.id, {"outcome": "kept"})
    assert [each.is_open for each in appointments(sight_of(case))] == [True, False]
