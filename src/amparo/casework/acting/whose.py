"""Whose an act is: who may ask about it, and who may decide, with reasons, that it goes on although it is held.

A coercive act is decided by the bodies that the vocabulary says want it, and by two people of them. What else the law holds is
decided by those whose work it is; an act that ends or opens something for the person, by the agency that keeps the case alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.mandates import ABROAD, CHARGING, REMOVING
from amparo.errors import AmparoError

JUDGING: Final = frozenset({"prosecutor", "court"})
"""Towards them a hold is a notice that asks for a reasoned answer: nobody is asked to second a judge."""
LEADING: Final = frozenset({"case_manager", "supervisor"})
IDENTIFYING: Final = "identifying_authority"

_KEEPERS: Final[Mapping[str, frozenset[str]]] = {
    "disclosure": LEADING,
    "publication": LEADING,
    "interview": LEADING,
    "adult_treatment": LEADING,
    "age_assessment": LEADING,
    "health_test": LEADING,
    "child_placement": LEADING,
    "guardian_representation": LEADING,
    "family_tracing": LEADING,
    "family_reunion": LEADING,
    "support_withdrawal": LEADING,
    "case_closure": LEADING | {"identifying_officer"},
}
"""Which bundles of the agency that keeps the case decide on an act."""
_OFFICES: Final[Mapping[str, frozenset[str]]] = {
    "publication": frozenset({"prosecutor", "judge"}),
    "interview": frozenset({"identifying_officer", "asylum_officer", "officer", "prosecutor", "judge", "first_responder"}),
    "testimony": frozenset({"prosecutor", "judge"}),
    "adult_treatment": frozenset({"asylum_officer", "judge"}),
    "age_assessment": frozenset({"asylum_officer", "health_worker", "judge"}),
    "health_test": frozenset({"health_worker"}),
    "guardian_representation": frozenset({"judge"}),
    "family_reunion": frozenset({"judge"}),
    "status_downgrade": frozenset({"identifying_officer"}),
}
"""Which bundles decide on an act by their office, whichever agency keeps the case."""
SAVING: Final = frozenset({"disclosure", "health_test", "child_placement", "guardian_representation"})
"""Acts that can save a life, and then wait for nobody: to call help, to treat, to bring a child under a roof tonight."""


def is_coercive(act: str) -> bool:
    return vocabulary().acts[act].coercive


def needs_two(actor: Actor, act: str) -> bool:
    """Say whether a decision of this user on a held act waits for a second person."""
    return is_coercive(act) and actor.body not in JUDGING


def may_decide(actor: Actor, keeper: str, act: str) -> bool:
    """Say whether somebody in a case decides on an act of it, by their office or for the agency that keeps it."""
    if actor.body in ABROAD | REMOVING:
        return False
    if is_coercive(act):
        return actor.body in vocabulary().acts[act].wanted_by
    if act == "status_downgrade" and actor.body == IDENTIFYING and actor.bundle in LEADING:
        return True
    kept = actor.agency == keeper and actor.bundle in _KEEPERS.get(act, ())
    return kept or actor.bundle in _OFFICES.get(act, ())


def askable(actor: Actor, keeper: str) -> tuple[str, ...]:
    """Return the acts of which somebody in a case may ask whether they are held.

    Who may charge the person asks about their own acts alone, and is told no more; a body abroad asks the agency that keeps
    the case, since what is held would tell it who asked for asylum.
    """
    if actor.body in ABROAD | REMOVING:
        return ()
    acts = vocabulary().acts
    return tuple(act for act in acts if actor.body not in CHARGING or may_decide(actor, keeper, act))


def check_askable(actor: Actor, keeper: str, act: str) -> None:
    """Raise `AmparoError` for an act that is none, or none of which this user may ask."""
    if act not in askable(actor, keeper):
        raise AmparoError(
            "not-your-act", "this is no act that you may ask about", help="ask the agency that keeps the case", where="act"
        )
