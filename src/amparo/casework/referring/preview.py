"""What a receiver will see, exactly: worked out by what works out everybody's sight, for the people whom it really has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amparo.casework.access import shown_to
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.models import Agency, User
from amparo.casework.policy import Asked, Granted, Purpose, Relation, decide
from amparo.casework.referring.partners import MARK, as_agency
from amparo.casework.referring.plan import Plan
from amparo.casework.sight import Sight
from amparo.errors import AmparoError


@dataclass(frozen=True, slots=True)
class Shown:
    """What some of the receiver's people would see: their bundles, and their sight."""

    bundles: tuple[str, ...]
    sight: Sight


@dataclass(frozen=True, slots=True)
class Preview:
    """What each of a receiver's people would see; `is_staffed` where there are such people now."""

    agency: str
    shown: tuple[Shown, ...]
    is_staffed: bool


def preview(actor: Actor, case: str, plan: Plan, agency: str) -> Preview:
    """Return what people of an agency would see once it accepted, as far as who asks may read it; the rest is counted.

    That this was looked at is in the log of the case.
    """
    receiver = at_work(agency)
    chosen = plan.compartments if plan.is_transfer else plan.terms_for(receiver.body).compartments
    if not chosen:
        raise AmparoError("grant-outside-mandate", "that agency may read nothing of this for this purpose", where="agency")
    there = tuple(_bundles_there(receiver, plan))
    bundles = there or tuple(bundles_of(receiver.body, plan))
    found = shown_to(actor, case, receiver, bundles, chosen, purpose=plan.purpose, leads=plan.is_transfer)
    return Preview(agency, tuple(_alike(found.items())), bool(there))


def at_work(agency: str) -> Agency:
    """Return an agency that takes part here, or a partner as one; raise `AmparoError` where there is none."""
    if agency.startswith(MARK):
        return as_agency(agency.removeprefix(MARK))
    found = Agency.objects.filter(id=agency, ended=None).first()
    if found is None:
        raise AmparoError("unknown-agency", f"there is no other agency `{agency}` at work here", where="agency")
    return found


def answers_for(body: str, bundle: str, purpose: Purpose, *, leads: bool) -> bool:
    """Say whether somebody with this bundle would see something of a case given for a purpose, and so may answer."""
    if leads and not {Action.OPEN_CASE, Action.SHARE} <= BUNDLES[bundle].actions:
        return False
    return decide(
        Asked(
            body=body,
            bundle=bundle,
            action=Action.SEE_CASE,
            purpose=purpose,
            relation=Relation.MEMBER if leads else Relation.RECEIVER,
            conflict=False,
            granted=Granted.LIVE,
        )
    ).allowed


def _bundles_there(receiver: Agency, plan: Plan) -> Iterator[str]:
    held = set(User.objects.filter(agency=receiver, is_active=True, ended=None).values_list("bundle", flat=True))
    return (name for name in bundles_of(receiver.body, plan) if name in held)


def bundles_of(body: str, plan: Plan) -> Iterator[str]:
    """Return the bundles whose holders at such a body would see something of what is planned."""
    return (name for name in BUNDLES if answers_for(body, name, plan.purpose, leads=plan.is_transfer))


def _alike(found: Iterable[tuple[str, Sight]]) -> Iterator[Shown]:
    """Put together the bundles that see the same, those that see most first."""
    groups: list[tuple[list[str], Sight]] = []
    for bundle, sight in found:
        same = next((group for group in groups if _what(group[1]) == _what(sight)), None)
        if same is None:
            groups.append(([bundle], sight))
        else:
            same[0].append(bundle)
    ordered = sorted(groups, key=lambda group: -len(group[1].entries))
    return (Shown(tuple(bundles), sight) for bundles, sight in ordered)


def _what(sight: Sight) -> tuple[object, ...]:
    entries, papers = ([each.id for each in some] for some in (sight.entries, sight.papers))
    return (entries, papers, sorted(sight.readable), sight.called, sight.beyond)
