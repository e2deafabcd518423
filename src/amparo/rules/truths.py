"""Sets of truths, three bits each: what a condition can still turn out to be."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final

from amparo.facts.value import Truth, Value
from amparo.rules.expression import KNOWN, PRESUMED, PRESUMED_NOT

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
    return SWAP[truths]


def bits(truths: int) -> list[int]:
    """Return the truths of a set, one by one."""
    return [bit for bit in (TRUE, FALSE, UNKNOWN) if truths & bit]


def all_of(parts: Iterable[int]) -> int:
    """Return the truths of a conjunction of parts that do not depend on each other."""
    truths = TRUE
    for part in parts:
        truths = AND[truths][part]
    return truths


def any_of(parts: Iterable[int]) -> int:
    """Return the truths of a disjunction of parts that do not depend on each other."""
    truths = FALSE
    for part in parts:
        truths = OR[truths][part]
    return truths


def looked(how: str, inside: int) -> int:
    """Return the truths of one of the three constructs that look at *not known*."""
    return LOOKED[how][inside]


def _looked(yes: int, inside: int) -> int:
    return (TRUE if inside & yes else 0) | (FALSE if inside & ~yes else 0)


def _pairs(one: int, other: int) -> int:
    found = 0
    for pair in product(bits(one), bits(other)):
        found |= FALSE if FALSE in pair else UNKNOWN if UNKNOWN in pair else TRUE
    return found


_SETS: Final = range(8)
SWAP: Final = tuple((s & UNKNOWN) | (FALSE if s & TRUE else 0) | (TRUE if s & FALSE else 0) for s in _SETS)
"""By a set of truths: the set of opposites."""
AND: Final = tuple(tuple(_pairs(one, other) for other in _SETS) for one in _SETS)
"""By two sets of truths: those of a conjunction."""
OR: Final = tuple(tuple(SWAP[AND[SWAP[one]][SWAP[other]]] for other in _SETS) for one in _SETS)
"""By two sets of truths: those of a disjunction."""
YES_OF: Final = {KNOWN: SETTLED, PRESUMED: TRUE | UNKNOWN, PRESUMED_NOT: FALSE | UNKNOWN}
"""For each construct that looks at *not known*: the truths inside it for which it is yes."""
LOOKED: Final = {how: tuple(_looked(yes, inside) for inside in _SETS) for how, yes in YES_OF.items()}
"""For each of these constructs, by the set of truths inside it: its own."""
