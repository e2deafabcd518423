"""What a referral can be: its states, how urgent it is and by when an answer is due, what is asked, why somebody says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amparo.casework.purpose import Purpose

SENT: Final = "sent"
ESCALATED: Final = "escalated"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
DONE: Final = "done"
REVOKED: Final = "revoked"
LAPSED: Final = "lapsed"
STATES: Final[Mapping[str, str]] = {
    SENT: "waits for an answer",
    ESCALATED: "not answered in time; an answer still counts",
    ACCEPTED: "accepted",
    REJECTED: "refused, with a reason",
    DONE: "done, with word of what was given",
    REVOKED: "taken back",
    LAPSED: "ended without an answer",
}
"""A closed list."""
LIVE: Final = (SENT, ESCALATED)
"""The states in which a referral can still be answered."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon somebody has to answer."""

    meaning: str
    answer_within: timedelta


URGENCIES: Final[Mapping[str, Urgency]] = {
    "now": Urgency("now: danger, or no place for tonight", timedelta(hours=2)),
    "day": Urgency("today or tomorrow", timedelta(hours=24)),
    "week": Urgency("this week", timedelta(hours=72)),
}
"""The hours are ours: no source sets them. They run day and night, since danger does."""
LAPSES_AFTER: Final = timedelta(days=14)
"""So long after an answer was due a referral ends without one, and the offer is emptied."""


@dataclass(frozen=True, slots=True)
class Help:
    """A kind of help that can be asked for, and what it is for."""

    meaning: str
    purpose: Purpose


HELPS: Final[Mapping[str, Help]] = {
    "shelter": Help("a safe place to live", Purpose.ASSISTANCE),
    "support": Help("daily support, food, clothes, money", Purpose.ASSISTANCE),
    "health": Help("health care", Purpose.HEALTH),
    "counselling": Help("help with what the person went through", Purpose.HEALTH),
    "legal": Help("legal advice", Purpose.LEGAL_ADVICE),
    "child": Help("care for a child, a guardian", Purpose.GUARDIANSHIP),
    "safety": Help("protection from danger", Purpose.SAFETY),
    "identification": Help("a decision on whether the person was trafficked", Purpose.IDENTIFICATION),
    "asylum": Help("protection as a refugee", Purpose.ASYLUM),
    "justice": Help("an inquiry against the traffickers", Purpose.JUSTICE),
    "compensation": Help("compensation", Purpose.COMPENSATION),
    "work": Help("work, training, school", Purpose.ASSISTANCE),
    "return": Help("a return that the person wants", Purpose.RETURN),
    "case": Help("to see the person through as a whole", Purpose.PROTECTION),
}
REASONS: Final[Mapping[str, str]] = {
    "full": "no place, or nobody free",
    "not-ours": "not what we do",
    "area": "too far away",
    "language": "nobody speaks the language",
    "unsafe": "we could not keep the person safe",
    "conflict": "somebody here must not see the case",
    "unclear": "we need to know more first; call us",
}
"""Why somebody says no. No free text: who refuses writes nothing about the person."""
AGES: Final[Mapping[str, str]] = {
    "adult": "an adult",
    "child": "a child, or somebody who may be one",
    "unknown": "age not known; treat as a child until it is",
}
SAFETY: Final[Mapping[str, str]] = {
    "searched": "somebody may be looking for the person",
    "no-call": "do not call or write to the person yet",
    "no-uniform": "no uniforms, no marked cars",
    "women": "women only around the person",
    "children": "children come along",
    "access": "cannot walk far or climb stairs",
    "doctor": "needs a doctor first",
    "outside-interpreter": "an interpreter from outside the community",
}
"""What a receiver may have to know before it says yes: a closed list, so that no name and no fact slips in."""
