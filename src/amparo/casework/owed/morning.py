"""Today, for one worker: what they do first, what waits for an answer, what is held, what runs out, what stands still.

Their own cases alone, and of these what their own agency owes; who answers for an agency is told of its other cases in figures.
Every case that is named is named in one entry of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.log import log
from amparo.casework.models import Waiting
from amparo.casework.moment import now
from amparo.casework.outline import Clock
from amparo.casework.owed.agency import Overview, answers_for, overview
from amparo.casework.owed.budget import Plan, planned
from amparo.casework.owed.showing import NEW, SHOWING, SOON, STALLED, On
from amparo.casework.owed.told import Told, told_of_cases
from amparo.casework.sighted import Sighted, sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.waiting import Awaited, as_awaited, may_answer
from amparo.casework.wall import enter
from amparo.environment import today

LOOKED: Final = 200
"""Open cases of one worker that their morning is made of, those with the first day set first; more are counted."""
FEW: Final = 5
"""Lines of a short list beside the plan; its count leads to the rest."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A protection of a case that runs out soon."""

    told: Told
    clock: Clock


@dataclass(frozen=True, slots=True)
class Asked:
    """Something in one of the reader's cases that waits for their agency; `is_own`: they asked, and a colleague answers."""

    told: Told
    awaited: Awaited
    is_own: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What one worker is shown of a day. `counts` are numbers of cases, by the names of `showing.SHOWING`.

    `seen` are all cases in their sight, open or closed; most of them are not named.
    """

    day: date
    plan: Plan
    open: int
    unlooked: int
    counts: Mapping[str, int]
    holds: tuple[tuple[str, int], ...]
    late_elsewhere: tuple[tuple[str, int], ...]
    endings: tuple[Ending, ...]
    asked: tuple[Asked, ...]
    asked_more: int
    new: tuple[Told, ...]
    stalled: tuple[Told, ...]
    agency: Overview | None
    seen: tuple[str, ...]

    def named(self) -> tuple[str, ...]:
        """Return every case that is named."""
        beside = (
            [each.told for each in self.endings],
            [each.told for each in self.asked],
            [each.told for each in self.plan.groups],
        )
        return tuple(dict.fromkeys(told.case for some in (self.new, self.stalled, *beside) for told in some))


class _Sight(NamedTuple):
    open: int
    cases: tuple[str, ...]


def today_of(actor: Actor) -> Today:
    """Return what somebody is shown of today; the entry of the log is written before anything is given."""
    with told_plainly(), transaction.atomic(durable=True):
        moment, day = now(), today()
        everything = sighted(actor, moment)
        seen = sorted((each for each in everything if each.row.closed is None), key=_first)
        cases = seen[:LOOKED]
        enter(actor.agency, [each.case for each in cases])
        told = told_of_cases(actor, cases, day) if cases else ()
        waiting = _waiting(actor, told)
        on = On(moment, day, actor.user, {each.told.case for each in waiting if not each.is_own})
        agency = overview(actor, moment, day) if answers_for(actor) else None
        found = _morning(told, waiting, on, agency, _Sight(len(seen), tuple(each.case for each in everything)))
        if found.named():
            log("list-looked-at", actor, cases=found.named())
    return found


def _first(each: Sighted) -> tuple[date, str]:
    return (each.row.due or date.max) if each.keeps else date.max, each.case


def _morning(told: Sequence[Told], waiting: Sequence[Asked], on: On, agency: Overview | None, sight: _Sight) -> Today:
    shown = {name: [each for each in told if fits(each, on)] for name, fits in SHOWING.items()}
    holds = Counter(act for each in told for act in each.outline.held)
    late = Counter[str]()
    for each in told:
        late.update(each.late_by())
    endings = [Ending(each, clock) for each in told for clock in each.outline.clocks if clock.until <= on.day + SOON]
    return Today(
        day=on.day,
        plan=planned(told, on.user, on.day),
        open=sight.open,
        unlooked=sight.open - len(told),
        counts={name: len(cases) for name, cases in shown.items()},
        holds=tuple(holds.most_common()),
        late_elsewhere=tuple(late.most_common()),
        endings=tuple(sorted(endings, key=lambda each: (each.clock.until, each.told.case))[:FEW]),
        asked=tuple(waiting[:FEW]),
        asked_more=max(0, len(waiting) - FEW),
        new=tuple(sorted(shown[NEW], key=lambda each: each.seen.since, reverse=True)[:FEW]),
        stalled=tuple(sorted(shown[STALLED], key=lambda each: each.seen.row.moved)[:FEW]),
        agency=agency,
        seen=sight.cases,
    )


def _waiting(actor: Actor, told: Sequence[Told]) -> list[Asked]:
    """Return what waits for an answer of the reader's agency in their cases, the first due first."""
    by_case = {each.case: each for each in told}
    rows = Waiting.objects.filter(agency=actor.agency, ended=None, case__in=by_case).order_by("due", "since", "id")
    return [Asked(by_case[row.case_id], as_awaited(row), is_own=not may_answer(actor, row)) for row in rows]
