"""A form of the time to recover or of the stay: shown, sent, refused beside its field with nothing lost, or kept and left."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.doors.web.case_page import REFUSALS, head_of
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.signed_in import actor
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

Sent = Mapping[str, str]
LEGAL: Final = "legal"
PAGE: Final = "staying"


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields that belong together, under a heading of their own or under none."""

    fields: tuple[Field, ...]
    title: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks: its words, its fields as they were sent, and what keeps them. Without a button nothing is asked.

    `keep` is given who acts, the case, what was sent, the token of the form, and each list of answers that was ticked.
    """

    title: str
    lead: str
    parts: Callable[[Sent], tuple[Part, ...]]
    keep: Callable[[Sent, str], Any]
    button: str = ""
    template: str = "staying/form.html"
    shows: Mapping[str, Any] = field(default_factory=dict)


Made = Callable[[HttpRequest, Actor, Sight], Ask]


def answer(request: HttpRequest, case: str, made: Made) -> HttpResponseBase:
    """Look, then show the form, or keep what was sent and lead back to the page of both."""
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    asked = made(request, who, sight)
    if request.method != "POST":
        return _shown(request, who, sight, asked)
    try:
        asked.keep(request.POST.dict(), request.POST.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, look(who, case), asked, error)
    return redirect(PAGE, case=case)


def _shown(request: HttpRequest, who: Actor, sight: Sight, asked: Ask, error: AmparoError | None = None) -> HttpResponse:
    sent = request.POST.dict()
    parts = asked.parts(sent)
    ids = [each.id for part in parts for each in part.fields]
    trouble = _trouble(error, ids) if error else None
    context = {
        **asked.shows,
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, PAGE),
        "asked": asked,
        "parts": [
            {"title": part.title, "hint": part.hint, "fields": [each.with_trouble(trouble) for each in part.fields]}
            for part in parts
        ],
        "token": sent.get("token") or secrets.token_hex(8),
        "trouble": trouble,
        "is_held": error is not None and error.code == "act-held",
        "standing": {"law": {"pack": sight.law["pack"]}},
    }
    return render(request, asked.template, context, status=422 if error else 200)


def _trouble(error: AmparoError, ids: list[str]) -> Trouble:
    at = error.where if error.where in ids else (ids[0] if ids else "")
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=at)


def radios(name: str, label: str, sent: Sent, known: Mapping[str, Any], **more: Any) -> Field:
    """Return a field of which one answer is chosen."""
    choices = tuple((value, str(words)) for value, words in known.items())
    return Field(name, name, label, sent.get(name, ""), kind="radios", choices=choices, **more)


def area(name: str, label: str, sent: Sent, **more: Any) -> Field:
    return Field(name, name, label, sent.get(name, ""), kind="area", longest=8_000, **more)


def plain(name: str, label: str, sent: Sent, kind: str = "text", **more: Any) -> Field:
    return Field(name, name, label, sent.get(name, ""), kind=kind, **more)
