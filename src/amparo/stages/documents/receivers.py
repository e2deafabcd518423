"""To whom a document goes, what for, and which parts of a case that body can read: by the policy that bounds everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from amparo.casework.action import Relation
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import Stand, Standing
from amparo.casework.mandates import CHARGING, REMOVING, mandate_of
from amparo.casework.purpose import BOUNDS, WHEREABOUTS, Purpose

COURT_REPORT: Final = "court-report"
HOLD_NOTICE: Final = "hold-notice"
REFERRAL_LETTER: Final = "referral-letter"
NEVER: Final = frozenset({WHEREABOUTS})
"""Where the person lives goes out on no paper of ours, whoever asks."""
LEAST: Final = ("legal",)
"""What is chosen for a report until somebody chooses more."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A body outside: read as somebody of it with this bundle would read, for this purpose."""

    body: str
    bundle: str
    purpose: Purpose

    @property
    def reads(self) -> frozenset[str]:
        """The parts of a case that this body can ever be given on paper."""
        bundle, bound = BUNDLES[self.bundle], BOUNDS[self.purpose]
        return (mandate_of(self.body).reads & bundle.reads & bound.compartments) - NEVER

    def standing(self, case: str, keeper: str, parts: Collection[str]) -> Standing:
        """Return how this receiver would stand to a case if these parts were given: the policy then says what they see."""
        stand = Stand(self.purpose, Relation.RECEIVER, frozenset(parts) & self.reads)
        return Standing(Actor("", "", self.body, self.bundle), case, keeper, (stand,), conflict=False)


_OF: Final[Mapping[str, tuple[str, Purpose]]] = {
    "court": ("judge", Purpose.JUSTICE),
    "asylum_authority": ("asylum_officer", Purpose.ASYLUM),
    "compensation_body": ("judge", Purpose.COMPENSATION),
    "identifying_authority": ("identifying_officer", Purpose.IDENTIFICATION),
    "child_authority": ("guardian", Purpose.GUARDIANSHIP),
    "legal_aid": ("legal_adviser", Purpose.LEGAL_ADVICE),
    "health_service": ("health_worker", Purpose.HEALTH),
    "social_services": ("case_worker", Purpose.ASSISTANCE),
    "shelter": ("case_worker", Purpose.ASSISTANCE),
    "ngo": ("case_worker", Purpose.ASSISTANCE),
}
RECEIVERS: Final[Mapping[str, Receiver]] = {body: Receiver(body, *more) for body, more in _OF.items()}
NOTIFIED: Final = ("prosecutor", "court", "police", "immigration_authority", "border_authority", "asylum_authority")
"""Who can be told that an act is held: those whose act it may be. No body abroad, which would learn who asked for asylum."""
HELPING: Final = (
    *("legal_aid", "health_service", "social_services", "shelter", "ngo"),
    *("child_authority", "identifying_authority", "asylum_authority"),
)
TO: Final[Mapping[str, tuple[str, ...]]] = {
    COURT_REPORT: ("court", "asylum_authority", "compensation_body"),
    HOLD_NOTICE: NOTIFIED,
    REFERRAL_LETTER: HELPING,
}
"""By document: the bodies to which it can go."""
JUDGING: Final = frozenset({"prosecutor", "court"})
"""Towards them a hold is a notice that asks for a reasoned decision."""
PROCEDURE: Final = frozenset(
    {"heard_on_status", "challenge_open", "recovery_started_on", "recovery_ended_early_on", "court_order"}
)
"""Facts of the proceedings on status, and orders of courts: who wants to remove or to charge has to know them."""
_NOTICE: Final = frozenset({"legal"})


def notice_reads(body: str) -> frozenset[str]:
    """Return the parts of a case from which a notice to this body may name provisions; of no part it tells a fact.

    Who judges is told as far as their mandate reaches. Who wants to remove, or to charge, is told that the status is open, and
    how its proceedings stand (`PROCEDURE`), and of no part of the case besides.
    """
    if body in REMOVING | (CHARGING - JUDGING):
        return frozenset()
    return (mandate_of(body).reads | _NOTICE) - NEVER - {"account"}
