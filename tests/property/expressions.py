"""Random expressions of the rule language, as trees that can be written down and cut smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from amparo.facts.vocabulary import FactKind, Vocabulary

ORDERS: Final = ("==", "!=", "<", "<=", ">", ">=")
CODES: Final = {"country": ("XX", "YY"), "currency": ("XXD", "YYD"), "language": ("xa", "xb")}
PERIODS: Final = ("days", "months", "years")
Tree = Any
"""A leaf is a text; a branch is `(joint, parts)` with a joint of `and or not known presumed presumed_not`."""


def written(tree: Tree) -> str:
    """Write a tree as the text of a rule."""
    if isinstance(tree, str):
        return tree
    joint, parts = tree
    if joint in ("and", "or"):
        return f" {joint} ".join(f"({written(p)})" if _needs_brackets(p) else written(p) for p in parts)
    inside = written(parts[0])
    if joint == "not":
        return f"not ({inside})" if _needs_brackets(parts[0]) else f"not {inside}"
    return f"{joint}({inside})"


def _needs_brackets(tree: Tree) -> bool:
    return not isinstance(tree, str) and tree[0] in ("and", "or")


def smaller(tree: Tree) -> Iterator[Tree]:
    """Yield the trees that are a little smaller: a part in place of the whole, or one part less."""
    if isinstance(tree, str):
        return
    joint, parts = tree
    yield from parts
    if len(parts) > 2:
        yield from ((joint, [*parts[:n], *parts[n + 1 :]]) for n in range(len(parts)))
    for number, part in enumerate(parts):
        yield from ((joint, [*parts[:number], less, *parts[number + 1 :]]) for less in smaller(part))


@dataclass
class Names:
    """What the expressions of one pack may name."""

    vocabulary: Vocabulary
    facts: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, str]
    """Each parameter with its unit."""
    rules: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Each rule so far with its type and the kind of item that it is about."""

    def kind(self, name: str) -> FactKind:
        """Return the kind of a fact of the person or, written `offence.compelled`, of an item."""
        return self.vocabulary.kind_of(name)

    def typed(self, type_: str, bound: tuple[str, ...]) -> list[str]:
        """Return the facts and rules of a type that can be named where these kinds of item are at hand."""
        found = [name for name in self.facts if self.kind(name).type == type_]
        found += [f"{i}.{f}" for i in bound for f in self.items.get(i, ()) if self.kind(f"{i}.{f}").type == type_]
        return found + [r for r, (t, each) in self.rules.items() if t == type_ and (each is None or each in bound)]

    def counted(self, *units: str) -> list[str]:
        """Return the parameters counted in one of these units."""
        return [name for name, unit in self.parameters.items() if unit in units]


class Expressions:
    """Draws conditions and terms over the names of one pack."""

    def __init__(self, random: Random, names: Names) -> None:
        self.random = random
        self.names = names

    def condition(self, bound: tuple[str, ...] = (), depth: int = 3) -> Tree:
        """Draw a condition."""
        choice = self.random.random()
        if depth == 0 or choice < 0.3:
            return self.leaf(bound)
        if choice < 0.78:
            parts = [self.condition(bound, depth - 1) for _ in range(self.random.choice((2, 2, 3)))]
            return self.random.choice(("and", "or")), parts
        if choice < 0.88:
            return "not", [self.condition(bound, depth - 1)]
        how = self.random.choice(("known", "presumed", "presumed_not"))
        if how == "known" and self.random.random() < 0.5:
            return how, [self.term(bound)]
        return how, [self.condition(bound, depth - 1)]

    def leaf(self, bound: tuple[str, ...]) -> Tree:
        """Draw a condition without conditions in it."""
        truths = self.names.typed("yesno", bound)
        rules = [name for name in truths if name in self.names.rules]
        lists = [kind for kind in self.names.items if kind not in bound]
        draws = [
            *([lambda: self.random.choice(truths)] * 5 if truths else []),
            *([lambda: self.random.choice(rules)] * 2 if rules else []),
            *([lambda: f"{self.random.choice(lists)}.complete"] if lists else []),
            *[lambda: self.choice(bound)] * 2,
            *[lambda: self.dates(bound)] * 2,
            lambda: self.numbers(bound),
        ]
        drawn: Tree = self.random.choice(draws)()  # type: ignore[no-untyped-call]  # a list of methods
        return drawn

    def choice(self, bound: tuple[str, ...]) -> Tree:
        """Draw a comparison of a choice or a code."""
        sorts = [s for s in ("choice", "choice", "country", "currency", "currency", "language") if self.names.typed(s, bound)]
        if not sorts:
            return self.dates(bound)
        sort = self.random.choice(sorts)
        facts = self.names.typed(sort, bound)
        fact = self.random.choice(facts)
        values = self.names.kind(fact).values or CODES[sort]
        if sort != "choice" and len(set(facts)) > 1 and self.random.random() < 0.3:
            return (
                f"{fact} {self.random.choice(('==', '!='))} {self.random.choice([other for other in facts if other != fact])}"
            )
        if self.random.random() < 0.5:
            pair = [fact, f"'{self.random.choice(values)}'"]
            if self.random.random() < 0.2:
                pair.reverse()
            return f" {self.random.choice(('==', '!='))} ".join(pair)
        some = ", ".join(f"'{v}'" for v in self.random.sample(values, self.random.randint(1, min(3, len(values)))))
        return f"{fact} {self.random.choice(('in', 'not in'))} ({some},)"

    def dates(self, bound: tuple[str, ...]) -> Tree:
        """Draw a comparison of two dates; one with itself, or of today with today, nobody would write."""
        left, right = self.date(bound), self.date(bound)
        if left.partition(" ")[0] == right.partition(" ")[0]:
            return self.numbers(bound)
        orders = ORDERS if " " not in left or " " not in right else ORDERS[2:]
        return f"{left} {self.random.choice(orders)} {right}"

    def date(self, bound: tuple[str, ...], *, moving: bool = True) -> str:
        """Draw a date: a fact, today (unless it may not move), a parameter or a definition, perhaps moved by a period."""
        found = self.names.typed("date", bound)
        draws = [*found * 2, *(["today", "today"] if moving else []), *self.names.counted("date")]
        if not draws:
            return ""
        day = self.random.choice(draws)
        periods = self.names.counted(*PERIODS)
        if periods and self.random.random() < 0.35:
            name = self.random.choice(periods)
            day = f"{day} {self.random.choice('+-')} {self.names.parameters[name]}({name})"
        return day

    def numbers(self, bound: tuple[str, ...]) -> Tree:
        """Draw a comparison of two numbers."""
        found = [name for name in self.names.typed("number", bound) if name != "age_years"]
        days = self.names.typed("date", bound)
        pairs = [f"years_between({day}, today)" for day in days] + [
            f"years_between({a}, {b})" for a in days for b in days if a != b
        ]
        left = self.random.choice([*found * 2, "age", "age", *self.random.sample(pairs, min(2, len(pairs)))])
        counted = self.names.counted("number", "years")
        right = self.random.choice([*counted * 3, *(name for name in found if name != left)])
        pair = [left, right]
        if self.random.random() < 0.2:
            pair.reverse()
        return f" {self.random.choice(ORDERS)} ".join(pair)

    def term(self, bound: tuple[str, ...]) -> Tree:
        """Draw something to ask `known` of."""
        types = ("choice", "date", "number", "country")
        found = [name for type_ in types for name in self.names.typed(type_, bound)]
        return self.random.choice([*found, "age", "age"])
