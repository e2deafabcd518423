"""Figures: how many people were identified, by year, form, sex and age; for whose office it is to count."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.action import Action
from amparo.casework.counting import AGES, COLUMNS, FORM, PRESUMED, RECOGNISED, SEXES, UNKNOWN, count
from amparo.casework.office import check_in_office
from amparo.casework.purpose import Purpose
from amparo.casework.released import Figures
from amparo.desk.library import wording
from amparo.desk.wording import said_day
from amparo.disclosure.counts import TOTAL
from amparo.disclosure.release import THRESHOLD, Release
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.errors import AmparoError

HIDDEN: Final = "–"
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a program for tables would work out."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def figures(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    try:
        check_in_office(who, Action.COUNT, Purpose.STATISTICS)
    except AmparoError:
        return message(request, 403, _("This is not yours to do"), _("Somebody else asks for figures."))
    if request.method != "POST":
        return render(request, "figures/figures.html", {"threshold": THRESHOLD})
    try:
        found = count(who)
    except AmparoError as error:
        if error.code != "figures-lost":
            raise
        return message(
            request, 409, _("No figures are shown"), _("Earlier figures cannot be read any more. Tell your administrator.")
        )
    if request.POST.get("do") == "csv":
        return _csv(found)
    context = {
        "threshold": THRESHOLD,
        "counted": True,
        "tables": [_table(*key, table, found.made[key]) for key, table in found.tables.items()],
        "digest": " ".join(found.digest[first : first + 8] for first in range(0, len(found.digest), 8)),
        "is_whole": found.is_whole,
        "on": said_day(found.on),
    }
    return render(request, "figures/figures.html", context)


def _table(status: str, year: int, table: Release, made: date) -> dict[str, Any]:
    lines = [(_form(form), [_figure(table, row, column) for column in _columns()]) for row, form in enumerate(table.rows)]
    return {
        "id": f"{status}-{year}",
        "title": f"{_status(status)}, {year}",
        "made": said_day(made),
        "lines": [line for line in lines if any(figure != HIDDEN for figure in line[1])],
        "total": [_figure(table, TOTAL, column) for column in _columns()],
        "sexes": [(_sex(sex), len(AGES)) for sex in SEXES],
        "ages": [_age(age) for _sex_again in SEXES for age in AGES],
    }


def _columns() -> tuple[int, ...]:
    return (*range(len(COLUMNS)), TOTAL)


def _figure(table: Release, row: int, column: int) -> str:
    found = table.at((row, column))
    return HIDDEN if found is None else str(found)


def _csv(found: Figures) -> HttpResponse:
    """Return the figures as a file: in it is what the page shows, and nothing that a program for tables would work out."""
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(["status", "year", "form", "sex", "age", "people", "made_on"])
    for line in _lines(found):
        writer.writerow([plain(cell) for cell in line])
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response


def _lines(found: Figures) -> Iterator[list[str]]:
    for (status, year), table in found.tables.items():
        made = found.made[status, year].isoformat()
        for row in (*range(len(table.rows)), TOTAL):
            for column in _columns():
                sex, age = COLUMNS[column].split("/") if column != TOTAL else ("all", "all")
                number = table.at((row, column))
                form = table.rows[row] if row != TOTAL else "all"
                yield [status, str(year), form, sex, age, "" if number is None else str(number), made]


def plain(cell: str) -> str:
    """Return a cell that no program for tables works out."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _status(status: str) -> str:
    return {RECOGNISED: _("Recognised victims"), PRESUMED: _("Presumed victims (reasonable grounds, not decided yet)")}[status]


def _form(form: str) -> str:
    return _("Form not known") if form == UNKNOWN else wording().value(FORM, form)


def _sex(sex: str) -> str:
    return _("Sex not known") if sex == UNKNOWN else wording().value("sex", sex)


def _age(age: str) -> str:
    return {"child": _("Under 18"), "adult": _("18 and over"), UNKNOWN: _("Age not known")}[age]
