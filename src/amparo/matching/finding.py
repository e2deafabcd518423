"""From candidates to answers: a cheap ranking of all, full evidence for the best few tens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from rapidfuzz.distance import JaroWinkler

from amparo.matching.birth_evidence import birth_evidence
from amparo.matching.born import Born
from amparo.matching.decision import NO_MATCH, Decision, decided, review_from
from amparo.matching.documents import document_evidence
from amparo.matching.evidence import Evidence, evidence, may_exceed
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
_jaro_winkler: Final = JaroWinkler.similarity


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
    ranked = _ranked(query, candidates, fully)
    return tuple(sorted((_weighed(query, person, id_, size, share) for id_, person in ranked), key=_order))


def held(
    query: Person,
    candidates: Iterable[tuple[str, Person, float]],
    size: int,
    *,
    share: float = USUAL_SHARE,
    fully: int = FULLY,
    alone: bool = False,
) -> tuple[Found, ...]:
    """Return those whom `found` would return and who are held; with `alone`, the first of them.

    Who cannot be held is not weighed, which for a stranger is nearly everybody.
    """
    answers: list[Found] = []
    least = review_from(size)
    for id_, person in _ranked(query, candidates, fully):
        if not may_exceed(query, person, least, share=share):
            continue
        answer = _weighed(query, person, id_, size, share)
        if answer.decision != NO_MATCH:
            answers.append(answer)
            least = max(least, answer.bits) if alone else least
    ordered = sorted(answers, key=_order)
    return tuple(ordered[:1] if alone else ordered)


def _ranked(query: Person, candidates: Iterable[tuple[str, Person, float]], fully: int) -> list[tuple[str, Person]]:
    asked = [[list(word.latin[:_ROMANISATIONS]) for word in words] for words in query.readings]
    born = query.born
    ranked = ((_rank(query, born, asked, person, shared), id_, person) for id_, person, shared in candidates)
    return [(id_, person) for _, id_, person in nlargest(fully, ranked, key=_first)]


def _weighed(query: Person, person: Person, id_: str, size: int, share: float) -> Found:
    each = evidence(query, person, share=share)
    return Found(id_, each.bits, decided(each.bits, size, corroborated=each.is_corroborated, number=each.number), each)


def _order(answer: Found) -> tuple[bool, float, str]:
    return answer.decision == NO_MATCH, -answer.bits, answer.id


def _first(ranked: tuple[float, str, Person]) -> tuple[float, str]:
    return ranked[0], ranked[1]


def _rank(query: Person, born: tuple[Born, ...], asked: list[list[list[str]]], person: Person, shared: float) -> float:
    """Return a cheap figure that puts candidates in nearly the order of their evidence."""
    bits = birth_evidence(born, person.born)[1] + _SHARED * shared
    if query.document and person.document:
        bits += document_evidence(query.documents, person.documents)[1]
    theirs = person.latin
    if not theirs:
        return bits
    return bits + max([sum([_like(word, theirs) for word in words]) for words in asked], default=0.0)


def _like(word: list[str], theirs: list[str]) -> float:
    near = 0.0
    for mine in word:
        for other in theirs:
            found = _jaro_winkler(mine, other)
            if found > near:  # noqa: PLR1730 `max` costs as much again as the comparison of names
                near = found
    return max((near - _LIKE_FROM) * _BITS_OF_A_LIKE_WORD, _BITS_OF_ANOTHER_WORD)
