"""The first page, and the three ways from it into a case: questions, a file, an invented person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.desk.library import people, titles, vocabulary, wording
from amparo.doors.web.answering import show_answer
from amparo.doors.web.asking import show_next
from amparo.doors.web.carried import Carried, carried_from, case_of
from amparo.doors.web.message import only
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError


@only("GET", "HEAD")
def first(request: HttpRequest) -> HttpResponseBase:
    return _first(request, Carried())


@only("GET", "HEAD")
def about(request: HttpRequest) -> HttpResponseBase:
    return render(request, "web/about.html")


@only("POST")
def open_case(request: HttpRequest) -> HttpResponseBase:
    try:
        carried = carried_from(request.POST, vocabulary())
    except AmparoError as error:
        return _first(request, Carried(), error)
    chosen = next((person for person in people() if person.key == request.POST.get("person")), None)
    try:
        if chosen is not None:
            return show_answer(
                request, replace(carried, case=chosen.case, law=chosen.pack, on=""), heading=chosen.name, story=chosen.story
            )
        if request.POST.get("way") == "file":
            return show_answer(request, replace(carried, case=_file(request)))
        return show_next(request, carried)
    except AmparoError as error:
        return _first(request, carried, error)


def _file(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise AmparoError("file-missing", _("choose a case file first"), where="file")
    return case_of(file.read(), vocabulary())


def _first(request: HttpRequest, carried: Carried, error: AmparoError | None = None) -> HttpResponse:
    trouble = Trouble.of(error, otherwise="file")
    context = {
        "carried": carried,
        "packs": titles(),
        "acts": [(name, wording().act(name)) for name in vocabulary().acts],
        "people": people(),
        "today": today(),
        "trouble": trouble,
    }
    return render(request, "web/first.html", context, status=422 if error else 200)
