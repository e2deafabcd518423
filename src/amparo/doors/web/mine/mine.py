"""The page that a person opens with their code: on anybody's telephone, under anybody's eyes.

It says nothing of whom it belongs to, of a place or of what happened: neutral words that a worker chose, and ways to write. The
code is sent and never shown; wrong, ended and unknown codes are answered alike. When the page is closed, nothing is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.opening import is_open
from amparo.desk.field import Field
from amparo.desk.wording import said_day
from amparo.doors.web.message import only
from amparo.doors.web.mine.visit import begin, code_of, counted, forgive, fresh_form, is_fresh, may_go_on, ticket_for
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.voice.code import LONGEST as LONGEST_CODE
from amparo.stages.voice.code import code_from
from amparo.stages.voice.feedback import ANSWERS, QUESTIONS, give
from amparo.stages.voice.mine import (
    COPY,
    CORRECTION,
    LONGEST,
    LOOKED,
    MESSAGE,
    OBJECTION,
    REQUESTS,
    Mine,
    look_again,
    look_with,
    say,
)

WAIT: Final = "3600"
OPINION: Final = "opinion"
"""What somebody says about the help, beside messages and requests."""


@only("GET", "HEAD", "POST")
def mine(request: HttpRequest) -> HttpResponseBase:
    if not is_open():
        return _told(request, 503, _("Nobody answers here"))
    if request.method != "POST":
        return _form(request)
    sent = request.POST.dict()
    if "ticket" in sent:
        return _go_on(request, sent)
    return _open(request, sent) if "code" in sent else _form(request)


def _open(request: HttpRequest, sent: Mapping[str, str]) -> HttpResponse:
    """Answer a code: what it opens, or, alike for all that opens nothing, the form again."""
    if not is_fresh(sent.get("form", "")):
        return _form(request)
    code = code_from(sent["code"])
    if not code:
        help_ = _("A code has 20 figures, in five groups of four.")
        return _form(request, Trouble(_("This is not a whole code. Look at each figure again"), help_, field="code"))
    tries = counted(request)
    if tries is None:
        return _told(request, 429, _("Too many tries came from here"))
    found = look_with(code)
    if found is None:
        help_ = _("Look at each figure again. If it is right, ask for a new code.")
        return _form(request, Trouble(_("This code opens nothing"), help_, field="code"))
    forgive(tries)
    return _shown(request, found, begin(sent["form"], found.id))


def _go_on(request: HttpRequest, sent: Mapping[str, str]) -> HttpResponse:
    """Go on with a visit; whoever comes with a ticket that was used sees the empty form."""
    code_id = code_of(sent["ticket"])
    if not code_id or sent.get("do") == "leave":
        return _form(request)
    if not may_go_on(request, code_id):
        return _told(request, 429, _("Too many tries came from here"))
    trouble = _done(code_id, sent)
    found = look_again(code_id)
    if found is None:
        return _form(request)
    is_sent = trouble is None and sent.get("do") in (MESSAGE, "ask", OPINION)
    return _shown(request, found, ticket_for(code_id), {} if trouble is None else sent, trouble, is_sent=is_sent)


def _done(code_id: str, sent: Mapping[str, str]) -> Trouble | None:
    """Do what a form asks; return what is wrong with it."""
    do = sent.get("do", "")
    try:
        if do == MESSAGE:
            say(code_id, MESSAGE, sent.get("words", ""))
        elif do == "ask":
            say(code_id, sent.get("kind", ""), sent.get("about", ""))
        elif do == OPINION:
            give(code_id, sent, sent.get("opinion", ""), may_tell=sent.get("tell") == "yes")
    except AmparoError as error:
        return _trouble(error, do)
    return None


def _trouble(error: AmparoError, do: str) -> Trouble | None:
    field = {MESSAGE: "words", "ask": "kind" if error.where == "kind" else "about", OPINION: "opinion"}[do]
    said = {
        "said-nothing": (_("Choose what you ask") if field == "kind" else _("Write a few words"), ""),
        "said-too-long": (_("This is too long"), _("Write the most important first.")),
        "said-full": (_("Too much waits here already"), _("Nothing of this one was kept. Call instead.")),
    }
    if error.code == "no-such-code":
        return None  # ended while the page was open: the form comes
    if error.code not in said:
        raise error
    return Trouble(*said[error.code], field=field)


def _form(request: HttpRequest, trouble: Trouble | None = None) -> HttpResponse:
    hint = _("20 figures. You can leave gaps between them.")
    field = Field("code", "code", _("Your code"), hint=hint, longest=LONGEST_CODE, kind="tel").with_trouble(trouble)
    context = {"code": field, "form": fresh_form(), "trouble": trouble}
    return render(request, "mine/code.html", context, status=422 if trouble else 200)


def _told(request: HttpRequest, status: int, heading: str) -> HttpResponse:
    response = render(request, "mine/told.html", {"heading": heading}, status=status)
    if status != 503:  # noqa: PLR2004 the state for which nobody can say when it ends
        response["Retry-After"] = WAIT
    return response


def _shown(
    request: HttpRequest,
    found: Mine,
    ticket: str,
    sent: Mapping[str, str] | None = None,
    trouble: Trouble | None = None,
    *,
    is_sent: bool = False,
) -> HttpResponse:
    form = sent or {}
    context: dict[str, Any] = {
        "lines": [{"words": each.text(), "on": said_day(each.on)} for each in found.shows],
        "ticket": ticket,
        "sent": is_sent,
        "do": form.get("do", ""),
        "words": _words(form).with_trouble(trouble),
        "ask": [each.with_trouble(trouble) for each in _asking(form)],
        "opinions": [each.with_trouble(trouble) for each in _opinions(form)],
        "trouble": trouble,
    }
    return render(request, "mine/mine.html", context, status=422 if trouble else 200)


def _words(sent: Mapping[str, str]) -> Field:
    hint = _("Say how you can be reached safely, if that has changed.")
    return Field("words", "words", _("Your message"), sent.get("words", ""), hint, "area", longest=LONGEST, rows=5)


def _asking(sent: Mapping[str, str]) -> tuple[Field, ...]:
    words = {
        COPY: _("I want a copy of what you keep about me"),
        CORRECTION: _("Something is wrong"),
        OBJECTION: _("I do not want something to be kept or used"),
        LOOKED: _("I want to know who has seen it"),
    }
    kinds = tuple((name, words[name]) for name in REQUESTS)
    return (
        Field("kind", "kind", _("What do you ask?"), sent.get("kind", ""), kind="radios", choices=kinds),
        Field("about", "about", _("In your words"), sent.get("about", ""), kind="area", longest=LONGEST, rows=3, optional=True),
    )


def _opinions(sent: Mapping[str, str]) -> tuple[Field, ...]:
    answers = tuple((name, str(words)) for name, words in ANSWERS.items())
    asked = tuple(
        Field(name, name, str(words), sent.get(name, ""), kind="radios", choices=answers, optional=True)
        for name, words in QUESTIONS.items()
    )
    own = Field("opinion", "opinion", _("In your words"), sent.get("opinion", ""), kind="area", longest=LONGEST, rows=3)
    tell = Field("tell", "tell", _("May we tell the person who works with you?"), sent.get("tell", "no"), kind="radios")
    return (*asked, replace(own, optional=True), replace(tell, choices=(("no", _("No")), ("yes", _("Yes")))))
