"""What two persons' records say for or against their being one: the sum over names, birth, documents and traits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import Final

from amparo.matching.birth_evidence import birth_evidence
from amparo.matching.documents import document_evidence, worth_of_shared
from amparo.matching.naming import Naming, may_reach, named
from amparo.matching.part import BIRTH, DOCUMENT, NATIONALITY, OF_NAMES, PLACE, SEX, Part
from amparo.matching.person import Person
from amparo.matching.traits import USUAL_SHARE, nationality_evidence, place_evidence, sex_evidence

_AGREES: Final = 3.0
"""Bits from which a kind of evidence stands beside another."""

_SECONDED: Final = 6.0
"""Bits: of sixty-odd strangers, one has a name or a birthday in common with somebody."""
_ROUNDING: Final = 1e-6
"""Bits, so that adding in another order decides nothing."""
_bits: Final = attrgetter("bits")
_AGREEING: Final = frozenset((BIRTH, DOCUMENT))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sum in bits, what it is the sum of, and whether the two are called by other given names.

    `number` is what a shared number of a document is worth by itself, in bits, and more where anything agrees with it: who was
    given papers in another name agrees in little else.
    """

    bits: float
    parts: tuple[Part, ...] = ()
    is_clash: bool = False
    number: float = 0.0

    @property
    def is_corroborated(self) -> bool:
        """Say whether the names agree and something else with them, so that it may be a match without a person's look.

        Twins with one document, and a child in a parent's passport, agree in much and are called by other names.
        """
        names = sum(part.bits for part in self.parts if part.kind in OF_NAMES)
        beside = any(part.kind in _AGREEING and part.bits >= _AGREES for part in self.parts)
        return names >= _AGREES and beside and not self.is_clash


def evidence(query: Person, other: Person, *, share: float = USUAL_SHARE) -> Evidence:
    """Weigh two persons: bits over 0 speak for one person, under 0 for two; what one side does not know says nothing.

    `share` is the part of the register that has the nationality asked for.
    """
    naming = max((named(*pair) for pair in product(query.readings, other.readings)), key=_bits, default=Naming(0.0))
    parts = (*naming.parts, *_beside_names(query, other, share))
    bits = naming.bits + sum(part.bits for part in parts[len(naming.parts) :])
    return Evidence(bits, parts, naming.is_clash, _number(query, other, parts))


def may_exceed(query: Person, other: Person, least: float, *, share: float = USUAL_SHARE) -> bool:
    """Say whether the evidence may come to so many bits, or to a look because of a number; quick, and never wrong in a no."""
    left = least - sum([bits for _, (_, bits) in _compared(query, other, share)]) - _ROUNDING
    pairs = list(product(query.readings, other.readings)) or [((), ())]
    return any(may_reach(*pair, left) for pair in pairs) or worth_of_shared(query.documents, other.documents) > 0


def _number(query: Person, other: Person, parts: Iterable[Part]) -> float:
    """Return what a shared number is worth: two people may come to one, but hardly two who share a name or a birthday too."""
    worth = worth_of_shared(query.documents, other.documents)
    is_seconded = any(part.kind != DOCUMENT and part.bits >= _AGREES for part in parts)
    return worth + _SECONDED if worth and is_seconded else worth


def _beside_names(query: Person, other: Person, share: float) -> Iterator[Part]:
    for kind, (seen, bits) in _compared(query, other, share):
        if seen:
            yield Part(kind, seen, bits)


def _compared(query: Person, other: Person, share: float) -> tuple[tuple[str, tuple[str, float]], ...]:
    """Return of each kind of evidence beside names what is seen, and its bits; nothing and none where it is not known."""
    return (
        (BIRTH, birth_evidence(query.born, other.born)),
        (DOCUMENT, document_evidence(query.documents, other.documents)),
        (SEX, sex_evidence(query.sex, other.sex)),
        (NATIONALITY, nationality_evidence(query.nationality, other.nationality, share)),
        (PLACE, place_evidence(query.place, other.place)),
    )
