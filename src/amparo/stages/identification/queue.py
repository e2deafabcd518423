"""What waits for the authority: cases without a decision, the most pressing first, with the clock that runs in each.

First a removal within days, then who is or may be a child, who is locked up, whom a removal threatens at all; then the clock
that runs out first, then the oldest. Each clock says whether the law sets it or we do. What is told of a case is what its
reader may be told in a list; one entry of the log names all cases shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Min

from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.determine import law
from amparo.casework.log import log
from amparo.casework.models import Grant, Waiting
from amparo.casework.moment import now
from amparo.casework.outline import CHILD, LOCKED_UP, REMOVAL
from amparo.casework.owed.told import Told, told_of_cases
from amparo.casework.purpose import Purpose
from amparo.casework.sighted import Sighted, sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.waiting import CHALLENGE, SECOND_READER
from amparo.casework.wall import enter
from amparo.environment import time_zone, today
from amparo.rules.expression import Fact, Node, walk
from amparo.stages.identification.clock import Pause, is_paused
from amparo.stages.identification.clock_law import CHILD_FIRST_DECISION, FIRST_DECISION, due_of, period_of
from amparo.stages.identification.clock_pause import pauses_in
from amparo.stages.identification.decision import FINAL, FIRST, NO, STAGES, YES
from amparo.stages.identification.decision_standing import AUTHORITY

LEGAL: Final = "legal"
NEAR: Final = timedelta(days=3)
STALLED: Final = timedelta(days=7)
"""How long after its clock ran out a case counts as stalled."""
MOST: Final = 400
"""Cases that are opened for one look at the queue."""
_CHUNK: Final = 50
_FAR: Final = datetime.max.replace(tzinfo=time_zone())


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the queue: what waits, since when, by when, and what calls for haste.

    `under` are the provisions that set the clock; without one it is ours. `by` is who asked, where a person did.
    """

    case: str
    called: str
    waits: str
    since: datetime
    due: datetime | None
    under: tuple[str, ...]
    signs: tuple[str, ...]
    removal: date | None
    paused: bool
    by: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its clock has run out: a pause that began later makes nothing of it."""
        return self.due is not None and self.due <= now()

    @property
    def is_stalled(self) -> bool:
        """Whether that was a week ago or longer."""
        return self.is_late and self.due is not None and self.due + STALLED <= now()


@dataclass(frozen=True, slots=True)
class Queue:
    """The lines, the most pressing first; how many second readings wait in cases that the reader does not work on."""

    lines: tuple[Line, ...]
    elsewhere: int
    unopened: int = 0

    @property
    def stalled(self) -> tuple[Line, ...]:
        """The lines whose clock ran out long ago, the longest first."""
        return tuple(sorted((each for each in self.lines if each.is_stalled), key=lambda each: each.due or _FAR))


def queue(actor: Actor) -> Queue:
    """Return what waits for the actor's authority in the cases that they work on."""
    with told_plainly(), transaction.atomic(durable=True):
        seen = [each for each in sighted(actor, now(), closed=False) if LEGAL in each.reads]
        opened = seen[:MOST]
        lines = list(_lines(actor, opened))
        log("list-looked-at", actor, cases=[each.case for each in opened])
        waiting = Waiting.objects.filter(agency=actor.agency, kind=SECOND_READER, ended=None)
        elsewhere = waiting.exclude(case__in=[each.case for each in seen]).count()
    return Queue(tuple(sorted(lines, key=_pressing)), elsewhere, len(seen) - len(opened))


def asked_of(actor: Actor) -> int | None:
    """Return how many second readings and challenges wait for the actor's authority; nothing for whoever is of no authority."""
    if actor.body != AUTHORITY or Purpose.IDENTIFICATION not in BUNDLES[actor.bundle].purposes:
        return None
    waiting = Waiting.objects.filter(agency=actor.agency, kind__in=(SECOND_READER, CHALLENGE), ended=None)
    return waiting.exclude(by=actor.user).count()


def _lines(actor: Actor, seen: Sequence[Sighted]) -> Iterator[Line]:
    came, waiting = _came(actor, seen), _waiting(actor, seen)
    deciding = deciding_rules(today())
    for start in range(0, len(seen), _CHUNK):
        chunk = seen[start : start + _CHUNK]
        enter(actor.agency, [each.case for each in chunk])
        pauses = pauses_in(actor, *(each.case for each in chunk))
        for told in told_of_cases(actor, chunk, today()):
            line = _line(told, came[told.case], waiting.get(told.case), deciding, pauses.get(told.case, ()))
            if line is not None:
                yield line


def _line(told: Told, since: datetime, row: Waiting | None, deciding: Collection[str], pauses: Sequence[Pause]) -> Line | None:
    decided = told.outline.decided
    if row is not None:
        waits, since, due, under = row.kind, row.since, row.due, _under(row.kind)
    elif decided.get(FINAL) in (YES, NO):
        return None
    elif decided.get(FIRST) == YES:
        waits, due, under = FINAL, *_by_law(told, deciding)
    else:
        name = CHILD_FIRST_DECISION if CHILD in told.outline.signs else FIRST_DECISION
        period = period_of(name)
        waits, due, under = FIRST, due_of(name, since, pauses), period.under if period else ()
    return Line(
        case=told.case,
        called=told.called,
        waits=waits,
        since=since,
        due=due,
        under=under,
        signs=told.outline.signs,
        removal=told.outline.day,
        paused=is_paused(today(), pauses) and waits in STAGES,
        by=row.by_id if row else "",
    )


def _by_law(told: Told, deciding: Collection[str]) -> tuple[datetime | None, tuple[str, ...]]:
    """Return by when the law's own duty to decide is due: no pause moves it."""
    found = sorted((each.due, each.rule) for each in told.duties if each.due is not None and each.rule in deciding)
    if not found:
        return None, ()
    day, rule = found[0]
    under = law().law_on(today()).rules
    named = next((each.under for each in under.values() if each.id == rule), ())
    return datetime.combine(day + timedelta(days=1), time.min, time_zone()), tuple(named)


def deciding_rules(on: date) -> frozenset[str]:
    """Return the duties that a decision on status does: those whose end speaks of one of the two decisions."""
    rules = law().law_on(on).rules.values()
    return frozenset(rule.id for rule in rules if rule.kind == "duty" and rule.done is not None and _names(rule.done))


def _names(condition: Node) -> bool:
    return any(isinstance(node, Fact) and node.key in STAGES for node in walk(condition))


def _under(kind: str) -> tuple[str, ...]:
    period = period_of({SECOND_READER: "second_reading_time", CHALLENGE: "challenge_answer_time"}[kind])
    return period.under if period else ()


def _came(actor: Actor, seen: Sequence[Sighted]) -> Mapping[str, datetime]:
    """Return since when the authority has each case: opened there, or first given to it."""
    theirs = [each.case for each in seen if not each.keeps]
    given = Grant.objects.filter(agency=actor.agency, case_id__in=theirs).values("case_id").annotate(first=Min("since"))
    first = {row["case_id"]: row["first"] for row in given}
    return {each.case: each.row.since if each.keeps else first.get(each.case, each.since) for each in seen}


def _waiting(actor: Actor, seen: Sequence[Sighted]) -> Mapping[str, Waiting]:
    """Return what waits for an answer of the authority by case: a second reading before a challenge."""
    kinds = (CHALLENGE, SECOND_READER)
    rows = Waiting.objects.filter(agency=actor.agency, kind__in=kinds, ended=None, case__in=[each.case for each in seen])
    return {row.case_id: row for row in sorted(rows, key=lambda row: kinds.index(row.kind))}


def _pressing(line: Line) -> tuple[bool, bool, bool, bool, datetime, datetime]:
    near = line.removal is not None and line.removal - today() <= NEAR
    signs = line.signs
    return (not near, CHILD not in signs, LOCKED_UP not in signs, REMOVAL not in signs, line.due or _FAR, line.since)
