"""A service moves on step by step: never begun without an informed yes, never closed to a person by their no."""

from __future__ import annotations

from typing import Final

import pytest

from amparo.casework.compartment import vocabulary
from amparo.casework.record import Statement
from amparo.casework.referring.directory import Entry, end_service, list_service
from amparo.errors import AmparoError
from amparo.stages.support.kinds import GROUPS, TITLES, kinds
from amparo.stages.support.services import services
from amparo.stages.support.steps import may_move, steps_from, take
from casework.world import actor
from stages.identification.office import agreed_to
from stages.support.help import SHELTER, YES, a_case, fact, listed, owed, service, sight_of, step


def test_each_kind_of_help_of_the_vocabulary_stands_in_one_group() -> None:
    assert sorted(kinds()) == sorted(vocabulary().items["service"]["kind"].values)
    assert set(TITLES) == set(GROUPS)


def test_a_service_goes_from_need_to_given_and_each_state_keeps_its_day(case: str) -> None:
    number = listed(case, "counselling")
    step(case, number, "offer", **YES, on="2026-03-03")
    step(case, number, "request", **SHELTER, on="2026-03-04")
    step(case, number, "reply", state="accepted", on="2026-03-05")
    step(case, number, "begin", on="2026-03-06")
    found = service(case, number)
    assert [each.state for each in found.moved] == ["needed", "requested", "accepted", "given"]
    assert [f"{each.on}" for each in found.moved[1:]] == ["2026-03-04", "2026-03-05", "2026-03-06"]
    assert found.provider["title"] == "House by the sea"
    assert fact(case, f"{found.key}.run_by") == "ngo"
    assert fact(case, "information_understood") is True
    assert fact(case, "consent_to_referral") is True


def test_nothing_is_asked_of_anybody_and_nothing_begins_without_a_yes(case: str) -> None:
    number = listed(case, "counselling")
    for name in ("request", "begin"):
        for emergency in ("", "urgent"):
            with pytest.raises(AmparoError, match="not said yes"):
                step(case, number, name, **SHELTER, emergency=emergency)
    assert service(case, number).state == "needed"


def test_an_emergency_does_not_wait_and_its_reason_stays_to_be_read(case: str) -> None:
    number = listed(case, "medical")
    step(case, number, "begin", **SHELTER, emergency="She bleeds and does not wake up.")
    found = service(case, number)
    assert found.state == "given"
    assert not found.is_agreed
    assert found.steps[-1].body["emergency"] == "She bleeds and does not wake up."
    assert steps_from(found) == ("offer",)
    step(case, number, "offer", **YES)
    assert (service(case, number).state, service(case, number).is_agreed) == ("given", True)
    assert steps_from(service(case, number)) == ()


def test_a_yes_that_was_not_understood_is_none(case: str) -> None:
    number = listed(case, "legal")
    with pytest.raises(AmparoError, match="was understood"):
        step(case, number, "offer", **{**YES, "understood": "unknown"})
    step(case, number, "offer", **{**YES, "understood": "no", "answer": "later"})
    assert not service(case, number).is_agreed
    assert fact(case, "information_understood") is None


def test_a_no_is_a_choice_to_be_asked_again_and_a_later_yes_opens_the_way(case: str) -> None:
    number = listed(case, "education")
    step(case, number, "offer", **{**YES, "answer": "no"})
    assert service(case, number).state == "declined_by_person"
    assert owed(case, "offer-declined-help-again", f"service#{number}")
    assert "begin" not in steps_from(service(case, number))
    step(case, number, "offer", **YES)
    assert not owed(case, "offer-declined-help-again", f"service#{number}")
    assert service(case, number).state == "needed"
    step(case, number, "begin", **SHELTER)
    assert service(case, number).state == "given"


def test_a_yes_to_the_help_is_no_yes_to_telling_others(case: str) -> None:
    number = listed(case, "legal")
    step(case, number, "offer", **{**YES, "may_ask": "no"})
    with pytest.raises(AmparoError, match="not said yes"):
        step(case, number, "request", **SHELTER)
    assert fact(case, "consent_to_referral") is None


def test_a_child_is_heard_and_keeps_its_care(world: None) -> None:  # noqa: ARG001 an installation has to be there
    case = a_case(Statement("age_years", 14, "document"))
    numbers = [listed(case, kind) for kind in ("accommodation", "befriending")]
    for number in numbers:
        step(case, number, "offer", **{**YES, "answer": "no"})
    assert [service(case, each).state for each in numbers] == ["needed", "declined_by_person"]


def test_a_no_after_a_yes_counts(case: str) -> None:
    number = listed(case, "befriending")
    step(case, number, "offer", **YES)
    step(case, number, "offer", **{**YES, "answer": "no"})
    assert service(case, number).state == "declined_by_person"
    assert not service(case, number).is_agreed


REFUSED: Final = {
    "no_cooperation": "no-refusal-for-not-cooperating",
    "nationality": "no-refusal-for-status-or-citizenship",
    "no_place": "",
}
"""Why a provider refuses, and the rule that forbids it; want of room breaks none."""


def test_a_refusal_that_never_counts_is_owed_an_answer_until_the_help_is_given(case: str) -> None:
    number = listed(case, "financial")
    step(case, number, "offer", **YES)
    for reason, rule in REFUSED.items():
        step(case, number, "request", **SHELTER)
        step(case, number, "reply", state="refused_by_provider", refusal_reason=reason)
        found = {name for name in set(REFUSED.values()) if owed(case, name, f"service#{number}")}
        assert found == ({rule} if rule else set()), reason
    step(case, number, "request", **SHELTER)
    step(case, number, "reply", state="accepted")
    assert not any(owed(case, rule, f"service#{number}") for rule in REFUSED.values())


def test_a_form_that_is_sent_twice_moves_a_service_once(case: str) -> None:
    number = listed(case, "food")
    for _ in range(2):
        step(case, number, "offer", **YES, token="abc")  # noqa: S106 the mark of a form, which opens nothing
    assert len(service(case, number).steps) == 2  # it was put on the list, and offered


def test_a_step_that_does_not_follow_and_a_day_that_has_not_come_are_refused(case: str) -> None:
    number = listed(case, "food")
    with pytest.raises(AmparoError, match="does not follow"):
        step(case, number, "reply", state="accepted")
    with pytest.raises(AmparoError, match="has come"):
        step(case, number, "offer", **YES, on="2999-01-01")


def test_who_gives_it_comes_from_the_list_of_services_as_it_reads_today(case: str) -> None:
    brook = actor("brook")
    clinic = list_service(
        brook, Entry(title="City Clinic", kinds=("health",), area="Port", reached="000 400", agency="clinic-xx")
    )
    number = listed(case, "legal")
    step(case, number, "offer", **YES)
    step(case, number, "request", provider=clinic, run_by="state")
    named = service(case, number).provider
    assert (named["title"], named["contact"], named["agency"]) == ("City Clinic", "000 400", "clinic-xx")
    end_service(brook, clinic)
    step(case, number, "reply", state="refused_by_provider", refusal_reason="other")
    with pytest.raises(AmparoError) as gone:
        step(case, number, "request", provider=clinic, run_by="state")
    assert gone.value.where == "provider"
    assert service(case, number).provider["title"] == "City Clinic"


def test_two_agencies_do_not_move_one_service_since_what_differs_is_not_known(case: str) -> None:
    agreed_to(case, "edda", "return", ("identity", "support"))
    number = listed(case, "training")
    assert not may_move(sight_of(case, "edda"), service(case, number, "edda"), "return-yy")
    with pytest.raises(AmparoError, match="another agency"):
        take(actor("edda"), case, number, "offer", YES)


def test_what_is_written_of_health_is_kept_with_health_and_of_a_bed_with_where_one_lives(case: str) -> None:
    parts = {kind: service(case, listed(case, kind)).steps[0].compartment for kind in ("medical", "accommodation", "legal")}
    assert parts == {"medical": "health", "accommodation": "whereabouts", "legal": "support"}
    assert [each.kind for each in services(sight_of(case))] == ["medical", "accommodation", "legal"]
