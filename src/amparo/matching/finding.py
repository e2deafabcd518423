"""From candidates to answers: a cheap ranking of all, full evidence for the best few tens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from rapidfuzz.distance import JaroWinkler

from amparo.matching.birth_evidence import birth_evidence
from amparo.matching.decision import NO_MATCH, Decision, decided
from amparo.matching.documents import document_evidence
from amparo.matching.evidence import Evidence, evidence
from amparo.matching.person import Person
from amparo.matching.traits import USUAL_SHARE

FULLY: Final = 16
"""Candidates that get full evidence: in trials one person in some hundreds was further down than the tenth."""

_BITS_OF_A_LIKE_WORD: Final = 17.0
_LIKE_FROM: Final = 0.55
_BITS_OF_ANOTHER_WORD: Final = -3.0
"""What a word adds to the cheap figure: twelve bits where it is there, as its evidence does, and at least so much."""
_SHARED: Final = 0.3
_ROMANISATIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A person of the register, the evidence that it is the one asked for, and the decision."""

    id: str
    bits: float
    decision: Decision
    evidence: Evidence


def found(
    query: Person,
    candidates: Iterable[tuple[str, Person, float]],
    size: int,
    *,
    share: float = USUAL_SHARE,
    fully: int = FULLY,
) -> tuple[Found, ...]:
    """Return the best candidates on a register of `size` people: those that are held first, the best first among equals.

    Each candidate has its id, the person, and the summed weight of the keys that it shares (0 if nobody counted); as many as
    `fully` says get full evidence.
    """
    asked = [[list(word.latin[:_ROMANISATIONS]) for word in words] for words in query.readings]
    ranked = nlargest(
        fully, ((_rank(query, asked, person, shared), id_, person) for id_, person, shared in candidates), key=_first
    )
    weighed = [(id_, evidence(query, person, share=share)) for _, id_, person in ranked]
    answers = (
        Found(id_, each.bits, decided(each.bits, size, corroborated=each.is_corroborated, number=each.number), each)
        for id_, each in weighed
    )
    return tuple(sorted(answers, key=lambda answer: (answer.decision == NO_MATCH, -answer.bits, answer.id)))


def _first(ranked: tuple[float, str, Person]) -> tuple[float, str]:
    return ranked[0], ranked[1]


def _rank(query: Person, asked: list[list[list[str]]], person: Person, shared: float) -> float:
    """Return a cheap figure that puts candidates in nearly the order of their evidence."""
    bits = birth_evidence(query.born, person.born)[1] + _SHARED * shared
    if query.document and person.document:
        bits += document_evidence(query.documents, person.documents)[1]
    theirs = person.latin
    if not theirs:
        return bits
    return bits + max((sum(_like(word, theirs) for word in words) for words in asked), default=0.0)


def _like(word: list[str], theirs: list[str]) -> float:
    near = max((JaroWinkler.similarity(mine, other) for mine in word for other in theirs), default=0.0)
    return max((near - _LIKE_FROM) * _BITS_OF_A_LIKE_WORD, _BITS_OF_ANOTHER_WORD)
