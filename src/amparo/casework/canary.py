"""Cases that belong to nobody. Nobody works on one, so whoever asks for one is browsing; that is told to somebody else.

Which cases these are stands nowhere: a keyed mark of the id is kept, which tells nothing without the installation's key.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import INSTALLATION, Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.keys import mark_key
from amparo.casework.log import log
from amparo.casework.models import Agency, Canary, Case, Notice, User
from amparo.casework.moment import fresh_id, now
from amparo.casework.office import check_in_office
from amparo.errors import AmparoError

AUDITOR: Final = "auditor"
OPENED: Final = "canary-opened"
_QUIET: Final = timedelta(hours=1)
"""How long the same user and case give no second notice; the log has each time."""


def make_canary(actor: Actor, agency: str) -> str:
    """Set out a case of nobody among those of an agency, and return its id, which the auditor alone is told."""
    with transaction.atomic(durable=True):
        check_in_office(actor, Action.MAKE_CANARY)
        if not Agency.objects.filter(id=agency, ended=None).exists():
            raise AmparoError("unknown-agency", f"there is no agency `{agency}` at work here")
        case = Case.objects.create(id=fresh_id(), agency_id=agency)
        Canary.objects.create(mark=mark_of(case.id))
        log("canary-set", actor, about={"mark": mark_of(case.id)})
    return case.id


def mark_of(case: str) -> str:
    """Return the keyed mark of a case."""
    return hmac.new(mark_key("canary").reveal(), case.encode(), "sha256").hexdigest()


def is_canary(case: str) -> bool:
    """Say whether a case belongs to nobody."""
    return Canary.objects.filter(mark=mark_of(case)).exists()


def betray(actor: Actor, case: str) -> None:
    """Tell of a canary that somebody asked for, whether they were let in or not; inside the transaction of the look."""
    if actor.user == INSTALLATION or not is_canary(case):
        return
    log(OPENED, actor, about={"mark": mark_of(case)})
    moment, user = now(), User.objects.filter(id=actor.user).first()
    told = Notice.objects.filter(kind=OPENED, case_id=case, about=actor.user, at__gt=moment - _QUIET)
    if user is None or told.exists():
        return
    for agency in _others(actor, case):
        Notice.objects.create(id=fresh_id(), agency_id=agency, case_id=case, kind=OPENED, about=actor.user, at=moment)


def _others(actor: Actor, case: str) -> list[str]:
    """Return the agencies of auditors, without the user's own; where there is none, the agency that keeps the case."""
    auditors = User.objects.filter(
        bundle=AUDITOR, is_active=True, ended=None, agency__ended=None, agency__body__in=BUNDLES[AUDITOR].bodies
    )
    found = set(auditors.values_list("agency_id", flat=True)) - {actor.agency}
    return sorted(found) or [Case.objects.get(id=case).agency_id]
