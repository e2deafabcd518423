"""What a question reads: the rules under a rule, whether two laws mean the same by it, how many items it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from amparo.rules.expression import (
    Compare,
    Conclusion,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Node,
    Parameter,
    Quantifier,
    walk,
)
from amparo.rules.law import Law
from amparo.rules.rule import Rule

MOST_ITEMS: Final = 3
"""Items of one kind that a proof counts with at most; a report says so."""


class Cone:
    """The expressions of one law, written out as far down as a rule reads."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._meanings: dict[str, int] = {}
        self._interned: dict[object, int] = {}

    def tops(self, rule: Rule) -> tuple[Node, ...]:
        """Return what decides a rule: its conclusion, and where it has them its start and its condition of being done."""
        parts = (self.law.conclusions[rule.name], rule.done, rule.starts)
        return tuple(part for part in parts if part is not None)

    def nodes(self, rule: Rule) -> Iterator[Node]:
        """Yield all nodes that a rule reads, each named rule written out once."""
        seen: set[str] = set()
        waiting = list(self.tops(rule))
        while waiting:
            for node in walk(waiting.pop()):
                yield node
                if isinstance(node, Conclusion) and node.rule not in seen:
                    seen.add(node.rule)
                    waiting.append(self.law.conclusions[node.rule])

    def reads(self, rule: Rule) -> frozenset[str]:
        """Return the facts of the person that a rule reads, those that decide derived facts included."""
        found: set[str] = set()
        for node in self.nodes(rule):
            if isinstance(node, Fact):
                found.add(node.key)
        vocabulary = self.law.vocabulary
        for key in tuple(found):
            found.update(sign.fact for sign in vocabulary.implied.get(key, ()))
            if key == "age":
                found.update(("birth_date", "age_years"))
        return frozenset(found)

    def meaning(self, rule: Rule, memory: dict[object, int]) -> int:
        """Return a number that is the same for two rules, of whatever law, only if they say the same of everybody.

        `memory` is shared by all that is compared.
        """
        said = (
            tuple(self._said(node, memory) for node in self.tops(rule)),
            rule.each, rule.kind, rule.unknown, rule.at_once, rule.repeat and self._amount(rule.repeat),
            rule.within and self._amount(rule.within),
        )  # fmt: skip
        return memory.setdefault(said, len(memory))

    def _said(self, node: Node, memory: dict[object, int]) -> int:
        named: list[object] = [node]
        for part in walk(node):
            if isinstance(part, Conclusion):
                named.append((self._rule_said(part.rule, memory), self.law.presumes(part.rule)))
            elif isinstance(part, Parameter):
                named.append(self._amount(part.name))
        return memory.setdefault(tuple(named), len(memory))

    def _rule_said(self, name: str, memory: dict[object, int]) -> int:
        if name not in self._meanings:
            self._meanings[name] = self._said(self.law.conclusions[name], memory)
        return self._meanings[name]

    def _amount(self, name: str) -> object:
        return (self.law.amounts[name].unit, self.law.amount(name)) if name in self.law.amounts else name


def slots_for(asked: Iterable[tuple[Cone, Rule]], most: int = MOST_ITEMS) -> dict[str, int]:
    """Return how many items of each kind a question needs: one for each thing said of some item, up to `most`."""
    needed: Counter[str] = Counter()
    seen: set[Node] = set()
    for cone, rule in asked:
        if rule.each:
            needed[rule.each] += 1
        for node in cone.nodes(rule):
            if node not in seen:
                seen.add(node)
                needed.update(dict(_needs(cone.law, node)))
    return {kind: min(number, most) for kind, number in needed.items()}


def _needs(law: Law, node: Node) -> Iterator[tuple[str, int]]:
    match node:
        case Quantifier(_, kind, _):
            yield kind, 1
        case Count(kind, _) | Extreme(_, kind, _):
            yield kind, 2
        case Compare(_, left, right):
            yield from (*_counted(law, left, right), *_counted(law, right, left))
        case ItemFact(kind, _):
            yield kind, 0
        case Fact(key) if key in law.vocabulary.summaries:
            summary = law.vocabulary.summaries[key]
            yield summary.kind, 1 if summary.how == "any" else 2


def _counted(law: Law, term: Node, limit: Node) -> Iterator[tuple[str, int]]:
    """A number compared with a count needs one item more than itself, two of which the count has asked for."""
    counted = law.conclusions[term.rule] if isinstance(term, Conclusion) else term
    number = law.amount(limit.name) if isinstance(limit, Parameter) else None
    if isinstance(counted, Count) and isinstance(number, int):
        yield counted.kind, max(number - 1, 0)
