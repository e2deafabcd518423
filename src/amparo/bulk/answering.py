"""One question answered from its candidates: the same lines in every engine, so that their tables are equal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from amparo.bulk.preparing import bits
from amparo.matching.decision import NO_MATCH, REVIEW
from amparo.matching.finding import Found, held
from amparo.matching.person import unpacked
from amparo.matching.reasons import why

OPENED: Final = 100
"""How many candidates of one question are ranked at most: those that share most with it."""
NEAR: Final = 2
"""Who shares less than this part of what the best candidate shares, a half, is not ranked: in trials the one person shared
more in 90 (Chinese) to 99.7 of 100 (mistyped Latin), which left twenty candidates of sixteen hundred."""
FULLY: Final = 10
"""How many of these get full evidence: the one person is hardly ever further down, and only the likeliest is told."""
MOST: Final = 1000
"""A key that more people of the register have is not joined on: of a million people, it hardly tells one from another."""


TWICE: Final = "the id stands in more than one row"
"""What is said of a question whose id another question has too: nobody can tell which of them its answer is for."""


class Candidate(NamedTuple):
    """Somebody of the register who shares keys: the row's number, the id, the packed person, and what is shared."""

    number: int
    id: str
    person: bytes
    shared: int


class Question(NamedTuple):
    """One question with its candidates, in any order."""

    number: int
    id: str
    person: bytes
    trouble: str
    candidates: Sequence[Candidate]


class Answer(NamedTuple):
    """One row of the result."""

    number: int
    query_id: str
    decision: str
    register_id: str
    score: str
    why: str


def answered(question: Question, size: int) -> Answer:
    """Answer a question to a register of `size` people; what could not be read of it makes a no into a review."""
    ordered = sorted(question.candidates, key=lambda each: (-each.shared, each.number))
    best = _best(question, ordered, size)
    decision = best.decision if best else REVIEW if question.trouble else NO_MATCH
    return Answer(
        question.number,
        question.id,
        decision,
        ordered[int(best.id)].id if best else "",
        f"{best.bits:.2f}" if best else "",
        "; ".join(filter(None, (question.trouble, why(best.evidence.parts) if best else ""))),
    )


def _best(question: Question, ordered: Sequence[Candidate], size: int) -> Found | None:
    query = unpacked(question.person)
    people = ((f"{place:06}", unpacked(each.person), bits(each.shared)) for place, each in enumerate(ordered))
    return next(iter(held(query, people, size, fully=FULLY, alone=True)), None)
