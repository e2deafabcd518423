"""First contact, on a phone: is the person here already, safety first, and a case begun before anything else can be lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.moment import fresh_id
from amparo.desk.field import Field
from amparo.desk.languages import languages
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, of_a_case
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.message import message, only
from amparo.doors.web.screening import address
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.first_contact import BEGUN, HELD_AT, SAFETY, begin, kept_aside, state
from amparo.stages.identification.screening_answers import Answer, answers_from
from amparo.stages.identification.screening_asked import SHEET, sheet
from amparo.stages.identification.screening_shown import lines

KEPT: Final = 60 * 60
"""Seconds for which a form that was sent is known, so that sent twice it begins one case."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def first_contact(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not purposes_of(who):
        return opens_none(request)
    if request.method != "POST":
        return _shown(request, {})
    sent = request.POST.dict()
    try:
        case, answers = once_begun(who, sent.get("token", ""), sent.get("called", "").strip()), answers_of(sent)
        sight = state(who, case, answers)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, sent, Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=_field(error)))
    return HttpResponseRedirect(address(case, SHEET, is_aside=bool(kept_aside(answers, sight.recordable))))


def opens_none(request: HttpRequest) -> HttpResponse:
    """Lead whoever opens no case, police for one, to the form by which anybody tells of a person, urgently if need be."""
    text = _("Somebody else opens cases here. Tell of the person by the form for reports: it is answered within hours.")
    return message(
        request, 403, _("You open no case here"), text, onward=reverse("report"), onward_text=_("Tell of the person")
    )


def answers_of(sent: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return what a form says of safety, language and where the person is held."""
    return answers_from(sent, (*SAFETY, *BEGUN))


def once_begun(who: Actor, token: str, called: str = "") -> str:
    """Begin a case, or return the one that the same form began a moment ago, sent twice."""
    name = f"begun:{who.user}:{hashlib.sha256(token.encode()).hexdigest()}"
    if not cache.add(name, "", KEPT):
        begun: str = cache.get(name, "")
        if begun:
            return begun
        raise AmparoError("sent-twice", _("this was sent twice, and the first is still at work"), help=_("look at your cases"))
    case = ""
    try:
        case = begin(who, called=called)
    finally:
        if case:
            cache.set(name, case, KEPT)
        else:
            cache.delete(name)
    return case


def _field(error: AmparoError) -> str:
    return "called" if error.where == "called" else f"a-{SAFETY[0]}"


def _shown(request: HttpRequest, sent: Mapping[str, str], trouble: Trouble | None = None) -> HttpResponse:
    context = {
        "before": sheet().before,
        "lines": lines(SAFETY, None, "", sent),
        "fields": begun_fields(sent),
        "token": sent.get("token") or fresh_id(),
        "sent": sent,
        "trouble": trouble,
    }
    return render(request, "first_contact/begin.html", context, status=422 if trouble else 200)


def begun_fields(sent: Mapping[str, str]) -> list[Field]:
    """Return what is asked at once beside safety: language, interpreter, and whether the person is held."""
    places = tuple((name, wording().value("accommodation", name)) for name in HELD_AT)
    said: dict[str, Any] = {
        "language": {"label": _("Language they understand best"), "choices": languages(), "kind": "select", "optional": True},
        "speaks_local_language": {"label": _("Can you talk without an interpreter?"), "kind": "yesno"},
        "accommodation": {
            "label": _("Held somewhere now?"), "choices": places, "kind": "select", "optional": True,
            "hint": _("Leave it empty if they are free to go, or if you do not know."),
        },
    }  # fmt: skip
    return [Field(id=f"a-{name}", name=f"a-{name}", value=sent.get(f"a-{name}", ""), **more) for name, more in said.items()]
