"""Answering: what was offered to one's agency is accepted, refused, or told to be done. The first answer counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import in_force, not_there
from amparo.casework.grants import begin_grant, end_grant_row
from amparo.casework.inbox import opened_for_many
from amparo.casework.log import log
from amparo.casework.models import Agency, Case, Conflict, Grant, Membership, Referral
from amparo.casework.moment import fresh_id, now
from amparo.casework.office import is_as_signed_in
from amparo.casework.papers import Draft, Paper, checked
from amparo.casework.purpose import Purpose
from amparo.casework.record import file_papers
from amparo.casework.referring.late import ask_reserve
from amparo.casework.referring.preview import answers_for
from amparo.casework.referring.rows import ANSWERED, TABLE, end, locked, offered, plan_of, resealed, siblings, tell
from amparo.casework.referring.states import ACCEPTED, DONE, HELPS, LIVE, REASONS, REJECTED, REVOKED
from amparo.casework.referring.still import REFUSED, end_as_refused, is_refused, why_not
from amparo.casework.referring.transferring import hand_over
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter
from amparo.errors import AmparoError

LONGEST_TEXT: Final = 2000
_SHOWN: Final = frozenset({"kind", "urgency", "age", "languages", "safety", "given", "text"})
"""What is shown of an offer: a file of a partner, which is kept with it until it is answered, is not opened by looking."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is shown of a referral to their agency, before it is accepted and after. It does not say which case it is.

    `said` is what the sender chose to say: kind of help, urgency, age group, languages, safety. Of a refused one it is empty.
    """

    id: str
    sender: str
    partner: str
    is_transfer: bool
    state: str
    sent: datetime
    due: datetime
    answered: datetime | None
    answered_by: str
    said: Mapping[str, Any]
    case: str


def offers(actor: Actor, *, waiting: bool = True) -> tuple[Offer, ...]:
    """Return what was offered to one's agency and waits, the first due first; or what was answered lately."""
    states = LIVE if waiting else (ACCEPTED, DONE, REJECTED, REVOKED)
    with told_plainly(), transaction.atomic(durable=True):
        if not is_as_signed_in(actor):
            return ()
        rows = Referral.objects.filter(receiver=actor.agency, state__in=states)
        ordered = rows.order_by("due", "id") if waiting else rows.order_by("-answered", "-sent", "id")
        found = [row for row in ordered[:MOST] if _may_answer(actor, row) and not _is_unwanted(row)]
        if found:
            log("referral-looked-at", actor, about={"referrals": [row.id for row in found]})
        return tuple(_offer(actor, row) for row in found)


MOST: Final = 100
"""Rows that one list goes through."""


def waiting(actor: Actor) -> int:
    """Return how many offers wait for an answer of one's agency, for a number on a page."""
    if not is_as_signed_in(actor):
        return 0
    barred = Conflict.objects.filter(user_id=actor.user, ended=None).values("case_id")
    rows = Referral.objects.filter(receiver=actor.agency, state__in=LIVE).exclude(case_id__in=barred)[:MOST]
    leads = {row.id: row.is_transfer for row in rows}
    said = opened_for_many(actor.agency, TABLE, {row.id: bytes(row.offer) for row in rows if row.offer})
    kinds = {name: HELPS[each["kind"]].purpose for name, each in said.items()}
    return sum(answers_for(actor.body, actor.bundle, kind, leads=leads[name]) for name, kind in kinds.items())


def offer(actor: Actor, referral: str) -> Offer:
    """Return one offer; raise `no-such-case` to whoever may not answer it, as if it were not there."""
    with told_plainly(), transaction.atomic(durable=True):
        row = Referral.objects.filter(id=referral, receiver=actor.agency).first()
        may = row is not None and is_as_signed_in(actor) and _may_answer(actor, row) and not _is_unwanted(row)
        if may:
            log("referral-looked-at", actor, about={"referrals": [referral]})
    if row is None or not may:
        raise not_there()
    return _offer(actor, row)


def accept(actor: Actor, referral: str) -> str:
    """Take a case up, and return its id: what was authorised is given now, in the name of who shared it, to who accepts.

    Once more is asked whether it may still be given. Raise `referral-answered` where somebody else was first.
    """
    with _answering(actor, referral) as row:
        if row.state == ACCEPTED and row.answered_by_id == actor.user:
            return str(row.case_id)  # a link opened twice, a button pressed twice
        error = _open(row) or why_not(row)
        if error is None:
            _take_up(actor, row)
        elif error.code == REFUSED:
            end_as_refused(row)
    if error is not None:
        raise error
    return str(row.case_id)


def reject(actor: Actor, referral: str, reason: str) -> None:
    """Refuse a case, with a reason of the list. Nothing of the offer is left; where there is a reserve, it is asked at once."""
    if reason not in REASONS:
        raise AmparoError("wrong-referral", "one of the list has to be chosen", help=", ".join(REASONS), where="reason")
    with _answering(actor, referral) as row:
        error = _open(row)
        if error is None:
            end(row, REJECTED, by=actor.user)
            _file(actor, row, {"state": REJECTED, "reason": reason})
            log("referral-rejected", actor, case=str(row.case_id), about={"referral": row.id, "reason": reason})
            tell(str(row.sender_id), ANSWERED, row.id, row.case_id)
            ask_reserve(row)
    if error is not None:
        raise error


def finish(actor: Actor, referral: str, *, given: tuple[str, ...], text: str = "", reads_on: bool = False) -> None:
    """Say what was given after a referral; what the agency may read ends with it, unless its work goes on."""
    check_given(given, text)
    with _answering(actor, referral) as row:
        is_ours = row.state == ACCEPTED and not row.is_transfer
        if is_ours:
            said = {**offered(row), "given": list(given), "text": text.strip()}
            Referral.objects.filter(id=row.id).update(state=DONE, offer=resealed(row, said))
            _file(actor, row, {"state": DONE, "given": list(given), "text": text.strip()}, kind="feedback")
            log("referral-done", actor, case=str(row.case_id), about={"referral": row.id, "given": list(given)})
            tell(str(row.sender_id), ANSWERED, row.id, row.case_id)
            for grant in Grant.objects.filter(id__in=[] if reads_on else row.grants, ended=None):
                end_grant_row(actor, grant, now())
    if not is_ours:
        raise AmparoError("referral-not-open", "only what was accepted, and goes on, is said to be done")


def check_given(given: tuple[str, ...], text: str) -> None:
    """Raise `AmparoError` for word of what was given that says nothing, or too much."""
    if not set(given) <= set(HELPS):
        raise AmparoError("wrong-referral", "there is no such kind of help", where="given")
    if not given and not text.strip():
        raise AmparoError("wrong-referral", "say what was given, or why nothing was", where="given")
    if len(text) > LONGEST_TEXT:
        raise AmparoError("wrong-referral", f"at most {LONGEST_TEXT} signs", where="text")


@contextmanager
def _answering(actor: Actor, referral: str) -> Iterator[Referral]:
    """Open the transaction of an answer.

    Who answers is not in the case yet, so the case is entered in the name of the agency that keeps it: what is done to it is
    no more than what somebody there, who may share it, has authorised for this moment.
    """
    with told_plainly():
        with transaction.atomic(durable=True):
            row = locked(referral)
            ours = row is not None and row.receiver_id == actor.agency and row.sender_id is not None
            may = ours and is_as_signed_in(actor) and row is not None and _may_answer(actor, row)
            if row is not None and may and row.case_id:
                enter(Case.objects.values_list("agency_id", flat=True).get(id=row.case_id), [row.case_id])
                yield row
            else:
                log("look-refused", actor, about={"asked": referral if may else "", "act": "referral"})
        if row is None or not may:
            raise not_there()


def _open(row: Referral) -> AmparoError | None:
    """Return why a referral cannot be answered any more, if so."""
    if row.state in LIVE:
        return None
    if row.state == REVOKED:
        return AmparoError("referral-over", "this referral was taken back", help="call the sender if the person is with you")
    return AmparoError("referral-answered", "this referral has been answered already, or has ended")


def _take_up(actor: Actor, row: Referral) -> None:
    plan, paper = plan_of(row)
    case, receiver = str(row.case_id), Agency.objects.get(id=row.receiver_id)
    if row.is_transfer:
        given = hand_over(actor, row, plan)
    else:
        terms = plan.terms_for(receiver.body)
        given = [begin_grant(actor, case, str(row.sender_id), receiver, terms, given_by=str(row.sent_by_id))]
        _join(actor, case, plan.purpose)
    Referral.objects.filter(id=row.id).update(state=ACCEPTED, answered=now(), answered_by_id=actor.user, grants=given)
    log("referral-accepted", actor, case=case, about={"referral": row.id, "transfer": row.is_transfer})
    _file(actor, row, {"state": ACCEPTED}, paper=paper)
    tell(str(row.sender_id), ANSWERED, row.id, case)
    for other in siblings(row):
        end(other, REVOKED)


def _join(actor: Actor, case: str, purpose: Purpose) -> None:
    """Make who accepts a member: the receiving agency chose them by letting them answer."""
    working = Membership.objects.filter(case_id=case, user=actor.user, purpose=purpose)
    if in_force(working, now()).exists():
        return
    row = Membership.objects.create(
        id=fresh_id(),
        case_id=case,
        user_id=actor.user,
        role="works_on",
        purpose=purpose.value,
        since=now(),
        until=now() + BUNDLES[actor.bundle].longest,
    )
    log(
        "member-added", actor, case=case, about={"member": row.id, "user": actor.user, "role": row.role, "purpose": row.purpose}
    )


def _file(actor: Actor, row: Referral, said: Mapping[str, Any], *, kind: str = "referral", paper: Paper | None = None) -> None:
    """Keep what became of it as a paper of the case, where its first paper stands."""
    first = paper or plan_of(row)[1]
    keeper = Case.objects.values_list("agency_id", flat=True).get(id=row.case_id)
    draft = Draft(kind, first.compartment, {**said, "referral": row.id}, answers=first.id)
    checked(draft)
    file_papers(actor, str(row.case_id), (draft,), keeper)


def _may_answer(actor: Actor, row: Referral) -> bool:
    """Say whether somebody may answer: whoever would see something of the case then, and has no conflict with it."""
    if row.case_id and Conflict.objects.filter(case_id=row.case_id, user_id=actor.user, ended=None).exists():
        return False
    kind = offered(row).get("kind", "") if row.offer else ""
    if not kind:  # refused, or taken back: nothing of it is left but that it was
        return actor.bundle in BUNDLES and Action.SEE_CASE in BUNDLES[actor.bundle].actions
    return answers_for(actor.body, actor.bundle, HELPS[kind].purpose, leads=row.is_transfer)


def _is_unwanted(row: Referral) -> bool:
    """Say whether an offer waits that the person does not want any more, and that the clock will end in a moment."""
    return row.state in LIVE and row.case_id is not None and is_refused(row)


def _offer(actor: Actor, row: Referral) -> Offer:
    mine = row.state in (ACCEPTED, DONE) and row.case_id is not None
    seen = mine and Membership.objects.filter(case_id=row.case_id, user_id=actor.user, ended=None).exists()
    return Offer(
        id=row.id,
        sender=str(row.sender_id or ""),
        partner=row.partner.title if row.partner is not None else "",
        is_transfer=row.is_transfer,
        state=row.state,
        sent=row.sent,
        due=row.due,
        answered=row.answered,
        answered_by=str(row.answered_by_id or ""),
        said={name: value for name, value in offered(row).items() if name in _SHOWN},
        case=str(row.case_id) if seen else "",
    )
