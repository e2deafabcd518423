"""The page on which the clocks of the authority are paused in a case, for a reason; and go on before their time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.identification.clock_pause import ACCOUNT, MOST, PAUSE, go_on, pause_clock
from amparo.stages.identification.decision_standing import AUTHORITY

FIELDS: Final = ("reason", "first", "last")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def pause(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if who.body != AUTHORITY or ACCOUNT not in sight.recordable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        if sent.get("do") == "go-on":
            go_on(who, case, sent.get("paper", ""), sent.get("reason", ""))
        else:
            pause_clock(who, case, sent)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("decision-pause", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    form = sent or {}
    where = error.where if error is not None and error.where in FIELDS else "reason"
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=where) if error else None
    fields = (
        Field("reason", "reason", _("Why?"), form.get("reason", ""), kind="area", longest=MOST,
              hint=_("What has to be waited for, and for whom. A pause is for the person, never to gain time.")),
        Field("first", "first", _("First day"), form.get("first", today().isoformat()), kind="date"),
        Field("last", "last", _("Last day"), form.get("last", ""), kind="date"),
    )  # fmt: skip
    context = {
        "head": head_of(sight, who),
        "pauses": _pauses(sight),
        "fields": [field.with_trouble(trouble) for field in fields],
        "trouble": trouble,
    }
    return render(request, "deciding/pause.html", context, status=422 if error else 200)


def _pauses(sight: Sight) -> list[dict[str, Any]]:
    ended = {each.answers: each for each in sight.papers if each.kind == PAUSE and each.answers}
    begun = [each for each in sight.papers if each.kind == PAUSE and not each.answers]
    return [_told(each, ended.get(each.id)) for each in reversed(begun)]


def _told(paper: Paper, end: Paper | None) -> dict[str, Any]:
    last = date.fromisoformat(paper.body["last"])
    return {
        "id": paper.id,
        "reason": paper.body["reason"],
        "first": said_day(date.fromisoformat(paper.body["first"])),
        "last": said_day(last),
        "ended": said_moment(end.at) if end else "",
        "why_ended": end.body["reason"] if end else "",
        "may_end": end is None and last >= today(),
    }
