"""Rows of referrals: how one is made for a receiver, found for an answer, and ended; who is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection

from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.keys import CaseKeys
from amparo.casework.models import Case, Notice, Referral
from amparo.casework.moment import fresh_id, now
from amparo.casework.papers import Paper, paper_by
from amparo.casework.referring.plan import Plan, plan_from
from amparo.casework.referring.states import LIVE, SENT, URGENCIES

TABLE: Final = "referral"
OFFERED: Final = "referral-offered"
ANSWERED: Final = "referral-answered"
LATE: Final = "referral-late"
TAKEN_BACK: Final = "referral-revoked"


def offer_to(receiver: str, case: str, plan: Plan, *, sender: str, by: str, paper: str) -> Referral:
    """Make a row that waits for an answer, with the offer sealed for its receiver; inside the open transaction."""
    moment = now()
    row = Referral(
        id=fresh_id(),
        case_id=case,
        sender_id=sender,
        receiver_id=receiver,
        reserve_id=plan.reserve if plan.reserve not in ("", receiver) else None,
        is_transfer=plan.is_transfer,
        state=SENT,
        sent=moment,
        sent_by_id=by,
        due=moment + URGENCIES[plan.urgency].answer_within,
        paper=paper,
    )
    row.offer = sealed_for(receiver, TABLE, row.id, plan.offered())
    row.save(force_insert=True)
    tell(receiver, OFFERED, row.id)
    return row


def offered(row: Referral) -> Mapping[str, Any]:
    """Return what an offer says, with the keys of its receiver; of one that was refused, nothing."""
    sealed = bytes(row.offer)
    return opened_for(str(row.receiver_id), TABLE, row.id, sealed) if sealed and row.receiver_id else {}


def resealed(row: Referral, content: Mapping[str, Any]) -> bytes:
    """Return other content sealed in the place of an offer."""
    return sealed_for(str(row.receiver_id), TABLE, row.id, content)


def locked(referral: str) -> Referral | None:
    """Return a row that nobody else changes until the transaction ends: the case first, then the row, as everybody does."""
    case = Referral.objects.filter(id=referral).values_list("case_id", flat=True).first()
    if connection.features.has_select_for_update and case:
        Case.objects.select_for_update().filter(id=case).values_list("id", flat=True).first()
    return Referral.objects.select_for_update().filter(id=referral).first()


def plan_of(row: Referral) -> tuple[Plan, Paper]:
    """Return what was authorised, and its paper, with the keys of the agency that keeps the case, which is entered."""
    keeper = Case.objects.values_list("agency_id", flat=True).get(id=row.case_id)
    paper = paper_by(CaseKeys(str(row.case_id), keeper), row.paper)
    if paper is None:  # the compartment was erased: nothing authorises anything any more
        raise LookupError
    return plan_from(paper.body["plan"]), paper


def authorised(row: Referral) -> Plan | None:
    """Return what was authorised, or nothing where the compartment in which it stood was erased."""
    try:
        return plan_of(row)[0]
    except LookupError:
        return None


def end(row: Referral, state: str, *, by: str | None = None, moment: datetime | None = None) -> None:
    """End the wait for an answer, and empty the offer."""
    Referral.objects.filter(id=row.id).update(state=state, offer=b"", answered=moment or now(), answered_by_id=by)


def siblings(row: Referral) -> list[Referral]:
    """Return the other rows of the same act of sending that can still be answered: the first receiver's, or the reserve's."""
    rows = Referral.objects.select_for_update().filter(case_id=row.case_id, paper=row.paper, state__in=LIVE)
    return list(rows.exclude(id=row.id).order_by("sent", "id"))


def tell(agency: str, kind: str, referral: str, case: str | None = None) -> None:
    """Leave a notice for an agency; a receiver's names no case."""
    Notice.objects.create(id=fresh_id(), agency_id=agency, case_id=case, kind=kind, about=referral, at=now())
