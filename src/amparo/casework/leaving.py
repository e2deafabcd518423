"""An agency leaves: its people, what it was given and what it holds open end at once. What it did stays in the log."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.canary import is_canary
from amparo.casework.erasing import erased_cases
from amparo.casework.grants import end_grant_row, take_back
from amparo.casework.log import log
from amparo.casework.models import Agency, BreakGlass, Case, Grant, User
from amparo.casework.moment import now
from amparo.casework.people import end_account
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter_everywhere
from amparo.errors import AmparoError


@dataclass(frozen=True, slots=True)
class Left:
    """What ended with an agency: accounts of its people, and grants that it had."""

    users: int
    grants: int


def end_agency(agency: str) -> Left:
    """End an agency's part; raise `AmparoError` while it keeps a case of which anything is left.

    Its ring stays where it is: who looked while it took part is sealed under it in its cases.
    """
    with told_plainly(), transaction.atomic(durable=True):
        enter_everywhere()
        moment = now()
        row = Agency.objects.select_for_update().filter(id=agency, ended=None).first()
        if row is None:
            raise AmparoError("unknown-agency", f"there is no agency `{agency}` at work here")
        _refuse_keeping(agency)
        _refuse_last(agency)
        users = list(User.objects.filter(agency=row, ended=None))
        grants = list(Grant.objects.filter(agency=row, ended=None).order_by("case_id", "id"))
        _take_back_glass(agency)
        for grant in grants:
            Case.objects.select_for_update().get(id=grant.case_id)
            end_grant_row(ITSELF, grant, moment)
        for user in users:
            end_account(ITSELF, user, moment)
        Agency.objects.filter(id=agency).update(ended=moment)
        log("agency-ended", ITSELF, about={"agency": agency, "users": len(users), "grants": len(grants)})
    return Left(len(users), len(grants))


def _refuse_keeping(agency: str) -> None:
    gone = erased_cases()
    kept = [case for case in Case.objects.filter(agency=agency).values_list("id", flat=True) if case not in gone]
    left = sum(not is_canary(case) for case in kept)
    if left:
        raise AmparoError(
            "agency-keeps-cases",
            f"agency `{agency}` still keeps {left} {'cases' if left > 1 else 'case'}",
            help="hand each over to another agency, from the page of the case (Refer, then Transfer); or erase what is left",
        )


def _refuse_last(agency: str) -> None:
    if not Agency.objects.filter(ended=None).exclude(id=agency).exists():
        raise AmparoError("agency-last", "this is the last agency at work here", help="add another one first")


def _take_back_glass(agency: str) -> None:
    moment = now()
    open_ = BreakGlass.objects.filter(user__agency_id=agency, until__gt=moment)
    cases = sorted(set(open_.values_list("case_id", flat=True)))
    open_.update(until=moment)
    for case in cases:
        take_back(case, agency, moment)
