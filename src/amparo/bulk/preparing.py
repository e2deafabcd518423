"""People made ready to be joined: each packed once, with the keys by which they may meet. Any process does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple

from amparo.bulk.reading import rows_of
from amparo.bulk.table import Part
from amparo.matching.keys import keys, weight
from amparo.matching.person import packed, read

_WIDTH: Final = 8
_UNITS: Final = 1000
"""Weights are added as whole thousandths of a bit, so that the order of adding changes nothing."""


class Prepared(NamedTuple):
    """A person made ready: the number of the row, the id as written, the packed person, and what could not be used."""

    number: int
    id: str
    person: bytes
    trouble: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a part came to: people, and side by side their keys as numbers of 64 bits, whose each is, and its worth."""

    people: Sequence[Prepared]
    keys: Sequence[int]
    numbers: Sequence[int]
    worths: Sequence[int]


def prepared(part: Part, today: date, *, asked: bool) -> Batch:
    """Prepare the people of a part: those of a register, or those `asked` for, who get more keys."""
    people: list[Prepared] = []
    found: list[int] = []
    numbers: list[int] = []
    worths: list[int] = []
    for row in rows_of(part):
        person, troubles = read(row.record, today)
        told = "; ".join([*filter(None, (row.trouble,)), *(f"{each.field}: {each.sentence}" for each in troubles)])
        people.append(Prepared(row.number, row.id, packed(person), told))
        texts = keys(person, asked=asked)
        found += map(_number, texts)
        numbers += [row.number] * len(texts)
        worths += [round(weight(text) * _UNITS) for text in texts]
    return Batch(people, found, numbers, worths)


def bits(shared: int) -> float:
    """Return a sum of worths in bits."""
    return shared / _UNITS


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=_WIDTH).digest(), "big", signed=True)
