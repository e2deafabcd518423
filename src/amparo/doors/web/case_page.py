"""What every page of a case begins with, and how what may not be seen is refused; and a case as it was known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.emergencies import open_for
from amparo.casework.sight import Sight
from amparo.desk.case_code import short_code
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.doors.web.message import View, message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import time_zone
from amparo.errors import AmparoError

REFUSALS: Final = ("no-such-case", "not-yours-in-case", "not-yours-to-record", "step-up-needed")
"""What is answered in the place of a page, and not beside a field of a form."""
YEARS: Final = range(1900, 9999)
"""Years that a calendar reaches, whatever the time zone."""
GLASS_OPEN: Final = "glass-open"
"""The reason of the policy why somebody reads in an emergency."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over every page of a case."""

    case: str
    code: str
    called: str = ""
    open: tuple[Mapping[str, str], ...] = ()


def head_of(sight: Sight, who: Actor) -> Head:
    """Return the head of a case; loud while any part of it is read in an emergency."""
    is_open = any(decision.reason == GLASS_OPEN for decision in sight.readable.values())
    until = open_for(who, sight.case) if is_open else {}
    label = wording().words.label
    alarms = tuple({"part": label("compartments", name), "until": said_moment(at)} for name, at in until.items())
    return Head(sight.case, short_code(sight.case), sight.called, alarms)


def of_a_case(view: View) -> View:
    """Answer what may not be seen as what is not there, byte for byte; and nothing that no database could be asked."""

    @wraps(view)
    def answer(request: HttpRequest, **ids: str) -> HttpResponseBase:
        if _is_torn(request, ids):
            return message(request, 400, _("That could not be read"), _("Nothing was kept. Begin again on the first page."))
        try:
            return view(request, **ids)
        except AmparoError as error:
            return refused(request, error)

    return answer


def _is_torn(request: HttpRequest, ids: Mapping[str, str]) -> bool:
    """Say whether anything sent holds the sign of nothing, which no form sends and PostgreSQL cannot read."""
    sent = (text for table in (request.GET, request.POST) for _name, texts in table.lists() for text in texts)
    return any("\x00" in str(text) for text in (*ids.values(), *sent))


def refused(request: HttpRequest, error: AmparoError) -> HttpResponse:
    """Say why not, to whoever may know of the case; to others that there is none."""
    if error.code == "no-such-case":
        return _say(request, 404, _("There is no such case"), _("There is none, or it is not yours to see."))
    return _say(request, 403, _("This is not yours to do in this case"), error.help[:1].upper() + error.help[1:])


def _say(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    return render(request, "cases/refused.html", {"heading": heading, "text": text}, status=status)


def told(sight: Sight) -> tuple[KeptFacts, dict[str, Any]]:
    """Return what a look gives to a page, in words."""
    facts = KeptFacts(sight)
    parts = facts.parts()
    context = {
        "standing": Keeper(sight, facts.as_it_stands).standing(),
        "parts": [part for part in parts if part.facts],
        "silent": [part for part in parts if not part.facts],
        "disputed": sum(fact.disputed for part in parts for fact in part.facts),
        "withheld": sight.withheld,
    }
    return facts, context


@only("GET", "HEAD")
@signed_in
@of_a_case
def as_known(request: HttpRequest, case: str) -> HttpResponse:
    sent = request.GET.get("moment", "")
    moment, trouble = _moment(sent)
    who = actor(request)
    try:
        sight = look(who, case, as_known=moment)
    except AmparoError as error:
        if error.code != "law-not-yet":
            raise
        sight, moment, trouble = look(who, case), None, Trouble(_("The law here did not stand yet then"), field="moment")
    more = told(sight)[1] if moment else {}
    context = {
        **more,
        "head": head_of(sight, who),
        "moment": said_moment(moment) if moment else "",
        "sent": sent,
        "zone": time_zone().key,
        "trouble": trouble,
    }
    return render(request, "cases/as_known.html", context, status=422 if trouble else 200)


def _moment(text: str) -> tuple[datetime | None, Trouble | None]:
    """Read a moment as a form sends it; without a zone it is of the installation's."""
    if not text:
        return None, None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None, Trouble(_("Write a day and an hour"), field="moment")
    if found.year not in YEARS:
        return None, Trouble(_("Write a day and an hour"), field="moment")
    return found if found.tzinfo else found.replace(tzinfo=time_zone()), None
