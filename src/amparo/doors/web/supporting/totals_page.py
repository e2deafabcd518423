"""What was delivered in this case, and what it cost: for the agency that keeps it, as a page and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.case_code import short_code
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.figures import plain
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import seen_by
from amparo.doors.web.supporting.words import kind_words
from amparo.stages.support.delivering import WHAT, lines, totals
from amparo.stages.support.kinds import HEALTH, SUPPORT

COLUMNS: Final = ("service", "kind", "day", "what", "count", "cost", "currency", "given_by")


@only("GET", "HEAD")
@signed_in
@of_a_case
def totals_of(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = _sight(who, case)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "support"),
        "lines": [
            {
                "kind": kind_words(each.kind),
                "counts": [f"{WHAT[what]}: {_said(number)}" for what, number in each.counts.items()],
                "given": _sums(each.given),
                "cost": _sums(each.cost),
            }
            for each in totals(sight)
        ],
        "cost": _sums(_all(each.cost for each in totals(sight))),
        "given": _sums(_all(each.given for each in totals(sight))),
        "reads_health": HEALTH in sight.readable,
    }
    return render(request, "supporting/totals.html", context)


@only("GET", "HEAD")
@signed_in
@of_a_case
def totals_file(request: HttpRequest, case: str) -> HttpResponse:
    """Return each delivery as a line of a file: no free text, and nothing that a program for tables would work out."""
    sight = _sight(actor(request), case)
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for service, body in lines(sight):
        writer.writerow([plain(str(cell)) for cell in _cells(service.number, service.kind, body, service.provider)])
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{short_code(case)}.csv"'
    return response


def _sight(who: Actor, case: str) -> Sight:
    """Return a look for the agency that keeps the case: what help cost is nobody else's to read."""
    sight = seen_by(who, case, SUPPORT)
    if who.agency != sight.keeper:
        raise not_there()
    return sight


def _cells(number: str, kind: str, body: Mapping[str, Any], provider: Mapping[str, str]) -> tuple[str, ...]:
    given_by = provider.get("title", "")
    return (number, kind, body["on"], body["what"], body["count"], body["cost"], body["currency"], given_by)


def _all(tables: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for table in tables:
        for currency, amount in table.items():
            found[currency] = found.get(currency, Decimal(0)) + amount
    return found


def _sums(table: Mapping[str, Decimal]) -> list[str]:
    return [f"{amount:.2f} {currency}" for currency, amount in table.items()]


def _said(number: Decimal) -> str:
    return format(number.normalize(), "f")
