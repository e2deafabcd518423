"""What the log tells: of a case, who looked and who received; of a user, what they did; and the newest entries of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, QuerySet

from amparo.casework.acts import UNREADABLE
from amparo.casework.log_entry import CASE, USER, Opening, mark
from amparo.casework.models import LogHead, LogRow
from amparo.casework.moment import now

PAGE: Final = 50
"""Entries on a page."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is read; `index` is nothing while the sequencer has not come to it.

    Where the key was destroyed the act is `unreadable`, and the moment that of the first head over the entry.
    """

    id: str
    index: int | None
    moment: datetime
    act: str
    user: str
    agency: str
    cases: tuple[str, ...]
    about: Mapping[str, Any]


def told_of(case: str) -> tuple[Told, ...]:
    """Return all entries that name a case, the oldest first."""
    return _told(_in_order().filter(logmention__mark=mark(CASE, case)))


def told_of_user(user: str) -> tuple[Told, ...]:
    """Return all that a user did, the oldest first."""
    return _told(_in_order().filter(logmention__mark=mark(USER, user)))


def newest(before: int | None = None, limit: int = PAGE) -> tuple[Told, ...]:
    """Return a page of the entries that have a place, the newest first: those before an index, or the last."""
    rows = LogRow.objects.select_related("logorder").filter(logorder__isnull=False)
    if before is not None:
        rows = rows.filter(logorder__index__lt=before)
    return _told(rows.order_by("-logorder__index")[:limit])


def _in_order() -> QuerySet[LogRow]:
    """Return rows with their places; those that wait for one come last, as they came."""
    rows = LogRow.objects.select_related("logorder", "logqueue")
    return rows.order_by(F("logorder__index").asc(nulls_last=True), "logqueue__id")


def _told(found: Iterable[LogRow]) -> tuple[Told, ...]:
    rows = list(found)
    opening = Opening()
    opening.prepare(rows)
    return tuple(_as_told(row, opening) for row in rows)


def _as_told(row: LogRow, opening: Opening) -> Told:
    index = row.logorder.index if hasattr(row, "logorder") else None
    act = opening.act(row)
    if act is None:
        return Told(row.id, index, _covered_at(index), UNREADABLE, "", "", (), {})
    return Told(row.id, index, act.moment, act.act, act.user, act.agency, act.cases, act.about)


def _covered_at(index: int | None) -> datetime:
    """Return the moment of the first head over an entry; of the last head, or now, for one that has no place yet."""
    heads = LogHead.objects.order_by("size")
    head = heads.filter(size__gt=index).first() if index is not None else heads.last()
    return head.moment if head is not None else now()
