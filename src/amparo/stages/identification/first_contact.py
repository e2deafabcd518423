"""First contact: a case is begun early, so that nothing is lost, and what was seen and said at once is stated in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartment_of
from amparo.casework.purpose import Purpose
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sight import Sight
from amparo.environment import today
from amparo.stages.identification.screening_answers import OBSERVED, Answer, mine, statements

SAFETY: Final = ("in_danger_now", "urgent_medical_need", "may_be_child", "guardian_suspected", "removal_proposed")
"""What is asked before anything else, in this order: each may have to be acted upon before it is written down."""
HELD_AT: Final = ("immigration_detention", "police_custody", "prison")
"""Where somebody is not free to leave."""
BEGUN: Final = ("accommodation", "language", "speaks_local_language")
"""What is asked besides, at once, since everything after turns on it."""
FIRST_DAY: Final = "first_contact_on"
_WIDEST: Final = (Purpose.PROTECTION, Purpose.IDENTIFICATION, Purpose.SAFETY)


def purpose_of(actor: Actor) -> str:
    """Return the purpose for which somebody begins a case at first contact: the widest of theirs."""
    bundle = BUNDLES.get(actor.bundle)
    theirs = bundle.purposes if bundle is not None else frozenset()
    return next((each.value for each in _WIDEST if each in theirs), "")


def begin(actor: Actor, *, called: str = "") -> str:
    """Open a case for somebody who was just met, and state the day; return its id."""
    case = open_case(actor, purpose=purpose_of(actor), called=called)
    sight = look(actor, case)
    if compartment_of(FIRST_DAY) in sight.recordable:
        record(actor, case, [Statement(FIRST_DAY, today().isoformat(), OBSERVED)], seen=sight.seen)
    return case


def state(actor: Actor, case: str, answers: Sequence[Answer], *, seen: Mapping[str, str] | None = None) -> Sight:
    """State what was answered, as far as it is new and theirs to record; return the look on which it rests.

    `seen` is what the page showed: where somebody stated one of these facts since, nothing is stated (`lost-update`).
    """
    sight = look(actor, case)
    made = statements(answers, sight, actor.agency)
    if made:
        record(actor, case, made, seen=sight.seen if seen is None else {**sight.seen, **seen})
    return sight


def kept_aside(answers: Sequence[Answer], recordable: frozenset[str]) -> tuple[str, ...]:
    """Return the facts that were answered, and that who asked may not record: to be acted upon and told on, not to be kept."""
    return tuple(each.key for each in answers if each.value is not None and compartment_of(each.key) not in recordable)


def has_own_answers(sight: Sight, agency: str, keys: Sequence[str]) -> bool:
    """Say whether an agency answered any of these."""
    stated = mine(sight, agency)
    return any(key in stated for key in keys)
