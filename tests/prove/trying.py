"""A second opinion on *not weaker* by trying: everybody of whom at most eight facts are known, asked of the definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Any, Final

from amparo.facts.settled import AGE_INPUTS, Settled, contradictions
from amparo.facts.value import shift
from amparo.prove.often import is_as_often
from amparo.prove.right import Side
from amparo.prove.search import Case
from amparo.rules.determination import is_in_effect
from amparo.rules.evaluate import FURTHER, Evaluation
from amparo.rules.expression import Conclusion, Count, Extreme, Fact, ItemFact, Node, Quantifier, walk
from amparo.rules.inputs import plain
from amparo.rules.law import Law
from amparo.rules.rule import Rule
from amparo.rules.samples import samples

FACTS: Final = 8
MOST: Final = 6_000
"""People tried for one right: facts are left out, the furthest first, until there are no more than these."""


@dataclass(frozen=True)
class Given:
    """What the definition says of one rule, without reasons: whether it is owed, and by when."""

    owed: bool
    due: date | None


def counter_person(right: Rule, under: Side, over: Side) -> Settled | None:
    """Return somebody who has a right under one law and nothing as good under the other; None if nobody tried has."""
    for settled in people(right, under.law, over.law):
        if any(is_lacking(right, under, over, settled, item) for item in _items(right, settled)):
            return settled
    return None


def is_lacking(right: Rule, under: Side, over: Side, settled: Settled, item: str | None) -> bool:
    """Say whether a person has a right under one law and no rule of the other gives as much."""
    there, asked = Evaluation(over.law, settled), given(Evaluation(under.law, settled), right, item)
    answers = over.answers(right) if asked.owed else []
    return asked.owed and not any(_is_as_good(asked, right, under.law, answer, there, item) for answer in answers)


def _is_as_good(asked: Given, right: Rule, law: Law, answer: Rule, there: Evaluation, item: str | None) -> bool:
    found = given(there, answer, item if answer.each else None)
    if not found.owed or (right.repeat and not is_as_often(right, law, answer, there.law)):
        return False
    return asked.due is None or (found.due is not None and found.due <= asked.due)


def given(evaluation: Evaluation, rule: Rule, item: str | None) -> Given:
    """Ask the definition of one rule."""
    bound = {rule.each: item} if rule.each and item else {}
    in_effect = is_in_effect(rule, evaluation.conclusion(rule.name, bound))
    done = rule.done is not None and evaluation.truth(rule.done, bound) is True
    return Given(in_effect and not done, _due(evaluation, rule, bound) if in_effect and rule.kind == "duty" else None)


def _due(evaluation: Evaluation, rule: Rule, bound: dict[str, str]) -> date | None:
    starts = None if rule.starts is None else evaluation.value(rule.starts, bound)
    day = starts if isinstance(starts, date) else None
    if rule.at_once:
        return day or evaluation.settled.on
    if not rule.within or day is None:
        return None
    amount = evaluation.law.amount(rule.within)
    moved = shift(day, evaluation.law.amounts[rule.within].unit, amount if isinstance(amount, int) else None)
    return moved if isinstance(moved, date) else None


def _items(right: Rule, settled: Settled) -> tuple[str | None, ...]:
    if right.each is None:
        return (None,)
    further = right.kind == "hold" and settled.values.get(f"{right.each}.complete") is not True
    return (*settled.lists.get(right.each, ()), *([FURTHER] if further else []))


def people(right: Rule, *laws: Law) -> Iterator[Settled]:
    """Yield everybody of whom at most eight facts that bear on a right are known, of all that could tell a difference."""
    nearest = dict.fromkeys(key for law in laws for key in _reads(law, right.name))
    domains: dict[str, tuple[Any, ...]] = {}
    for key in nearest:
        domain = (None, *_domain(key, right, laws))
        if len(domains) < FACTS and prod(map(len, domains.values())) * len(domain) <= MOST:
            domains[key] = domain
    kinds = {key.partition("#")[0] for key in domains if "#" in key}
    law = laws[0]
    for drawn in product(*domains.values()):
        values = {key: value for key, value in zip(domains, drawn, strict=True) if value is not None}
        if not any(contradictions(values, law.day)):
            yield Settled(law.vocabulary, law.day, values, dict.fromkeys(kinds, ("1",)))


def _reads(law: Law, name: str) -> list[str]:
    """The facts that bear on a rule, what its own text names before what rules below it name; of one item each."""
    found: dict[str, None] = {}
    waiting, seen = [name], {name}
    while waiting:
        at = waiting.pop(0)
        tops = (law.conclusions[at], law.rules[at].done) if at in law.rules else ()
        for node in (node for top in tops if top is not None for node in walk(top)):
            found.update(dict.fromkeys(_keys(law, node)))
            if isinstance(node, Conclusion) and node.rule not in seen:
                seen.add(node.rule)
                waiting.append(node.rule)
    return list(found)


def _keys(law: Law, node: Node) -> Iterator[str]:
    match node:
        case Fact("age"):
            yield from AGE_INPUTS
        case Fact(key):
            yield from (key, *(sign.fact for sign in law.vocabulary.implied.get(key, ())))
        case ItemFact(kind, name):
            yield f"{kind}#1.{name}"
        case Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _):
            yield f"{kind}.complete"


def _domain(key: str, right: Rule, laws: tuple[Law, ...]) -> tuple[Any, ...]:
    """Values that fall on every side of what the laws compare a fact with; of words, those named and one more."""
    law = laws[0]
    nobody = Settled(law.vocabulary, law.day, {})
    read = {id(each): each.amounts_in(each.conclusions[right.name]) for each in laws if right.name in each.rules}
    found = dict.fromkeys(value for each in laws for value in samples(key, each, nobody, read.get(id(each), ())))
    if key.endswith(".complete") or law.vocabulary.kind_of(plain(key)).type != "choice":
        return tuple(found)
    named = {word for each in laws for word in each.words}
    named |= {sign.value for signs in law.vocabulary.implied.values() for sign in signs if isinstance(sign.value, str)}
    return (*(word for word in found if word in named), *[word for word in found if word not in named][:1])


def known_facts(case: Case) -> int:
    """Count what a case file says of a person, facts of items and complete lists included."""
    listed = case.get("items", {}).values()
    return len(case["facts"]) + sum(("complete" in each) + sum(len(item) - 1 for item in each["list"]) for each in listed)
