"""No answer in time: the sender is told, and the reserve is asked where the sender chose one. The work of the clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.erasing import erased_cases
from amparo.casework.log import log
from amparo.casework.models import Agency, Case, Referral
from amparo.casework.moment import now
from amparo.casework.referring.rows import LATE, end, locked, offer_to, plan_of, tell
from amparo.casework.referring.states import ESCALATED, LAPSED, LAPSES_AFTER, LIVE, SENT
from amparo.casework.referring.still import end_as_refused, is_refused, why_not
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter


def tell_late(moment: datetime) -> int:
    """Go through the referrals whose time has come, or which the person does not want any more; return how many.

    May be run again at any time.
    """
    due = Referral.objects.filter(state=SENT, due__lte=moment)
    gone = Referral.objects.filter(state=SENT, receiver__ended__isnull=False)
    over = Referral.objects.filter(state__in=LIVE, due__lte=moment - LAPSES_AFTER)
    unwanted = _end_unwanted()
    found = sorted({row.id for some in (due, gone, over) for row in some.only("id")})
    erased = erased_cases() if found else frozenset[str]()
    return unwanted + sum(_late(each, moment, erased) for each in found)


def ask_reserve(row: Referral) -> Referral | None:
    """Offer the case to the reserve, if the sender chose one that is still there; inside the open transaction.

    The sender authorised it when they sent, and the person's consent names the reserve: nobody has to be awake for it. But it
    is asked only for what may still be given.
    """
    if row.reserve_id is None or Agency.objects.filter(id=row.reserve_id, ended=None).first() is None:
        return None
    if why_not(row) is not None:
        return None
    plan, paper = plan_of(row)
    made = offer_to(row.reserve_id, str(row.case_id), plan, sender=str(row.sender_id), by=str(row.sent_by_id), paper=paper.id)
    Referral.objects.filter(id=row.id).update(reserve=None)
    about = {"referral": row.id, "reserve": made.id, "agency": row.reserve_id}
    log("referral-late", ITSELF, case=str(row.case_id), about=about)
    return made


def _end_unwanted() -> int:
    """End the offers that wait for an answer and that the person does not want any more; return how many."""
    waiting = Referral.objects.filter(state__in=LIVE, partner=None).exclude(case=None)
    return sum(_unwanted(each) for each in sorted(waiting.values_list("id", flat=True)))


def _unwanted(referral: str) -> int:
    with told_plainly(), transaction.atomic(durable=True):
        row = Referral.objects.get(id=referral)
        if not is_refused(row):
            return 0
        locked_row = locked(referral)
        if locked_row is None or locked_row.state not in LIVE or not is_refused(locked_row):
            return 0
        end_as_refused(locked_row)
    return 1


def _late(referral: str, moment: datetime, erased: frozenset[str]) -> int:
    with told_plainly(), transaction.atomic(durable=True):
        row = locked(referral)
        if row is None or row.state not in LIVE:
            return 0
        if row.case_id in erased or row.due <= moment - LAPSES_AFTER:
            end(row, LAPSED)
        elif row.case_id is None:  # it came from a partner, and is in no case yet
            Referral.objects.filter(id=row.id).update(state=ESCALATED, escalated=now())
        else:
            enter(Case.objects.values_list("agency_id", flat=True).get(id=row.case_id), [row.case_id])
            Referral.objects.filter(id=row.id).update(state=ESCALATED, escalated=now())
            if ask_reserve(row) is None:
                log("referral-late", ITSELF, case=row.case_id, about={"referral": row.id})
        if row.sender_id and row.case_id not in erased:
            tell(row.sender_id, LATE, row.id, row.case_id)
    return 1
