"""What type the values of a term have, and what must be at hand to read it."""

from __future__ import annotations

from datetime import date
from typing import Final

from amparo.rules.expression import (
    Conclusion,
    Constant,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Node,
    Parameter,
    Shift,
    Today,
    YearsBetween,
    walk,
)
from amparo.rules.law import Law

TEXTS: Final = frozenset({"choice", "country", "language", "currency"})
"""The types whose values are words without an order."""
PLAIN: Final = {"date": "date", "number": "int"}
"""The class for which Python's own comparison is right; spans, *never* and *not known* go through `compare`."""


def is_of_person(node: Node) -> bool:
    """Say whether a term needs no item and no rule's conclusion, so that it can be read first."""
    return not any(isinstance(part, ItemFact | Conclusion | Count | Extreme) for part in walk(node))


def is_term(law: Law, node: Node) -> bool:
    """Say whether an expression is written as its value."""
    return isinstance(node, Count | Extreme | Shift | YearsBetween | Today | Parameter | Constant | Fact | ItemFact) or (
        isinstance(node, Conclusion) and not law.presumes(node.rule)
    )


def type_of(law: Law, node: Node) -> str:
    """Return the type of a term's values."""
    match node:
        case Fact("age") | YearsBetween() | Count():
            return "number"
        case Today() | Shift() | Extreme():
            return "date"
        case Fact(key):
            return law.vocabulary.facts[key].type
        case ItemFact(kind, name):
            return law.vocabulary.items[kind][name].type
        case Conclusion(name):
            return law.rules[name].type
        case Parameter(name):
            return "date" if law.amounts[name].unit == "date" else "number"
    return "choice"


def is_sure(law: Law, term: Node) -> bool:
    """Say whether a term is always a plain value: no span, never or not known."""
    return isinstance(term, Today) or (isinstance(term, Parameter) and type(law.amount(term.name)) in {date, int})
