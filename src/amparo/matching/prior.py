"""How often a name is met at all: frequent names as counted, all others letter by letter."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

from amparo.matching.shipped import shipped

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz$"
_QUARTER: Final = 4
_FIRST: Final = 35
_ENOUGH: Final = 1000.0  # bits, beyond which a share is nothing to a machine, as it is of hundreds of letters
_LONGEST_CONTEXT: Final = 3
_SHARE: Final = re.compile(r"([a-z]+)(\d+)")


class _Prior(NamedTuple):
    listed: float
    shares: dict[str, float]
    letters: dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def _prior() -> _Prior:
    held = shipped("latin")
    shares = {token: 2 ** (-int(cost) / _QUARTER) for token, cost in _SHARE.findall(held["shares"])}
    letters = {
        context: {letter: (ord(cost) - _FIRST) / _QUARTER for letter, cost in zip(_LETTERS, costs, strict=True)}
        for context, costs in held["letters"].items()
    }
    return _Prior(held["listed"], shares, letters)


@lru_cache(maxsize=65536)
def cost(latin: str) -> float:
    """Return the bits of surprise at meeting a Latin word of letters a to z: -log2 of its share among all names."""
    prior = _prior()
    unlisted = (1 - prior.listed) * 2 ** -min(spelt_cost(latin), _ENOUGH)
    return -math.log2(unlisted + prior.shares.get(latin, 0.0))


def first_letter(letter: str) -> float:
    """Return the bits of surprise at a name that begins with this letter."""
    return _prior().letters["^"][letter]


def meeting(two: str) -> float:
    """Return the bits that two letters meeting costs more than the second letter by itself; less than none if they like to."""
    letters = _prior().letters
    return letters[two[0]][two[1]] - letters[""][two[1]]


@lru_cache(maxsize=65536)
def spelt_cost(latin: str) -> float:
    """Return the bits of surprise at a Latin word by its letters alone, however frequent it is as a name."""
    padded = "^" + latin + "$"
    bits = 0.0
    for end in range(2, len(padded) + 1):
        bits += _letter(padded[end - _LONGEST_CONTEXT - 1 if end > _LONGEST_CONTEXT else 0 : end])
    return bits


@lru_cache(maxsize=1 << 17)
def _letter(letters: str) -> float:
    """The bits of the last letter, after as many of those before it as were seen often enough."""
    known = _prior().letters
    context = letters[:-1]
    while context not in known:
        context = context[1:]
    return known[context][letters[-1]]
