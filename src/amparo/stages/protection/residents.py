"""Who has a place with one's own agency, for one shift: since when, what is due, whose danger was not assessed lately.

Of a case that its reader does not work on, nothing is told but that a place is taken. All cases that are named are named in one
entry of the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import not_there
from amparo.casework.log import log
from amparo.casework.mandates import mandate_of
from amparo.casework.models import Provider
from amparo.casework.moment import now
from amparo.casework.owed.told import Duty, Told, told_of_cases
from amparo.casework.placing import Place, Room, houses_of, rooms
from amparo.casework.sighted import sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter
from amparo.environment import today
from amparo.stages.protection.assessment import ASSESSED, CHANGED, review_days
from amparo.stages.protection.risk import SECURITY, WHEREABOUTS

WEEK: Final = timedelta(days=7)
MOST: Final = 200
"""Residents that one page opens; more are counted."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One case with a place, or on the list: what may be told of it, what is due within a week, whether to assess anew.

    `assess` is not said (nothing) to who does not read about security.
    """

    place: Place
    told: Told
    due: tuple[Duty, ...]
    assess: bool | None


@dataclass(frozen=True, slots=True)
class House:
    """One service of one's agency: how full it is, who of one's own cases is there or waits, how many others."""

    provider: Provider
    free: int | None
    residents: tuple[Resident, ...]
    others: int
    waiting: tuple[tuple[int, Resident], ...]
    waiting_others: int


@dataclass(frozen=True, slots=True)
class Shift:
    """What a worker of a house is shown of a day."""

    day: date
    houses: tuple[House, ...]
    unopened: int


class _Known(NamedTuple):
    told: Told
    due: tuple[Duty, ...]
    assess: bool | None


def may_see(actor: Actor) -> bool:
    """Say whether somebody may ever read where a person sleeps."""
    bundle = BUNDLES.get(actor.bundle)
    return bundle is not None and WHEREABOUTS in bundle.reads and WHEREABOUTS in mandate_of(actor.body).reads


def residents(actor: Actor) -> Shift:
    """Return who has a place with the actor's agency; raise `no-such-case` to whoever may never read where somebody sleeps."""
    if not may_see(actor):
        raise not_there()
    with told_plainly(), transaction.atomic(durable=True):
        found = rooms(mine := houses_of(actor.agency))
        placed = {place.case for room, taken in found.values() for place in (*taken, *room.waiting)}
        seen = [each for each in sighted(actor, now(), only=placed) if WHEREABOUTS in each.reads] if placed else []
        enter(actor.agency, [each.case for each in seen[:MOST]])
        told = {each.case: each for each in told_of_cases(actor, seen[:MOST], today())} if seen else {}
        days = review_days(today())
        people = {case: _Known(each, _due(each), _is_to_assess(each, days)) for case, each in told.items()}
        shown = tuple(_house(each, *found[each.id], people) for each in mine)
        log("list-looked-at", actor, cases=tuple(told), about={"asked": "who has a place"})
    return Shift(today(), shown, len(seen) - len(told))


def _house(provider: Provider, room: Room, taken: Sequence[Place], known: Mapping[str, _Known]) -> House:
    there = tuple(Resident(each, *known[each.case]) for each in taken if each.case in known)
    listed = enumerate(room.waiting, start=1)
    waiting = tuple((number, Resident(each, *known[each.case])) for number, each in listed if each.case in known)
    return House(
        provider=provider,
        free=room.free,
        residents=there,
        others=len(taken) - len(there),
        waiting=waiting,
        waiting_others=len(room.waiting) - len(waiting),
    )


def _due(told: Told) -> tuple[Duty, ...]:
    """Return what is due within a week and was not put off, the first due first."""
    soon = today() + WEEK
    due = (each for each in told.duties if each.due is not None and each.due <= soon and not each.is_put_off(today()))
    return tuple(sorted(due, key=lambda each: each.due or soon))


def _is_to_assess(told: Told, days: int | None) -> bool | None:
    """Say whether the danger is to be assessed anew: never done, something changed since, or grown old by the law."""
    if SECURITY not in told.seen.reads or not told.is_fresh:
        return None
    last, changed = told.outline.safety.get(ASSESSED), told.outline.safety.get(CHANGED)
    is_old = last is None or (days is not None and (today() - last).days >= days)
    return is_old or (changed is not None and last is not None and changed > last)
