"""The log: every act and every look is an entry, written in the transaction of the act and before data are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from amparo.casework.actor import Actor
from amparo.casework.acts import ACTS, Act
from amparo.casework.log_entry import marks_of, row_of
from amparo.casework.models import LogMention
from amparo.casework.moment import fresh_id, now
from amparo.casework.sequencing import assert_clock, last_head, placed, wait_for_head
from amparo.casework.told import Told, told_of, told_of_user
from amparo.errors import AmparoError

__all__ = ["ACTS", "Told", "log", "told_of", "told_of_user", "wait_for_head"]


def log(act: str, actor: Actor, *, case: str = "", cases: Sequence[str] = (), about: Mapping[str, Any] | None = None) -> str:
    """Write one entry of the log in the open transaction and return its id; whatever refuses here refuses the act as well.

    `about` holds ids, names of facts, digests and purposes, and never the value of a fact.
    """
    if not connection.in_atomic_block:
        raise AmparoError("log-outside-transaction", "an entry of the log belongs in the transaction of its act")
    moment, last = now(), last_head()
    assert_clock(moment, last)
    named = tuple(dict.fromkeys([case, *cases] if case else cases))
    said = Act(moment, act, actor.user, actor.agency, actor.request, named, about or {})
    row = row_of(fresh_id(), said)
    row.save(force_insert=True)
    LogMention.objects.bulk_create(LogMention(row=row, mark=mark) for mark in marks_of(said))
    placed(row, moment, last)
    return row.id
