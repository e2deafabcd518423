"""What has a day set in somebody's cases: overdue first. Read from the tasks, which tell no kind and no reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from amparo.casework.models import Task

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


def due_in(cases: Collection[str], today: date) -> tuple[Due, ...]:
    """Return what is overdue or due within two weeks in these cases, the earliest first."""
    rows = Task.objects.filter(case__in=cases, due__lte=today + SOON).values_list("due", "case_id", "binds")
    found = Counter(rows)
    return tuple(Due(case, binds, due, found[due, case, binds], due < today) for due, case, binds in sorted(found) if due)


def load_of(cases: Collection[str], today: date) -> Mapping[str, Load]:
    """Return for each case how much is owed in it."""
    owed: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for case, due in Task.objects.filter(case__in=cases).values_list("case_id", "due"):
        owed[case] += 1
        late[case] += due is not None and due < today
    return {case: Load(owed[case], late[case]) for case in cases}
