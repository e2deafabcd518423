"""The paper form of a first talk: to print, with boxes to tick, a number and no name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from amparo.casework.determine import law
from amparo.desk.library import wording
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import signed_in
from amparo.stages.identification.contacts import contacts
from amparo.stages.identification.first_contact import HELD_AT
from amparo.stages.identification.screening_asked import lists, sheet
from amparo.stages.identification.screening_shown import lines
from amparo.stages.identification.sheet_paper import asked_on_paper, fresh_number


@only("GET", "HEAD")
@signed_in
@of_a_case
def paper(request: HttpRequest) -> HttpResponseBase:
    number = request.GET.get("list", "")
    context = {
        "number": fresh_number(),
        "parts": [(each.title, lines(each.keys, None, "")) for each in asked_on_paper(number)],
        "sheet": sheet(),
        "lists": [(str(each.number), each.title) for each in lists()[1:]],
        "chosen": number,
        "held_at": [wording().value("accommodation", name) for name in HELD_AT],
        "contacts": contacts(law()),
    }
    return render(request, "first_contact/paper.html", context)
