"""The letter about a decision: read before it is kept, printed, and how it was given, explained and understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.decision_standing import AUTHORITY
from amparo.stages.identification.letter import LANGUAGES, LETTER, contents, write_letter
from amparo.stages.identification.letter_given import FAR, GIVEN, WAYS, give, giving_from, letter_of, safe_contacts
from amparo.stages.identification.letter_paper import letter_paper


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def write(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    """Show what the letter about a decision would say, and keep it."""
    who = actor(request)
    sight = look(who, case)
    if who.body != AUTHORITY or "account" not in sight.recordable:
        raise not_there()
    if request.method == "POST":
        kept = write_letter(who, sight, paper, request.POST.get("language", ""), request.POST.get("token", ""))
        return redirect("letter", case=case, paper=kept)
    context = {
        "head": head_of(sight, who),
        "letter": contents(who, sight, paper, LANGUAGES[0]),
        "paper": paper,
        "language": LANGUAGES[0],
        "token": fresh_id(),
        "before": [_line(each, sight) for each in sight.papers if each.kind == LETTER and each.answers == paper],
    }
    return render(request, "deciding/write_letter.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def letter(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    """Show a letter that was written, and record how it was given."""
    who = actor(request)
    sight = look(who, case)
    found = _found(sight, paper)
    if request.method != "POST":
        return _shown(request, who, sight, found)
    sent = request.POST.dict()
    try:
        give(who, case, paper, giving_from(sent))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, found, sent, error)
    return redirect("letter", case=case, paper=paper)


@only("GET", "HEAD")
@signed_in
@of_a_case
def printed(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Return the letter as a PDF, made again of what was kept."""
    found = _found(look(actor(request), case), paper)
    response = HttpResponse(letter_paper(found.body), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response


def _found(sight: Sight, paper: str) -> Paper:
    found = letter_of(sight, paper)
    if found is None:
        raise not_there()
    return found


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    paper: Paper,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
) -> HttpResponse:
    fields = _fields(sent or {}, sight)
    where = error.where if error is not None and error.where in {field.id for field in fields} else "way"
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=where) if error else None
    given = [each for each in sight.papers if each.kind == GIVEN and each.answers == paper.id]
    context = {
        "head": head_of(sight, who),
        "letter": paper.body,
        "paper": paper.id,
        "decision": paper.answers,
        "given": [_given(each) for each in given],
        "fields": [field.with_trouble(trouble) for field in fields],
        "may_record": "account" in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "deciding/letter.html", context, status=422 if error else 200)


def _line(paper: Paper, sight: Sight) -> dict[str, Any]:
    given = any(each.kind == GIVEN and each.answers == paper.id for each in sight.papers)
    return {"id": paper.id, "at": said_moment(paper.at), "given": given}


def _given(paper: Paper) -> dict[str, Any]:
    named = Named.of((), {paper.user})
    values = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
    return {
        "way": str(WAYS[paper.body["way"]]),
        "explained": values[paper.body["explained"]],
        "understood": values[paper.body["understood"]],
        "words": paper.body["words"],
        "by": named.user(paper.user),
        "at": said_moment(paper.at),
    }


def _fields(sent: Mapping[str, str], sight: Sight) -> tuple[Field, ...]:
    safe = safe_contacts(sight)
    contacts = tuple((key, wording().item("contact", key.partition("#")[2])) for key in safe)
    way = Field(
        "way", "way", _("How was it given?"), sent.get("way", ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in WAYS.items() if contacts or name not in FAR),
        hint="" if contacts else _("Nobody has found a contact to be safe: so neither mail, message nor telephone."),
    )  # fmt: skip
    contact = Field(
        "contact", "contact", _("Over which safe contact?"), sent.get("contact", ""), kind="select", choices=contacts,
        hint=_("Only for mail, message or telephone. A contact of which nobody knows whether it is safe is not listed."),
        optional=True,
    )  # fmt: skip
    aloud = _("Was it explained aloud, in a language that the person understands?")
    return (
        *((way, contact) if contacts else (way,)),
        Field("explained", "explained", aloud, sent.get("explained", ""), kind="yesno"),
        Field("understood", "understood", _("Did the person understand it?"), sent.get("understood", ""), kind="yesno"),
        Field(
            "words", "words", _("What the person said to it"), sent.get("words", ""), kind="area", longest=2000, optional=True
        ),
    )
