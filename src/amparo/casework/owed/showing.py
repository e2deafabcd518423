"""Which cases a list can be narrowed to. One meaning for a count on the first page and for the list that it opens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from amparo.casework.outline import CHILD, REMOVAL
from amparo.casework.owed.told import Told

SOON: Final = timedelta(days=14)
"""How long before its end a protection is said to run out; ours."""
STALLED_AFTER: Final = timedelta(days=30)
"""How long nothing was recorded in a case, though something is owed in it, before it is said to stand still; ours."""
NEW_FOR: Final = timedelta(days=7)
"""How long a case that came to somebody is said to be new; ours."""

OVERDUE: Final = "overdue"
TODAY: Final = "today"
OWED: Final = "owed"
PUT_OFF: Final = "put-off"
WITH_OTHERS: Final = "with-others"
LATE_ELSEWHERE: Final = "late-elsewhere"
HELD: Final = "held"
REMOVED_SOON: Final = "removal"
A_CHILD: Final = "child"
RUNNING_OUT: Final = "running-out"
STALLED: Final = "stalled"
NEW: Final = "new"
WAITING: Final = "waiting"
UNWORKED: Final = "unworked"


@dataclass(frozen=True, slots=True)
class On:
    """When and by whom a list is read, and in which cases something waits for an answer of their agency."""

    moment: datetime
    day: date
    user: str
    waiting: Collection[str] = ()


def is_stalled(moved: datetime, owed: int, moment: datetime) -> bool:
    """Say whether nothing was recorded for long although something is owed."""
    return owed > 0 and moved < moment - STALLED_AFTER


def running_out(told: Told, day: date) -> bool:
    """Say whether a protection of a case ends soon."""
    return any(clock.until <= day + SOON for clock in told.outline.clocks)


SHOWING: Final[Mapping[str, Callable[[Told, On], bool]]] = {
    OVERDUE: lambda told, on: any(duty.is_late(on.day) for duty in told.duties),
    TODAY: lambda told, on: any(duty.due == on.day for duty in told.duties),
    OWED: lambda told, _on: bool(told.duties or told.unopened),
    PUT_OFF: lambda told, on: any(duty.is_put_off(on.day) for duty in told.duties),
    WITH_OTHERS: lambda told, on: any(duty.user not in ("", on.user) and not duty.is_put_off(on.day) for duty in told.duties),
    LATE_ELSEWHERE: lambda told, _on: bool(told.late),
    HELD: lambda told, _on: bool(told.outline.held),
    REMOVED_SOON: lambda told, _on: REMOVAL in told.outline.signs,
    A_CHILD: lambda told, _on: CHILD in told.outline.signs,
    RUNNING_OUT: lambda told, on: running_out(told, on.day),
    STALLED: lambda told, on: is_stalled(told.seen.row.moved, len(told.duties) + told.unopened + told.others, on.moment),
    NEW: lambda told, on: told.seen.since > on.moment - NEW_FOR,
    WAITING: lambda told, on: told.case in on.waiting,
    UNWORKED: lambda told, _on: not told.is_fresh,
}
"""By name, which cases that somebody works on."""
