"""Named bundles of rights: what a user may do, each a sentence that a person can read. A user has exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amparo.casework.action import Action
from amparo.casework.mandates import MANDATES, REMOVING
from amparo.casework.purpose import COMPARTMENTS, WHEREABOUTS, Purpose


@dataclass(frozen=True, slots=True)
class Bundle:
    """One bundle: the sentence, the bodies whose staff may have it, the purposes, acts and compartments.

    `as_receiver` are the acts left to it in a case that another agency keeps, `as_colleague` those for cases of its own
    agency that it is not in, `anywhere` those that ask for no relation to the case at all. `longest` is how long somebody
    works on a case before it is asked again whether they still do.
    """

    sentence: str
    bodies: frozenset[str]
    purposes: frozenset[Purpose]
    actions: frozenset[Action]
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    as_receiver: frozenset[Action] = frozenset({Action.SEE_CASE, Action.READ, Action.RECORD})
    as_colleague: frozenset[Action] = frozenset()
    anywhere: frozenset[Action] = frozenset()
    longest: timedelta = timedelta(days=365)


_A: Final = Action
_P: Final = Purpose
_WORKING: Final = frozenset({_A.SEE_CASE, _A.READ, _A.RECORD})
_STEERING: Final = frozenset({_A.WITHDRAW, _A.ALLOT, _A.DISMISS, _A.NAME_CONFLICT})
_KEEPING: Final = frozenset({_A.OPEN_CASE, _A.SHARE, _A.EXPORT, _A.ERASE, _A.HOLD, _A.RELEASE_HOLD, _A.SEE_WHO_LOOKED})
_WATCHING: Final = frozenset({_A.REVIEW_GLASS, _A.SEE_WHO_LOOKED, _A.SEE_LOG, _A.MAKE_CANARY})
_CARING: Final = ("case_manager", "ngo", "international_organisation", "shelter", "social_services")
LEADING: Final = (*_CARING, "child_authority", "identifying_authority")
"""The bodies that may lead a case, and so take one over."""


def _these(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _bodies(*names: str) -> frozenset[str]:
    return frozenset(names)


def _for(*purposes: Purpose) -> frozenset[Purpose]:
    return frozenset(purposes)


def _all_but(left_out: Iterable[str] = ()) -> frozenset[str]:
    return COMPARTMENTS - frozenset(left_out)


BUNDLES: Final[Mapping[str, Bundle]] = {
    "case_manager": Bundle(
        "Opens cases, sees them through as a whole, decides with the person who else may read, and brings colleagues in.",
        _bodies(*LEADING),
        _for(_P.PROTECTION, _P.ASSISTANCE, _P.SAFETY, _P.IDENTIFICATION, _P.RETURN, _P.EMERGENCY),
        _WORKING | _KEEPING | _STEERING | {_A.BREAK_GLASS},
        _all_but(),
        _all_but(),
    ),
    "supervisor": Bundle(
        "Answers for the cases of the agency: reads those they work on, says who works on the others, and judges emergencies.",
        frozenset(MANDATES) - REMOVING - {"interpreter_service", "national_coordinator", "legislature"},
        _for(_P.PROTECTION, _P.ASSISTANCE, _P.SAFETY, _P.IDENTIFICATION, _P.JUSTICE, _P.HEALTH, _P.RETURN, _P.EMERGENCY),
        _WORKING | _KEEPING | _STEERING | {_A.END_CONFLICT, _A.BREAK_GLASS, _A.REVIEW_GLASS},
        _all_but(),
        _all_but(),
        as_receiver=_WORKING | {_A.ALLOT, _A.DISMISS, _A.NAME_CONFLICT},
        as_colleague=_STEERING | {_A.END_CONFLICT, _A.REVIEW_GLASS},
    ),
    "case_worker": Bundle(
        "Works with the person every day: what helps and keeps safe, not what they told, are blamed for or asked asylum for.",
        _bodies(*_CARING, "peacekeeper", "labour_union"),
        _for(_P.ASSISTANCE, _P.SAFETY, _P.RETURN, _P.EMERGENCY),
        _WORKING | {_A.WITHDRAW, _A.BREAK_GLASS},
        _these(f"child family health identity security support voice {WHEREABOUTS}"),
        _these(f"child family identity security support voice {WHEREABOUTS}"),
    ),
    "first_responder": Bundle(
        "Meets the person first: begins a case, notes the signs, and hands over what was noted to who helps.",
        _bodies("first_responder", "ngo", "peacekeeper", "labour_union", "labour_inspectorate", "police"),
        _for(_P.IDENTIFICATION, _P.SAFETY),
        _WORKING | {_A.OPEN_CASE, _A.SHARE, _A.WITHDRAW},
        _these("account child identity security support voice"),
        _these("account child identity security support voice"),
    ),
    "health_worker": Bundle(
        "Treats the person: reads and records health, and learns nothing of what happened but what the body needs.",
        _bodies("health_service", "ngo", "shelter", "international_organisation"),
        _for(_P.HEALTH, _P.EMERGENCY),
        _WORKING | {_A.WITHDRAW, _A.BREAK_GLASS},
        _these("child health identity voice"),
        _these("health voice"),
    ),
    "legal_adviser": Bundle(
        "Advises and represents the person, in everything but where they live.",
        _bodies("legal_aid", "ngo", "international_organisation"),
        _for(_P.LEGAL_ADVICE, _P.COMPENSATION),
        _WORKING | {_A.WITHDRAW, _A.HOLD, _A.EXPORT, _A.SEE_WHO_LOOKED},
        _all_but({WHEREABOUTS}),
        _these("account asylum family legal liability security voice"),
        as_receiver=_WORKING | {_A.HOLD, _A.SEE_WHO_LOOKED},
    ),
    "guardian": Bundle(
        "Stands up for one child: reads all that touches the child but blame, and records the child's view and interests.",
        _bodies("guardian", "child_authority"),
        _for(_P.GUARDIANSHIP, _P.EMERGENCY),
        _WORKING | {_A.WITHDRAW, _A.HOLD, _A.SEE_WHO_LOOKED, _A.BREAK_GLASS},
        _all_but({"liability"}),
        _these("child family health security support voice"),
        as_receiver=_WORKING | {_A.HOLD, _A.SEE_WHO_LOOKED},
    ),
    "identifying_officer": Bundle(
        "Finds out whether the person was trafficked, and records that decision.",
        _bodies("identifying_authority"),
        _for(_P.IDENTIFICATION),
        _WORKING | {_A.OPEN_CASE, _A.SHARE, _A.WITHDRAW},
        _these("account child identity legal security voice"),
        _these("account child identity legal security voice"),
    ),
    "asylum_officer": Bundle(
        "Decides on asylum, and records that decision.",
        _bodies("asylum_authority"),
        _for(_P.ASYLUM),
        _WORKING,
        _these("account asylum child family identity legal security voice"),
        _these("asylum legal"),
    ),
    "officer": Bundle(
        "Investigates traffickers or protects from them, in the cases they were brought into; neither blame nor lodging.",
        _bodies("police", "labour_inspectorate", "witness_protection"),
        _for(_P.JUSTICE, _P.SAFETY, _P.IDENTIFICATION),
        _WORKING,
        _these(f"account family identity legal security support voice {WHEREABOUTS}"),
        _these(f"account identity legal security {WHEREABOUTS}"),
    ),
    "prosecutor": Bundle(
        "Brings traffickers to court and spares the person; does not read what was said for help, nor notes of identification.",
        _bodies("prosecutor"),
        _for(_P.JUSTICE),
        _WORKING,
        _these("account identity legal liability security"),
        _these("legal liability"),
    ),
    "judge": Bundle(
        "Decides in proceedings, and records that decision.",
        _bodies("court", "compensation_body"),
        _for(_P.JUSTICE, _P.COMPENSATION),
        _WORKING,
        _these("account health identity legal liability security"),
        _these("legal liability"),
    ),
    "receiving_worker": Bundle(
        "Receives in another country a person who wanted to return: what helps there, and not what happened.",
        _bodies("reception_partner", "ngo", "international_organisation"),
        _for(_P.RETURN),
        _WORKING,
        _these("child family health identity security support voice"),
        _these("family security support voice"),
    ),
    "consular_officer": Bundle(
        "Gives papers to a person who wants them: reads who they are, and nothing else.",
        _bodies("consular_service", "origin_authority"),
        _for(_P.RETURN),
        frozenset({_A.SEE_CASE, _A.READ}),
        _these("identity"),
    ),
    "auditor": Bundle(
        "Checks who looked, when and why, and judges emergencies; reads no fact of anybody.",
        _bodies("national_coordinator", "ngo", "international_organisation", "legislature", "court"),
        _for(_P.AUDIT),
        _WATCHING,
        anywhere=_WATCHING,
    ),
    "statistician": Bundle(
        "Asks for figures; reads no fact of anybody.",
        frozenset(MANDATES) - REMOVING,
        _for(_P.STATISTICS),
        frozenset({_A.COUNT}),
    ),
    "administrator": Bundle(
        "Runs the installation and its users; reads no fact of anybody.",
        frozenset(MANDATES),
        _for(_P.ADMINISTRATION),
        frozenset({_A.ADMINISTER}),
    ),
}
ADMINISTRATOR: Final = "administrator"
