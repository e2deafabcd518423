"""How often a name is met at all: frequent names as counted, all others letter by letter."""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

from amparo.matching.romanise.table import TABLES

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz$"
_QUARTER: Final = 4
_FIRST: Final = 35
_LONGEST_CONTEXT: Final = 3
_SHARE: Final = re.compile(r"([a-z]+)(\d+)")


class _Prior(NamedTuple):
    listed: float
    shares: dict[str, float]
    letters: dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def _prior() -> _Prior:
    held = json.loads((TABLES / "latin.json").read_text("utf-8"))
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
    by_letters = (1 - prior.listed) * 2 ** -_spelt(latin, prior.letters)
    return -math.log2(by_letters + prior.shares.get(latin, 0.0))


def first_letter(letter: str) -> float:
    """Return the bits of surprise at a name that begins with this letter."""
    return _prior().letters["^"][letter]


def meeting(two: str) -> float:
    """Return the bits that two letters meeting costs more than the second letter by itself; less than none if they like to."""
    letters = _prior().letters
    return letters[two[0]][two[1]] - letters[""][two[1]]


def _spelt(latin: str, letters: dict[str, dict[str, float]]) -> float:
    padded = "^" + latin + "$"
    bits = 0.0
    for place in range(1, len(padded)):
        context = padded[max(0, place - _LONGEST_CONTEXT) : place]
        while context not in letters:
            context = context[1:]
        bits += letters[context][padded[place]]
    return bits
