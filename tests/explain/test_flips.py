"""Which facts can turn a settled answer: those that a rule looks at as known or not known."""

from __future__ import annotations

from datetime import date

from amparo.explain.flips import flips
from explain.small_law import pack


def test_only_what_is_looked_at_can_turn_an_answer() -> None:
    found = flips(pack().law_on(date(2026, 3, 2)))
    assert found["interpreter_cleared"] == ("no-interview-without-interpreter",)
    assert found["left_the_programme"] == ("support-in-rest",)
    assert found["recovery_started_on"] == ("support-in-rest",)
    assert "no-removal-before-heard" in found["conclusive_decision"]
    assert "serious_harm_on_return" not in found
    assert "heard_on_status" not in found


def test_a_presumption_lets_all_that_it_reads_turn() -> None:
    found = flips(pack().law_on(date(2026, 3, 2)))
    assert "no-removal-in-rest" in found["trafficking_claimed"]
    assert "no-removal-before-heard" not in found["trafficking_claimed"]


def test_facts_from_which_others_are_drawn_count_too() -> None:
    found = flips(pack().law_on(date(2026, 3, 2)))
    assert "no-prosecution-of-compelled-act" in found["exploitation_element"]


def test_ages_lists_and_facts_read_from_lists_count_with_what_they_are_read_from() -> None:
    found = flips(pack().law_on(date(2026, 3, 2)))
    under = {fact for fact, rules in found.items() if "nothing_speaks_against_it" in rules}
    assert {"birth_date", "age_years", "proceeding.open", "proceeding.kind", "proceeding.complete"} <= under
    assert {"family_located", "relative.located", "relative.complete"} <= under
