"""Who may do what with a case: one function of what was asked, which knows no database, no clock and no user by name.

It refuses unless everything speaks for it. The walls stand one behind the other: what never happens (`never`), conflict of
interest, the bundle, the purpose, the relation to the case, the mandate of the body, the grant, and last what has to be
proved besides. Each refusal has a code with plain words; only `NEEDS` may be told to somebody who may not know of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from amparo.casework.action import SECOND_PERSON, SHAPES, STEP_UP, Action, GlassRight, Granted, Relation
from amparo.casework.bundles import ADMINISTRATOR, BUNDLES, Bundle
from amparo.casework.mandates import ABROAD, CHARGING, PROSECUTING, REMOVING, mandate_of
from amparo.casework.purpose import BOUNDS, SAVING, TELLING, WHEREABOUTS, Purpose
from amparo.errors import AmparoError


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, by whom, how they stand to the case, and what was proved. Nothing has a default that allows.

    `compartment` is empty where the act is about none. `granted` counts for a receiver, and is about that compartment.
    `is_said` (the source of the statement is *said*) and `is_identification_note` are taken to be so unless known otherwise;
    so is `own_offences`: that this prosecutor may charge the person. `glass` is open for this user, case and compartment.
    """

    body: str
    bundle: str
    action: Action
    purpose: Purpose
    relation: Relation
    conflict: bool
    compartment: str = ""
    granted: Granted = Granted.NEVER
    is_said: bool = True
    is_identification_note: bool = True
    own_offences: bool = True
    glass: bool = False
    glass_right: GlassRight = GlassRight.SUSPENDED
    stepped_up: bool = False
    seconded: bool = False

    def __post_init__(self) -> None:
        """Raise `AmparoError` for a value of another type: nothing at all must not read as *no conflict*."""
        for field in fields(self):
            if type(getattr(self, field.name)) is not _TYPES[field.type]:
                raise AmparoError("asked-unclear", "what is asked of the policy is no such question", where=field.name)


_TYPES: Final[Mapping[object, type]] = {
    kind.__name__: kind for kind in (str, bool, Action, Purpose, Relation, Granted, GlassRight)
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, the code of the reason, and, where nothing else is in the way, what has to be proved besides."""

    allowed: bool
    reason: str
    needs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reason in plain words."""
        return REASONS[self.reason]


REASONS: Final[Mapping[str, str]] = {
    "in-the-case": "they work on this case for this purpose, and their bundle and their body's mandate reach so far",
    "granted": "they work on this case, and their agency was given this compartment for this purpose",
    "glass-open": "they broke the glass of this compartment, before everybody's eyes and for an hour",
    "for-the-agency": "they answer for the cases of their agency; this shows them no fact",
    "of-the-office": "their office does this without being in a case; this shows them no fact",
    "glass-may-break": "they may open this compartment in an emergency",
    "body-that-removes": "a body that wants to remove never sees anything of a case",
    "administrator-sees-no-case": "who runs the installation never sees anything of a case",
    "abroad-sees-no-account": "a body abroad, or of the country of origin, never sees account, asylum or blame",
    "said-for-help": "what was said for help, and the notes of identification, do not reach who may charge the person",
    "abroad-in-no-emergency": "a body abroad, or of the country of origin, opens nothing in an emergency",
    "whereabouts-in-no-emergency": "where somebody lives is never opened by breaking glass",
    "life-alone-in-emergency": "who may charge or judge opens in an emergency only what saves a life",
    "glass-only-shows": "broken glass shows one compartment, and allows nothing else",
    "conflict": "they said, or it was found, that they must not see this case",
    "bundle-of-another-body": "the body they work for has no staff with this bundle of rights",
    "bundle-lacks-act": "their bundle of rights does not hold this act",
    "purpose-not-theirs": "their bundle of rights does not serve this purpose",
    "compartment-not-of-act": "the act is about one compartment and names none, or about none and names one",
    "not-in-the-case": "they do not work on this case for this purpose",
    "not-left-to-receivers": "this is left to the agency that keeps the case",
    "outside-purpose": "the purpose does not need this compartment",
    "outside-mandate": "the mandate of their body does not reach this compartment",
    "outside-bundle": "their bundle of rights does not reach this compartment",
    "grant-ended": "their agency was given this once, and it has ended",
    "not-granted": "their agency was not given this for this purpose",
    "glass-suspended": "an emergency of theirs waited for its review for more than 72 hours, or was judged to be none",
    "glass-often": "they broke glass twice in 30 days: a third time needs a second person",
    "to-be-proved": "allowed, once it is proved again who they are, or somebody else agrees",
}
"""Every reason that a decision can have."""

__all__ = [
    "REASONS",
    "Action",
    "Asked",
    "Decision",
    "GlassRight",
    "Granted",
    "Purpose",
    "Relation",
    "decide",
]

GLASS_SHOWS: Final = frozenset({Action.SEE_CASE, Action.READ})


def decide(asked: Asked) -> Decision:
    """Answer, for every question that can be asked; what no line allows is refused."""
    bundle = BUNDLES.get(asked.bundle)
    reason = _sees_nothing(asked)
    if not reason and bundle is None:
        reason = "bundle-lacks-act"
    if reason or bundle is None:
        return Decision(allowed=False, reason=reason)
    reason = _not_theirs(asked, bundle) or never(asked)
    reason = reason or ("conflict" if asked.conflict else _out_of_reach(asked, bundle) or _not_related(asked, bundle))
    if reason:
        return Decision(allowed=False, reason=reason)
    needs = _needs(asked)
    if needs:
        return Decision(allowed=False, reason="glass-often" if _is_third(asked) else "to-be-proved", needs=needs)
    return Decision(allowed=True, reason=_ground(asked, bundle))


def never(asked: Asked) -> str:
    """Return the hard rule that forbids it, or nothing, of who sees anything at all. No table, grant or emergency lifts one."""
    if asked.compartment in TELLING and asked.body in ABROAD:
        return "abroad-sees-no-account"
    if asked.compartment == "account" and asked.body == PROSECUTING and asked.own_offences and _is_for_help(asked):
        return "said-for-help"
    if asked.purpose is Purpose.EMERGENCY:
        return _not_by_glass(asked)
    return "glass-only-shows" if asked.action is Action.BREAK_GLASS else ""


def _sees_nothing(asked: Asked) -> str:
    """Who wants to remove, and who runs the machines, may run the machines."""
    if asked.action is Action.ADMINISTER:
        return ""
    if asked.body in REMOVING:
        return "body-that-removes"
    return "administrator-sees-no-case" if asked.bundle == ADMINISTRATOR else ""


def _is_for_help(asked: Asked) -> bool:
    return asked.is_said or asked.is_identification_note


def _not_by_glass(asked: Asked) -> str:
    """An emergency opens one compartment for reading, never the whereabouts, and nothing to whom the person may have fled."""
    if asked.body in ABROAD:
        return "abroad-in-no-emergency"
    if asked.compartment == WHEREABOUTS:
        return "whereabouts-in-no-emergency"
    if asked.body in CHARGING and asked.compartment and asked.compartment not in SAVING:
        return "life-alone-in-emergency"
    if asked.action is Action.BREAK_GLASS:
        return ""
    return "" if asked.glass and asked.action in GLASS_SHOWS else "glass-only-shows"


def _not_theirs(asked: Asked, bundle: Bundle) -> str:
    if asked.body not in bundle.bodies:
        return "bundle-of-another-body"
    if asked.action not in bundle.actions:
        return "bundle-lacks-act"
    if asked.purpose not in bundle.purposes:
        return "purpose-not-theirs"
    if asked.action is Action.BREAK_GLASS and asked.glass_right is GlassRight.SUSPENDED:
        return "glass-suspended"
    return ""


def _out_of_reach(asked: Asked, bundle: Bundle) -> str:
    compartment = asked.compartment
    if SHAPES[asked.action].on_compartment != bool(compartment):
        return "compartment-not-of-act"
    if not compartment:
        return ""
    mandate, writing = mandate_of(asked.body), asked.action is Action.RECORD
    if compartment not in BOUNDS[asked.purpose].compartments:
        return "outside-purpose"
    if compartment not in mandate.reads or (writing and compartment not in mandate.writes):
        return "outside-mandate"
    if compartment not in bundle.reads or (writing and compartment not in bundle.writes):
        return "outside-bundle"
    return ""


def _not_related(asked: Asked, bundle: Bundle) -> str:
    if _needs_no_relation(asked, bundle) or asked.relation is Relation.MEMBER:
        return ""
    if asked.relation is Relation.COLLEAGUE:
        return "" if asked.action in bundle.as_colleague and not asked.compartment else "not-in-the-case"
    if asked.relation is not Relation.RECEIVER:
        return "not-in-the-case"
    if asked.granted is not Granted.LIVE:
        return "grant-ended" if asked.granted is Granted.ENDED else "not-granted"
    return "" if asked.action in bundle.as_receiver else "not-left-to-receivers"


def _needs_no_relation(asked: Asked, bundle: Bundle) -> bool:
    """Of an emergency nothing else is asked here: `never` let it come so far only where the glass is open, or to be broken."""
    if asked.purpose is Purpose.EMERGENCY or not SHAPES[asked.action].on_case:
        return True
    return asked.action in bundle.anywhere and not asked.compartment


def _needs(asked: Asked) -> tuple[str, ...]:
    wanted = SHAPES[asked.action].needs + ((SECOND_PERSON,) if _is_third(asked) else ())
    proved = {STEP_UP: asked.stepped_up, SECOND_PERSON: asked.seconded}
    return tuple(need for need in wanted if not proved[need])


def _is_third(asked: Asked) -> bool:
    return asked.action is Action.BREAK_GLASS and asked.glass_right is GlassRight.OFTEN and not asked.seconded


def _ground(asked: Asked, bundle: Bundle) -> str:
    if asked.purpose is Purpose.EMERGENCY:
        return "glass-may-break" if asked.action is Action.BREAK_GLASS else "glass-open"
    if _needs_no_relation(asked, bundle):
        return "of-the-office"
    return {Relation.COLLEAGUE: "for-the-agency", Relation.RECEIVER: "granted"}.get(asked.relation, "in-the-case")
