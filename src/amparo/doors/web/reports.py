"""Reports from outside, for who answers them: the list, one of them, and its answer: a case, a paper of one, or put aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.owed.case_list import Wanted, listed
from amparo.desk.case_code import short_code
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.links import case_page
from amparo.desk.pieces import Paging
from amparo.doors.web.case_page import REFUSALS, of_a_case
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.message import message, only
from amparo.doors.web.met import told_lines
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.report import OPEN
from amparo.stages.identification.report_answer import REASONS, Line, as_case, join, open_reports, put_aside, read

PRESSING: Final = "urgent"
OTHERS: Final = "others"
FIELDS: Final = ("reason", "words", "into")


@only("GET", "HEAD")
@signed_in
@of_a_case
def reports(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not purposes_of(who):
        return message(request, 403, _("This is not yours to do"), _("Somebody else answers reports."))
    pressing = _list(request, who, _("Urgent"), urgent=True)
    others = _list(request, who, _("Not urgent"), urgent=False)
    return render(request, "reports/list.html", {"lists": [each for each in (pressing, others) if each["is_shown"]]})


def _list(request: HttpRequest, who: Actor, heading: str, *, urgent: bool) -> dict[str, Any]:
    """Return one of the two lists, from where the address says; the other one stays where it is."""
    name = PRESSING if urgent else OTHERS
    places = {each: request.GET[each] for each in (PRESSING, OTHERS) if request.GET.get(each)}
    part = open_reports(who, urgent=urgent, after=places.get(name, ""))
    rest = {each: place for each, place in places.items() if each != name}
    paging = Paging(
        earlier=f"{request.path}?{urlencode(rest)}" if name in places else "",
        later=f"{request.path}?{urlencode({**rest, name: part.later})}" if part.later else "",
    )
    reports = [_line(each) for each in part.lines]
    return {"id": name, "heading": heading, "reports": reports, "paging": paging, "is_shown": bool(reports or paging.earlier)}


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def one(request: HttpRequest, report: str) -> HttpResponseBase:
    who = actor(request)
    if not purposes_of(who):
        return message(request, 403, _("This is not yours to do"), _("Somebody else answers reports."))
    if request.method != "POST":
        return _shown(request, who, report)
    sent = request.POST.dict()
    try:
        return _answered(who, report, sent)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, report, sent, _trouble(error))


def _answered(who: Actor, report: str, sent: Mapping[str, str]) -> HttpResponseBase:
    match sent.get("do"):
        case "case":
            return redirect("case-screening", case=as_case(who, report))
        case "join":
            if not sent.get("into"):
                raise AmparoError("reason-missing", _("choose the case"), where="into")
            join(who, report, sent["into"])
            return redirect(case_page(sent["into"]))
        case _:
            put_aside(who, report, sent.get("reason", ""), sent.get("words", ""))
            return redirect("reports")


def _trouble(error: AmparoError) -> Trouble:
    field = error.where if error.where in FIELDS else "reason"
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _line(each: Line) -> dict[str, Any]:
    return {
        "id": each.id,
        "code": short_code(each.id),
        "at": said_moment(each.at),
        "due": said_moment(each.due),
        "is_urgent": each.is_urgent,
        "is_late": each.is_late,
        "is_open": each.state == OPEN,
        "case": each.case,
    }


def _shown(
    request: HttpRequest, who: Actor, report: str, sent: Mapping[str, str] | None = None, trouble: Trouble | None = None
) -> HttpResponse:
    line, told = read(who, report)
    form = sent or {}
    fields = {each.name: each.with_trouble(trouble) for each in _fields(who, form) if line.state == OPEN}
    context = {"report": _line(line), "told": told_lines(told), "fields": fields, "trouble": trouble}
    return render(request, "reports/one.html", context, status=422 if trouble else 200)


def _fields(who: Actor, sent: Mapping[str, str]) -> list[Field]:
    told = (line.told for line in listed(who, Wanted()).lines)
    own = tuple((each.case, " · ".join(filter(None, (short_code(each.case), each.called)))) for each in told if each)
    words = {
        "not-about-trafficking": _("It is about something else"),
        "known-already": _("It is known already, and another way"),
        "cannot-be-found": _("Nobody could find out more"),
        "no-meaning": _("It says nothing that can be followed"),
    }
    reasons = tuple((name, words[name]) for name in REASONS)
    return [
        Field("into", "into", _("Which case?"), sent.get("into", ""), kind="select", choices=own),
        Field("reason", "reason", _("Why is it put aside?"), sent.get("reason", ""), kind="select", choices=reasons),
        Field("words", "words", _("In your words"), sent.get("words", ""), longest=2000, kind="area", rows=3),
    ]
