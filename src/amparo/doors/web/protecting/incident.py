"""The page of what happened: noted quickly, and who was told of the dangers since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.protecting.asking import beside_a_field, check_may, framed, seen_in
from amparo.doors.web.protecting.shown import happenings
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.assessment import why_due
from amparo.stages.protection.incident import KINDS, LONGEST, TOLD, brief, note_incident
from amparo.stages.protection.risk import SECURITY

FIELDS: Final = ("kind", "day", "text", "verified", "told", "briefed")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def happened(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_in(who, case, SECURITY)
    if request.method != "POST":
        return _shown(request, who, sight, {}, None)
    sent = request.POST.dict()
    try:
        check_may(sight, SECURITY)
        if sent.get("do") == "brief":
            brief(who, case, sent)
        else:
            note_incident(who, case, sent)
    except AmparoError as error:
        return _shown(request, who, sight, sent, beside_a_field(error, FIELDS, "kind"))
    return redirect("case-incident", case=case)


def _shown(request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str], trouble: Trouble | None) -> HttpResponse:
    context = {
        **framed(who, sight, "case-safety", sent, trouble),
        "fields": [field.with_trouble(trouble) for field in _fields(sent)],
        "briefing": _briefing(sent).with_trouble(trouble),
        "happened": happenings(sight),
        "due": why_due(sight),
        "may_record": SECURITY in sight.recordable,
    }
    return render(request, "protecting/incident.html", context, status=422 if trouble else 200)


def _fields(sent: Mapping[str, str]) -> Iterator[Field]:
    yield Field(
        "kind", "kind", _("What happened?"), sent.get("kind", ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in KINDS.items()),
    )  # fmt: skip
    yield Field("day", "day", _("On which day?"), sent.get("day", today().isoformat()), kind="date")
    yield Field(
        "text", "text", _("In a few words"), sent.get("text", ""), kind="area", rows=3, longest=LONGEST,
        hint=_("Who, how, where seen; no address of the person."),
    )  # fmt: skip
    yield Field(
        "verified", "verified", _("If somebody asked: was it checked who they are?"), sent.get("verified", ""), kind="yesno",
        hint=_("By a call back to their office, not to the number they gave."),
    )  # fmt: skip
    yield Field(
        "told", "told", _("If somebody asked: what were they told?"), sent.get("told", ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in TOLD.items()),
    )  # fmt: skip


def _briefing(sent: Mapping[str, str]) -> Field:
    return Field(
        "briefed", "briefed", _("Who was told of the dangers today?"), sent.get("briefed", ""), longest=LONGEST,
        hint=_("By role: night shift, driver, interpreter, the lawyer."),
    )  # fmt: skip
