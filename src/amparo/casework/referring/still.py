"""Whether what was authorised may still be given: asked on accepting, before a reserve is asked, and by the clock."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import ITSELF, actor_of
from amparo.casework.entitled import Standing, standing_of
from amparo.casework.keys import LOG, WORKED, CaseKeys
from amparo.casework.log import log
from amparo.casework.models import Case, Referral, User
from amparo.casework.moment import now
from amparo.casework.referring.rows import ANSWERED, end, plan_of, tell
from amparo.casework.referring.states import REVOKED
from amparo.casework.referring.wishing import check_wish, wish_of
from amparo.casework.wall import enter
from amparo.errors import AmparoError

REFUSED: Final = "referral-refused-by-person"


def why_not(row: Referral) -> AmparoError | None:
    """Ask once more what was asked when it was sent, of a case that is entered; return why it is not given any more, if so.

    Whose case it is, what the person wants, how long it was meant to last; and of a whole case, whether who sent it may share
    all that it holds by now.
    """
    case = Case.objects.select_related("agency").get(id=row.case_id)
    over = AmparoError("referral-over", "this referral was taken back", help="call the sender if the person is with you")
    try:
        plan, _paper = plan_of(row)
        check_wish(wish_of(case.id, case.agency_id), plan.basis)
    except LookupError:
        return AmparoError("referral-over", "what this referral rests on was erased")
    except AmparoError as error:
        return error
    if case.agency_id != row.sender_id or plan.until <= now():
        return over
    return over if row.is_transfer and not _may_hand_over(row) else None


def check_hands_over(standing: Standing) -> None:
    """Raise `AmparoError` unless somebody may share every part of which the case holds a key: a transfer gives them all."""
    standing.check(Action.SHARE, CaseKeys(standing.case, standing.keeper).compartments() - {LOG, WORKED})


def is_refused(row: Referral) -> bool:
    """Say whether what the person wants by now forbids what waits for an answer; leaves the case entered."""
    enter(Case.objects.values_list("agency_id", flat=True).get(id=row.case_id), [str(row.case_id)])
    error = why_not(row)
    return error is not None and error.code == REFUSED


def end_as_refused(row: Referral) -> None:
    """End an offer that the person does not want any more, inside the open transaction that entered the case."""
    end(row, REVOKED)
    tell(str(row.sender_id), ANSWERED, row.id, row.case_id)
    log("referral-revoked", ITSELF, case=str(row.case_id), about={"referral": row.id, "by": "the person's wish"})


def _may_hand_over(row: Referral) -> bool:
    """Say whether who sent a transfer may still share the whole; that they proved who they are was asked when they sent it."""
    user = User.objects.select_related("agency").get(id=row.sent_by_id)
    standing = standing_of(replace(actor_of(user), stepped_up=True), str(row.case_id), now())
    try:
        check_hands_over(standing)
    except AmparoError:
        return False
    return True
