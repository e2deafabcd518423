"""In which order a law is written out: each rule after those it names, and those that rest on the same conclusion together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amparo.rules.expression import And, Conclusion, Condition, conjunction, walk
from amparo.rules.law import Law
from amparo.rules.rule import TRUTH

_FEW: Final = 3
"""Rules below which it does not pay to write them for each truth of the conclusion they rest on."""


@dataclass(frozen=True)
class Group:
    """Rules that nobody names and that all rest on one conclusion: each with the rest of its condition."""

    rests_on: Conclusion
    rules: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True)
class Arranged:
    """The rules of a law: first single ones, each after those it names, then groups."""

    single: tuple[str, ...]
    groups: tuple[Group, ...]

    def names(self) -> Iterator[str]:
        """Yield all rules in their order."""
        yield from self.single
        yield from (name for group in self.groups for name, _ in group.rules)


def arranged(law: Law) -> Arranged:
    """Return the order in which a law is written out."""
    order = _in_order(law)
    named = {node.rule for name in order for node in walk(law.conclusions[name]) if isinstance(node, Conclusion)}
    found: dict[Conclusion, list[tuple[str, Condition]]] = {}
    for name in order:
        first = None if name in named else _rests_on(law, name)
        if first is not None:
            rest = conjunction(*law.conclusions[name].parts[1:])  # type: ignore[union-attr]  # it rests on its first part
            found.setdefault(first, []).append((name, rest))
    groups = tuple(Group(first, tuple(rules)) for first, rules in found.items() if len(rules) >= _FEW)
    grouped = {name for group in groups for name, _ in group.rules}
    return Arranged(tuple(name for name in order if name not in grouped), groups)


def _rests_on(law: Law, name: str) -> Conclusion | None:
    """Return the conclusion about the whole person that comes first in a conjunction."""
    node = law.conclusions[name]
    if not isinstance(node, And) or not node.parts or not isinstance(first := node.parts[0], Conclusion):
        return None
    rule = law.rules[first.rule]
    return first if rule.each is None and rule.type == TRUTH else None


def _in_order(law: Law) -> list[str]:
    """Return the rules so that each comes after those it names."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in ordered:
            for node in walk(law.conclusions[name]):
                if isinstance(node, Conclusion):
                    visit(node.rule)
            ordered[name] = None

    for name in law.rules:
        visit(name)
    return list(ordered)
