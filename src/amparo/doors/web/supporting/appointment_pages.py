"""Appointments: arranged with somebody who comes along, and how each came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import PUBLIC, seen_by, trouble_of, way_here
from amparo.doors.web.supporting.step_fields import Sent, radios, text, yesno
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.support.appointments import (
    COMES,
    DOCTOR,
    KEPT,
    MISSED,
    WITH,
    Appointment,
    appointments,
    arrange,
    came_out,
)
from amparo.stages.support.kinds import HEALTH, SUPPORT


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def listed(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT, HEALTH)
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        if sent.get("do") != "came-out":
            arrange(who, case, sent)
            return redirect("support-appointments", case=case)
        found = came_out(who, case, sent.get("paper", ""), sent)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return _shown(request, who, sight, sent, error)
    if found.paper.body["with"] == DOCTOR and sent.get("outcome") == MISSED:  # why, is asked in safety: fear comes first
        return redirect("support-health-form", case=case, form="facts")
    return redirect("support-appointments", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    is_outcome = (sent or {}).get("do") == "came-out"
    fields = _fields({} if is_outcome else sent or {}, sight)
    trouble = trouble_of(error, fields)
    if trouble is not None and is_outcome:
        trouble = type(trouble)(trouble.sentence, trouble.help, field="listed")
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, way_here(sight)),
        "open": [_line(each) for each in appointments(sight) if each.is_open],
        "closed": [_line(each) for each in appointments(sight) if not each.is_open],
        "outcomes": list(KEPT.items()),
        "fields": [each.with_trouble(trouble) for each in fields],
        "may_record": bool({SUPPORT, HEALTH} & sight.recordable),
        "reads_plan": SUPPORT in sight.readable,
        "reads_health": HEALTH in sight.readable,
        "token": (sent or {}).get("token") or fresh_id(),
        "trouble": trouble,
    }
    return render(request, "supporting/appointments.html", context, status=422 if error else 200)


def _line(each: Appointment) -> dict[str, Any]:
    body = each.paper.body
    return {
        "id": each.paper.id,
        "on": said_day(each.on),
        "time": body["time"],
        "with": WITH[body["with"]],
        "comes": COMES[body["comes"]],
        "lacks": body["comes"] in ("nobody", "unasked"),
        "interpreter": body["interpreter"],
        "way": body["way"],
        "text": body["text"],
        "is_past": each.on <= today(),
        "outcome": KEPT[each.outcome.body["outcome"]] if each.outcome else "",
        "why": each.outcome.body["text"] if each.outcome else "",
    }


def _fields(sent: Sent, sight: Sight) -> tuple[Field, ...]:
    may = {name: words for name, words in WITH.items() if (HEALTH if name == DOCTOR else SUPPORT) in sight.recordable}
    return (
        radios("with", _("With whom?"), sent, may),
        Field("on", "on", _("On which day?"), sent.get("on", ""), kind="date"),
        Field("time", "time", _("At what time?"), sent.get("time", ""), kind="time", optional=True),
        radios("comes", _("Who comes along?"), sent, COMES, _("Ask the person. Someone at one’s side takes away fear.")),
        yesno("interpreter", _("Is there an interpreter?"), sent, _("Yes also where none is needed.")),
        text("way", _("How they get there safely, and what it costs them"), sent, _("No address.")),
        text("text", _("What for"), sent),
    )
