"""The papers of a notice: the full sheet, a copy for the worker with English beside it, the small card, the script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.rights_words import SOURCE, rights_words
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.errors import AmparoError
from amparo.stages.information.notice import again, check_language, is_unwritten, notice_of
from amparo.stages.information.notice_paper import RIGHT_TO_LEFT, card, rows, script, sheet

READER = ("script", "script-before", "script-end", "pause")
"""Words of the script that are for who reads it."""


@only("GET", "HEAD")
@signed_in
@of_a_case
def full_sheet(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    return _for_the_person(request, case, paper, "sheet.pdf", sheet)


@only("GET", "HEAD")
@signed_in
@of_a_case
def small_card(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    return _for_the_person(request, case, paper, "card.pdf", card)


@only("GET", "HEAD")
@signed_in
@of_a_case
def worker_copy(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    said = notice_of(look(actor(request), case), paper).body
    beside = None if said["language"] == SOURCE else again(said, SOURCE)
    return _answered(request, "copy.pdf", lambda: sheet(said, beside), said["language"])


@only("GET", "HEAD")
@signed_in
@of_a_case
def script_paper(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    said = notice_of(look(actor(request), case), paper).body
    return _answered(request, "aloud.pdf", lambda: script(said, again(said, SOURCE), _reader()), said["language"])


@only("GET", "HEAD")
@signed_in
@of_a_case
def aloud(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Show the script: sentence by sentence, in the person's language and in English, with pauses."""
    who = actor(request)
    sight = look(who, case)
    said = notice_of(sight, paper).body
    context = {
        "head": head_of(sight, who),
        "paper": paper,
        "rows": list(rows(said, again(said, SOURCE))),
        "words": {name.replace("-", "_"): words for name, words in _reader().items()},
        "language": said["language"],
        "dir": "rtl" if said["language"] in RIGHT_TO_LEFT else "ltr",
        "mark": said["mark"],
        "is_source": said["language"] == SOURCE,
    }
    return render(request, "notices/aloud.html", context)


def _for_the_person(
    request: HttpRequest, case: str, paper: str, name: str, made: Callable[[dict[str, Any]], bytes]
) -> HttpResponseBase:
    """Answer with a paper that the person takes along; who wants none gets none."""
    sight = look(actor(request), case)
    said = dict(notice_of(sight, paper).body)
    if is_unwritten(sight):
        text = _("The person wants nothing on paper, or paper could endanger them. Read the notice aloud.")
        return message(request, 403, _("No paper for this person"), text)
    return _answered(request, name, lambda: made(said), said["language"])


def _answered(request: HttpRequest, name: str, made: Callable[[], bytes], language: str) -> HttpResponse:
    """Answer with a PDF, or with one sentence why there is none."""
    try:
        check_language(language)
        data = made()
    except AmparoError as error:
        return message(request, 409, error.sentence[:1].upper() + error.sentence[1:], error.help)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reader() -> dict[str, str]:
    words = rights_words(SOURCE).words
    return {name: words[name] for name in READER}
