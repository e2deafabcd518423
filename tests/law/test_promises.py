"""What the baseline promises whoever is asked about, measured along the questions it asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from amparo.explain.ask import ask
from amparo.explain.wording import load_words
from amparo.facts.case import case_from
from amparo.facts.settled import settle
from amparo.rules.cases import WorkedCase, load_persons
from amparo.rules.decide import Decider
from amparo.rules.layers import find_law
from amparo.rules.may import may, may_from
from amparo.rules.pack import Pack, load_pack, pack_names

PACK = load_pack("palermo")
LAW = PACK.law_on(date(2026, 3, 2))
WORDS = load_words(find_law())
COERCIVE = [act.name for act in PACK.vocabulary.acts.values() if act.coercive]
MOST_ANSWERS = 15
NO_SIGN: dict[str, Any] = {
    "trafficking_claimed": [{"value": False, "source": "said", "by": "ngo"}],
    "indicators_noted": [{"value": False, "source": "observed", "by": "labour_inspectorate"}],
    "referred_as_possible_victim": [{"value": False, "source": "document", "by": "police"}],
    "recognised_abroad": [{"value": False, "source": "observed", "by": "identifying_authority"}],
    "screened": [{"value": True, "source": "observed", "by": "ngo"}],
    "may_be_child": [{"value": False, "source": "observed", "by": "child_authority"}],
    "birth_date": "1990-04-01",
    "age_years": 35,
    "immigration_status": [{"value": "irregular", "source": "document", "by": "immigration_authority"}],
    "may_be_refugee": [{"value": False, "source": "said", "by": "legal_aid"}],
    "asylum_claimed": [{"value": False, "source": "said", "by": "legal_aid"}],
    "serious_harm_on_return": [{"value": False, "source": "said", "by": "legal_aid"}],
    "fears_origin_authorities": [{"value": False, "source": "said", "by": "ngo"}],
}
"""What a person with no sign of trafficking answers, each by a body entitled to record it."""


def _decider(facts: dict[str, Any]) -> Decider:
    return Decider(LAW, settle(case_from({"facts": facts}, PACK.vocabulary), PACK.vocabulary, on=LAW.day))


def _held(facts: dict[str, Any]) -> set[str]:
    decider = _decider(facts)
    return {act for act in COERCIVE if may_from(decider, act).answer != "no-hold"}


@pytest.mark.parametrize("act", COERCIVE)
def test_a_person_of_whom_nothing_is_known_is_never_without_hold(act: str) -> None:
    assert may(LAW, _decider({}).settled, act).answer == "held-until-known"


def test_a_person_with_no_sign_is_free_of_every_coercive_act_after_at_most_fifteen_answers() -> None:
    facts: dict[str, Any] = {}
    released: dict[str, list[str]] = {}
    while held := _held(facts):
        asked = ask(_decider(facts), WORDS)[0].fact
        facts[asked] = NO_SIGN[asked]
        released[asked] = sorted(held - _held(facts))

    assert len(facts) <= MOST_ANSWERS
    assert max(len(acts) for acts in released.values()) < len(COERCIVE)


def test_no_single_answer_lifts_the_holds_of_every_act() -> None:
    everything = {fact: NO_SIGN[fact] for fact in NO_SIGN if fact not in ("birth_date", "age_years")}

    for answered, value in everything.items():
        assert _held({answered: value}) != set()


def _contract_names() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "contract_names.txt").read_text("utf-8").splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")}


def test_no_name_of_the_contract_was_lost_or_changed() -> None:
    vocabulary = PACK.vocabulary
    for name, rest in _contract_names().items():
        sort, colon, plain = name.partition(":")
        if colon:
            assert plain in (vocabulary.acts if sort == "act" else vocabulary.actors)
            continue
        kind = vocabulary.kind_of(name)
        assert kind.type == rest[0]
        assert len(rest) == 1 or tuple(rest[1].split(",")) == kind.values


def test_holds_on_coercive_acts_read_only_names_of_the_contract() -> None:
    names = {name for name in _contract_names() if ":" not in name}
    lists = {f"{kind}.complete" for kind in PACK.vocabulary.items}

    for rule in LAW.rules.values():
        if rule.kind == "hold" and rule.act in COERCIVE:
            assert LAW.read[rule.name] - names - lists == frozenset(), rule.id


MOST_DUTIES = 25
DEMONSTRATED = [(pack, person) for pack in map(load_pack, pack_names()) for person in load_persons(pack)]


@pytest.mark.parametrize(("pack", "person"), [pytest.param(*each, id=each[1].file) for each in DEMONSTRATED])
def test_no_demonstration_person_is_owed_more_duties_at_once_than_a_case_page_can_carry(pack: Pack, person: WorkedCase) -> None:
    settled = settle(person.case, pack.vocabulary, on=person.on, as_known=person.as_known)
    owed = [found.rule.id for found in Decider(pack.law_on(person.on), settled).all() if found.is_owed]

    assert len(owed) <= MOST_DUTIES, owed
