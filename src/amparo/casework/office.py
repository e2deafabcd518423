"""What a user may do as such, without any case: and whether they are still whom they signed in as."""

from __future__ import annotations

from amparo.casework.action import STEP_UP, Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.models import User
from amparo.casework.policy import Asked, Decision, Purpose, Relation, decide
from amparo.errors import AmparoError


def is_as_signed_in(actor: Actor) -> bool:
    """Say whether the user is at work, in the same agency, of the same kind, with the same bundle as when they signed in."""
    return User.objects.filter(
        id=actor.user,
        bundle=actor.bundle,
        is_active=True,
        ended=None,
        agency_id=actor.agency,
        agency__body=actor.body,
        agency__ended=None,
    ).exists()


def may_for_agency(actor: Actor, action: Action) -> bool:
    """Say whether a user may do this in the cases of their agency, without being in them; an office's users in any."""
    return any(each.allowed for each in _worked_out(actor, action, "", Relation.COLLEAGUE)) and is_as_signed_in(actor)


def check_in_office(actor: Actor, action: Action, purpose: str = "") -> None:
    """Raise `AmparoError` unless a user may do this, which is about no case; without a purpose, for any of theirs."""
    found = _decided(actor, action, purpose, Relation.NONE)
    if any(decision.allowed for decision in found):
        return
    decision = next((each for each in found if each.needs), None)
    if decision is not None:
        raise unproved(decision)
    words = found[0].words if found else "the purpose is none of theirs"
    raise AmparoError("not-yours-in-office", "that is for others to do", help=words)


def _decided(actor: Actor, action: Action, purpose: str, relation: Relation) -> tuple[Decision, ...]:
    """Return the policy's answers for the purposes of a user's bundle, or for the one that is named."""
    return _worked_out(actor, action, purpose, relation) if is_as_signed_in(actor) else ()


def _worked_out(actor: Actor, action: Action, purpose: str, relation: Relation) -> tuple[Decision, ...]:
    """Return the same for a user who is as they signed in: without asking whether they are."""
    bundle = BUNDLES.get(actor.bundle)
    if bundle is None:
        return ()
    return tuple(
        decide(
            Asked(
                body=actor.body,
                bundle=actor.bundle,
                action=action,
                purpose=each,
                relation=relation,
                conflict=False,
                stepped_up=actor.stepped_up,
            )
        )
        for each in Purpose
        if each in bundle.purposes and purpose in ("", each)
    )


def unproved(decision: Decision) -> AmparoError:
    """Return the error that says what is missing where nothing else is in the way."""
    if STEP_UP in decision.needs:
        return AmparoError("step-up-needed", "this needs a fresh proof of who you are", help="prove it, then try again")
    return AmparoError("second-person-needed", "this needs a second person", help=decision.words)
