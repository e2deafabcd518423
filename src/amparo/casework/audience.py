"""Who works on a case and was given a part of it, with what a page needs to end it; and who did what with it, entry by entry.

What of this is said to the person is in `seeing.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartment_of, compartments
from amparo.casework.entitled import Standing, in_force, permitted
from amparo.casework.log import Told, log, told_of
from amparo.casework.models import Conflict, Grant, Membership
from amparo.casework.moment import now

STEERING: Final = (Action.ALLOT, Action.DISMISS, Action.SHARE, Action.WITHDRAW, Action.NAME_CONFLICT, Action.END_CONFLICT)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works on a case."""

    id: str
    user: str
    agency: str
    role: str
    purpose: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Given:
    """What another agency may read."""

    id: str
    agency: str
    compartments: tuple[str, ...]
    basis: str
    purpose: str
    since: datetime
    until: datetime | None
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see a case now, who must not, what was given to whom, ended or not; and what the viewer may do about it."""

    keeper: str
    members: tuple[Member, ...]
    given: tuple[Given, ...]
    conflicts: Mapping[str, str]
    is_whole: bool
    sees_looked: bool
    may: frozenset[Action]
    shareable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the log as who asks may read it: `withheld` counts names of facts that stand where they may not read."""

    at: datetime
    act: str
    user: str
    agency: str
    about: Mapping[str, Any]
    keys: tuple[str, ...] = ()
    withheld: int = 0


def audience(actor: Actor, case: str) -> Audience:
    """Return who may see a case, to whoever sees it, or answers for it without being in it; that they asked is in the log.

    Whoever may not see who looked learns of their own work on it, and of what their own agency was given.
    """
    with permitted(actor, case, _asking(actor)) as standing:
        log("case-looked-at", actor, case=case, about={"asked": "who may see it"})
        every = standing.decide(Action.SEE_WHO_LOOKED).allowed or standing.is_colleague()
        given = Grant.objects.filter(case=case, **({} if every else {"agency": actor.agency}))
        conflicts = Conflict.objects.filter(case=case, ended=None, **({} if every else {"user": actor.user}))
        return Audience(
            keeper=standing.keeper,
            members=tuple(_member(row) for row in _working(case, now()) if every or row.user_id == actor.user),
            given=tuple(_given(row) for row in given.order_by("since", "id")),
            conflicts=dict(conflicts.values_list("id", "user_id")),
            is_whole=every,
            sees_looked=standing.decide(Action.SEE_WHO_LOOKED).allowed,
            may=frozenset(action for action in STEERING if _may(standing, action)),
            shareable=frozenset(name for name in compartments() if _may(standing, Action.SHARE, (name,))),
        )


def deeds(actor: Actor, case: str) -> tuple[Deed, ...]:
    """Return everything that was done with a case, the newest first, to whoever may see who looked."""
    with permitted(actor, case, Action.SEE_WHO_LOOKED) as standing:
        log("log-looked-at", actor, case=case)
        readable = {name for name in compartments() if standing.decide(Action.READ, name).allowed}
        found = [_deed(each, readable) for each in told_of(case)]
    return tuple(reversed(found))


def _deed(told: Told, readable: Collection[str]) -> Deed:
    stated = tuple(told.about.get("keys", ()))
    keys = tuple(key for key in stated if compartment_of(key) in readable)
    return Deed(told.moment, told.act, told.user, told.agency, told.about, keys, len(stated) - len(keys))


def _asking(actor: Actor) -> Action:
    """Return what somebody needs to ask: a supervisor says who works on a case that shows them nothing."""
    bundle = BUNDLES.get(actor.bundle)
    answers = bundle is not None and Action.NAME_CONFLICT in bundle.as_colleague
    return Action.NAME_CONFLICT if answers else Action.SEE_CASE


def _working(case: str, moment: datetime) -> list[Membership]:
    rows = in_force(Membership.objects.filter(case=case), moment)
    return list(rows.select_related("user").order_by("since", "id"))


def _may(standing: Standing, action: Action, compartments_: Collection[str] = ()) -> bool:
    """Say whether nothing stands in the way but to prove again who they are."""
    names = (compartments_ or compartments()) if action is Action.SHARE else ("",)
    found = [standing.decide(action, name) for name in names]
    return any(decision.allowed or decision.needs for decision in found)


def _member(row: Membership) -> Member:
    return Member(row.id, row.user_id, row.user.agency_id, row.role, row.purpose, row.since, row.until)


def _given(row: Grant) -> Given:
    return Given(row.id, row.agency_id, tuple(row.compartments), row.basis, row.purpose, row.since, row.until, row.ended)
