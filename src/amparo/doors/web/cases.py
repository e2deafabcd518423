"""The first page behind the sign-in: one's cases, what has a day set in them, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import Line, cases_of
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.due import due_in, load_of
from amparo.casework.emergencies import may_judge
from amparo.casework.notices import Unread, read, unread
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.casework.record import open_case
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.links import case_page
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError

MOST: Final = 20
"""Lines of what is due: nobody reads more in the morning."""
FIELDS: Final = ("purpose", "called")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def cases(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _shown(request)
    if "read" in request.POST:
        read(actor(request), request.POST["read"])
        return redirect("cases")
    if not purposes_of(actor(request)):
        return message(request, 403, _("This is not yours to do"), _("Somebody else opens cases here."))
    try:
        opened = open_case(
            actor(request), purpose=request.POST.get("purpose", ""), called=request.POST.get("called", "").strip()
        )
    except AmparoError as error:
        return _shown(request, _trouble(error))
    return redirect("case", case=opened)


def _trouble(error: AmparoError) -> Trouble:
    if error.code == "not-yours-in-office":
        return Trouble(_("Choose what the case is opened for"), field="purpose")
    field = error.where if error.where in FIELDS else "purpose"
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _shown(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    who = actor(request)
    found = cases_of(who)
    loads = load_of(who, [line.case for line in found], today())
    context = {
        "cases": [_line(line, owed=loads[line.case].owed, late=loads[line.case].late) for line in found],
        **_due(who, found),
        "notices": [_notice(each) for each in unread(who)],
        "judges": may_judge(who),
        "purposes": purposes_of(who),
        "may_break_glass": Action.BREAK_GLASS in BUNDLES[who.bundle].actions if who.bundle in BUNDLES else False,
        "sent": request.POST,
        "trouble": trouble,
    }
    return render(request, "cases/cases.html", context, status=422 if trouble else 200)


def _line(line: Line, **more: Any) -> dict[str, Any]:
    return {"code": short_code(line.case), "called": line.called, "href": case_page(line.case), **more}


def _notice(told: Unread) -> dict[str, str]:
    words = {
        "glass-broken": _("A part of a case was opened in an emergency."),
        "case-unattended": _("Nobody works on a case any more."),
        "canary-opened": _("Somebody opened a case that belongs to nobody: they are browsing."),
        "erasure-due": _("A case will be erased soon."),
    }
    pages = {
        "glass-broken": ("emergency-judge", {"glass": told.about}),
        "case-unattended": ("case-people", {"case": told.case}),
    }
    page, ids = pages.get(told.kind, ("emergencies", {}))
    return {
        "id": told.id,
        "words": words.get(told.kind, _("Something happened in a case.")),
        "code": short_code(told.case),
        "at": said_moment(told.at),
        "href": reverse(page, kwargs=ids),
    }


def _due(who: Actor, found: Sequence[Line]) -> dict[str, Any]:
    lines = {line.case: line for line in found}
    due = due_in(who, list(lines), today())
    shown = [
        _line(
            lines[each.case],
            who=wording().actor(each.binds),
            by=(_("Was due on %(day)s") if each.is_late else _("By %(day)s")) % {"day": said_day(each.due)},
            is_late=each.is_late,
            count=each.count,
        )
        for each in due[:MOST]
    ]
    return {"due": shown, "due_more": max(0, len(due) - MOST)}


def purposes_of(who: Actor) -> tuple[tuple[str, str], ...]:
    """Return what somebody may open a case for, in words; nothing where they may open none."""
    bundle = BUNDLES.get(who.bundle)
    if bundle is None or Action.OPEN_CASE not in bundle.actions:
        return ()
    named = [each for each in Purpose if each in bundle.purposes and each is not Purpose.EMERGENCY]
    return tuple((each.value, BOUNDS[each].meaning[:1].upper() + BOUNDS[each].meaning[1:]) for each in named)
