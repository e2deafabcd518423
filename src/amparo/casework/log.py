"""The log: every act and every look is an entry, written in the transaction of the act and before data are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from amparo.casework.actor import INSTALLATION, ITSELF, Actor
from amparo.casework.acts import ACTS, Act
from amparo.casework.keys import LOG
from amparo.casework.log_entry import marks_of, person_of, row_of
from amparo.casework.log_rows import Ground, add_row, ground_of, is_queued
from amparo.casework.models import LogRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.sequencing import assert_clock, extend, sequence, wait_for_head
from amparo.casework.told import Told, told_of, told_of_user
from amparo.errors import AmparoError

__all__ = ["ACTS", "Told", "correct_clock", "log", "told_of", "told_of_user", "wait_for_head"]


def log(act: str, actor: Actor, *, case: str = "", cases: Sequence[str] = (), about: Mapping[str, Any] | None = None) -> str:
    """Write one entry of the log in the open transaction and return its id; whatever refuses here refuses the act as well.

    `about` holds ids, names of facts, digests and purposes, and never the value of a fact.
    """
    if not connection.in_atomic_block:
        raise AmparoError("log-outside-transaction", "an entry of the log belongs in the transaction of its act")
    named = tuple(dict.fromkeys([case, *cases] if case else cases))
    said = Act(now(), act, actor.user, actor.agency, actor.request, named, about or {})
    ground = ground_of(person_of(said), LOG)
    assert_clock(said.moment, ground.head)
    row = _kept(said, ground)
    if not is_queued():
        extend([row], said.moment, ground.head)
    return row.id


def correct_clock() -> int:
    """Say that the clock was ahead when the last entry was written, and go on; return by how many seconds.

    From then on heads keep the moment of the last one until the clock has caught up; what entries say of their own moment
    is true. Raise `AmparoError` where the clock is behind nothing.
    """
    with transaction.atomic():
        moment, ground = now(), ground_of(INSTALLATION, LOG)
        last = ground.head
        if last is None or moment >= last.moment:
            raise AmparoError("clock-not-behind", "the clock of this machine is not behind the last entry of the log")
        seconds = int((last.moment - moment).total_seconds())
        row = _kept(Act(moment, "clock-corrected", ITSELF.user, ITSELF.agency, "", (), {"seconds": seconds}), ground)
        while sequence(clock_ahead=True):
            pass
        if not is_queued():
            extend([row], moment, last, clock_ahead=True)
    return seconds


def _kept(said: Act, ground: Ground) -> LogRow:
    row = row_of(fresh_id(), said, ground)
    add_row(row, marks_of(said))
    return row
