"""How keys grow old: at the turn of a month every wrap goes under new keys, and days later the old keys are destroyed.

With the last key of a month every older copy of the wraps made under it ends: no backup, no log of writes of a database and no
stolen dump opens any more, and whoever was erased meanwhile is erased there too. Between the turn of the month and that day a
backup from before still opens; an erasure on the first day of the longest month is so complete after 31 + 4 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amparo.casework import keys
from amparo.casework.actor import ITSELF
from amparo.casework.keys import as_wrap, steady
from amparo.casework.lately import RETIRED, note
from amparo.casework.log import log
from amparo.casework.models import Rotation, WrapRow
from amparo.casework.moment import month_of, now
from amparo.casework.opening import changing, keep
from amparo.casework.rings import open_month
from amparo.casework.rotating import rotate
from amparo.casework.wall import everywhere
from amparo.sealing.rotation import retire, rewrap

GRACE: Final = 4
"""How many days of a month the keys of the one before still open older copies."""
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Aged:
    """What the turn of the month came to: rings that were given keys, wraps brought over, keys destroyed."""

    opened: int
    wraps: int
    retired: int


def age_keys() -> Aged:
    """Give every open ring the keys of the month, bring its wraps over, and destroy older keys once their days are over.

    What is done already is left as it is; killed at any moment, the next run goes on.
    """
    for owner in Rotation.objects.filter(done=False).order_by("owner").values_list("owner", flat=True):
        rotate(owner)
    opened = open_month()
    wraps = retired = 0
    for owner in sorted(keys.rings().rings):
        with changing():
            wraps += _brought_over(owner)
            retired += _retired(owner)
    return Aged(len(opened), wraps, retired)


def _brought_over(owner: str) -> int:
    """Put every wrap of earlier months under the keys of this one, a batch at a time."""
    month, count, found = month_of(now()), 0, True
    while found:
        with everywhere():
            old = WrapRow.objects.filter(agency=owner, month__lt=month).order_by("data_key").select_for_update()
            rows = [as_wrap(row) for row in old[:BATCH]]
            for wrap in rewrap(rows, keys.rings().of(owner), month, limit=BATCH).changed:
                mine = WrapRow.objects.filter(agency=owner, data_key=wrap.data_key)
                count += mine.update(month=wrap.scope.month, sealed=wrap.sealed)
        found = bool(rows)
    return count


def _retired(owner: str) -> int:
    """Destroy the keys of earlier months, which no wrap needs any more, if their days are over."""
    moment = now()
    month = month_of(moment)
    if moment.day <= GRACE or all(scope.month >= month for scope in keys.rings().of(owner).scopes()):
        return 0
    with everywhere():
        steady(retiring=True)
        if WrapRow.objects.filter(agency=owner, month__lt=month).exists():  # made a moment ago: the next run brings it over
            return 0
        ring = keys.rings().of(owner)
        old = [scope for scope in ring.scopes() if scope.month < month]
        for scope in old:
            ring = retire(ring, scope, ())
        log("key-rotated", ITSELF, about={"ring": owner, "month": month, "retired": len(old)})
        note(RETIRED, moment)
        keep(ring)
    return len(old)
