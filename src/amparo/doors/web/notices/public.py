"""The page of rights that anybody may open: no sign-in, no cookie, no script, and nothing on it that names what it is for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from amparo.doors.web.message import only
from amparo.stages.information.notice_paper import RIGHT_TO_LEFT
from amparo.stages.information.notice_public import rights_of_everybody


@only("GET", "HEAD")
def rights(request: HttpRequest) -> HttpResponse:
    said = rights_of_everybody((get_language() or "").partition("-")[0])
    return render(request, "notices/rights.html", {"said": said, "dir": "rtl" if said["language"] in RIGHT_TO_LEFT else "ltr"})
