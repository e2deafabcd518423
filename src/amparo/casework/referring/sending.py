"""Sending: a case is offered to another agency, by somebody who may share it; and taken back at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import LEADING
from amparo.casework.entitled import Standing, not_there, permitted, standing_of
from amparo.casework.grants import check_terms, end_grant_row
from amparo.casework.log import log
from amparo.casework.models import Agency, Grant, Referral
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.papers import Draft
from amparo.casework.purpose import WHEREABOUTS
from amparo.casework.record import record
from amparo.casework.referring.plan import Plan, check_plan
from amparo.casework.referring.preview import at_work
from amparo.casework.referring.rows import TAKEN_BACK, locked, offer_to, siblings, tell
from amparo.casework.referring.states import ACCEPTED, DONE, LIVE, REVOKED
from amparo.casework.referring.still import check_hands_over
from amparo.casework.referring.transferring import check_transfer
from amparo.casework.referring.wishing import check_wish, wish_of
from amparo.errors import AmparoError

VOICE: Final = "voice"
_NOTES: Final = ("support", "security", "identity", "legal", "health", "child", "account", VOICE)
"""Where a note for the receiver stands: in the first of these that it is given."""


def send(actor: Actor, case: str, plan: Plan, *, also: Callable[[str], None] | None = None, once: str = "") -> str:
    """Offer a case to an agency, and return the id of the referral; nothing is given before it is accepted.

    Takes the right to share all that is offered, proved again. `also` is called with the id in the same transaction. What was
    sent under the same `once` (a fresh id) is not sent again.
    Raise `AmparoError` for what could not be given today.
    """
    check_plan(plan)
    before = sent_before(actor, case, once)
    if before:
        return before
    receiver = at_work(plan.agency)
    sent: list[Referral] = []

    def offer(standing: Standing) -> None:
        standing.check(Action.SHARE, plan.compartments)
        if plan.is_transfer:
            check_hands_over(standing)
        check_sending(standing, plan, receiver)
        row = offer_to(receiver.id, case, plan, sender=standing.keeper, by=actor.user, paper=papers[0].id)
        about = {"referral": row.id, "agency": receiver.id, "compartments": sorted(plan.compartments)}
        more = {"purpose": plan.purpose.value, "basis": plan.basis, "transfer": plan.is_transfer}
        log("referral-sent", actor, case=case, about={**about, **more})
        sent.append(row)
        if also is not None:
            also(row.id)

    papers = drafts_of(actor, case, plan, receiver.id, once)
    record(actor, case, seen={}, papers=papers, also=offer)
    return sent[0].id


def check_sending(standing: Standing, plan: Plan, receiver: Agency) -> None:
    """Raise `AmparoError` for what may not be given today: to this agency, on this basis, of this person."""
    if standing.keeper in (receiver.id, plan.reserve):
        raise AmparoError("unknown-agency", "a case is referred to another agency than the one that keeps it", where="agency")
    check_wish(wish_of(standing.case, standing.keeper), plan.basis)
    if plan.is_transfer:
        check_transfer(standing.case, standing.keeper, receiver, plan)
    else:
        check_terms(receiver.body, standing.case, replace(plan.terms_for(receiver.body), compartments=plan.compartments))
    if plan.reserve:
        _check_reserve(standing, plan)


def sent_before(actor: Actor, case: str, once: str) -> str:
    """Return what was sent under this id already, as a form that is sent twice would do again."""
    rows = Referral.objects.filter(case=case, sender=actor.agency, sent_by=actor.user, paper=as_id(once) or "-")
    return rows.values_list("id", flat=True).first() or ""


def drafts_of(actor: Actor, case: str, plan: Plan, receiver: str, once: str = "") -> tuple[Draft, ...]:
    """Return the papers of an offer: what is authorised, where consent is written down, and the note where it will be read."""
    with transaction.atomic():
        writes = standing_of(actor, case, now())
    at = next((name for name in (VOICE, *sorted(plan.compartments)) if writes.decide(Action.RECORD, name).allowed), VOICE)
    plain = Draft("referral", at, {"plan": plan.written(), "to": receiver}, id=as_id(once) or fresh_id())
    note = plan.note.strip()
    if not note:
        return (plain,)
    given = [name for name in (*_NOTES, *sorted(plan.compartments)) if name in plan.compartments and name != WHEREABOUTS]
    place = next((name for name in given if writes.decide(Action.RECORD, name).allowed), at)
    return (plain, Draft("referral-note", place, {"text": note, "for": receiver}, answers=plain.id))


def revoke(actor: Actor, referral: str) -> None:
    """Take an offer back, or end what was given on it; at once, at any time."""
    found = Referral.objects.filter(id=referral).first()
    with permitted(actor, str(found.case_id) if found and found.case_id else "", Action.WITHDRAW):
        row = locked(referral)
        if row is None or row.sender_id != actor.agency:
            raise not_there()
        if row.state not in (*LIVE, ACCEPTED, DONE):
            raise AmparoError("referral-over", "this referral has ended already")
        take_back(actor, row)


def take_back(actor: Actor, row: Referral) -> None:
    """End a referral and what was given on it, and that of the reserve, inside the open transaction."""
    for each in (row, *siblings(row)):
        for grant in Grant.objects.filter(id__in=each.grants, ended=None):
            end_grant_row(actor, grant, now())
        Referral.objects.filter(id=each.id).update(state=REVOKED, offer=b"")
        log("referral-revoked", actor, case=str(row.case_id), about={"referral": each.id})
        if each.receiver_id:
            tell(each.receiver_id, TAKEN_BACK, each.id)


def _check_reserve(standing: Standing, plan: Plan) -> None:
    """Refuse a reserve that could not be given anything: it is asked when nobody is there to choose another."""
    reserve = Agency.objects.filter(id=plan.reserve, ended=None).first()
    if reserve is None or reserve.id == plan.agency:
        raise AmparoError("unknown-agency", "the reserve is another agency at work here", where="reserve")
    if plan.is_transfer:
        if reserve.body not in LEADING:
            raise AmparoError("transfer-to-nobody-leading", "the reserve is no body that may lead a case", where="reserve")
        return
    terms = plan.terms_for(reserve.body)
    if not terms.compartments:
        raise AmparoError("grant-outside-mandate", "the reserve may read nothing of this for this purpose", where="reserve")
    check_terms(reserve.body, standing.case, terms)
