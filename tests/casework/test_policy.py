"""The policy, over every question that can be asked of it: hard rules, a second opinion, and whether both would notice."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace
from functools import cache
from itertools import islice, product
from math import prod
from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

import pytest

from amparo.casework import policy
from amparo.casework.action import SHAPES, Action, Relation
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartments, vocabulary
from amparo.casework.mandates import ABROAD, MANDATES, Mandate, mandate_of
from amparo.casework.policy import REASONS, Asked, Decision, Purpose, decide
from amparo.casework.purpose import BOUNDS, COMPARTMENTS, Bound
from amparo.errors import AmparoError
from casework import every_question
from casework.every_question import SIZE, SPACE, ways
from casework.hard_rules import RULES, broken
from casework.second_opinion import opinion
from casework.world import AGENCIES, CAST

Decide = Callable[[Asked], Decision]


def weighed(found: Iterator[tuple[dict[str, Any], int, Any]]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Hand the ways on, and assert at their end that they were all."""
    counted = 0
    for read, weight, answer in found:
        counted += weight
        yield read, answer
    assert counted == SIZE


@cache
def allowing() -> tuple[dict[str, Any], ...]:
    """Return what was read on every way that ends in a yes."""
    return tuple(read for read, decision in weighed(ways(decide)) if decision.allowed)


def test_no_question_of_all_breaks_a_hard_rule_and_every_reason_is_given_by_some() -> None:
    assert SIZE > 10_000_000_000

    def answer(asked: Asked) -> tuple[str, str]:
        decision = decide(asked)
        return broken(asked, decision), decision.reason

    given = set()
    for read, (rule, reason) in weighed(ways(answer)):
        assert not rule, (rule, read)
        given.add(reason)
    assert given == set(REASONS)


def test_a_second_opinion_written_apart_says_the_same_of_every_question() -> None:
    def answer(asked: Asked) -> tuple[Decision, tuple[bool, frozenset[str]]]:
        return decide(asked), opinion(asked)

    for read, (decision, second) in weighed(ways(answer)):
        assert (decision.allowed, frozenset(decision.needs)) == second, (decision, read)


def test_a_question_asked_whole_is_answered_as_one_that_is_filled_in_as_it_is_read() -> None:
    drawn, allowed = random.Random(7), 0
    for read in drawn.sample(allowing(), 3000):
        asked = Asked(**{name: read.get(name, drawn.choice(values)) for name, values in SPACE.items()})
        decision = decide(asked)
        allowed += decision.allowed
        assert not broken(asked, decision)
        assert (decision.allowed, frozenset(decision.needs)) == opinion(asked)
    for _ in range(20_000):
        asked = Asked(**{name: drawn.choice(values) for name, values in SPACE.items()})
        decision = decide(asked)
        assert not broken(asked, decision)
        assert (decision.allowed, frozenset(decision.needs)) == opinion(asked)
    assert allowed == 3000


def test_the_ways_say_what_asking_one_by_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    few: dict[str, tuple[Any, ...]] = {
        **SPACE,
        "body": ("health_service", "prosecutor"),
        "bundle": ("health_worker", "prosecutor"),
        "action": (Action.READ, Action.BREAK_GLASS),
        "purpose": (Purpose.EMERGENCY, Purpose.JUSTICE),
        "relation": (Relation.MEMBER, Relation.RECEIVER),
        "compartment": ("account", "health", "whereabouts"),
    }
    monkeypatch.setattr(every_question, "SPACE", few)
    told = [(read, decision) for read, _, decision in ways(decide)]
    counted = 0
    for read, decision in told:
        for values in product(*(few[name] for name in few if name not in read)):
            rest = dict(zip((name for name in few if name not in read), values, strict=True))
            assert decide(Asked(**read, **rest)) == decision
            counted += 1
    assert counted == prod(len(values) for values in few.values())


def test_nothing_at_all_does_not_read_as_no_conflict() -> None:
    asked: dict[str, Any] = {
        "body": "ngo",
        "bundle": "case_manager",
        "action": Action.READ,
        "purpose": Purpose.PROTECTION,
        "relation": Relation.MEMBER,
        "conflict": False,
        "compartment": "account",
    }
    assert decide(Asked(**asked)).allowed
    for name in SPACE:
        for wrong in (None, 1, "yes", "read"):
            if type(wrong) is type(asked.get(name, SPACE[name][0])):
                continue
            with pytest.raises(AmparoError, match="asked-unclear"):
                Asked(**{**asked, name: wrong})


def test_what_is_left_out_of_a_question_never_allows_what_would_be_refused() -> None:
    drawn = random.Random(11)
    left_out: dict[str, Any] = {each.name: each.default for each in fields(Asked) if each.default is not MISSING}
    del left_out["compartment"]
    for read in drawn.sample(allowing(), 3000):
        whole = {name: read.get(name, drawn.choice(values)) for name, values in SPACE.items()}
        for name, default in left_out.items():
            if decide(Asked(**{**whole, name: default})).allowed:
                assert all(decide(Asked(**{**whole, name: value})).allowed for value in SPACE[name]), (name, whole)


# What the tables say can be wrong. The hard rules have to hold all the same.

_FEWER: Final = {
    "body": ("ngo", "prosecutor", "border_authority", "immigration_authority", *sorted(ABROAD)),
    "bundle": ("case_manager", "administrator"),
    "purpose": (Purpose.PROTECTION, Purpose.EMERGENCY),
    "compartment": ("", "identity", "account", "asylum", "liability", "whereabouts"),
}
"""One of each kind that the policy tells apart once the tables allow everything."""


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables by somebody who let everybody do everything."""
    all_acts = frozenset(Action)
    for name, bundle in BUNDLES.items():
        monkeypatch.setitem(
            cast("dict[str, Any]", BUNDLES),
            name,
            replace(
                bundle,
                bodies=frozenset(MANDATES),
                purposes=frozenset(Purpose),
                actions=all_acts,
                reads=COMPARTMENTS,
                writes=COMPARTMENTS,
                as_receiver=all_acts,
                as_colleague=all_acts,
                anywhere=all_acts,
            ),
        )
    for name in MANDATES:
        monkeypatch.setitem(cast("dict[str, Any]", MANDATES), name, Mandate(COMPARTMENTS, COMPARTMENTS, "carelessness"))
    for purpose in Purpose:
        monkeypatch.setitem(cast("dict[Purpose, Any]", BOUNDS), purpose, Bound("carelessness", COMPARTMENTS))
    monkeypatch.setattr(every_question, "SPACE", {**SPACE, **_FEWER})


def first_broken(answering: Decide) -> str:
    return next((rule for _, _, rule in ways(lambda asked: broken(asked, answering(asked))) if rule), "")


@pytest.mark.usefixtures("careless")
def test_tables_that_allow_everything_to_everybody_break_no_hard_rule() -> None:
    assert first_broken(decide) == ""
    assert any(decision.allowed for _, _, decision in islice(ways(decide), 100_000))


MUTATIONS: Final = [
    # a line of the policy, what somebody might make of it, and the rule that has to notice under careless tables
    ("if asked.body in REMOVING:", "if asked.body in ():", "who removes only ever runs machines"),
    ("if asked.bundle == ADMINISTRATOR else", "if asked.bundle == '' else", "administrators only ever run machines"),
    ("asked.compartment in TELLING and asked.body in ABROAD", "False", "nobody abroad sees account, asylum or liability"),
    (
        "TELLING and asked.body in ABROAD",
        "TELLING and asked.body == 'origin_authority'",
        "nobody abroad sees account, asylum or liability",
    ),
    ("if asked.body in ABROAD:", "if False:", "nobody abroad opens anything in an emergency"),
    ("asked.body == PROSECUTING and", "False and", "prosecutors of the person see nothing said for help"),
    ("asked.is_said or asked", "asked.is_said and asked", "prosecutors of the person see nothing said for help"),
    ("if asked.compartment == WHEREABOUTS:", "if False:", "whereabouts are not opened by glass"),
    ("if asked.body in CHARGING and", "if False and", "who may charge opens in an emergency only what saves a life"),
    ("if asked.glass and asked.action in", "if asked.action in", "glass only shows"),
    ("asked.glass and asked.action in GLASS_SHOWS", "asked.glass", "glass only shows"),
    ('"glass-only-shows" if asked.action is Action.BREAK_GLASS else ""', '""', "glass is broken for emergencies alone"),
    ('"conflict" if asked.conflict else', '"conflict" if False else', "a conflict shuts out"),
    ("if asked.relation is not Relation.RECEIVER:", "if False:", "no relation, no field"),
    ("bundle.as_colleague and not asked.compartment", "bundle.as_colleague", "no relation, no field"),
    ("bundle.anywhere and not asked.compartment", "bundle.anywhere", "no relation, no field"),
    ("is not Granted.LIVE", "is Granted.NEVER", "a receiver has what is granted now"),
    ("is not Granted.LIVE", "is Granted.ENDED", "a receiver has what is granted now"),
    ("STEP_UP: asked.stepped_up", "STEP_UP: True", "what goes out or is lost is stepped up"),
    ("SECOND_PERSON: asked.seconded", "SECOND_PERSON: True", "erasing takes two"),
    ("if _is_third(asked) else ())", "if False else ())", "the third emergency takes two"),
    ("asked.glass_right is GlassRight.SUSPENDED", "False", "no emergency while one is not answered for"),
]
SOURCE: Final = Path(policy.__file__).read_text("utf-8")


def mutated(line: str, made: str) -> Decide:
    """Return `decide` of a policy in which one line says something else."""
    assert SOURCE.count(line) == 1, f"`{line}` stands {SOURCE.count(line)} times in the policy"
    module = ModuleType("mutated_policy")
    sys.modules[module.__name__] = module
    try:
        exec(compile(SOURCE.replace(line, made), "mutated_policy", "exec"), module.__dict__)  # noqa: S102 our own source, one line changed
    finally:
        del sys.modules[module.__name__]
    found: Decide = module.decide
    return found


@pytest.mark.usefixtures("careless")
@pytest.mark.parametrize(("line", "made", "rule"), MUTATIONS)
def test_each_hard_rule_bites(line: str, made: str, rule: str) -> None:
    assert first_broken(mutated(line, made)) == rule


SLIPS: Final = [
    # and lines that no hard rule guards: the second opinion has to notice, under the tables as they are
    ("if asked.body not in bundle.bodies:", "if False:"),
    ("if asked.action not in bundle.actions:", "if False:"),
    ("if asked.purpose not in bundle.purposes:", "if False:"),
    ("if SHAPES[asked.action].on_compartment != bool(compartment):", "if False:"),
    ("if compartment not in BOUNDS[asked.purpose].compartments:", "if False:"),
    ("compartment not in mandate.reads or", "False or"),
    ("compartment not in mandate.writes", "False"),
    ("compartment not in bundle.reads or", "False or"),
    ("compartment not in bundle.writes", "False"),
    ("asked.action is Action.RECORD", "False"),
    ("asked.action in bundle.as_receiver else", "True else"),
    ("asked.action in bundle.as_colleague and", "True and"),
    ("asked.action in bundle.anywhere and", "True and"),
    ("or asked.relation is Relation.MEMBER:", "or False:"),
    ("or not SHAPES[asked.action].on_case:", "or False:"),
    ("asked.own_offences and", "True and"),
    ("if not proved[need]", "if False"),
]


_SOME: Final = ("ngo", "guardian", "health_service", "prosecutor", "immigration_authority")


@pytest.mark.parametrize(("line", "made"), SLIPS)
def test_the_second_opinion_bites(line: str, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(every_question, "SPACE", {**SPACE, "body": _SOME})
    slipped = mutated(line, made)
    found = ways(lambda asked: (slipped(asked), opinion(asked)))
    assert any((decision.allowed, frozenset(decision.needs)) != second for _, _, (decision, second) in found)


# The tables themselves.


def test_the_tables_name_the_compartments_and_bodies_of_the_vocabulary_and_no_others() -> None:
    assert set(compartments()) == COMPARTMENTS
    assert set(MANDATES) == set(vocabulary().actors)
    assert set(BOUNDS) == set(Purpose)
    assert set(SHAPES) == set(Action)
    for mandate in MANDATES.values():
        assert mandate.writes <= mandate.reads <= COMPARTMENTS
        assert mandate.reason
    for bundle in BUNDLES.values():
        assert bundle.writes <= bundle.reads <= COMPARTMENTS
        assert bundle.bodies <= set(MANDATES)
        assert bundle.as_colleague <= bundle.actions
        assert bundle.anywhere <= bundle.actions
    assert mandate_of("unheard-of").reads == frozenset()


def test_every_bundle_can_do_something_for_each_of_its_bodies_and_purposes_but_abroad_in_no_emergency() -> None:
    idle = {(bundle, body, purpose) for bundle, each in BUNDLES.items() for body in each.bodies for purpose in each.purposes}
    for read in allowing():
        idle.discard((read["bundle"], read["body"], read["purpose"]))
    assert idle == {("supervisor", body, Purpose.EMERGENCY) for body in ABROAD}


def test_of_the_cast_only_hana_has_a_bundle_that_her_body_does_not_know() -> None:
    unfit = {name for name, (agency, bundle) in CAST.items() if AGENCIES[agency][1] not in BUNDLES[bundle].bodies}
    assert unfit == {"hana"}


def test_every_hard_rule_has_a_mutation_that_it_notices() -> None:
    noticed = {rule for _, _, rule in MUTATIONS}
    assert noticed >= set(RULES) - {"a grant that ended opens nothing", "needs are told only where nothing else is in the way"}
