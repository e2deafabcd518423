"""Changing the wrapping keys of a ring: every wrap is made anew under fresh keys, and the old keys are destroyed.

A ring has one key for each compartment and month. Where it has those of this month already, all wraps are first put under keys
in passing, then this month's keys are drawn anew, and the wraps come back under them. The ring with a new key is on disk before
the first wrap is made by it, and an old key goes only when no wrap needs it: killed at any moment, nothing is unreadable, and
the next run goes on where this one stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from amparo.casework import keys
from amparo.casework.actor import ITSELF
from amparo.casework.keys import as_wrap, steady
from amparo.casework.log import log
from amparo.casework.models import Rotation, WrapRow
from amparo.casework.moment import month_of, now
from amparo.casework.opening import changing, keep
from amparo.casework.rings import opened_for
from amparo.casework.wall import everywhere
from amparo.sealing.rotation import Step, retire, rewrap
from amparo.sealing.wrap import Wrap

PASSING: Final = "0000-01"
"""The month, before all others, of keys that serve between two sets of the same month."""
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation came to: whose ring, how many wraps were made, how many keys were destroyed."""

    owner: str
    wraps: int
    retired: int


def rotate(owner: str, *, batch: int = BATCH) -> Rotated:
    """Give a ring new keys and destroy the old ones, or go on with a rotation that was begun."""
    wraps = retired = 0
    with changing():
        row = _begun(owner)
        while not row.done:
            keep(opened_for(keys.rings().of(owner), row.month))
            wraps += _rewrapped(row, batch)
            retired += _retired(row)
    return Rotated(owner, wraps, retired)


def _begun(owner: str) -> Rotation:
    """Return the rotation that was begun, or begin one."""
    row, _ = Rotation.objects.get_or_create(owner=owner, defaults={"month": "", "done": True})
    if row.done:
        there = {scope.month for scope in keys.rings().of(owner).scopes()}
        month = month_of(now())
        row.month, row.cursor, row.done = (PASSING if max(there, default="") >= month else month), "", False
        row.save()
    return row


def _rewrapped(row: Rotation, batch: int) -> int:
    """Put every wrap of the ring under the keys of the rotation's month, a batch and the cursor at a time."""
    count, done = 0, False
    while not done:
        with everywhere():
            step = _next(row, batch)
            for wrap in step.changed:
                rows = _of(row.owner).filter(data_key=wrap.data_key)  # none, if it was erased a moment ago
                count += rows.update(month=wrap.scope.month, sealed=wrap.sealed)
            row.cursor, done = step.cursor, step.done
            row.save(update_fields=["cursor"])
    return count


def _next(row: Rotation, batch: int) -> Step[Wrap]:
    after = row.cursor.partition("/")[0]
    rows = _of(row.owner).filter(data_key__gt=after).order_by("data_key").select_for_update()[: batch + 1]
    return rewrap([as_wrap(each) for each in rows], keys.rings().of(row.owner), row.month, after=row.cursor, limit=batch)


@everywhere()
def _retired(row: Rotation) -> int:
    """Destroy every other key of the ring if no wrap needs one, and say how many; else begin again at the first wrap."""
    steady(retiring=True)
    row.cursor = ""
    row.save(update_fields=["cursor"])
    if _of(row.owner).exclude(month=row.month).exists():  # made while the others were put under the new key
        return 0
    ring = keys.rings().of(row.owner)
    old = [scope for scope in ring.scopes() if scope.month != row.month]
    for scope in old:
        ring = retire(ring, scope, ())
    if row.month == PASSING:
        row.month = max(month_of(now()), *(scope.month for scope in old))
        ring = opened_for(ring, row.month)
    else:
        row.done = True
        log("key-rotated", ITSELF, about={"ring": row.owner, "month": row.month})
    row.save()
    keep(ring)
    return len(old)


def _of(owner: str) -> QuerySet[WrapRow]:
    return WrapRow.objects.filter(agency=owner)
