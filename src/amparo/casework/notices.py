"""What somebody is told when they sign in: an emergency, a case that nobody works on, a case that betrays browsing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.log import log
from amparo.casework.models import Conflict, Notice
from amparo.casework.moment import now
from amparo.casework.office import is_as_signed_in, may_for_agency
from amparo.casework.sighted import cases_in_sight
from amparo.casework.trouble import told_plainly

MOST: Final = 20
"""Notices on a page; the rest follow when these are read."""
_OF_CASES: Final = ("glass-broken", "case-unattended", "referral-answered", "referral-late", "consent-taken-back")
"""What everybody in the case is told; the rest is for those who judge."""


@dataclass(frozen=True, slots=True)
class Unread:
    """One notice that nobody has read yet: its kind, the case, and what it is about (the id of an emergency, a user)."""

    id: str
    kind: str
    case: str
    about: str
    at: datetime


def unread(actor: Actor, seen: Collection[str] | None = None) -> tuple[Unread, ...]:
    """Return what somebody was not told yet, the newest first; the cases that it names are in the log.

    `seen` are the cases in their sight, where these were worked out a moment ago.
    """
    with told_plainly(), transaction.atomic(durable=True):
        found = _for(actor, seen).order_by("-at", "user")[: 2 * MOST] if is_as_signed_in(actor) else ()
        rows = tuple({(row.kind, row.case_id, row.about): row for row in found}.values())[:MOST]
        if rows:
            log("list-looked-at", actor, cases=[row.case_id for row in rows if row.case_id])
    return tuple(Unread(row.id, row.kind, row.case_id or "", row.about, row.at) for row in rows)


def read(actor: Actor, notice: str) -> None:
    """Say that a notice was read, and any other of theirs on the same; one to an agency is then read for all of them."""
    row = _for(actor).filter(id=notice).first() if is_as_signed_in(actor) else None
    if row is not None:
        _for(actor).filter(kind=row.kind, case_id=row.case_id, about=row.about).update(read=now())


def _for(actor: Actor, seen: Collection[str] | None = None) -> QuerySet[Notice]:
    """Return notices to somebody, of cases that the policy lets them see, and, if they judge emergencies, to their agency.

    None is about them. Of a case that they must not see they are told nothing.
    """
    if may_for_agency(actor, Action.REVIEW_GLASS):
        told = Q(user=actor.user) | Q(user=None)
    else:
        mine = Q(case=None) | Q(case__in=cases_in_sight(actor, now()) if seen is None else seen)
        told = mine & (Q(user=actor.user) | Q(user=None, kind__in=_OF_CASES))
    barred = Conflict.objects.filter(user=actor.user, ended=None).values("case")
    return Notice.objects.filter(told, agency=actor.agency, read=None).exclude(about=actor.user).exclude(case__in=barred)
