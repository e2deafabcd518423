"""The orders of a list of cases: the place of a case in one, and in the database what comes after a place.

The newest first, or what is due first, or what stood still longest; of two that are alike in that, by their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from django.db.models import F, OrderBy, Q, QuerySet

from amparo.casework.models import Case
from amparo.casework.owed.cursor import START, Place
from amparo.casework.sighted import Sighted

BY_NEW: Final = "new"
BY_DUE: Final = "due"
BY_MOVED: Final = "moved"
SORTS: Final = (BY_NEW, BY_DUE, BY_MOVED)
_NO_DAY: Final = float("inf")

PLACES: Final[Mapping[str, Callable[[Sighted], Place]]] = {
    BY_NEW: lambda each: (-each.since.timestamp(), each.case),
    BY_DUE: lambda each: (_day(each.row) if each.keeps else _NO_DAY, each.case),
    BY_MOVED: lambda each: (each.row.moved.timestamp(), each.case),
}
"""By the name of an order: the place of a case among those that somebody works on; new is what came to them last."""


def place_in_agency(row: Case, sort: str) -> Place:
    """Return the place of a case among those of its agency; new is what was opened last."""
    return {BY_NEW: -row.since.timestamp(), BY_DUE: _day(row), BY_MOVED: row.moved.timestamp()}[sort], row.id


def after(cases: QuerySet[Case], sort: str, place: Place) -> QuerySet[Case]:
    """Return the cases of an agency in an order, from behind a place."""
    ordered = cases.order_by(*_ORDER[sort])
    if place == START:
        return ordered
    number, case = place
    if sort == BY_NEW:
        since = datetime.fromtimestamp(-number, UTC)
        return ordered.filter(Q(since__lt=since) | Q(since=since, id__gt=case))
    if sort == BY_MOVED:
        moved = datetime.fromtimestamp(number, UTC)
        return ordered.filter(Q(moved__gt=moved) | Q(moved=moved, id__gt=case))
    if number == _NO_DAY:
        return ordered.filter(due=None, id__gt=case)
    due = date.fromordinal(int(number))
    return ordered.filter(Q(due__gt=due) | Q(due=due, id__gt=case) | Q(due=None))


def _day(row: Case) -> float:
    return row.due.toordinal() if row.due else _NO_DAY


_ORDER: Final[Mapping[str, tuple[str | OrderBy, str]]] = {
    BY_NEW: ("-since", "id"),
    BY_DUE: (F("due").asc(nulls_last=True), "id"),
    BY_MOVED: ("moved", "id"),
}
