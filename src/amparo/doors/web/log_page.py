"""The log: its newest signed head, to copy and to keep elsewhere; its entries, for those who watch over the work of others."""

from __future__ import annotations

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.casework.acts import words_of
from amparo.casework.keys import signing
from amparo.casework.log_look import LogPage, look_at_log, signed_head
from amparo.casework.named import Named
from amparo.casework.told import Told
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.marked import begun, of_law
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in

_PLACE: Final = re.compile(r"\d{1,18}", re.ASCII)
_CASES: Final = 5
"""How many cases of a list are named; of the others it is said how many they are."""


@only("GET", "HEAD")
@signed_in
def log_page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("before", "")
    before = int(asked) if _PLACE.fullmatch(asked) else None
    page = look_at_log(actor(request), before)
    head = signed_head()
    context = {
        "head": head.line().strip() if head else "",
        "size": head.size if head else 0,
        "signed": said_moment(head.moment) if head else "",
        "key": signing().public.id,
        "entries": _lines(page) if page else None,
        "older": page.older if page else None,
        "is_newest": before is None,
    }
    return render(request, "web/log.html", context)


def _lines(page: LogPage) -> list[dict[str, Any]]:
    named = Named.of({each.agency for each in page.entries}, {each.user for each in page.entries})
    return [_line(each, named) for each in page.entries]


def _line(each: Told, named: Named) -> dict[str, Any]:
    words = words_of(each.act)
    return {
        "index": each.index,
        "at": said_moment(each.moment),
        "agency": named.agency(each.agency),
        "user": named.user(each.user),
        "what": begun(of_law(words)),
        "cases": ", ".join(short_code(case) for case in each.cases[:_CASES]),
        "more": max(0, len(each.cases) - _CASES),
    }
