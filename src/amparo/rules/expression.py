"""The language's own form of an expression: a handful of immutable nodes, each a condition or a term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amparo.facts.value import Scalar


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the person (`screened`, `age`), or whether a list is complete (`offence.complete`)."""

    key: str


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A fact of the item at hand (`offence.compelled`)."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A choice, country, language or currency written in quotes."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or a date of the law, by name; its value depends on the date of the law."""

    name: str


@dataclass(frozen=True, slots=True)
class Today:
    """The date the question is asked for."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A date moved by a period of the law: `sign` is 1 or -1, `unit` days, months or years."""

    date: Term
    sign: int
    unit: str
    amount: Parameter


@dataclass(frozen=True, slots=True)
class YearsBetween:
    """The whole years from one date to another."""

    start: Term
    end: Term


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two terms by `== != < <= > >=`."""

    operator: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a term is one of some constants."""

    term: Term
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Yes if all parts are; no if one is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Yes if one part is; no if all are."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition


KNOWN: Final = "known"
PRESUMED: Final = "presumed"
PRESUMED_NOT: Final = "presumed_not"


@dataclass(frozen=True, slots=True)
class Look:
    """One of the three constructs that look at *not known* itself: `known`, `presumed`, `presumed_not`."""

    how: str
    part: Condition | Term


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion of another rule or definition, by id."""

    rule: str


@dataclass(frozen=True, slots=True)
class Quantifier:
    """`any` or `all` of the listed items of a kind; an incomplete list may hold one more, of which nothing is known."""

    how: str
    kind: str
    body: Condition


@dataclass(frozen=True, slots=True)
class Count:
    """How many items of a kind meet a condition; a lower bound where the list is not complete."""

    kind: str
    body: Condition


@dataclass(frozen=True, slots=True)
class Extreme:
    """The `earliest` or `latest` of a date of the listed items."""

    how: str
    kind: str
    date: ItemFact


Term = Fact | ItemFact | Constant | Parameter | Today | Shift | YearsBetween | Count | Extreme | Conclusion
Condition = Fact | ItemFact | Compare | OneOf | And | Or | Not | Look | Conclusion | Quantifier
Node = Condition | Term

YES: Final = And(())
"""A condition that is always yes."""


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly inside a node."""
    match node:
        case And(parts) | Or(parts):
            return parts
        case Not(part) | Look(_, part):
            return (part,)
        case Compare(_, left, right) | YearsBetween(left, right):
            return (left, right)
        case OneOf(term, _):
            return (term,)
        case Shift(day, _, _, amount):
            return (day, amount)
        case Quantifier(_, _, body) | Count(_, body):
            return (body,)
        case Extreme(_, _, day):
            return (day,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes inside it, outermost first."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


def conjunction(*parts: Condition) -> Condition:
    """Join conditions by `and`, without needless nesting."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)
