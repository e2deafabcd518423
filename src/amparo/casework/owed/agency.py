"""What who answers for the cases of an agency is told of those that they do not work on: how many, how late, and whose.

No fact, no name and no kind of duty: counts of what the agency itself owes, days, and who of its people works on it. A case on
which nobody ever worked belongs to nobody (`canary.py`), and stands in no list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import in_force
from amparo.casework.models import Case, Conflict, Membership, Waiting
from amparo.casework.office import may_for_agency
from amparo.casework.owed.showing import STALLED_AFTER

NAMED: Final = 5
"""Of how many workers it is said that their cases are overdue; the list has them all."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The open cases of an agency in figures; `late_of`: whose are overdue, those with most of them first."""

    open: int
    overdue: int
    stalled: int
    unattended: int
    waiting: int
    late_of: tuple[tuple[str, int], ...]


def answers_for(actor: Actor) -> bool:
    """Say whether somebody says who works on the cases of their agency, without being in them."""
    return may_for_agency(actor, Action.DISMISS)  # to bring somebody in takes a proof besides, which a list does not ask for


def kept_by(actor: Actor, *, closed: bool = False) -> QuerySet[Case]:
    """Return the cases of the actor's agency, but those that they must not see, and those that belong to nobody.

    In a case of nobody nothing was ever stated, and nobody ever worked on it; the second is asked only where the first is so.
    """
    somebodys = Q(size__gt=0) | Q(Exists(Membership.objects.filter(case=OuterRef("pk"))))
    barred = list(Conflict.objects.filter(user=actor.user, ended=None).values_list("case", flat=True))
    return Case.objects.filter(somebodys, agency=actor.agency, closed__isnull=not closed).exclude(id__in=barred)


def overdue(day: date) -> Q:
    return Q(due__lt=day)


def stalled(moment: datetime) -> Q:
    return Q(moved__lt=moment - STALLED_AFTER, owed__gt=0)


def unattended(actor: Actor, moment: datetime) -> Q:
    """Return what finds cases on which nobody of the agency works any more."""
    working = Membership.objects.filter(case=OuterRef("pk"), user__agency=actor.agency, user__is_active=True)
    return ~Q(Exists(in_force(working, moment)))


def waiting(actor: Actor) -> Q:
    """Return what finds cases in which something waits for an answer of the agency."""
    return Q(id__in=Waiting.objects.filter(agency=actor.agency, ended=None).values("case"))


def overview(actor: Actor, moment: datetime, day: date) -> Overview:
    """Return the figures of the agency of somebody who answers for its cases."""
    cases = kept_by(actor)
    found = cases.aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=overdue(day)),
        stalled=Count("pk", filter=stalled(moment)),
    )
    late = in_force(Membership.objects.filter(case__in=cases.filter(overdue(day)), user__agency=actor.agency), moment)
    by_worker = late.values("user__username").annotate(count=Count("case", distinct=True)).order_by("-count", "user__username")
    return Overview(
        **found,
        unattended=cases.filter(unattended(actor, moment)).count(),
        waiting=cases.filter(waiting(actor)).count(),
        late_of=tuple((row["user__username"], row["count"]) for row in by_worker[:NAMED]),
    )


def workers_of(actor: Actor, cases: Collection[str], moment: datetime) -> Mapping[str, tuple[str, ...]]:
    """Return who of the agency works on each case, by the name with which they sign in."""
    rows = in_force(Membership.objects.filter(case__in=cases, user__agency=actor.agency, user__is_active=True), moment)
    found: dict[str, list[str]] = defaultdict(list)
    for case, name in rows.order_by("user__username").values_list("case_id", "user__username").distinct():
        found[case].append(name)
    return {case: tuple(names) for case, names in found.items()}
