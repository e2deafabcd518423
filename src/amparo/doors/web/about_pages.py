"""What the pages say about themselves: their languages and who checked them, and how far everybody can use them."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from amparo.desk.translated import counted
from amparo.desk.wording import said_day
from amparo.doors.web.message import only
from amparo.environment import CONTACT

STATED: Final = date(2026, 11, 22)
"""When the statement on accessibility was last gone through."""


@only("GET", "HEAD")
def languages(request: HttpRequest) -> HttpResponseBase:
    found = counted()
    return render(request, "web/translated.html", {"counted": found, "on": said_day(found.on), "contact": CONTACT.text()})


@only("GET", "HEAD")
def accessibility(request: HttpRequest) -> HttpResponseBase:
    return render(request, "web/accessibility.html", {"on": said_day(STATED), "contact": CONTACT.text()})
