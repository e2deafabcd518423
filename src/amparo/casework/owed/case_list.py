"""The list of cases, a part at a time: those that somebody works on, or those of their agency that they answer for.

What is asked for names no person: a kind of filter, an order, a place. Each part that is shown is one entry of the log that
names every case in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.log import log
from amparo.casework.models import Case, Tagged, Waiting
from amparo.casework.moment import now
from amparo.casework.owed import agency
from amparo.casework.owed.cursor import START, Place, cursor_after, place_of
from amparo.casework.owed.order import BY_NEW, PLACES, after, place_in_agency
from amparo.casework.owed.showing import OVERDUE, SHOWING, STALLED, WAITING, On
from amparo.casework.owed.told import Told, told_of_cases
from amparo.casework.sighted import Sighted, sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.waiting import may_answer
from amparo.casework.wall import enter
from amparo.environment import today

PART: Final = 25
"""Cases of one part of a list."""
_CHUNK: Final = 50
_LOOKED: Final = 400
"""Cases that are looked through for one part; where too few fit, the list says that it goes on."""
KEPT: Final = "kept"
SHARED: Final = "shared"
AGENCY: Final = "agency"
UNATTENDED: Final = "unattended"
WHOSE: Final = ("", KEPT, SHARED, AGENCY)
OF_AGENCY: Final = (OVERDUE, STALLED, UNATTENDED, WAITING)
"""What the cases of an agency can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list is shows: whose, narrowed to what, held from which act, with which tag; in which order, from where."""

    whose: str = ""
    show: str = ""
    act: str = ""
    tag: str = ""
    closed: bool = False
    sort: str = BY_NEW
    after: str = ""

    def named(self) -> str:
        """Return what names the list, without the place in it."""
        return "/".join((self.whose, self.show, self.act, self.tag, str(self.closed), self.sort))


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list: what is told of it to who works on it; to who answers for it, who of the agency does."""

    row: Case
    told: Told | None = None
    workers: tuple[str, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list, where it goes on, and whether it begins at the start."""

    lines: tuple[Line, ...]
    later: str
    is_first: bool
    day: date


def listed(actor: Actor, wanted: Wanted) -> Part:
    """Return a part of a list; who answers for no agency finds none of its cases."""
    with told_plainly(), transaction.atomic(durable=True):
        place = place_of(actor, wanted.named(), wanted.after)
        of_agency = wanted.whose == AGENCY
        lines, last = _of_agency(actor, wanted, place) if of_agency else _of_one(actor, wanted, place)
        log("list-looked-at", actor, cases=[line.row.id for line in lines])
    later = cursor_after(actor, wanted.named(), last) if last else ""
    return Part(lines, later, place == START, today())


def waiting_for(actor: Actor) -> frozenset[str]:
    """Return the cases in which something waits for the actor's agency that the actor did not ask themselves."""
    rows = Waiting.objects.filter(agency=actor.agency, ended=None)
    return frozenset(row.case_id for row in rows if may_answer(actor, row))


def _of_one(actor: Actor, wanted: Wanted, place: Place) -> tuple[tuple[Line, ...], Place | None]:
    """Return cases that somebody works on: opened some at a time, until a part is full."""
    moment = now()
    on = On(moment, today(), actor.user, waiting_for(actor))
    key = PLACES[wanted.sort]
    seen = sorted((each for each in sighted(actor, moment, closed=wanted.closed) if _fits(each, wanted)), key=key)
    tagged = _tagged(actor, wanted.tag)
    rest = [each for each in seen if key(each) > place and (tagged is None or each.case in tagged)]
    found: list[Line] = []
    looked = 0
    for chunk in _chunks(rest[:_LOOKED]):
        enter(actor.agency, [each.case for each in chunk])
        for told in told_of_cases(actor, chunk, on.day):
            if len(found) == PART:
                return tuple(found), key(rest[looked - 1])
            looked += 1
            if _shows(told, wanted, on):
                found.append(Line(told.seen.row, told, waits=told.case in on.waiting))
    return tuple(found), key(rest[_LOOKED - 1]) if len(rest) > _LOOKED else None


def _fits(each: Sighted, wanted: Wanted) -> bool:
    return each.keeps if wanted.whose == KEPT else not each.keeps if wanted.whose == SHARED else True


def _shows(told: Told, wanted: Wanted, on: On) -> bool:
    if wanted.act and wanted.act not in told.outline.held:
        return False
    return SHOWING[wanted.show](told, on) if wanted.show in SHOWING else True


def _tagged(actor: Actor, tag: str) -> frozenset[str] | None:
    """Return the cases that bear a tag of the actor's agency; nothing where none is asked for."""
    if not tag:
        return None
    rows = Tagged.objects.filter(tag=tag, tag__agency=actor.agency, tag__ended=None, ended=None)
    return frozenset(rows.values_list("case_id", flat=True))


def _chunks(seen: Sequence[Sighted]) -> Iterator[Sequence[Sighted]]:
    for start in range(0, len(seen), _CHUNK):
        yield seen[start : start + _CHUNK]


def _of_agency(actor: Actor, wanted: Wanted, place: Place) -> tuple[tuple[Line, ...], Place | None]:
    """Return cases that somebody answers for, worked out in the database alone: nothing of one is opened."""
    if not agency.answers_for(actor):
        return (), None
    moment = now()
    narrowed = {
        OVERDUE: lambda: agency.overdue(today()),
        STALLED: lambda: agency.stalled(moment),
        UNATTENDED: lambda: agency.unattended(actor, moment),
        WAITING: lambda: agency.waiting(actor),
    }
    cases = agency.kept_by(actor, closed=wanted.closed)
    if wanted.show in narrowed:
        cases = cases.filter(narrowed[wanted.show]())
    rows = list(after(cases, wanted.sort, place)[: PART + 1])
    shown = rows[:PART]
    workers = agency.workers_of(actor, [row.id for row in shown], moment)
    waiting = waiting_for(actor)
    lines = tuple(Line(row, None, workers.get(row.id, ()), row.id in waiting) for row in shown)
    return lines, place_in_agency(shown[-1], wanted.sort) if len(rows) > PART else None
