"""Sets of truths, three bits each: what a condition can still turn out to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import product
from typing import Final

from amparo.facts.value import Truth, Value
from amparo.rules.expression import KNOWN, PRESUMED

TRUE: Final = 1
FALSE: Final = 2
UNKNOWN: Final = 4
SETTLED: Final = TRUE | FALSE
ANY: Final = TRUE | FALSE | UNKNOWN
BITS: Final[dict[Truth, int]] = {True: TRUE, False: FALSE, None: UNKNOWN}


def bit_of(value: Value | None) -> int:
    """Return a value as a truth; a term that is known counts as yes."""
    return UNKNOWN if value is None else FALSE if value is False else TRUE


def swap(truths: int) -> int:
    """Return the set of opposites."""
    return (truths & UNKNOWN) | (FALSE if truths & TRUE else 0) | (TRUE if truths & FALSE else 0)


def bits(truths: int) -> list[int]:
    """Return the truths of a set, one by one."""
    return [bit for bit in (TRUE, FALSE, UNKNOWN) if truths & bit]


def all_of(parts: Iterable[int]) -> int:
    """Return the truths of a conjunction of parts that do not depend on each other."""
    return reduce(lambda one, other: _AND[one][other], parts, TRUE)


def any_of(parts: Iterable[int]) -> int:
    """Return the truths of a disjunction of parts that do not depend on each other."""
    return swap(all_of(map(swap, parts)))


def looked(how: str, inside: int) -> int:
    """Return the truths of one of the three constructs that look at *not known*."""
    if how == KNOWN:
        return (TRUE if inside & SETTLED else 0) | (FALSE if inside & UNKNOWN else 0)
    yes = TRUE | UNKNOWN if how == PRESUMED else FALSE | UNKNOWN
    return (TRUE if inside & yes else 0) | (FALSE if inside & ~yes else 0)


def _pairs(one: int, other: int) -> int:
    found = 0
    for pair in product(bits(one), bits(other)):
        found |= FALSE if FALSE in pair else UNKNOWN if UNKNOWN in pair else TRUE
    return found


_AND: Final = [[_pairs(one, other) for other in range(8)] for one in range(8)]
