"""Which truths a condition can still take when only some facts are held fast and all others may be anything.

A set of truths is three bits. A fact held fast keeps its value, or stays *not known*; any other is free.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final

from amparo.facts.value import Truth
from amparo.rules.evaluate import Bound, Evaluation
from amparo.rules.expression import KNOWN, PRESUMED, And, Conclusion, Fact, Look, Node, Not, Or, Quantifier
from amparo.rules.inputs import inputs

TRUE: Final = 1
FALSE: Final = 2
UNKNOWN: Final = 4
ANY: Final = TRUE | FALSE | UNKNOWN
BITS: Final[dict[Truth, int]] = {True: TRUE, False: FALSE, None: UNKNOWN}


def swap(truths: int) -> int:
    """Return the set of opposites."""
    return (truths & UNKNOWN) | (FALSE if truths & TRUE else 0) | (TRUE if truths & FALSE else 0)


class Possible:
    """The truths that conditions can take while only the facts `held` are held fast."""

    def __init__(self, evaluation: Evaluation, held: frozenset[str]) -> None:
        self.law = evaluation.law
        self.held = held
        self.fixed = Evaluation(evaluation.law, evaluation.settled.only(held))
        self._concluded: dict[tuple[str, str | None], int] = {}

    def of(self, node: Node, bound: Bound) -> int:
        """Return the set of truths that a condition can still take."""
        match node:
            case And(parts):
                return _all(self.of(part, bound) for part in parts)
            case Or(parts):
                return swap(_all(swap(self.of(part, bound)) for part in parts))
            case Not(part):
                return swap(self.of(part, bound))
            case Look(how, part):
                return _looked(how, self.of(part, bound))
            case Conclusion(name):
                return self.concluded(name, bound)
            case Quantifier(how, kind, body):
                found = [self.of(body, {**bound, kind: item}) for item in self.fixed.items(kind)]
                return self._quantified(how, kind, found)
            case Fact(key) if key in self.law.vocabulary.implied and key not in self.law.vocabulary.summaries:
                return self._implied(key)
        return self._leaf(node, bound)

    def concluded(self, name: str, bound: Bound) -> int:
        """Return the set of truths that a rule's conclusion can still take, as rules above it read it."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._concluded:
            inside = self.of(self.law.conclusions[name], bound)
            self._concluded[key] = _looked(PRESUMED, inside) if self.law.presumes(name) else inside
        return self._concluded[key]

    def _implied(self, key: str) -> int:
        """A fact that others imply: yes by any of them, else as stated.

        A stated no stands: what would imply a yes beside it contradicts it, and that is warned of, not reasoned with.
        """
        signs = self.law.vocabulary.implied[key]
        if self.fixed.settled.get(key) is not None:
            return TRUE if self.fixed.settled.get(key) is True else FALSE
        stated = BITS[self.fixed.settled.values.get(key)] if key in self.held else ANY  # type: ignore[index]  # a yes/no fact
        return stated | (0 if self.held.issuperset(sign.fact for sign in signs) else TRUE)

    def _quantified(self, how: str, kind: str, found: list[int]) -> int:
        key = f"{kind}.complete"
        further = TRUE if self.fixed.is_complete(kind) else UNKNOWN if key in self.held else TRUE | UNKNOWN | FALSE
        if how == "all":
            return _all([*found, further])
        return swap(_all([*map(swap, found), further]))

    def _leaf(self, node: Node, bound: Bound) -> int:
        value = self.fixed.value(node, bound)
        if value is not None:
            return FALSE if value is False else TRUE
        return UNKNOWN if self.held.issuperset(inputs(self.fixed, node, bound)) else ANY


def _all(parts: Iterable[int]) -> int:
    return reduce(lambda one, other: _AND[one][other], parts, TRUE)


def _looked(how: str, inside: int) -> int:
    if how == KNOWN:
        return (TRUE if inside & (TRUE | FALSE) else 0) | (FALSE if inside & UNKNOWN else 0)
    yes = TRUE | UNKNOWN if how == PRESUMED else FALSE | UNKNOWN
    return (TRUE if inside & yes else 0) | (FALSE if inside & ~yes else 0)


def _pairs(one: int, other: int) -> int:
    found = 0
    for a in (TRUE, FALSE, UNKNOWN):
        for b in (TRUE, FALSE, UNKNOWN):
            if one & a and other & b:
                found |= FALSE if FALSE in (a, b) else UNKNOWN if UNKNOWN in (a, b) else TRUE
    return found


_AND: Final = [[_pairs(one, other) for other in range(8)] for one in range(8)]
