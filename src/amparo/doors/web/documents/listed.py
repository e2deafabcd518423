"""The documents of a case: what was made, for whom and what for; each taken out again after a fresh proof of who asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.entitled import not_there
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.documents.words import titles
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.errors import AmparoError
from amparo.stages.documents.making import MADE, again, may_make
from amparo.stages.documents.printed import printed

LETTER = "decision-letter"


@only("GET", "HEAD")
@signed_in
@of_a_case
def documents(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    may = may_make(who, sight)
    if not may:
        raise not_there()
    made = [each for each in reversed(sight.papers) if each.kind == MADE and each.body["document"] in may]
    named = Named.of({each.agency for each in made}, {each.user for each in made})
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "documents"),
        "kinds": [{"name": name, "title": words, "what": what} for name, (words, what) in titles().items() if name in may],
        "made": [_line(each, named) for each in made],
        "letters": _letters(sight),
    }
    return render(request, "documents/documents.html", context)


@only("GET", "HEAD")
@stepped_up
@of_a_case
def taken(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Return a document as a PDF, made again of what was chosen; that it was taken is in the log before."""
    try:
        said = again(actor(request), case, paper)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return message(request, 409, error.sentence[:1].upper() + error.sentence[1:], error.help[:1].upper() + error.help[1:])
    response = HttpResponse(printed(said), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="document.pdf"'
    return response


def _line(paper: Paper, named: Named) -> dict[str, Any]:
    body = paper.body
    parts = ", ".join(wording().words.label("compartments", name) for name in body["parts"])
    return {
        "id": paper.id,
        "title": titles()[body["document"]][0],
        "at": said_moment(paper.at),
        "who": f"{named.user(paper.user)}, {named.agency(paper.agency)}",
        "to": f"{body['to']} ({wording().actor(body['body'])})",
        "purpose": body["purpose"],
        "parts": parts or _("No statement of the person"),
        "digest": f"{body['digest'][:16]}…",
    }


def _letters(sight: Sight) -> list[dict[str, str]]:
    """Return the letters about decisions, which have pages of their own."""
    found = [each for each in reversed(sight.papers) if each.kind == LETTER]
    return [
        {"at": said_moment(each.at), "href": reverse("letter", kwargs={"case": sight.case, "paper": each.id})} for each in found
    ]
