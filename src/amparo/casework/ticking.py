"""The work of the clock: what is to be done because a day came, and nobody has to think of it.

Every part may be run again at any time, and does only what is still to be done. One process at a time holds the lease: the
server's own thread where a server runs, which takes a `turn` every few seconds. `amparo tick` then asks that thread, by a row
that it finds in its next turn: so the one process that writes all the time does this work too, and on SQLite no second one
makes it wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet

from amparo.casework.actor import ITSELF
from amparo.casework.ageing import age_keys
from amparo.casework.determine import refresh, stale
from amparo.casework.erasing import destroy, erased_cases, settle
from amparo.casework.forgetting import forget_answers, forget_reports
from amparo.casework.glass import REVIEW_WITHIN, close_lapsed_glass
from amparo.casework.grants import end_lapsed_grants
from amparo.casework.importing.batch import forget_batches
from amparo.casework.lately import HEARTBEAT, RETENTION, TICK, last, note
from amparo.casework.lease import give_back, is_held, take
from amparo.casework.log import log
from amparo.casework.members import tell_if_unattended
from amparo.casework.models import BreakGlass, Case, Lease, Membership, Notice, Passing
from amparo.casework.moment import fresh_id, now
from amparo.casework.person_codes import forget_said
from amparo.casework.plainly import Known
from amparo.casework.referring.late import tell_late
from amparo.casework.retention import ERASE, Due, due, periods
from amparo.casework.sequencing import sequence
from amparo.casework.wall import everywhere
from amparo.errors import AmparoError

LEASE: Final = "ticker"
ASKED: Final = "tick-asked"
"""The row by which `amparo tick` asks the ticker of a running server."""
EVERY: Final = timedelta(minutes=1)
BEAT: Final = timedelta(hours=1)
"""How often the log has a heartbeat: on a fixed beat, whether anything happened or not."""
DAILY: Final = timedelta(hours=20)
DUE: Final = "erasure-due"
OVERDUE: Final = "review-overdue"
_LOGGER: Final = logging.getLogger("amparo.ticker")
BETWEEN: Final = 2.0
"""Seconds between two turns of the thread of a server."""
_AFTER_A_FAULT: Final = 30.0
PATIENCE: Final = timedelta(seconds=90)
ALONE: Final = timedelta(minutes=10)
"""How long a command that ticks by itself holds the lease, unless it gives it back before."""
_GLANCE: Final = 0.25
"""Seconds between two looks at whether it is done."""


def tick_once(moment: datetime | None = None) -> Mapping[str, int]:
    """Do all that is to be done by now, and return how much of each; whoever calls holds the lease."""
    at = moment or now()
    work: dict[str, Callable[[datetime], int]] = {
        "keys": lambda _: _keys(),
        "grants": lambda _: end_lapsed_grants(),
        "emergencies": lambda _: close_lapsed_glass(),
        "memberships": _end_memberships,
        "reviews": _tell_overdue_reviews,
        "referrals": tell_late,
        "determined": _determine,
        "warnings": _warn,
        "erased": _erase_due,
        "sessions": _forget_sessions,
        "answers": forget_answers,
        "arriving": forget_batches,
        "reports": forget_reports,
        "said": forget_said,
        "heartbeats": _beat,
    }
    done = {name: part(at) for name, part in work.items()}
    while sequence():
        pass
    settle()
    note(TICK, at)
    return done


def turn() -> None:
    """Tick if a minute has passed, or somebody asked: what the thread of a server does every few seconds, under the lease."""
    asked = Lease.objects.filter(name=ASKED).values_list("holder", flat=True).first()
    if asked is not None or _is_time(TICK, now(), EVERY):
        tick_once()
    if asked is not None:
        Lease.objects.filter(name=ASKED, holder=asked).delete()


def tick(patience: timedelta = PATIENCE) -> Mapping[str, int] | None:
    """Tick here, or let the running server tick and wait until it has; nothing is returned where the server did it."""
    holder = fresh_id()
    if take(LEASE, holder, ALONE):
        try:
            return tick_once()
        finally:
            give_back(LEASE, holder)
    until = now() + patience
    Lease.objects.update_or_create(name=ASKED, defaults={"holder": holder, "until": until})
    waiting = Event()
    while Lease.objects.filter(name=ASKED, holder=holder).exists():
        if now() > until or not is_held(LEASE):
            Lease.objects.filter(name=ASKED, holder=holder).delete()
            raise AmparoError(
                "tick-not-done", "the running server did not do its work in time", help="see what it says on standard error"
            )
        waiting.wait(_GLANCE)
    return None


class Ticker:
    """The thread of a server: it takes its turn every few seconds, as long as it alone holds the lease."""

    def __init__(self, stop: Event) -> None:
        self.stop = stop
        self.holder = fresh_id()

    def run(self) -> None:
        """Go on until stopped. An error is told by its code, and the work is tried again a while later."""
        waiting = BETWEEN
        while not self.stop.wait(waiting):
            try:
                if take(LEASE, self.holder):
                    turn()
                waiting = BETWEEN
            except Exception as error:  # noqa: BLE001 the thread outlives whatever happens, and `doctor` sees that no tick ended
                code = error.code if isinstance(error, AmparoError) else type(error).__name__
                _LOGGER.error("the work of the clock failed: %s", Known(code))  # noqa: TRY400 its traceback may show values
                connection.close()
                waiting = _AFTER_A_FAULT
        give_back(LEASE, self.holder)
        connection.close()


def _keys() -> int:
    found = age_keys()
    return found.opened + found.wraps + found.retired


def _determine(_: datetime) -> int:
    cases = sorted(set(stale()) - erased_cases())
    for case in cases:
        with everywhere():
            refresh(case)
    return len(cases)


def _end_memberships(moment: datetime) -> int:
    lapsed = list(Membership.objects.filter(ended=None, until__lte=moment))
    for row in lapsed:
        with transaction.atomic():
            if Membership.objects.filter(id=row.id, ended=None).update(ended=row.until):
                log("member-ended", ITSELF, case=row.case_id, about={"member": row.id, "user": row.user_id})
                tell_if_unattended(row.case_id)
    return len(lapsed)


def _tell_overdue_reviews(moment: datetime) -> int:
    """Tell of an emergency that nobody judged in time; until somebody does, its user breaks no glass (`glass.right_of`)."""
    told = Notice.objects.filter(kind=OVERDUE).values("about")
    overdue = BreakGlass.objects.filter(reviewed=None, since__lte=moment - REVIEW_WITHIN).exclude(id__in=told)
    for row in overdue.select_related("case"):
        Notice.objects.create(
            id=fresh_id(), agency_id=row.case.agency_id, case_id=row.case_id, kind=OVERDUE, about=row.id, at=moment
        )
    return len(overdue)


def _warn(moment: datetime) -> int:
    """Tell the agency that keeps a case of what will be erased, once for each period and end of work."""
    if not _is_time(RETENTION, moment, DAILY):
        return 0
    warned = 0
    longest = max(period.warn_days for period in periods().values())
    for found in due(moment + timedelta(days=longest)):
        if found.on <= moment + timedelta(days=found.period.warn_days) and not _notices(found).exists():
            keeper = Case.objects.values_list("agency_id", flat=True).get(id=found.case)
            Notice.objects.create(id=fresh_id(), agency_id=keeper, case_id=found.case, kind=DUE, about=_named(found), at=moment)
            warned += 1
    return warned


def _erase_due(moment: datetime) -> int:
    """Erase what is due, and was told of long enough before."""
    if not _is_time(RETENTION, moment, DAILY):
        return 0
    erased = 0
    for found in due(moment):
        if _notices(found).filter(at__lte=moment - timedelta(days=found.period.warn_days)).exists():
            with everywhere():
                destroy(ITSELF, found.case, found.compartments, moment, {"period": found.period.kind, "by": ERASE})
            erased += 1
    note(RETENTION, moment)
    return erased


def _notices(found: Due) -> QuerySet[Notice]:
    return Notice.objects.filter(kind=DUE, case_id=found.case, about=_named(found))


def _named(found: Due) -> str:
    return f"{found.period.kind}/{found.on:%Y-%m-%d}"


def _forget_sessions(moment: datetime) -> int:
    over, _ = Session.objects.filter(expire_date__lt=moment).delete()
    passed, _ = Passing.objects.filter(expires__lt=moment).delete()
    return over + passed


def _beat(moment: datetime) -> int:
    if not _is_time(HEARTBEAT, moment, BEAT):
        return 0
    with transaction.atomic():
        log("heartbeat", ITSELF)
        note(HEARTBEAT, moment)
    return 1


def _is_time(what: str, moment: datetime, every: timedelta) -> bool:
    before = last(what)
    return before is None or moment >= before + every
