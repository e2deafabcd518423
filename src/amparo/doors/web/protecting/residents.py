"""All who have a place with one's own agency, for one shift: what is due in each case, whose danger to assess, who waits."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.desk.kept_facts import said_moment
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.owed_words import duty_line, head, signs
from amparo.doors.web.signed_in import actor, signed_in
from amparo.stages.protection.residents import House, Resident, residents

OF_A_CASE: Final = 3
"""Lines of one resident; what more is owed is counted, and the count leads to it."""


@only("GET", "HEAD")
@signed_in
@of_a_case
def shift(request: HttpRequest) -> HttpResponse:
    found = residents(actor(request))
    context = {
        "day": said_day(found.day),
        "houses": [_house(each, found.day) for each in found.houses],
        "unopened": found.unopened,
    }
    return render(request, "protecting/residents.html", context)


def _house(each: House, day: date) -> dict[str, Any]:
    return {
        "title": each.provider.title,
        "area": each.provider.area,
        "free": _("Places: ask") if each.free is None else _("Free places: %(n)s") % {"n": each.free},
        "look": "held" if each.free == 0 else "",
        "residents": [_resident(one, day) for one in each.residents],
        "others": each.others,
        "waiting": [{"number": number, **_resident(one, day)} for number, one in each.waiting],
        "waiting_others": each.waiting_others,
        "is_turn": bool(each.free) and bool(each.waiting or each.waiting_others),
    }


def _resident(each: Resident, day: date) -> dict[str, Any]:
    case = each.told.case
    return {
        **head(each.told),
        "since": said_moment(each.place.since),
        "signs": signs(each.told),
        "is_fresh": each.told.is_fresh,
        "lines": [duty_line(duty, day) for duty in each.due[:OF_A_CASE]],
        "more": len(each.told.duties) + each.told.unopened - len(each.due[:OF_A_CASE]),
        "owed": reverse("case-owed", kwargs={"case": case}),
        "place": reverse("case-place", kwargs={"case": case}),
        "assess": reverse("case-risk", kwargs={"case": case}) if each.assess else "",
        "is_pressing": each.place.is_pressing,
    }
