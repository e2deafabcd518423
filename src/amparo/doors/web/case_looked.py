"""Who looked at a case, who did what, and who received: for those who may know, and to print for the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.acts import words_of
from amparo.casework.audience import Deed, deeds
from amparo.casework.named import Named
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.doors.web.case_page import Head, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in

RECEIVED: Final = ("grant-given", "exported")


@only("GET", "HEAD")
@signed_in
@of_a_case
def looked(request: HttpRequest, case: str) -> HttpResponse:
    found = deeds(actor(request), case)
    named = Named.of(
        {each.agency for each in found} | {str(each.about.get("agency", "")) for each in found},
        {each.user for each in found} | {str(each.about.get("user", "")) for each in found},
    )
    context = {
        "head": Head(case, short_code(case)),
        "looked": [_line(each, named) for each in found],
        "received": _received(found, named),
    }
    return render(request, "cases/looked.html", context)


def _line(each: Deed, named: Named) -> dict[str, str]:
    return {
        "at": said_moment(each.at),
        "agency": named.agency(each.agency),
        "user": named.user(each.user),
        "what": _what(each, named),
    }


def _what(each: Deed, named: Named) -> str:
    """Say what was done, with which parts, or about whom."""
    act = words_of(each.act)
    about = [*map(_compartment, each.about.get("compartments", ())), *map(_fact, each.about.get("keys", ()))]
    if "compartment" in each.about:
        about.append(_compartment(each.about["compartment"]))
    about.extend(named.user(each.about[name]) for name in ("user",) if name in each.about)
    about.extend(named.agency(each.about[name]) for name in ("agency",) if name in each.about)
    text = f"{act}: {', '.join(about)}" if about else act
    return text[:1].upper() + text[1:]


def _received(found: Sequence[Deed], named: Named) -> list[dict[str, Any]]:
    """Return what other agencies were given, and what their people opened."""
    lines = []
    for each in found:
        parts = ", ".join(_compartment(name) for name in each.about.get("compartments", ()))
        if each.act == "grant-given":
            what = _("may read: %(parts)s") % {"parts": parts}
            lines.append({"at": said_moment(each.at), "agency": named.agency(each.about["agency"]), "what": what})
        elif each.act == "exported":
            what = _("was taken out: %(parts)s") % {"parts": parts}
            lines.append({"at": said_moment(each.at), "agency": named.agency(each.agency), "what": what})
    return lines


def _compartment(name: str) -> str:
    return wording().words.label("compartments", name)


def _fact(key: str) -> str:
    return wording().fact(key)
