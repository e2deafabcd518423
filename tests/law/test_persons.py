"""The whole persons of the baseline touch each of its rules: for at least one of them the rule's answer is yes."""

from __future__ import annotations

import re

from amparo.facts.settled import settle
from amparo.rules.cases import load_persons
from amparo.rules.decide import Decider
from amparo.rules.pack import load_pack
from amparo.rules.rule import TRUTH

PACK = load_pack("palermo")
PERSONS = load_persons(PACK)
FEWEST_PERSONS = 30
UNTOUCHED: dict[str, str] = {}
"""Rules that no whole person touches, each with the reason why a story for it would be of no use."""


def test_there_are_enough_whole_persons() -> None:
    assert len(PERSONS) >= FEWEST_PERSONS
    assert len({person.name for person in PERSONS}) == len(PERSONS)


def test_every_rule_is_a_yes_for_at_least_one_whole_person() -> None:
    untouched: set[str] = set()
    touched: set[str] = set()
    for person in PERSONS:
        law = PACK.law_on(person.on)
        decider = Decider(law, settle(person.case, PACK.vocabulary, on=person.on, as_known=person.as_known))
        untouched |= {rule.id for rule in law.rules.values() if rule.type == TRUTH}
        touched |= {found.rule.id for found in decider.all() if found.conclusion is True}

    assert untouched - touched == set(UNTOUCHED)


def test_every_whole_person_is_told_in_three_to_six_sentences() -> None:
    told = {person.file: len(re.findall(r"[.!?](?:\s|$)", person.story)) for person in PERSONS}

    assert {file: count for file, count in told.items() if not 3 <= count <= 6} == {}


def test_every_whole_person_expects_something_of_acts_and_of_rules() -> None:
    assert [person.file for person in PERSONS if not any("act" in expected for expected in person.expect)] == []
    assert [person.file for person in PERSONS if not any("rule" in expected for expected in person.expect)] == []
