"""The queue of the authority that decides on status: what waits, the most pressing first; and what was left lying."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.determine import law
from amparo.casework.entitled import not_there
from amparo.casework.outline import CHILD, DANGER, LOCKED_UP, REMOVAL
from amparo.casework.purpose import Purpose
from amparo.casework.waiting import CHALLENGE, SECOND_READER
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.environment import time_zone
from amparo.explain.citing import cite
from amparo.stages.identification.decision import FINAL, FIRST
from amparo.stages.identification.decision_standing import AUTHORITY
from amparo.stages.identification.queue import Line, queue

MOST: Final = 50
"""Lines of one page: who comes behind them is counted, and comes up as the first are done."""


@only("GET", "HEAD")
@signed_in
@of_a_case
def decisions(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    bundle = BUNDLES.get(who.bundle)
    if who.body != AUTHORITY or bundle is None or Purpose.IDENTIFICATION not in bundle.purposes:
        raise not_there()
    found = queue(who)
    context = {
        "lines": _lines(who, found.lines[:MOST]),
        "more": max(0, len(found.lines) - MOST) + found.unopened,
        "stalled": _lines(who, found.stalled[:MOST]),
        "elsewhere": found.elsewhere,
    }
    return render(request, "deciding/decisions.html", context)


def _lines(who: Actor, found: Iterable[Line]) -> list[dict[str, Any]]:
    return [_line(who, each) for each in found]


def _line(who: Actor, line: Line) -> dict[str, Any]:
    mine = line.waits == SECOND_READER and line.by == who.user
    return {
        "code": short_code(line.case),
        "called": line.called,
        "href": reverse("challenge" if line.waits == CHALLENGE else "decision", kwargs={"case": line.case}),
        "waits": _("Your proposal waits for a second reader") if mine else _waits(line.waits),
        "due": _due(line),
        "look": "held" if line.is_late else "wait" if line.paused else "owed",
        "clock": ", ".join(cite(provision, law().citations).text for provision in line.under),
        "is_ours": line.due is not None and not line.under,
        "signs": [_sign(sign, line) for sign in line.signs],
        "since": said_moment(line.since),
    }


def _waits(kind: str) -> str:
    words = {
        FIRST: _("First decision"),
        FINAL: _("Final decision"),
        SECOND_READER: _("A proposed no waits for its second reader"),
        CHALLENGE: _("A challenge waits for its answer"),
    }
    return words[kind]


def _due(line: Line) -> str:
    if line.paused:
        return _("Paused")
    if line.due is None:
        return _("No day set")
    return (_("Ran out %(at)s") if line.is_late else _("Until %(at)s")) % {"at": _moment(line.due)}


def _moment(due: datetime) -> str:
    """Return a moment; of one that is the end of a day, that day."""
    local = due.astimezone(time_zone())
    return said_day(local.date() - timedelta(days=1)) if local.time() == time.min else said_moment(due)


def _sign(sign: str, line: Line) -> str:
    if sign == REMOVAL:
        return _("Removal planned for %(day)s") % {"day": said_day(line.removal)} if line.removal else _("Removal planned")
    return {CHILD: _("Is or may be a child"), LOCKED_UP: _("Locked up"), DANGER: _("In danger now")}[sign]
