"""A reckoning that was kept: as it was on its day, to be read, printed and taken out as a table."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.casework.access import look
from amparo.casework.entitled import not_there
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import said_moment
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.figures import plain
from amparo.doors.web.message import only
from amparo.doors.web.reckoning.page import HERE
from amparo.doors.web.signed_in import actor, signed_in
from amparo.stages.compensation.reckoning import kept_in


@only("GET", "HEAD")
@signed_in
@of_a_case
def one(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    found = _of(sight, paper)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, HERE),
        "paper": found,
        "found": found.body,
        "at": said_moment(found.at),
        "agency": Named.of({found.agency}).agency(found.agency),
    }
    return render(request, "reckoning/kept.html", context)


@only("GET", "HEAD")
@signed_in
@of_a_case
def table(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Return the table as a file, without a formula in it."""
    body = _of(look(actor(request), case), paper).body
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(["group", "line", "currency", "low", "likely", "high", "at_least", "counted", "assumes"])
    for line in body["lines"]:
        cells = [line["group"], line["words"], line["currency"], *line["sums"], _yes(line["open"]), _yes(line["counts"])]
        writer.writerow([plain(str(cell)) for cell in (*cells, "; ".join(line["assumes"]))])
    for currency, each in body["totals"].items():
        writer.writerow(["total", "", plain(currency), *each["sums"], _yes(each["open"]), "", ""])
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reckoning.csv"'
    return response


def _of(sight: Sight, paper: str) -> Paper:
    found = next((each for each in kept_in(sight) if each.id == paper), None)
    if found is None:
        raise not_there()
    return found


def _yes(answer: object) -> str:
    return "yes" if answer else ""
