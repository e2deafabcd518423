"""Work that goes on by itself beside the pages: done by one process at a time, again and again, and seen to be alive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Final

from django.db import DatabaseError, InterfaceError, connection, transaction

from amparo.casework.models import Lease
from amparo.casework.moment import fresh_id, now
from amparo.casework.plainly import Known
from amparo.errors import AmparoError

TICKER: Final = "ticker"
SEQUENCER: Final = "sequencer"
_AWAY: Final = 2.0
"""Seconds after which a work that failed is tried again, at the earliest."""
_LOGGER: Final = logging.getLogger("amparo.clockwork")


@dataclass(frozen=True, slots=True)
class Work:
    """What is done, how many seconds after the last time it is done again, and after how many others may take it over."""

    name: str
    do: Callable[[], object]
    every: float
    lapses: float = 180.0


def keep_at(work: Work, stop: Event) -> None:
    """Do the work until told to stop. Where it fails, operators are told, the lease is given up, and it is tried again."""
    holder = fresh_id()
    while not stop.is_set():
        went_well = _once(work, holder)
        stop.wait(work.every if went_well else max(work.every, _AWAY))
    _let_go(work.name, holder)
    connection.close()


def is_alive(name: str) -> bool:
    """Say whether somebody is at this work, and did not fail the last time."""
    return Lease.objects.filter(name=name, until__gt=now()).exists()


@transaction.atomic
def take(name: str, holder: str, lasting: timedelta) -> bool:
    """Take or keep a lease; say no while another holds it. Of two that try at once, one gets it."""
    moment = now()
    row, made = Lease.objects.select_for_update().get_or_create(
        name=name, defaults={"holder": holder, "until": moment + lasting}
    )
    if not made and row.holder != holder and row.until > moment:
        return False
    row.holder, row.until = holder, moment + lasting
    row.save()
    return True


def _once(work: Work, holder: str) -> bool:
    """Do the work if it is this process's to do; say whether nothing failed."""
    lasting = timedelta(seconds=work.lapses)
    try:
        mine = Lease.objects.filter(name=work.name, holder=holder, until__gt=now() + lasting / 2).exists()
        if mine or take(work.name, holder, lasting):
            work.do()
    except Exception as error:  # the next time may succeed; until then `/health` tells
        code = error.code if isinstance(error, AmparoError) else type(error).__name__
        _LOGGER.exception("%s failed: %s", Known(work.name), Known(code))
        _let_go(work.name, holder)
        connection.close_if_unusable_or_obsolete()
        return False
    return True


def _let_go(name: str, holder: str) -> None:
    """Give a lease up, so that another may take it; where the database is away, it lapses by itself."""
    try:
        Lease.objects.filter(name=name, holder=holder).update(until=now())
    except (DatabaseError, InterfaceError):
        connection.close()
