"""Which emergencies stand open, and which wait for somebody to judge them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import not_there
from amparo.casework.glass import REVIEW_WITHIN
from amparo.casework.log import log
from amparo.casework.models import BreakGlass, Conflict
from amparo.casework.moment import as_id, now
from amparo.casework.office import may_for_agency
from amparo.casework.trouble import told_plainly

KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Emergency:
    """One emergency as its judge sees it in a list; the reason is opened by itself."""

    id: str
    case: str
    user: str
    agency: str
    compartment: str
    ground: str
    since: datetime
    until: datetime
    verdict: str
    is_overdue: bool
    is_own: bool


def may_judge(actor: Actor) -> bool:
    """Say whether somebody judges emergencies at all."""
    return may_for_agency(actor, Action.REVIEW_GLASS)


def open_for(actor: Actor, case: str) -> Mapping[str, datetime]:
    """Return the compartments that stand open for a user in an emergency, and until when."""
    moment = now()
    rows = BreakGlass.objects.filter(case=case, user=actor.user, since__lte=moment, until__gt=moment)
    return dict(rows.order_by("until").values_list("compartment", "until"))


def emergencies(actor: Actor) -> tuple[Emergency, ...]:
    """Return what waits to be judged, and what was judged in the last 30 days; every case that it names is in the log."""
    if not may_judge(actor):
        _refused(actor, "")
        raise not_there()
    with told_plainly(), transaction.atomic(durable=True):
        rows = tuple(_to_judge(actor).select_related("user").order_by("reviewed", "since"))
        log("list-looked-at", actor, cases=[row.case_id for row in rows])
    return tuple(_as_told(row, actor) for row in rows)


def emergency(actor: Actor, glass: str) -> Emergency:
    """Return one of them; raise `no-such-case` for any other, and log the try."""
    row = _to_judge(actor).select_related("user").filter(id=glass).first() if may_judge(actor) else None
    if row is None:
        _refused(actor, glass)
        raise not_there()
    return _as_told(row, actor)


def _refused(actor: Actor, glass: str) -> None:
    with told_plainly(), transaction.atomic(durable=True):
        log("look-refused", actor, about={"asked": as_id(glass), "act": Action.REVIEW_GLASS.value})


def _to_judge(actor: Actor) -> QuerySet[BreakGlass]:
    """Return those of the agency's cases, or, for an office that judges without being in a case, all.

    None is of a case that they must not see.
    """
    barred = Conflict.objects.filter(user=actor.user, ended=None).values("case")
    recent = BreakGlass.objects.filter(Q(reviewed=None) | Q(reviewed__gt=now() - KEPT)).exclude(case__in=barred)
    anywhere = Action.REVIEW_GLASS in BUNDLES[actor.bundle].anywhere
    return recent if anywhere else recent.filter(case__agency=actor.agency)


def _as_told(row: BreakGlass, actor: Actor) -> Emergency:
    return Emergency(
        row.id, row.case_id, row.user_id, row.user.agency_id, row.compartment, row.ground, row.since, row.until, row.verdict,
        is_overdue=row.reviewed is None and row.since <= now() - REVIEW_WITHIN,
        is_own=actor.user in (row.user_id, row.seconded_by_id),
    )  # fmt: skip
