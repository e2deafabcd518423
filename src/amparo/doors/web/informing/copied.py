"""The person's copy, taken out by who works on the case and handed over when they meet: one page, and no lock of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.copy_page import page
from amparo.casework.copying import copy_of
from amparo.casework.entitled import not_there
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.stages.voice.codes import VOICE


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def copied(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if VOICE not in sight.readable or who.agency != sight.keeper:
        raise not_there()
    if request.method == "POST":
        return _taken(request, case=case)
    context = {"head": head_of(sight, who), "ways": ways_of(sight, who, "case-voice"), "title": _("The person's copy")}
    return render(request, "informing/copy.html", context)


@stepped_up
def _taken(request: HttpRequest, case: str) -> HttpResponseBase:
    response = HttpResponse(page(copy_of(actor(request), case).table), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="copy.html"'
    return response
