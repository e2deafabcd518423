"""A law of 60 rules over 40 facts, and people under it, drawn from a seed: only what every engine can say.

24 facts are yes or no, 8 choices, 4 dates, 4 numbers. Rules stand in five layers; one may name rules of the layers below.
About 1 condition in 30 looks at *not known* itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from amparo.facts.value import Scalar
from amparo.facts.vocabulary import FactKind, Vocabulary
from amparo.rules.error import Place
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    PRESUMED_NOT,
    And,
    Compare,
    Conclusion,
    Condition,
    Fact,
    Look,
    Not,
    OneOf,
    Or,
    Parameter,
)
from amparo.rules.law import Law
from amparo.rules.rule import Amount, Rule

ON: Final = date(2026, 3, 2)
LAYERS: Final = 5
RULES: Final = 60
LEAVES: Final = 100
CHOICES: Final = ("red", "green", "blue", "grey", "white")
PLACE: Final = Place("drawn from a seed")


@dataclass(frozen=True)
class Drawn:
    """A drawn law, its rules by layer, and one person after another."""

    law: Law
    layers: tuple[tuple[str, ...], ...]
    people: tuple[Mapping[str, Scalar], ...]


def draw(seed: int, people: int) -> Drawn:
    """Draw a law and people."""
    random = Random(seed)  # noqa: S311 it draws laws and invented people, no secrets
    vocabulary = _vocabulary()
    amounts = dict(_amounts(random))
    rules, layers = _rules(random, vocabulary, amounts)
    law = Law("drawn", "1", "", "drawn", ON, vocabulary, rules, amounts)
    return Drawn(law, layers, tuple(_person(random, vocabulary) for _ in range(people)))


def _vocabulary() -> Vocabulary:
    kinds = [("yesno", 24), ("choice", 8), ("date", 4), ("number", 4)]
    facts = {
        f"{sort}{n:02}": FactKind(f"{sort}{n:02}", sort, "", "", CHOICES if sort == "choice" else ())
        for sort, many in kinds
        for n in range(many)
    }
    return Vocabulary(facts, {}, {}, (), {}, {}, frozenset(), frozenset(), {}, {})


def _amounts(random: Random) -> Iterator[tuple[str, Amount]]:
    for n in range(20):
        sort = ("date", "number")[n % 2]
        value = ON - timedelta(random.randint(0, 3000)) if sort == "date" else random.randint(1, 60)
        yield f"{sort}_limit{n:02}", Amount(f"{sort}_limit{n:02}", sort, ((date.min, value),), "", "", (), (), PLACE)


def _rules(
    random: Random, vocabulary: Vocabulary, amounts: Mapping[str, Amount]
) -> tuple[dict[str, Rule], tuple[tuple[str, ...], ...]]:
    leaves = [_leaf(random, kind, amounts) for kind in random.choices(list(vocabulary.facts.values()), k=LEAVES)]
    rules: dict[str, Rule] = {}
    layers: list[tuple[str, ...]] = []
    for layer in range(LAYERS):
        names = tuple(f"r{layer}_{n:02}" for n in range(RULES // LAYERS))
        pool = [*leaves, *(Conclusion(name) for below in layers for name in below)]
        rules.update(
            {name: Rule(name, "definition", "drawn", "", PLACE, when=_rule(random, pool), name=name) for name in names}
        )
        layers.append(names)
    return rules, tuple(layers)


def _leaf(random: Random, kind: FactKind, amounts: Mapping[str, Amount]) -> Condition:
    fact = Fact(kind.name)
    match kind.type:
        case "yesno":
            return fact
        case "choice":
            return OneOf(fact, tuple(random.sample(CHOICES, random.randint(1, 3))))
    limits = [name for name, amount in amounts.items() if amount.unit == kind.type]
    return Compare(random.choice(("<", "<=", ">", ">=", "==", "!=")), fact, Parameter(random.choice(limits)))


def _rule(random: Random, pool: list[Condition]) -> Condition:
    """A rule of three to five groups, each of two to four tests: about ten operators, as rules of law have."""
    outer, inner = (And, Or) if random.getrandbits(1) else (Or, And)
    groups = [inner(tuple(_test(random, pool) for _ in range(random.randint(2, 4)))) for _ in range(random.randint(2, 4))]
    return outer(tuple(groups))


def _test(random: Random, pool: list[Condition]) -> Condition:
    leaf = random.choice(pool)
    turn = random.randrange(30)
    if turn == 0:
        return Look(random.choice((KNOWN, PRESUMED, PRESUMED_NOT)), leaf)
    return Not(leaf) if turn < 10 else leaf  # noqa: PLR2004 a third of the tests are negations


def _person(random: Random, vocabulary: Vocabulary) -> dict[str, Scalar]:
    """A person of whom 5 to 35 in a hundred facts are not known."""
    unknown = random.uniform(0.05, 0.35)
    return {name: _value(random, kind) for name, kind in vocabulary.facts.items() if random.random() >= unknown}


def _value(random: Random, kind: FactKind) -> Scalar:
    match kind.type:
        case "yesno":
            return bool(random.getrandbits(1))
        case "choice":
            return random.choice(CHOICES)
        case "date":
            return ON - timedelta(random.randint(0, 3000))
    return random.randint(0, 60)
