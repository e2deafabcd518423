"""Conditions in words, said from the expression itself: a line, or a head with parts under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, assert_never

from amparo.explain.plain import Plain, inside, listed, sentence
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    And,
    Compare,
    Conclusion,
    Constant,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    OneOf,
    Or,
    Parameter,
    Quantifier,
    Shift,
    Term,
    Today,
    YearsBetween,
)
from amparo.rules.rule import TRUTH

_ORDER: Final = {
    "date": {"<": "before", "<=": "on or before", ">": "after", ">=": "on or after", "==": "on", "!=": "on"},
    "number": {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "==": "exactly", "!=": "exactly"},
}
_LOOKS: Final = {
    (KNOWN, True): "it is known whether",
    (KNOWN, False): "it is not known whether",
    (PRESUMED, True): "it is, or may be, so that",
    (PRESUMED, False): "it is known not to be so that",
    ("presumed_not", True): "it is not known to be so that",
    ("presumed_not", False): "it is known to be so that",
}
_LOOKS_AT_FACT: Final = {
    (KNOWN, True): "is known",
    (KNOWN, False): "is not known",
    (PRESUMED, True): "is yes or not known",
    (PRESUMED, False): "is known to be no",
    ("presumed_not", True): "is no or not known",
    ("presumed_not", False): "is known to be yes",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """A condition in words. `joined` says how the parts stand together: `and`, `or`, or "" for a single part."""

    text: str
    parts: tuple[Outline, ...] = ()
    joined: str = ""

    def in_line(self) -> str:
        """Return the whole as one clause; groups inside groups stand in brackets."""
        if not self.parts:
            return self.text
        if not self.joined:
            return f"{self.text} {self.parts[0].bracketed()}"
        whole = listed((part.bracketed() for part in self.parts), self.joined)
        return whole if self.text in (ALL, ONE) else f"{self.text} {whole}"

    def bracketed(self) -> str:
        """Return the whole as one clause, in brackets where it joins several."""
        return f"({self.in_line()})" if self.joined else self.in_line()


ALL: Final = "all of this is so:"
ONE: Final = "at least one of these is so:"
NOT_ALL: Final = "not all of this is so:"
NONE: Final = "none of these is so:"


def outline(node: Node, plain: Plain, *, yes: bool = True) -> Outline:
    """Return a condition in words, or its opposite with `yes` false; a term (a date, a number) as its name."""
    return _SAID[type(node)](node, plain, yes)


def _group(node: And | Or, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 one of a table of like functions
    is_and = isinstance(node, And)
    if not node.parts:
        return Outline("always" if is_and == yes else "never")
    parts = tuple(outline(part, plain) for part in node.parts)
    text = (ALL if is_and else ONE) if yes else (NOT_ALL if is_and else NONE)
    return Outline(text, parts, "and" if is_and else "or")


def _fact(node: Fact | ItemFact, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    name = _name(node, plain)
    return Outline(f"{name} is {'yes' if yes else 'no'}" if _type(node, plain) == TRUTH else name)


def _conclusion(node: Conclusion, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    rule = plain.law.rules[node.rule]
    title = inside(rule.title) if rule.title else rule.id.replace("_", " ")
    if rule.kind != "definition":
        return Outline(f"“{rule.title}” {'applies' if yes else 'does not apply'}")
    return Outline(title if yes else f"it is not so that {title}")


def _look(node: Look, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    if isinstance(node.part, Fact | ItemFact):
        return Outline(f"{_name(node.part, plain)} {_LOOKS_AT_FACT[node.how, yes]}")
    part = outline(node.part, plain)
    head = _LOOKS[node.how, yes]
    return Outline(head, (part,)) if part.parts else Outline(f"{head} {part.text}")


def _one_of(node: OneOf, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    values = [_constant(value, node.term, plain) for value in node.values]
    said = listed(values, "or") if yes else f"neither {listed(values, 'nor')}" if len(values) > 1 else f"not {values[0]}"
    return Outline(f"{term_in_words(node.term, plain)} is {said}")


def _compare(node: Compare, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    left, right = node.left, node.right
    if isinstance(left, Constant):
        left, right = right, left
    is_so = yes != (node.operator == "!=")
    if isinstance(right, Constant):
        return Outline(f"{term_in_words(left, plain)} is {'' if is_so else 'not '}{_constant(right.value, left, plain)}")
    type_ = _type(left, plain)
    order = _ORDER.get(type_, {}).get(node.operator, "the same as")
    return Outline(f"{term_in_words(left, plain)} is {'' if is_so else 'not '}{order} {term_in_words(right, plain)}")


def _quantifier(node: Quantifier, plain: Plain, yes: bool) -> Outline:  # noqa: FBT001 as above
    kind = inside(plain.kind(node.kind))
    head = {("any", True): f"for at least one {kind}:", ("any", False): f"for no {kind}:", ("all", True): f"for every {kind}:"}
    return Outline(head.get((node.how, yes), f"not for every {kind}:"), (outline(node.body, plain),))


def _term(node: Term, plain: Plain, _yes: bool) -> Outline:  # noqa: FBT001 as above
    return Outline(term_in_words(node, plain))


def term_in_words(node: Term, plain: Plain) -> str:
    """Return a date or a number in words: `the day 30 days after “First day of the recovery period”`."""
    match node:
        case Today():
            return "the day asked for"
        case Parameter(name):
            return plain.amount(plain.law.amounts[name])
        case Conclusion(rule):
            return f"“{plain.law.rules[rule].title or sentence(rule.replace('_', ' '))}”"
        case Fact() | ItemFact():
            return _name(node, plain)
        case Constant(value):
            return str(value)
        case Shift() | YearsBetween() | Count() | Extreme():
            return _reckoned(node, plain)
    assert_never(node)


def _reckoned(node: Shift | YearsBetween | Count | Extreme, plain: Plain) -> str:
    match node:
        case Shift(day, sign, _, amount):
            moved = f"{plain.amount(plain.law.amounts[amount.name])} {'after' if sign > 0 else 'before'}"
            return f"the day {moved} {term_in_words(day, plain)}"
        case YearsBetween(start, end):
            return f"the whole years from {term_in_words(start, plain)} to {term_in_words(end, plain)}"
        case Count(kind, body):
            return f"the number of those listed as “{plain.kind(kind)}” with ({outline(body, plain).in_line()})"
        case Extreme(how, _, day):
            return f"the {how} {_name(day, plain)} listed"
    assert_never(node)


def _name(node: Fact | ItemFact, plain: Plain) -> str:
    return plain.fact(_key(node))


def _key(node: Any) -> str:
    """The name of a fact; only facts have values of a list or a code, so nothing else stands beside a constant."""
    return node.key if isinstance(node, Fact) else f"{node.kind}.{node.name}"


def _constant(value: Any, beside: Node, plain: Plain) -> str:
    return plain.choice(_key(beside), value)


def _type(node: Node, plain: Plain) -> str:
    """Return `date`, `number` or another type of a term."""
    match node:
        case Today() | Shift() | Extreme():
            return "date"
        case YearsBetween() | Count() | Fact("age"):
            return "number"
        case Parameter(name):
            return "date" if plain.law.amounts[name].unit == "date" else "number"
        case Conclusion(rule):
            return plain.law.rules[rule].type
        case Fact(key) if not key.endswith(".complete"):
            return plain.law.vocabulary.facts[key].type
        case ItemFact(kind, name):
            return plain.law.vocabulary.items[kind][name].type
    return TRUTH


_SAID: Final[dict[type, Callable[[Any, Plain, bool], Outline]]] = {
    And: _group,
    Or: _group,
    Not: lambda node, plain, yes: outline(node.part, plain, yes=not yes),
    Fact: _fact,
    ItemFact: _fact,
    Conclusion: _conclusion,
    Look: _look,
    OneOf: _one_of,
    Compare: _compare,
    Quantifier: _quantifier,
}
for _kind in (Constant, Count, Extreme, Parameter, Shift, Today, YearsBetween):
    _SAID[_kind] = _term
