"""Every question that can be asked of the policy, without asking each: what an answer never looked at cannot have changed it.

A question is filled in only as far as it is read. Each attribute that is read is tried with all its values; one that is not
read on a way stands for all of them. The weights of all ways add up to the size of the whole space, which the caller asserts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import prod
from typing import Any, Final, TypeVar, cast

from amparo.casework.action import Action, GlassRight, Granted, Relation
from amparo.casework.bundles import BUNDLES
from amparo.casework.mandates import MANDATES
from amparo.casework.policy import Asked, Purpose
from amparo.casework.purpose import COMPARTMENTS

Answer = TypeVar("Answer")
_BOTH: Final = (True, False)
NOBODY: Final = "unheard-of"
SPACE: Final[Mapping[str, tuple[Any, ...]]] = {
    "body": (*MANDATES, NOBODY),
    "bundle": (*BUNDLES, NOBODY),
    "action": tuple(Action),
    "purpose": tuple(Purpose),
    "relation": tuple(Relation),
    "conflict": _BOTH,
    "compartment": ("", *sorted(COMPARTMENTS), NOBODY),
    "granted": tuple(Granted),
    "is_said": _BOTH,
    "is_identification_note": _BOTH,
    "own_offences": _BOTH,
    "glass": _BOTH,
    "glass_right": tuple(GlassRight),
    "stepped_up": _BOTH,
    "seconded": _BOTH,
}
SIZE: Final = prod(len(values) for values in SPACE.values())


class _Half:
    """A question of which an attribute gets its value when it is read: the next that its way has not tried."""

    def __init__(self, way: list[tuple[str, int]]) -> None:
        self.__dict__["_way"] = way
        self.__dict__["_read"] = 0

    def __getattr__(self, name: str) -> object:
        """Come here once for each attribute: its value then stands in the dictionary."""
        own = self.__dict__
        if own["_read"] == len(own["_way"]):
            own["_way"].append((name, 0))
        number = own["_way"][own["_read"]][1]
        own["_read"] += 1
        value = own[name] = SPACE[name][number]
        return value


def ways(answer: Callable[[Asked], Answer]) -> Iterator[tuple[dict[str, Any], int, Answer]]:
    """Yield every way through a function of a question: what it read, how many questions that stands for, its answer."""
    way: list[tuple[str, int]] = []
    while True:
        found = answer(cast("Asked", _Half(way)))
        yield {name: SPACE[name][number] for name, number in way}, SIZE // prod(len(SPACE[name]) for name, _ in way), found
        while way and way[-1][1] + 1 == len(SPACE[way[-1][0]]):
            way.pop()
        if not way:
            return
        name, number = way[-1]
        way[-1] = (name, number + 1)
