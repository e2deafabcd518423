"""What each body can ever read and write, whoever works there and whatever was granted; each with its reason.

Nobody writes where they may not read: what a writer is told of a dispute would tell them what they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amparo.casework.purpose import COMPARTMENTS, WHEREABOUTS

REMOVING: Final = frozenset({"immigration_authority", "border_authority"})
"""They never read a case field."""
ABROAD: Final = frozenset({"origin_authority", "consular_service", "reception_partner"})
"""They never see what the person told, asked asylum for or is blamed for."""
OF_ORIGIN: Final = frozenset({"origin_authority", "consular_service"})
"""They may be whom the person fled: nobody but the person lets them in."""
PROSECUTING: Final = "prosecutor"
CHARGING: Final = frozenset({"police", PROSECUTING, "court"})
"""Who may charge, hold or punish the person: in an emergency they open only what saves a life."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """The compartments that a body can ever read, those of them in which it can record, and why no more."""

    reads: frozenset[str]
    writes: frozenset[str]
    reason: str


def _of(reason: str, reads: str = "", writes: str = "") -> Mandate:
    return Mandate(frozenset(reads.split()), frozenset(writes.split()), reason)


_ALL: Final = " ".join(sorted(COMPARTMENTS))
_CARE: Final = "child family health identity security support voice"

MANDATES: Final[Mapping[str, Mandate]] = {
    "case_manager": _of("sees the person through as a whole", _ALL, _ALL),
    "ngo": _of("sees the person through as a whole, on the person's behalf", _ALL, _ALL),
    "international_organisation": _of(
        "helps across borders; takes no part in proceedings against the person",
        f"account asylum legal {_CARE} {WHEREABOUTS}",
        f"account asylum legal {_CARE} {WHEREABOUTS}",
    ),
    "shelter": _of(
        "houses and supports; what happened is for the person to tell or not",
        f"{_CARE} {WHEREABOUTS}",
        f"{_CARE} {WHEREABOUTS}",
    ),
    "social_services": _of(
        "supports and houses; what happened is for the person to tell or not",
        f"{_CARE} {WHEREABOUTS}",
        f"{_CARE} {WHEREABOUTS}",
    ),
    "health_service": _of(
        "treats; where the person lives is no part of treating", "child health identity voice", "child health voice"
    ),
    "legal_aid": _of(
        "advises and represents; where the person lives is no part of that",
        f"account asylum legal liability {_CARE}",
        "account asylum family legal liability security voice",
    ),
    "guardian": _of(
        "stands up for one child in everything but what it is blamed for, where a lawyer does",
        f"account asylum legal {_CARE} {WHEREABOUTS}",
        "child family health security support voice",
    ),
    "child_authority": _of(
        "decides on the best interests of a child",
        f"account legal {_CARE} {WHEREABOUTS}",
        f"child family identity security support {WHEREABOUTS}",
    ),
    "identifying_authority": _of(
        "decides whether the person was trafficked; not on asylum, blame, treatment or lodging",
        "account child identity legal security voice",
        "account child identity legal security voice",
    ),
    "first_responder": _of(
        "sees the signs first, and refers; then others take over",
        "account child identity security support voice",
        "account child identity security support voice",
    ),
    "asylum_authority": _of(
        "decides on asylum; not on blame, treatment or lodging",
        "account asylum child family identity legal security voice",
        "asylum legal",
    ),
    "police": _of(
        "meets people first, goes after traffickers, protects; it may also want to remove and to charge, so it learns neither "
        "where the person lives nor what they are blamed for",
        "account child identity legal security voice",
        "account child identity legal security voice",
    ),
    "witness_protection": _of(
        "keeps threatened people safe, and apart from the inquiry",
        f"family identity security support voice {WHEREABOUTS}",
        f"security {WHEREABOUTS}",
    ),
    "labour_inspectorate": _of(
        "inspects workplaces; the person is no subject of that", "account identity legal voice", "account legal"
    ),
    PROSECUTING: _of(
        "brings traffickers to court and has to spare the person; what was said for help must not become evidence against them",
        "account identity legal liability security",
        "legal liability",
    ),
    "court": _of(
        "hears the person itself; it needs of the case what proceedings and protection in them turn on",
        "identity legal liability security",
        "legal liability",
    ),
    "compensation_body": _of("pays for harm done", "account health identity legal", "legal"),
    "labour_union": _of("helps a worker to what is owed", "account identity legal support voice", "support voice"),
    "peacekeeper": _of(
        "protects where no State does, and hands over", "identity security support voice", "identity security support"
    ),
    "reception_partner": _of(
        "receives a person who wanted to return; needs what helps there, and not what happened",
        _CARE,
        "family security support voice",
    ),
    "consular_service": _of("gives papers to those who want it; may be whom the person fears", "identity"),
    "origin_authority": _of("says whose national the person is; may be whom the person fears", "identity"),
    "immigration_authority": _of("wants to remove: it is told whether an order is cleared, and nothing of a case"),
    "border_authority": _of("wants to remove: it is told whether an order is cleared, and nothing of a case"),
    "interpreter_service": _of("interprets what is said, and keeps nothing"),
    "national_coordinator": _of("counts and reports: figures are enough"),
    "legislature": _of("makes law: figures are enough"),
}
"""By the actors of the vocabulary. A body that is not listed reads and writes nothing."""

NOTHING: Final = _of("is no body that takes part")


def mandate_of(body: str) -> Mandate:
    """Return the mandate of a body; an unknown one has none."""
    return MANDATES.get(body, NOTHING)
