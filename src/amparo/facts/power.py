"""Who may record a value that ends a hold or a duty (the vocabulary's tables of assertion and of lifting values)."""

from __future__ import annotations

from typing import Final

from amparo.facts.case import Assertion
from amparo.facts.vocabulary import PERSON, Vocabulary

AUTHORITIES: Final = {
    "identifying": "identifying_authority",
    "child": "child_authority",
    "asylum": "asylum_authority",
    "prosecution": "prosecutor",
}
"""The one body whose decision it takes, by the name of the power."""
ACCOMMODATING: Final = "shelter"
_WRITTEN: Final = ("document", "decision")
_NEEDED: Final = {
    "person": "the person's own statement, recorded by a worker who neither removes nor houses them",
    "independent": "a body other than those that want to act against the person, a document or a decision",
    **{power: f"a decision of the {body.replace('_', ' ')}" for power, body in AUTHORITIES.items()},
}


def lacks_power(fact: str, assertion: Assertion, vocabulary: Vocabulary) -> str:
    """Return what it would take to record this lifting value, or nothing where the assertion has that power.

    Only values that lift are restricted; a bare value is taken as stated.
    """
    if assertion.bare or not vocabulary.lifts(fact, assertion.value):
        return ""
    power = vocabulary.powers.get(fact, "")
    if not power or _has(power, assertion, vocabulary):
        return ""
    return _NEEDED[power]


def _has(power: str, assertion: Assertion, vocabulary: Vocabulary) -> bool:
    by, source = assertion.by, assertion.source
    if power in AUTHORITIES:
        return by == AUTHORITIES[power] and source in _WRITTEN
    if power == PERSON:
        return source == "said" and by is not None and by not in vocabulary.removers and by != ACCOMMODATING
    return source in _WRITTEN or (by is not None and by not in vocabulary.coercers)
