"""A drawn law in the words of engines that know only yes and no: each condition twice, *is it yes* and *is it no*.

What is not known is coded beforehand, outside the clock, in the peers' favour: a truth is 1, 0 or -1, a choice is empty,
a date is the number of its day, and -1 stands for a date or a number that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.facts.value import Scalar
from amparo.rules.expression import KNOWN, PRESUMED, And, Compare, Conclusion, Fact, Look, Node, Not, OneOf, Or, Parameter
from amparo.rules.law import Law

Pair = tuple[str, str]
"""A condition as text: true when it is yes, true when it is no."""
Coded = dict[str, int | str]


@dataclass(frozen=True)
class Words:
    """How a language says and, or, not; and how it names the two rails of a rule."""

    both: str
    either: str
    opposite: str
    rule: Callable[[str], Pair]

    def negated(self, text: str) -> str:
        """Return the opposite, in brackets on both sides: languages differ in how far a *not* reaches."""
        return f"({self.opposite} ({text}))"


def printed(law: Law, node: Node, words: Words) -> Pair:
    """Return a condition's two rails."""
    match node:
        case And(parts):
            return _joined([printed(law, part, words) for part in parts], words)
        case Or(parts):
            no, yes = _joined([printed(law, part, words)[::-1] for part in parts], words)
            return yes, no
        case Not(part):
            yes, no = printed(law, part, words)
            return no, yes
        case Look(how, part):
            return _look(how, printed(law, part, words), words)
        case Conclusion(name):
            return words.rule(name)
        case Fact(key):
            return f"{key} == 1", f"{key} == 0"
        case OneOf(Fact(key), values):
            listed = f"{key} in [{', '.join(repr(value) for value in values)}]"
            return listed, f"({key} != '' {words.both} {words.negated(listed)})"
        case Compare(operator, Fact(key), Parameter(name)):
            limit = code(law.amount(name))
            return _compared(key, operator, limit, words), _compared(key, _OPPOSITE[operator], limit, words)
    raise AssertionError(node)


_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
"""Where both sides are known."""


def _compared(key: str, operator: str, limit: int | str, words: Words) -> str:
    """Compare; greater and equal need no guard, since -1 lies below every limit."""
    test = f"{key} {operator} {limit}"
    return test if operator in (">", ">=", "==") else f"({key} != -1 {words.both} {test})"


def _joined(pairs: list[Pair], words: Words) -> Pair:
    every, some = f" {words.both} ".join(yes for yes, _ in pairs), f" {words.either} ".join(no for _, no in pairs)
    return f"({every})", f"({some})"


def _look(how: str, pair: Pair, words: Words) -> Pair:
    yes, no = pair
    if how == KNOWN:
        known = f"({yes} {words.either} {no})"
        return known, words.negated(known)
    return (words.negated(no), no) if how == PRESUMED else (words.negated(yes), yes)


def code(value: object) -> int | str:
    """Return a value in the code of the rails."""
    if isinstance(value, date):
        return value.toordinal()
    return value if isinstance(value, str) else int(value)  # type: ignore[call-overload]  # a drawn law has no other


def coded(law: Law, person: Mapping[str, Scalar]) -> Coded:
    """Return a person as the peers are given one."""
    unknown = {name: "" if kind.type == "choice" else -1 for name, kind in law.vocabulary.facts.items()}
    return {**unknown, **{name: code(value) for name, value in person.items()}}
