"""A referral from another installation: its file is taken in once, its offer shown, and opened by whoever accepts it."""

from __future__ import annotations

from base64 import b32encode, b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.inbox import sealed_for
from amparo.casework.log import log
from amparo.casework.models import Partner, Referral
from amparo.casework.moment import now
from amparo.casework.office import is_as_signed_in
from amparo.casework.record import fill, open_case
from amparo.casework.referring.answering import check_given
from amparo.casework.referring.contents import brought
from amparo.casework.referring.outgoing import SCHEMA
from amparo.casework.referring.partners import own_hand, partner, partners
from amparo.casework.referring.preview import answers_for
from amparo.casework.referring.rows import OFFERED, TABLE, end, offered, tell
from amparo.casework.referring.states import ACCEPTED, AGES, DONE, HELPS, LIVE, REASONS, REJECTED, SAFETY, SENT, URGENCIES
from amparo.casework.trouble import told_plainly
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, from_canonical, moment_from, written_moment
from amparo.sealing.parcel import Opened, open_body, open_parcel, seal_parcel

LARGEST = 4 * 1024 * 1024
PARCEL = "parcel"


def take_in(actor: Actor, data: bytes) -> str:
    """Take in a partner's file for one's agency, unopened but for its offer; return the id of the referral here.

    The same file comes in once. Nothing of it is in any case before somebody accepts; of one refused, nothing is left.
    """
    opened, head = _opened(actor, data)
    said = _offer(head)
    row_id = _id(opened.sender.id, str(head["referral"]))
    if not answers_for(actor.body, actor.bundle, HELPS[said["kind"]].purpose, leads=False) or not is_as_signed_in(actor):
        raise AmparoError("parcel-for-colleagues", "this file is for colleagues whose work it is", help="hand it to them")
    sent, due = moment_from(head["sent"]), moment_from(head["due"])
    with told_plainly(), transaction.atomic(durable=True):
        if Referral.objects.filter(id=row_id).exists():
            return row_id
        content = {**said, "from": str(head["referral"]), PARCEL: b64encode(data).decode()}
        Referral.objects.create(
            id=row_id,
            receiver_id=actor.agency,
            partner_id=next(each.id for each in partners() if each.card.id == opened.sender.id),
            is_transfer=False,
            state=SENT,
            sent=sent,
            due=due,
            paper=str(head["referral"])[:32],
            offer=sealed_for(actor.agency, TABLE, row_id, content),
        )
        log("referral-looked-at", actor, about={"referrals": [row_id], "from": "a partner's file"})
        tell(actor.agency, OFFERED, row_id)
    return row_id


def accept_in(actor: Actor, referral: str) -> str:
    """Open a case here with what the file holds, stated as from its sender; return the case."""
    row = _row(actor, referral)
    if row.state == ACCEPTED and row.answered_by_id == actor.user:
        return str(row.case_id)
    _check_open(row)
    said = dict(offered(row))
    data = b64decode(said.pop(PARCEL))
    opened, _head = _opened(actor, data)
    found = brought(open_body(opened, own_hand(actor.agency)), opened.sender.title, vocabulary())

    def keep(case: str) -> None:
        if not Referral.objects.filter(id=row.id, state__in=LIVE).update(
            state=ACCEPTED, case=case, answered=now(), answered_by=actor.user
        ):
            raise AmparoError("referral-answered", "this referral has been answered already, or has ended")
        Referral.objects.filter(id=row.id).update(offer=sealed_for(actor.agency, TABLE, row.id, said))
        fill(actor, case, found.statements, papers=found.papers, body=opened.sender.body)
        log("referral-accepted", actor, case=case, about={"referral": row.id, "from": "a partner's file"})

    purpose = HELPS[said["kind"]].purpose
    return open_case(actor, purpose=purpose.value, called=found.called, also=keep)


def reject_in(actor: Actor, referral: str, reason: str) -> bytes:
    """Refuse a partner's file; nothing of it is left. Return the answer that goes back."""
    if reason not in REASONS:
        raise AmparoError("wrong-referral", "one of the list has to be chosen", help=", ".join(REASONS), where="reason")
    row = _row(actor, referral)
    _check_open(row)
    with told_plainly(), transaction.atomic(durable=True):
        end(row, REJECTED, by=actor.user)
        log("referral-rejected", actor, about={"referral": row.id, "reason": reason})
    return _answer(actor, row, {"state": REJECTED, "reason": reason})


def finish_in(actor: Actor, referral: str, *, given: tuple[str, ...], text: str = "") -> None:
    """Say what was given after a partner's referral, for the answer that goes back; the case here goes on as it is."""
    row = _row(actor, referral)
    check_given(given, text)
    if row.state != ACCEPTED or row.answered_by_id != actor.user:
        raise AmparoError("referral-not-open", "only what was accepted, and goes on, is said to be done")
    with told_plainly(), transaction.atomic(durable=True):
        said = {**offered(row), "given": list(given), "text": text.strip()}
        Referral.objects.filter(id=row.id).update(state=DONE, offer=sealed_for(actor.agency, TABLE, row.id, said))
        log("referral-done", actor, case=str(row.case_id), about={"referral": row.id, "given": list(given)})


def answer_of(actor: Actor, referral: str) -> bytes:
    """Return the answer to a partner's file once more, for it to be sent: signed by ours, sealed for the sender."""
    row = _row(actor, referral)
    if row.state not in (ACCEPTED, REJECTED, DONE):
        raise AmparoError("referral-not-open", "this has not been answered yet")
    said = offered(row)
    return _answer(actor, row, {"state": row.state, "given": list(said.get("given", ())), "text": said.get("text", "")})


def _answer(actor: Actor, row: Referral, said: Mapping[str, Any]) -> bytes:
    head = {"schema": SCHEMA, "kind": "answer", "referral": row.paper, "at": written_moment(now()), **said}
    return seal_parcel(canonical(head), b"", own_hand(actor.agency), partner(str(row.partner_id)).card)


def _opened(actor: Actor, data: bytes) -> tuple[Opened, Mapping[str, Any]]:
    if len(data) > LARGEST:
        raise AmparoError("parcel-damaged", f"a sealed file has at most {LARGEST} bytes", help="nothing of it was kept")
    opened = open_parcel(data, own_hand(actor.agency), [each.card for each in partners()])
    head = from_canonical(opened.head)
    if head.get("schema") != SCHEMA or head.get("kind") != "referral":
        raise AmparoError("parcel-other-kind", "this file is no referral", help="take it in as an answer, if it is one")
    if moment_from(head.get("until")) < now():
        raise AmparoError("parcel-too-old", "this file is too old to be taken in", help="ask the sender for a new one")
    return opened, head


def _offer(head: Mapping[str, Any]) -> dict[str, Any]:
    """Return the offer of a head, as strictly as if it were typed here: a signature says who wrote it, not that it is right."""
    said = head.get("offer")
    lists = ("languages", "safety")
    if not isinstance(said, dict) or any(not isinstance(said.get(name), list) for name in lists):
        raise AmparoError("parcel-damaged", "the offer in this file is not one of a known layout")
    known = (("kind", HELPS), ("urgency", URGENCIES), ("age", AGES))
    if any(said.get(name) not in choices for name, choices in known) or not set(said["safety"]) <= set(SAFETY):
        raise AmparoError("parcel-damaged", "the offer in this file is not one of a known layout")
    return {name: said[name] for name in ("kind", "urgency", "age", *lists)}


def _row(actor: Actor, referral: str) -> Referral:
    row = Referral.objects.filter(id=referral, receiver=actor.agency).exclude(partner=None).first()
    if row is None or not is_as_signed_in(actor):
        raise not_there()
    kind = offered(row).get("kind", "")
    if row.answered_by_id != actor.user and not (
        kind and answers_for(actor.body, actor.bundle, HELPS[kind].purpose, leads=False)
    ):
        raise not_there()
    return row


def _check_open(row: Referral) -> None:
    if row.state not in LIVE or row.partner_id is None or not Partner.objects.filter(id=row.partner_id, ended=None).exists():
        raise AmparoError("referral-answered", "this referral has been answered already, or has ended")


def _id(sender: str, referral: str) -> str:
    """Return the id here of what a partner calls so: one for each file, and never one of another's choosing."""
    return b32encode(sha256(f"{sender}/{referral}".encode()).digest()[:10]).decode("ascii").lower()
