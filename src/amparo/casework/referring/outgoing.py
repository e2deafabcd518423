"""A referral to another installation: a sealed file, signed by ours; and its answer, which comes back as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from amparo.casework.access import shown_to
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there, permitted
from amparo.casework.log import log
from amparo.casework.models import Referral
from amparo.casework.moment import fresh_id, now
from amparo.casework.papers import Draft, checked
from amparo.casework.record import file_papers, record
from amparo.casework.referring.contents import written
from amparo.casework.referring.partners import MARK, as_agency, own_hand, partner, partners
from amparo.casework.referring.plan import Plan, check_plan
from amparo.casework.referring.preview import bundles_of
from amparo.casework.referring.rows import ANSWERED, locked, plan_of, tell
from amparo.casework.referring.sending import check_sending, drafts_of, sent_before
from amparo.casework.referring.states import ACCEPTED, DONE, LIVE, REASONS, REJECTED, SENT, URGENCIES
from amparo.casework.wall import enter
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, from_canonical, written_moment
from amparo.sealing.parcel import open_parcel, seal_parcel

LASTS: Final = timedelta(days=30)
"""So long a file can be taken in; afterwards it is too old, and has to be made anew."""
SCHEMA: Final = 1
ANSWERS: Final = (ACCEPTED, REJECTED, DONE)


def send_out(actor: Actor, case: str, plan: Plan, *, once: str = "") -> str:
    """Make the sealed file for a partner, and return the id of the referral, under which it is kept until it is answered.

    To send it is to give it: who holds the partner's keys can open the whole. So it takes the right to share and to take a
    copy out, proved again, and what is asked before a grant is asked here.
    """
    check_plan(plan)
    if plan.is_transfer or plan.reserve:
        raise AmparoError(
            "wrong-referral", "a case is handed over, and a reserve asked, on this installation alone", where="agency"
        )
    before = sent_before(actor, case, once)
    if before:
        return before
    known, receiver = partner(plan.agency.removeprefix(MARK)), as_agency(plan.agency.removeprefix(MARK))
    sights = shown_to(actor, case, receiver, bundles_of(receiver.body, plan), plan.compartments, purpose=plan.purpose)
    body, papers = written(sights.values()), drafts_of(actor, case, plan, receiver.id, once)
    sent: list[str] = []

    def make(standing: Standing) -> None:
        for action in (Action.SHARE, Action.EXPORT):
            standing.check(action, plan.compartments)
        check_sending(standing, plan, receiver)
        row = _row(actor, standing, plan, known.id, papers[0].id)
        hand = own_hand(standing.keeper)
        row.offer = seal_parcel(_head(row, plan, known.card.agency), body, hand, known.card)
        row.save(force_insert=True)
        about = {"referral": row.id, "partner": known.id, "compartments": sorted(plan.compartments)}
        log("referral-sent", actor, case=case, about={**about, "purpose": plan.purpose.value, "basis": plan.basis})
        sent.append(row.id)

    record(actor, case, seen={}, papers=papers, also=make)
    return sent[0]


def file_of(actor: Actor, referral: str) -> bytes:
    """Return the sealed file of a referral that waits for its answer, to whoever sees its case at the agency that sent it."""
    row = Referral.objects.filter(id=referral, sender=actor.agency).exclude(partner=None).first()
    with permitted(actor, str(row.case_id) if row else "", Action.SEE_CASE):
        if row is None or not row.offer:
            raise not_there()
        log("exported", actor, case=str(row.case_id), about={"referral": row.id})
    return bytes(row.offer)


def take_answer(actor: Actor, data: bytes) -> str:
    """Take in the answer to a referral that went out; return the id of the referral. One that came before changes nothing."""
    opened = open_parcel(data, own_hand(actor.agency), [each.card for each in partners()])
    head = from_canonical(opened.head)
    if head.get("kind") != "answer" or head.get("state") not in ANSWERS:
        raise AmparoError("parcel-other-kind", "this file is no answer to a referral", help="take it in as a referral")
    row = Referral.objects.filter(id=str(head["referral"]), sender=actor.agency).select_related("partner").first()
    with permitted(actor, str(row.case_id) if row else "", Action.SEE_CASE):
        if row is None or row.partner is None or partner(row.partner.id).card.id != opened.sender.id:
            raise not_there()
        _take(actor, row.id, head)
    return row.id


@transaction.atomic
def _take(actor: Actor, referral: str, head: Mapping[str, Any]) -> None:
    row = locked(referral)
    if row is None or not (row.state in LIVE or (row.state == ACCEPTED and head["state"] == DONE)):
        return
    Referral.objects.filter(id=row.id).update(state=head["state"], answered=now(), offer=b"")
    enter(str(row.sender_id), [str(row.case_id)])
    _plan, first = plan_of(row)
    said = {name: head[name] for name in ("state", "reason", "given", "text") if head.get(name)}
    if said.get("reason") not in (None, *REASONS):
        said.pop("reason")
    draft = Draft(
        "feedback" if head["state"] == DONE else "referral", first.compartment, {**said, "referral": row.id}, first.id
    )
    checked(draft)
    file_papers(actor, str(row.case_id), (draft,), str(row.sender_id))
    act = {ACCEPTED: "referral-accepted", REJECTED: "referral-rejected", DONE: "referral-done"}[str(head["state"])]
    log(act, actor, case=str(row.case_id), about={"referral": row.id, "by": "a file of the partner"})
    tell(str(row.sender_id), ANSWERED, row.id, row.case_id)


def _row(actor: Actor, standing: Standing, plan: Plan, partner_id: str, paper: str) -> Referral:
    moment = now()
    return Referral(
        id=fresh_id(),
        case_id=standing.case,
        sender_id=standing.keeper,
        partner_id=partner_id,
        is_transfer=False,
        state=SENT,
        sent=moment,
        sent_by_id=actor.user,
        due=moment + URGENCIES[plan.urgency].answer_within,
        paper=paper,
    )


def _head(row: Referral, plan: Plan, agency: str) -> bytes:
    """Return what the partner opens first: the offer, for whom, and until when the file can be taken in."""
    moments = {"sent": written_moment(row.sent), "due": written_moment(row.due), "until": written_moment(row.sent + LASTS)}
    return canonical(
        {"schema": SCHEMA, "kind": "referral", "referral": row.id, "agency": agency, **moments, "offer": plan.offered()}
    )
