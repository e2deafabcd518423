"""To whom a person can be handed over straight from a screening: one press, and what the other agency will see stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.models import Agency
from amparo.casework.referring.states import HELPS
from amparo.casework.sight import Sight
from amparo.desk.languages import language_words
from amparo.desk.marked import begun
from amparo.doors.web.referral_form import receivers
from amparo.environment import today
from amparo.stages.identification.contacts import is_treated_as_child
from amparo.stages.identification.screening_answers import mine
from amparo.stages.identification.screening_done import consent_of, language_of

BODIES: Final[Mapping[str, tuple[str, ...]]] = {
    "child": ("child_authority",),
    "identification": ("identifying_authority",),
    "shelter": ("shelter",),
    "health": ("health_service",),
}
"""Whom a first responder hands over to, by the kind of help; everything else is found on the page of the referral."""
_MOST: Final = 3
"""Agencies of one kind."""


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of help, who gives it here, and what the page of the referral is told beforehand."""

    words: str
    agencies: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, str], ...]


def may_refer(sight: Sight, who: Actor) -> bool:
    """Say whether somebody may refer this case: who keeps it, and may let others read."""
    bundle = BUNDLES.get(who.bundle)
    return who.agency == sight.keeper and bundle is not None and Action.SHARE in bundle.actions


def ways(sight: Sight, who: Actor) -> tuple[Way, ...]:
    """Return to whom the person can be handed over now: none, where they did not agree and are not treated as a child."""
    is_child = is_treated_as_child(sight)
    if not may_refer(sight, who) or not (is_child or consent_of(sight, who.agency)):
        return ()
    return tuple(_ways(sight, who, is_child=is_child))


def _ways(sight: Sight, who: Actor, *, is_child: bool) -> Iterator[Way]:
    stated = {key for key, entry in mine(sight, who.agency).items() if entry.value is True}
    for kind, bodies in BODIES.items():
        if (kind == "child" and not is_child) or (kind == "health" and "urgent_medical_need" not in stated):
            continue
        theirs = set(Agency.objects.filter(body__in=bodies, ended=None).values_list("id", flat=True))
        agencies = tuple(each for each in receivers(kind, sight.keeper, leads=False) if each[0] in theirs)[:_MOST]
        if agencies:
            yield Way(begun(HELPS[kind].meaning), agencies, tuple(_carried(sight, who, kind, stated, is_child=is_child)))


def _carried(sight: Sight, who: Actor, kind: str, stated: set[str], *, is_child: bool) -> Iterator[tuple[str, str]]:
    """Yield what is known already: so that nobody is asked twice. All of it stands on the page, and can be changed there."""
    language = language_of(sight, who.agency)
    yield "kind", kind
    yield "do", "choose"
    if language:
        yield "languages", language
    if stated & {"in_danger_now", "urgent_medical_need"}:
        yield "urgency", "now"
    if not is_child:
        yield "basis", "consent"
        yield "consent-given_on", today().isoformat()
        if language:
            yield "consent-language", language_words(language)
