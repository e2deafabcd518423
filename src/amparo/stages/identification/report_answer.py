"""Answering a report: it becomes a case, or a paper of a case that is there, or is put aside with a reason.

Whoever may open cases in the agency that it was sealed for reads it, and each reading is in the log. What it tells is kept
in the case as said by somebody else. Once it stands in a case, it stands there alone: the sealed report is emptied. Only where
the person is, and how somebody is reached, stays sealed in it where who takes it up may not record whereabouts: in any other
part of a case, others would read it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartment_of, compartments
from amparo.casework.entitled import Standing, not_there, standing_of
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.log import log
from amparo.casework.models import Report
from amparo.casework.moment import as_id, now
from amparo.casework.office import check_in_office
from amparo.casework.owed.cursor import START, cursor_after, place_of
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, fill, open_case, record
from amparo.casework.sight import Sight
from amparo.casework.trouble import told_plainly
from amparo.desk.sent import words as whole
from amparo.errors import AmparoError
from amparo.stages.identification.first_contact import purpose_of
from amparo.stages.identification.report import ASIDE, CASE, JOINED, OPEN, TABLE

PAPER: Final = "report"
REASONS: Final = ("not-about-trafficking", "known-already", "cannot-be-found", "no-meaning")
"""Why a report is put aside; with words beside it."""
LONGEST: Final = 2000
_STATED: Final = {
    "danger": "in_danger_now",
    "doctor": "urgent_medical_need",
    "child": "may_be_child",
    "language": "language",
}
_PLACE: Final = ("where", "reach", "when", "write", "call")
"""What says where the person is, or how somebody is reached: it stands in a part of its own."""
WHEREABOUTS: Final = "whereabouts"
SHOWN: Final = 50
"""Reports of one part of a list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report in a list: when it came, until when it is answered, whether it is urgent or late, how it stands."""

    id: str
    at: datetime
    due: datetime
    is_urgent: bool
    is_late: bool
    state: str
    case: str


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a list; `later` is the cursor of the next part, empty after the last."""

    lines: tuple[Line, ...]
    later: str


def open_reports(actor: Actor, *, urgent: bool, after: str = "") -> Part:
    """Return the reports that wait for an answer of the actor's agency, as they are due: the urgent ones, or the others.

    Each has a list of its own, so that however many of one kind come, those of the other keep their place.
    """
    what = f"reports/{urgent}"
    with told_plainly(), transaction.atomic(durable=True):
        _check(actor)
        due, name = place_of(actor, what, after)
        rows = Report.objects.filter(agency=actor.agency, state=OPEN, is_urgent=urgent).order_by("due", "id")
        if after and (due, name) != START:
            moment = datetime.fromtimestamp(due, UTC)
            rows = rows.filter(Q(due__gt=moment) | Q(due=moment, id__gt=name))
        found = list(rows[: SHOWN + 1])
        log("list-looked-at", actor, about={"of": "reports"})
    shown = tuple(_line(row) for row in found[:SHOWN])
    last = shown[-1] if len(found) > SHOWN else None
    return Part(shown, cursor_after(actor, what, (last.due.timestamp(), last.id)) if last else "")


def waiting(actor: Actor) -> tuple[int, bool]:
    """Return how many reports wait for an answer of the actor's agency, and whether one is urgent or late.

    None for whoever may not answer them.
    """
    bundle = BUNDLES.get(actor.bundle)
    if bundle is None or Action.OPEN_CASE not in bundle.actions:
        return 0, False
    rows = Report.objects.filter(agency=actor.agency, state=OPEN)
    found = rows.aggregate(all=Count("id"), pressing=Count("id", filter=Q(is_urgent=True) | Q(due__lt=now())))
    return found["all"], found["pressing"] > 0


def read(actor: Actor, name: str) -> tuple[Line, Mapping[str, Any]]:
    """Return a report with what it tells; that it was read is in the log. Raise `no-such-case` where it is not theirs."""
    with told_plainly(), transaction.atomic(durable=True):
        row = _mine(actor, name)
        log("report-read", actor, about={"report": row.id})
        return _line(row), opened_for(actor.agency, TABLE, row.id, bytes(row.sealed)) if row.sealed else {}


def as_case(actor: Actor, name: str) -> str:
    """Open a case on a report, with what it tells; return the case's id. One that is answered already leads to its case.

    All of it is one act: of two people, or two presses, at once the second is refused, and opens nothing.
    """
    line, told = read(actor, name)
    if line.state != OPEN:
        return line.case or _answered_already()
    return open_case(actor, purpose=purpose_of(actor), also=lambda case: _begin(actor, name, case, told))


def _begin(actor: Actor, name: str, case: str, told: Mapping[str, Any]) -> None:
    """End a report, and state in the case that this transaction opened what it tells, as far as the actor may record it."""
    row = _mine(actor, name, to_answer=True)
    standing = standing_of(actor, case, now())
    recordable = frozenset(part for part in compartments() if standing.decide(Action.RECORD, part).allowed)
    fill(actor, case, _statements(told, recordable), papers=_papers(told, recordable))
    _end(row, actor, CASE, case=case, told=_kept_back(told, recordable))


def join(actor: Actor, name: str, case: str) -> None:
    """Keep a report as a paper of a case of the agency that is there."""
    _line_of, told = read(actor, name)
    sight = look(actor, case)
    record(actor, case, seen=sight.seen, papers=_papers(told, sight.recordable), also=_joining(actor, name, told, sight))


def put_aside(actor: Actor, name: str, reason: str, words: str) -> None:
    """Put a report aside, with a reason: it stays sealed, with who did so and why."""
    if reason not in REASONS or not words.strip():
        raise AmparoError("reason-missing", "say why this is put aside", where="reason" if reason not in REASONS else "words")
    why = whole({"words": words}, "words", LONGEST)
    with told_plainly(), transaction.atomic(durable=True):
        row = _mine(actor, name, to_answer=True)
        told = opened_for(actor.agency, TABLE, row.id, bytes(row.sealed))
        said = {**told, "aside": reason, "why": why}
        _end(row, actor, ASIDE, told=said)


def kept_back(actor: Actor, sight: Sight) -> tuple[tuple[str, bool], ...]:
    """Return the reports that still hold where the person of a case is, and whether they are of the actor's agency.

    Told are who works in the agency that answered them, and who may read the whereabouts of the case; to others it would say
    that somebody knows.
    """
    with told_plainly(), transaction.atomic(durable=True):
        rows = Report.objects.filter(case=sight.case).exclude(sealed=b"")
        seen = rows if WHEREABOUTS in sight.readable else rows.filter(agency=actor.agency)
        return tuple((row.id, row.agency_id == actor.agency) for row in seen.order_by("at", "id"))


def _joining(actor: Actor, name: str, told: Mapping[str, Any], sight: Sight) -> Callable[[Standing], None]:
    """Return what ends a report in the transaction in which a case takes it up."""

    def end(standing: Standing) -> None:
        row = _mine(actor, name, to_answer=True)
        _end(row, actor, JOINED, case=standing.case, told=_kept_back(told, sight.recordable))

    return end


def _end(row: Report, actor: Actor, state: str, *, case: str | None = None, told: Mapping[str, Any]) -> None:
    """End a report; what it still tells stays sealed in it."""
    sealed = sealed_for(actor.agency, TABLE, row.id, told) if told else b""
    Report.objects.filter(id=row.id).update(state=state, case_id=case, answered=now(), answered_by_id=actor.user, sealed=sealed)
    log("report-answered", actor, case=case or "", about={"report": row.id, "state": state})


def _mine(actor: Actor, name: str, *, to_answer: bool = False) -> Report:
    """Return a report of the actor's agency; what is another's looks as if it were not there."""
    _check(actor)
    rows = Report.objects.select_for_update() if to_answer else Report.objects
    row = rows.filter(id=as_id(name), agency=actor.agency).first()
    if row is None:
        raise not_there()
    if to_answer and row.state != OPEN:
        _answered_already()
    return row


def _answered_already() -> str:
    raise AmparoError("report-answered", "this report was answered already", help="look at the list again")


def _check(actor: Actor) -> None:
    check_in_office(actor, Action.OPEN_CASE)


def _line(row: Report) -> Line:
    return Line(row.id, row.at, row.due, row.is_urgent, row.state == OPEN and row.due < now(), row.state, row.case_id or "")


def _statements(told: Mapping[str, Any], recordable: Collection[str]) -> tuple[Statement, ...]:
    """Return what a report tells as statements: said, by somebody else or by the person. A no or nothing states nothing."""
    return tuple(each for each in _said(told) if compartment_of(each.key) in recordable)


def _said(told: Mapping[str, Any]) -> Iterator[Statement]:
    method = "a report from outside, without a sign-in"
    yield Statement("referred_as_possible_victim", value=True, source="said", method=method)
    for name, key in _STATED.items():
        if told.get(name) is True or (name == "language" and told.get(name)):
            yield Statement(key, told[name], "said", method=method)


def _papers(told: Mapping[str, Any], recordable: Collection[str]) -> list[Draft]:
    """Return a report as papers: what happened; and, in a part of its own, where the person is and how somebody is reached."""
    place = _place(told)
    rest = {name: value for name, value in told.items() if name not in place}
    found = [Draft(PAPER, "account", rest, is_said=True)]
    if place and WHEREABOUTS in recordable:
        found.append(Draft(PAPER, WHEREABOUTS, place, is_said=True))
    return found


def _kept_back(told: Mapping[str, Any], recordable: Collection[str]) -> Mapping[str, Any]:
    """Return what stays in a report because who takes it up may not record it."""
    return {} if WHEREABOUTS in recordable else _place(told)


def _place(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: told[name] for name in _PLACE if name in told}
