"""The answer page, and the case as a file to take along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.desk.inquiry import opened
from amparo.desk.library import titles, vocabulary, wording
from amparo.desk.present import Presenter
from amparo.desk.stated import stated
from amparo.doors.web.carried import Carried, carried_from
from amparo.doors.web.message import message, only
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError


@only("POST")
def answer(request: HttpRequest) -> HttpResponseBase:
    try:
        carried = carried_from(request.POST, vocabulary())
    except AmparoError as error:
        return damaged(request, error)
    try:
        return show_answer(request, carried)
    except AmparoError as error:
        return _answer_anyway(request, carried, error)


@only("POST")
def case_file(request: HttpRequest) -> HttpResponseBase:
    try:
        carried = carried_from(request.POST, vocabulary())
    except AmparoError as error:
        return damaged(request, error)
    response = HttpResponse(carried.file_text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="case.json"'
    return response


def show_answer(request: HttpRequest, carried: Carried, trouble: Trouble | None = None, **words: Any) -> HttpResponse:
    """Show what stands; raise `AmparoError` when the law, the day or the case cannot be asked."""
    presenter = Presenter(opened(carried.case, carried.question))
    standing = presenter.standing(carried.trail)
    context = {
        "carried": carried,
        "standing": standing,
        "stated": stated(carried.case, wording()),
        "heading": _("What stands for this person"),
        "act_title": wording().act(carried.act) if carried.act else "",
        "notes": len(standing.warnings) + len(standing.disputed),
        "open": request.POST.get("reasons") == "open",
        "packs": titles(),
        "acts": [(name, wording().act(name)) for name in vocabulary().acts],
        "today": today(),
        "trouble": trouble,
        **words,
    }
    return render(request, "web/answer.html", context, status=422 if trouble else 200)


def _answer_anyway(request: HttpRequest, carried: Carried, error: AmparoError) -> HttpResponse:
    """Say what is wrong with the law, day or act, above the answer for the usual ones: nothing entered is lost."""
    usual = replace(carried, law=Carried.law, on="", as_known="", act="")
    try:
        return show_answer(request, usual, Trouble.of(error, otherwise="on"))
    except AmparoError:
        return damaged(request, error)


def damaged(request: HttpRequest, error: AmparoError) -> HttpResponse:
    sentence = f"{error.sentence[:1].upper()}{error.sentence[1:]}."
    return message(request, 422, _("That could not be answered"), f"{sentence} {error.help}")
