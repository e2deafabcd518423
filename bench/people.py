"""People for the benches, all invented: three told of by hand, and as many as wanted from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.facts.value import NEVER, Value
from amparo.facts.vocabulary import FactKind, Vocabulary

ON: Final = date(2026, 3, 2)

PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "blank": {},
    "child": {
        "facts": {
            "birth_date": "2011-06",
            "unaccompanied": True,
            "trafficking_claimed": True,
            "screened": False,
            "immigration_status": "irregular",
            "removal_proposed": True,
            "asylum_claimed": False,
        },
        "items": {
            "offence": {"list": [{"id": "1", "compelled": True}]},
            "relative": {"list": [{"id": "aunt", "located": True}], "complete": False},
        },
    },
    "adult": {
        "facts": {
            "age_years": 31,
            "trafficking_claimed": True,
            "heard_on_status": False,
            "reasonable_grounds": "yes",
            "reasonable_grounds_on": "2026-02-20",
            "conclusive_decision": "pending",
            "immigration_status": "irregular",
            "removal_proposed": True,
            "removal_on": "2026-03-06",
            "asylum_claimed": True,
            "cooperates": True,
        },
        "items": {
            "offence": {"list": [{"id": "1", "compelled": True}, {"id": "2"}], "complete": True},
            "proceeding": {"list": [{"id": "1", "kind": "trafficking_offence", "open": True}], "complete": False},
            "episode": {"list": [{"id": "1", "form": "forced_labour", "began_on": "2024"}]},
        },
    },
}

_WORDS: Final = {"country": ("xa", "xb", "xx"), "language": ("en", "fr"), "currency": ("EUR", "USD"), "text": ("a",)}


def random_person(random: Random, vocabulary: Vocabulary) -> Settled:
    """Return a person of whom little or much is known: any fact of the vocabulary, and up to two items of each kind."""
    share = random.choice((0.05, 0.3, 0.7, 0.95))
    values = dict(_stated(random, vocabulary, share))
    lists = {kind: ("1", "2")[: random.randrange(3)] for kind in vocabulary.items if random.random() < share}
    for kind, names in lists.items():
        values[f"{kind}.complete"] = random.random() < share
        for name in names:
            for fact, described in vocabulary.items[kind].items():
                if random.random() < share:
                    values[f"{kind}#{name}.{fact}"] = _value(random, described)
    return Settled(vocabulary, ON, values, lists)


def _stated(random: Random, vocabulary: Vocabulary, share: float) -> Iterator[tuple[str, Value]]:
    for name, described in vocabulary.facts.items():
        if random.random() < share:
            yield name, _value(random, described)


def _value(random: Random, described: FactKind) -> Value:
    if described.name == "birth_date":  # the one date that is always some day
        return ON - timedelta(random.randint(0, 30_000))
    match described.type:
        case "yesno":
            return bool(random.getrandbits(1))
        case "choice":
            return random.choice(described.values)
        case "date":
            return NEVER if random.randrange(5) == 0 else ON + timedelta(random.randint(-9000, 400))
        case "number":
            return random.randint(0, 60)
    return random.choice(_WORDS[described.type])
