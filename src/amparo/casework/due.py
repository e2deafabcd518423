"""What has a day set in somebody's cases: overdue first. Read from the tasks, which tell no kind and no reason.

That a health service owes something, and by when, would tell what was said to it. Of a case that another agency keeps, or
that is kept by one's own but not read as a whole, only what one's own body owes is told; to a body abroad, nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.mandates import ABROAD, mandate_of
from amparo.casework.models import Task
from amparo.casework.purpose import COMPARTMENTS
from amparo.casework.wall import reading

SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """How many duties of one case one body owes by one day."""

    case: str
    binds: str
    due: date
    count: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many duties of a case are owed, and how many of them are overdue."""

    owed: int = 0
    late: int = 0


def due_in(actor: Actor, cases: Collection[str], today: date) -> tuple[Due, ...]:
    """Return what is overdue or due within two weeks in these cases, the earliest first."""
    with reading(actor.agency, cases):
        found = Counter(_told(actor, cases).filter(due__lte=today + SOON).values_list("due", "case_id", "binds"))
    return tuple(Due(case, binds, due, found[due, case, binds], due < today) for due, case, binds in sorted(found) if due)


def load_of(actor: Actor, cases: Collection[str], today: date) -> Mapping[str, Load]:
    """Return for each case how much is owed in it."""
    owed: Counter[str] = Counter()
    late: Counter[str] = Counter()
    with reading(actor.agency, cases):
        rows = list(_told(actor, cases).values_list("case_id", "due"))
    for case, due in rows:
        owed[case] += 1
        late[case] += due is not None and due < today
    return {case: Load(owed[case], late[case]) for case in cases}


def _told(actor: Actor, cases: Collection[str]) -> QuerySet[Task]:
    """Return the tasks of these cases of which somebody may know."""
    if actor.body in ABROAD:
        return Task.objects.none()
    told = Q(binds=actor.body)
    if mandate_of(actor.body).reads & BUNDLES[actor.bundle].reads == COMPARTMENTS:
        told |= Q(case__agency=actor.agency)
    return Task.objects.filter(told, case__in=cases)
