"""Who may record a value that ends a hold or a duty: each kind of power, and what counts as absent without it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from facts.people import said, settled, vocabulary

# fact, value that lifts, who may record it and how, who may not and how, what it would take
POWERS: list[tuple[str, Any, tuple[str, str | None], tuple[str | None, str | None], str]] = [
    ("support_refused", True, ("ngo", "said"), ("police", "said"), "the person's own statement"),
    ("support_refused", True, ("person", "said"), ("shelter", "said"), "the person's own statement"),
    ("support_refused", True, ("case_manager", "said"), ("case_manager", "observed"), "the person's own statement"),
    ("support_refused", True, ("health_service", "said"), (None, "said"), "the person's own statement"),
    ("screened", True, ("ngo", "observed"), ("police", "observed"), "a body other than those that want to act"),
    ("screened", True, ("police", "document"), ("border_authority", None), "a document or a decision"),
    ("trafficking_claimed", False, ("ngo", None), ("prosecutor", "said"), "a body other than those"),
    ("may_be_child", False, ("court", "decision"), ("court", "observed"), "a body other than those"),
    ("indicators_noted", False, ("ngo", "observed"), (None, None), "a body other than those"),
    ("recovery_started_on", date(2026, 1, 1), ("ngo", "said"), ("police", "observed"), "a body other than those"),
    ("reasonable_grounds", "no", ("identifying_authority", "decision"), ("ngo", "decision"), "the identifying authority"),
    ("conclusive_decision", "no", ("identifying_authority", "document"), ("identifying_authority", "said"), "the identifying"),
    ("best_interests", "return", ("child_authority", "decision"), ("guardian", "decision"), "the child authority"),
    ("asylum_decided", "refused_final", ("asylum_authority", "decision"), ("police", "document"), "the asylum authority"),
    ("prosecutor_view", "not_needed", ("prosecutor", "decision"), ("police", "decision"), "the prosecutor"),
]


@pytest.mark.parametrize("row", POWERS, ids=lambda row: f"{row[0]} by {row[2][0]} not {row[3][0]}")
def test_a_value_that_lifts_counts_only_from_who_has_the_power(row: tuple[str, Any, tuple[str, str], Any, str]) -> None:
    fact, value, able, unable, needed = row
    assert settled({fact: [said(value, *able)]}).get(fact) == value
    without = settled({fact: [said(value, *unable)]})
    assert without.get(fact) is None
    assert without.warnings[0].startswith(f"`{fact}`: an assertion counts as absent, since it takes ")
    assert needed in without.warnings[0]


@pytest.mark.parametrize("row", POWERS, ids=lambda row: f"{row[0]} by {row[2][0]} not {row[3][0]}")
def test_a_bare_value_is_taken_as_stated(row: tuple[str, Any, tuple[str, str], Any, str]) -> None:
    assert settled({row[0]: row[1]}).get(row[0]) == row[1]


@pytest.mark.parametrize(("fact", "value"), [("screened", False), ("may_be_child", True), ("reasonable_grounds", "yes")])
def test_anybody_may_record_the_opposite(fact: str, value: Any) -> None:
    person = settled({fact: [said(value, "police", "said")]})
    assert (person.get(fact), person.warnings) == (value, ())


def test_any_day_of_an_early_end_takes_the_person() -> None:
    early = "recovery_ended_early_on"
    assert settled({early: [said("2026-01-01", "immigration_authority", "decision")]}).get(early) is None
    assert settled({early: [said("2026-01-01", "ngo", "said")]}).get(early) is not None


def test_an_assertion_without_power_settles_nothing_but_the_dispute_is_told() -> None:
    both = settled({"screened": [said(value=True, by="police", source="said"), said(value=False, by="ngo", source="observed")]})
    assert (both.get("screened"), both.disputed) == (False, ("screened",))


def test_the_power_over_a_fact_of_the_person_holds_for_the_list_it_is_read_from() -> None:
    items = {
        "relative": {"complete": True, "list": [{"id": "1", "complicit": [said(value=False, by="police", source="said")]}]}
    }
    person = settled(items=items)
    assert person.get("family_complicit") is None
    assert person.warnings[0].startswith("`relative#1.complicit`: an assertion counts as absent")


def test_every_fact_that_lifts_has_a_power_or_is_lifted_by_nobody() -> None:
    words = vocabulary()
    assert set(words.lifting) - set(words.powers) == set()
