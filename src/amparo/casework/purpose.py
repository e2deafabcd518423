"""What somebody looks for: a closed list. A purpose bounds what may be looked at, whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHEREABOUTS: Final = "whereabouts"
TELLING: Final = frozenset({"account", "asylum", "liability"})
"""What must never reach those from whom the person may have fled."""
SAVING: Final = frozenset({"identity", "health", "security"})
"""What it takes to save a life: who the person is, their health, the danger."""
COMPARTMENTS: Final = frozenset(
    {"identity", "health", "legal", "child", "family", "support", "security", "voice", WHEREABOUTS, *TELLING},
)
"""All compartments of facts; a test holds this list against the vocabulary."""


class Purpose(StrEnum):
    PROTECTION = "protection"
    SAFETY = "safety"
    IDENTIFICATION = "identification"
    ASSISTANCE = "assistance"
    HEALTH = "health"
    LEGAL_ADVICE = "legal_advice"
    GUARDIANSHIP = "guardianship"
    JUSTICE = "justice"
    ASYLUM = "asylum"
    COMPENSATION = "compensation"
    RETURN = "return"
    EMERGENCY = "emergency"
    AUDIT = "audit"
    STATISTICS = "statistics"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a purpose is, in one line, and which compartments it can need."""

    meaning: str
    compartments: frozenset[str]


def _of(meaning: str, *compartments: str) -> Bound:
    return Bound(meaning, frozenset(compartments))


BOUNDS: Final[Mapping[Purpose, Bound]] = {
    Purpose.PROTECTION: _of("to see the person through as a whole, so that nobody acts against them unknowing", *COMPARTMENTS),
    Purpose.SAFETY: _of(
        "to keep the person, and those near them, out of danger", "identity", "security", "family", "voice", WHEREABOUTS
    ),
    Purpose.IDENTIFICATION: _of(
        "to find out whether the person was trafficked", "identity", "account", "legal", "child", "security", "voice"
    ),
    Purpose.ASSISTANCE: _of(
        "to house, advise and support the person",
        *("identity", "support", "health", "voice", "family", "child", "security", WHEREABOUTS),
    ),
    Purpose.HEALTH: _of("to treat and care for the person", "identity", "health", "child", "voice"),
    Purpose.LEGAL_ADVICE: _of("to advise and represent the person in law", *(COMPARTMENTS - {WHEREABOUTS})),
    Purpose.GUARDIANSHIP: _of("to stand up for a child as its guardian", *(COMPARTMENTS - {"liability"})),
    Purpose.JUSTICE: _of(
        "to bring traffickers to justice, and to spare the person for what they were made to do",
        *("identity", "account", "legal", "liability", "security", "voice"),
    ),
    Purpose.ASYLUM: _of(
        "to decide on protection as a refugee",
        *("identity", "account", "asylum", "legal", "family", "child", "security", "voice"),
    ),
    Purpose.COMPENSATION: _of("to decide on compensation, or to pay it", "identity", "account", "legal", "health", "voice"),
    Purpose.RETURN: _of(
        "to prepare a wanted return, and to receive the person there",
        *("identity", "support", "health", "family", "child", "security", "voice"),
    ),
    Purpose.EMERGENCY: _of(
        "to save life or limb now, by breaking the glass of one compartment", *(COMPARTMENTS - {WHEREABOUTS})
    ),
    Purpose.AUDIT: _of("to check who looked and why; no fact of a case is needed for it"),
    Purpose.STATISTICS: _of("to count; no fact of a case is needed for it"),
    Purpose.ADMINISTRATION: _of("to run the installation; no fact of a case is needed for it"),
}
