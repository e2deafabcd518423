"""What a page shows of a fact's history, on which day a moment fell, and when a case reads otherwise by itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from amparo.facts.case import case_from
from amparo.facts.settled import settle
from amparo.facts.value import Span
from amparo.ledger.history import history
from amparo.ledger.known import case_of, standing, turns_after
from amparo.ledger.memory import MemoryStore
from ledger.stated import POLICE, append, entry, vocabulary


def test_the_history_of_a_fact_says_who_stated_it_and_what_became_of_it() -> None:
    store = MemoryStore()
    first = entry("age_years", 19, source="observed")
    doubt = entry("age_years", 17, minutes=1, corrects=first.id, reason="her school paper", source="document", **POLICE)
    second = entry("age_years", 17, minutes=2, corrects=first.id)
    for each in (first, entry("isolated", value=True), doubt, second):
        append(store, each)
    told = history(store.entries("amina"), "age_years")
    assert [(each.entry, each.corrected_by, each.contested_by) for each in told] == [
        (first, second, (doubt,)),
        (doubt, None, ()),
        (second, None, ()),
    ]


def test_the_history_as_known_then_knows_no_later_correction() -> None:
    store = MemoryStore()
    first = entry("age_years", 19)
    append(store, first)
    append(store, entry("age_years", 17, minutes=2, corrects=first.id))
    before = store.entries("amina", first.recorded)
    assert [each.corrected_by for each in history(before, "age_years")] == [None]


def test_a_fact_never_stated_has_no_history() -> None:
    assert history([entry("isolated", value=True)], "age_years") == ()


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        entry("isolated", value=True).value = False  # type: ignore[misc] # that is what is refused


def test_a_withdrawal_stands_and_says_nothing() -> None:
    old = entry("isolated", value=True)
    gone = entry("isolated", value=None, corrects=old.id)
    assert standing([old, gone]) == (gone,)
    assert case_of([old, gone], on=date(2026, 3, 2), zone=UTC).facts == {}


def test_entries_tell_the_same_case_as_a_file_that_says_the_same() -> None:
    said = {"source": "said", "by": "shelter", "recorded": "2026-03-02"}
    seen = {"source": "observed", "by": "police", "recorded": "2026-03-03"}
    file = {
        "facts": {"isolated": [{"value": True, **said}, {"value": False, **seen}], "birth_date": [{"value": "2010", **said}]},
        "items": {
            "offence": {"complete": True, "list": [{"id": "1", "kind": [{"value": "begging", **seen}]}, {"id": "2"}]},
            "loss": {"complete": False},
        },
        "on": "2026-03-04",
    }
    day = 24 * 60
    entries = [
        entry("isolated", value=True, source="said"),
        entry("isolated", value=False, minutes=day, **POLICE),
        entry("birth_date", "2010", source="said"),
        entry("offence#1.kind", "begging", minutes=day, **POLICE),
        entry("offence#2", value=True, minutes=day),
        entry("offence.complete", value=True, minutes=day),
        entry("loss.complete", value=False, minutes=day),
    ]
    assert case_of(entries, on=date(2026, 3, 4), zone=UTC) == case_from(file, vocabulary())


def test_an_age_holds_on_the_day_on_which_it_was_stated_where_the_agency_is() -> None:
    """At 23.30 in UTC on 2 March it is 3 March in Phnom Penh."""
    late = entry("age_years", 16, minutes=14 * 60)
    for zone, on, age in (
        (ZoneInfo("Asia/Phnom_Penh"), date(2026, 3, 3), 16),
        (UTC, date(2026, 3, 2), 16),
        (UTC, date(2026, 3, 3), Span(16, float("inf"))),
    ):
        assert settle(case_of([late], on=on, zone=zone), vocabulary(), on=on).get("age_years") == age


def test_a_case_says_the_day_on_which_it_is_read() -> None:
    assert case_of([], on=date(2026, 3, 2), zone=UTC).on == date(2026, 3, 2)


def test_the_next_turn_is_the_day_on_which_an_entry_begins_or_has_ended() -> None:
    old = entry("isolated", value=True, valid_until="2026-03-02")
    entries = [
        old,
        entry("isolated", value=True, corrects=old.id, valid_from="2026-03-04", valid_until="2026-03-09"),
        entry("in_danger_now", value=True),
        entry("isolated", value=False, valid_until="9999-12-31"),
    ]
    turns = [turns_after(entries, date(2026, 3, day)) for day in (1, 3, 4, 9, 10)]
    assert turns == [date(2026, 3, 4), date(2026, 3, 4), date(2026, 3, 10), date(2026, 3, 10), None]
