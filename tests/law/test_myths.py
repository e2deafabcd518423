"""The sources' myths (rows ID-03b to ID-14b): no border, sex, form, status, tie or pay lowers any protection.

By inspection: which rules read such a trait at all; each is listed in myths.toml with the provision under which it may.
By search: persons drawn at random, of whom one trait alone is changed. No act is held less, nothing else is owed less, and
the definition of trafficking stays as it was, but for the rules listed.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from amparo.facts.case import case_from
from amparo.facts.settled import Settled, settle
from amparo.facts.vocabulary import FactKind
from amparo.rules.checks import conditions
from amparo.rules.compiled import compile_law
from amparo.rules.determination import is_in_effect
from amparo.rules.expression import Conclusion, Fact, ItemFact, walk
from amparo.rules.pack import find_law, load_pack
from amparo.rules.rule import Rule
from amparo.screening.indicators import facts_of, load_sets

PACK: Final = load_pack("palermo")
VOCABULARY: Final = PACK.vocabulary
DAY: Final = date(2026, 3, 2)
LAW: Final = PACK.law_on(DAY)
COMPILED: Final = compile_law(LAW)
NUMBER: Final = {name: number for number, name in enumerate(COMPILED.names)}
EXCEPTIONS: Final = tomllib.loads(Path(__file__).with_name("myths.toml").read_text("utf-8"))["exception"]
PERSONS: Final = 600 if os.environ.get("AMPARO_TEST_LONG") else 60
PROTECTIVE: Final = ("hold", "duty", "entitlement", "presumption")
COERCIVE: Final = {act.name for act in VOCABULARY.acts.values() if act.coercive}
TRAITS: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("sex",),
    "status": ("immigration_status",),
    "origin": ("entry_date", "nationality", "permanent_residence_at_entry", "stateless", "episode.country"),
    "form": ("exploitation_form", "episode.form"),
    "tie": ("threat.relation", "relative.relation"),
    "earnings": ("episode.pay_received", "episode.pay_promised", "episode.value_to_exploiter"),
}
MYTHS: Final = {
    "ID-03b": "origin", "ID-04b": "sex", "ID-05b": "form", "ID-06b": "form", "ID-07b": "status", "ID-08b": "status",
    "ID-12b": "tie", "ID-13b": "tie", "ID-14b": "earnings",
}  # fmt: skip
DEFINITION: Final = {
    "act_element", "means_element", "exploitation_element", "exploitation_form", "child_when_exploited", "birth_date",
    "age_years", "may_be_child", "age_verified", "exploitation_ended_on", "episode.form", "episode.began_on",
    "episode.ended_on", "episode.complete",
}  # fmt: skip
"""All that the definition of trafficking may read: act, means, purpose, and the age when it happened."""


def direct(rule: Rule) -> set[str]:
    """The facts that a rule itself reads, in its conclusion or in when it is done."""
    found = set()
    for top in (LAW.conclusions[rule.name], *conditions(rule)):
        for node in walk(top):
            if isinstance(node, Fact):
                found.add(node.key)
            if isinstance(node, ItemFact):
                found.add(f"{node.kind}.{node.name}")
    return found


def excepted(trait: str) -> set[str]:
    return {rule for each in EXCEPTIONS if each["trait"] == trait for rule in each["rules"]}


def reached_by(trait: str) -> set[str]:
    """The names of the rules that read a trait through a rule that may."""
    names = {rule.name for rule in LAW.rules.values() if rule.id in excepted(trait)}
    while more := {
        name
        for name, node in LAW.conclusions.items()
        if name not in names and any(isinstance(part, Conclusion) and part.rule in names for part in walk(node))
    }:
        names |= more
    return names


@pytest.mark.parametrize("trait", TRAITS)
def test_only_the_listed_rules_read_a_trait_of_which_a_myth_is_told(trait: str) -> None:
    readers = {rule.id for rule in LAW.rules.values() if direct(rule) & set(TRAITS[trait])}
    assert readers - excepted(trait) == set(), "see the head of tests/law/myths.toml"
    assert excepted(trait) - readers == set(), "an exception that no rule needs any more"


@pytest.mark.parametrize("each", EXCEPTIONS, ids=[f"{each['trait']} {each['under'][0]}" for each in EXCEPTIONS])
def test_an_exception_stands_on_a_provision_of_the_rule(each: dict[str, Any]) -> None:
    assert each["trait"] in TRAITS
    assert each["reason"]
    by_id = {rule.id: rule for rule in LAW.rules.values()}
    assert [name for name in each["rules"] if not set(each["under"]) & set(by_id[name].under)] == []


def test_the_definition_of_trafficking_reads_act_means_purpose_and_age_alone() -> None:
    assert LAW.read["meets_trafficking_definition"] <= DEFINITION


def test_what_a_person_agreed_to_is_no_fact_that_any_rule_on_status_could_read() -> None:
    about = {"possible_victim", "treated_as_victim", "meets_trafficking_definition", "trafficking_sign"}
    read = set().union(*(LAW.read[name] for name in about))
    assert [fact for fact in read if "consent" in fact or "agree" in fact] == []


def test_no_list_of_signs_scores_a_trait() -> None:
    traits = {fact for facts in TRAITS.values() for fact in facts}
    assert traits.isdisjoint(facts_of(load_sets(find_law(), VOCABULARY)))


def test_every_myth_is_tried() -> None:
    assert set(MYTHS.values()) == set(TRAITS)


class Person:
    """A person drawn at random: about half of what the law reads is known, with two episodes, threats and relatives."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        read = sorted({fact for facts in LAW.read.values() for fact in facts if "." not in fact and fact in VOCABULARY.facts})
        self.facts = {name: self.value(VOCABULARY.facts[name]) for name in read if self.random.random() < 0.5}
        self.facts["trafficking_claimed"] = self.random.random() < 0.8
        self.items = {kind: self.listed(kind) for kind in ("episode", "threat", "relative", "proceeding", "offence")}

    def listed(self, kind: str) -> dict[str, Any]:
        some = [
            {"id": f"{n}", **{name: self.value(k) for name, k in VOCABULARY.items[kind].items() if self.random.random() < 0.5}}
            for n in range(self.random.randrange(3))
        ]
        return {"list": some, "complete": self.random.random() < 0.5}

    def value(self, kind: FactKind) -> Any:
        match kind.type:
            case "yesno":
                return self.random.random() < 0.5
            case "choice":
                return self.random.choice(kind.values)
            case "date":
                return (DAY - timedelta(days=self.random.randrange(-200, 9000))).isoformat()
            case "number":
                return self.random.randrange(int(kind.least or 0), int(min(kind.most or 60, 60)))
        return {"country": self.random.choice(("XX", "XQ")), "language": "km", "currency": "XTS"}.get(kind.type, "")

    def settled(self) -> Settled:
        return settle(case_from({"facts": self.facts, "items": self.items}, VOCABULARY), VOCABULARY, on=DAY)

    def changed(self, trait: str) -> Iterator[Settled]:
        """Yield the person with one fact of the trait changed, and with it not known."""
        settled = self.settled()
        for key in TRAITS[trait]:
            kind = VOCABULARY.kind_of(key)
            item, dot, fact = key.partition(".")
            keys = [f"{item}#{n}.{fact}" for n in settled.lists.get(item, ())] if dot else [key]
            known = kind.values or (
                (True, False) if kind.type == "yesno" else tuple(_typed(self.value(kind), kind) for _ in "ab")
            )
            for each in keys:
                for value in known:
                    yield settled.with_value({each: value})
                yield settled.only(set(settled.values) - {each})


def _typed(value: Any, kind: FactKind) -> Any:
    return date.fromisoformat(value) if kind.type == "date" else value


def protections(settled: Settled) -> dict[str, frozenset[str]]:
    """The rules in effect, each with the items for which it is."""
    found: dict[str, frozenset[str]] = {}
    answers = COMPILED.answer(settled)
    for name, rule in LAW.rules.items():
        if rule.kind in PROTECTIVE:
            answer = answers[NUMBER[name]]
            table = answer if isinstance(answer, dict) else {"": answer}
            found[name] = frozenset(item for item, truth in table.items() if is_in_effect(rule, truth))
    return found


@pytest.mark.parametrize("trait", TRAITS)
def test_nothing_shrinks_when_one_trait_alone_changes(trait: str) -> None:
    may_change = reached_by(trait)
    for seed in range(PERSONS):
        person = Person(seed)
        before = protections(person.settled())
        for other in person.changed(trait):
            after = protections(other)
            shrunk = {name for name, items in before.items() if items - after[name]}
            assert shrunk - may_change == set(), f"{trait}, person {seed}"


@pytest.mark.parametrize("trait", [trait for trait in TRAITS if trait != "status"])
def test_no_coercive_act_is_held_less_whatever_the_sex_origin_form_tie_or_pay(trait: str) -> None:
    for seed in range(PERSONS):
        person = Person(seed)
        before = held(person.settled())
        for other in person.changed(trait):
            assert before - held(other) == set(), f"{trait}, person {seed}"


def test_a_lawful_and_an_unlawful_stay_hold_the_same_acts() -> None:
    for seed in range(PERSONS):
        settled = Person(seed).settled()
        lawful, unlawful = (held(settled.with_value({"immigration_status": status})) for status in ("regular", "irregular"))
        assert lawful == unlawful, f"person {seed}"


def held(settled: Settled) -> set[str]:
    """The coercive acts that at least one rule holds."""
    holds = [LAW.rules[name] for name, items in protections(settled).items() if items]
    return {rule.act for rule in holds if rule.kind == "hold" and rule.act in COERCIVE}


@pytest.mark.parametrize("trait", TRAITS)
def test_the_definition_of_trafficking_stays_as_it_was(trait: str) -> None:
    number = NUMBER["meets_trafficking_definition"]
    for seed in range(PERSONS):
        person = Person(seed)
        before = COMPILED.answer(person.settled())[number]
        for other in person.changed(trait):
            after = COMPILED.answer(other)[number]
            # a form that is named stands for exploitation, so a form taken away can leave the question open, never closed
            assert after is before or (trait == "form" and after is not False) or before is False, f"{trait}, person {seed}"
