"""What was sent, and what became of it: for those who work on the case at the agency that keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.log import log
from amparo.casework.models import Referral
from amparo.casework.moment import now
from amparo.casework.referring.states import LIVE
from amparo.casework.sighted import cases_in_sight
from amparo.casework.trouble import told_plainly

MOST = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """One referral of a case that the viewer works on. `told` are the papers of what became of it, that they may read."""

    id: str
    case: str
    receiver: str
    partner: str
    is_transfer: bool
    state: str
    sent: datetime
    due: datetime
    answered: datetime | None
    is_live: bool
    has_reserve: bool
    has_file: bool
    told: tuple[Mapping[str, Any], ...] = ()


def sent_by(actor: Actor) -> tuple[Sent, ...]:
    """Return what was sent of the cases that somebody works on, what waits for an answer first."""
    with told_plainly(), transaction.atomic(durable=True):
        seen = cases_in_sight(actor, now())
        rows = _of_keeper(actor).filter(case_id__in=seen).order_by("-sent", "id")[:MOST]
        found = sorted(rows, key=lambda row: row.state not in LIVE)
        if found:
            log("list-looked-at", actor, cases=sorted({str(row.case_id) for row in found}))
    return tuple(_sent(row) for row in found)


def sent_of(actor: Actor, case: str, papers: Iterable[Mapping[str, Any]] = ()) -> tuple[Sent, ...]:
    """Return what was sent of one case that was just looked at, the newest first."""
    told = list(papers)
    return tuple(_sent(row, told) for row in _of_keeper(actor).filter(case_id=case).order_by("-sent", "id")[:MOST])


def sent_one(actor: Actor, referral: str) -> Sent:
    """Return one, with what became of it; raise `no-such-case` to whoever does not work on its case."""
    row = _of_keeper(actor).filter(id=referral).first()
    if row is None:
        raise not_there()
    papers = look(actor, str(row.case_id)).papers
    return _sent(row, [paper.body for paper in papers if paper.body.get("referral") == row.id])


def _of_keeper(actor: Actor) -> QuerySet[Referral]:
    return Referral.objects.filter(sender=actor.agency, case__agency=actor.agency).select_related("partner")


def _sent(row: Referral, told: Iterable[Mapping[str, Any]] = ()) -> Sent:
    return Sent(
        id=row.id,
        case=str(row.case_id),
        receiver=row.receiver_id or "",
        partner=row.partner.title if row.partner is not None else "",
        is_transfer=row.is_transfer,
        state=row.state,
        sent=row.sent,
        due=row.due,
        answered=row.answered,
        is_live=row.state in LIVE,
        has_reserve=row.reserve_id is not None,
        has_file=row.partner_id is not None and bool(row.offer),
        told=tuple(each for each in told if each.get("referral") == row.id),
    )
