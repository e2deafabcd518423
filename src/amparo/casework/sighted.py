"""The cases in somebody's sight, all at once: which they work on, how they stand to each, and what they may be told of it.

The same answer as `standing_of` gives for one case, from the same rows and the same policy, in as many queries for a hundred
cases as for one. Emergencies are left out: what was opened for an hour stands in no list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartments
from amparo.casework.entitled import Stand, Standing, in_force, stand_of
from amparo.casework.models import Case, Conflict, Grant, Membership
from amparo.casework.office import is_as_signed_in
from amparo.casework.policy import Purpose


@dataclass(frozen=True, slots=True)
class Sighted:
    """One case in somebody's sight: its row, and since when they work on it.

    `reads` are the compartments that they read whole, said or not; `names` says that they read who the person is.
    """

    row: Case
    since: datetime
    keeps: bool
    reads: frozenset[str]
    names: bool

    @property
    def case(self) -> str:
        return self.row.id


def cases_in_sight(actor: Actor, moment: datetime) -> tuple[str, ...]:
    """Return the cases that a user works on, those first that came to them last."""
    return tuple(each.case for each in sighted(actor, moment))


def sighted(
    actor: Actor, moment: datetime, *, closed: bool | None = None, only: Collection[str] | None = None
) -> tuple[Sighted, ...]:
    """Return the cases that a user works on, those first that came to them last; `closed`: those alone, or none of them."""
    bundle = BUNDLES.get(actor.bundle)
    if bundle is None or not is_as_signed_in(actor):
        return ()
    mine = in_force(Membership.objects.filter(user=actor.user), moment).select_related("case").order_by("-since", "id")
    if closed is not None:
        mine = mine.filter(case__closed__isnull=not closed)
    if only is not None:
        mine = mine.filter(case__in=only)
    by_case: dict[str, list[Membership]] = defaultdict(list)
    for row in mine:
        by_case[row.case_id].append(row)
    barred = set(Conflict.objects.filter(user=actor.user, ended=None).values_list("case_id", flat=True))
    grants = _grants(actor, [rows[0].case for rows in by_case.values() if rows[0].case.agency_id != actor.agency])
    purposes = [each for each in Purpose if each in bundle.purposes]
    known: dict[tuple[Stand, ...], tuple[bool, frozenset[str], bool]] = {}
    found = []
    for case, rows in by_case.items():
        if case in barred:
            continue
        stands = _stands(actor, rows, purposes, grants.get(case, ()), moment)
        if stands not in known:
            known[stands] = _reach(Standing(actor, case, rows[0].case.agency_id, stands, conflict=False))
        sees, reads, names = known[stands]
        if sees:
            found.append(Sighted(rows[0].case, rows[0].since, rows[0].case.agency_id == actor.agency, reads, names))
    return tuple(found)


def _grants(actor: Actor, theirs: Collection[Case]) -> Mapping[str, list[Grant]]:
    """Return what the user's agency was given of cases that others keep."""
    found: dict[str, list[Grant]] = defaultdict(list)
    if theirs:
        for row in Grant.objects.filter(agency=actor.agency, case__in=[each.id for each in theirs]):
            found[row.case_id].append(row)
    return found


def _stands(
    actor: Actor, rows: Iterable[Membership], purposes: Iterable[Purpose], grants: Iterable[Grant], moment: datetime
) -> tuple[Stand, ...]:
    members = {row.purpose: row for row in rows}
    case = next(iter(members.values())).case
    return tuple(stand_of(actor, case, each, members.get(each), grants, moment) for each in purposes)


def _reach(standing: Standing) -> tuple[bool, frozenset[str], bool]:
    """Return whether somebody sees a case, what they read whole, and whether they read who the person is.

    It depends on how they stand alone, and not on the case: worked out once for all cases to which they stand alike.
    """
    if not standing.decide(Action.SEE_CASE).allowed:
        return False, frozenset(), False
    reads = frozenset(name for name in compartments() if standing.decide(Action.READ, name).allowed)
    names = standing.decide(Action.READ, "identity", is_said=False, is_identification_note=False).allowed
    return True, reads, names
