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


def decided_in_office(actor: Actor, action: Action, purpose: Purpose) -> Decision:
    """Return the policy's answer to an act that is about no case."""
    if not is_as_signed_in(actor):
        return Decision(allowed=False, reason="bundle-lacks-act")
    return decide(
        Asked(
            body=actor.body,
            bundle=actor.bundle,
            action=action,
            purpose=purpose,
            relation=Relation.NONE,
            conflict=False,
            stepped_up=actor.stepped_up,
        )
    )


def check_in_office(actor: Actor, action: Action, purpose: str = "") -> None:
    """Raise `AmparoError` unless a user may do this; without a purpose, for any of theirs."""
    bundle = BUNDLES.get(actor.bundle)
    named = [each for each in Purpose if bundle and each in bundle.purposes and purpose in ("", each)]
    found = [decided_in_office(actor, action, each) for each in named]
    if any(decision.allowed for decision in found):
        return
    decision = next((each for each in found if each.needs), None)
    if decision is not None:
        raise unproved(decision)
    raise AmparoError(
        "not-yours-in-office", "that is for others to do", help=found[0].words if found else "no such purpose of theirs"
    )


def unproved(decision: Decision) -> AmparoError:
    """Return the error that says what is missing where nothing else is in the way."""
    if STEP_UP in decision.needs:
        return AmparoError("step-up-needed", "this needs a fresh proof of who you are", help="prove it, then try again")
    return AmparoError("second-person-needed", "this needs a second person", help=decision.words)
