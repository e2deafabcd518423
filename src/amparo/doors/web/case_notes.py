"""Notes of a case by compartment; all its papers; and, over all cases of one worker, what a shift hands to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id, now
from amparo.casework.named import Named
from amparo.casework.notes import HANDOVER, LONGEST, NOTE, Note, handed_over, notes_in, take_over, write
from amparo.casework.paper_kinds import KINDS as PAPER_KINDS
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.partner_papers import is_of_partner, quoted
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

USUAL: Final = "support"
"""The part that a note is written in unless its writer says otherwise: what helps, and neither account nor blame."""
SHIFTS: Final = (8, 12, 24, 72)
"""Hours that a shift may look back."""
_SAID: Final = {"yes": True, "no": False}
_FIELDS: Final = ("text", "compartment", "kind")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def notes(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if request.method != "POST":
        return _notes(request, who, sight)
    sent = request.POST
    try:
        if sent.get("do") == "taken":
            take_over(who, case, sent.get("note", ""))
        else:
            write(
                who,
                case,
                sent.get("kind", NOTE),
                sent.get("compartment", ""),
                sent.get("text", ""),
                corrects=sent.get("corrects", ""),
                is_said=_SAID.get(sent.get("is_said", "")),
                token=sent.get("token", ""),
            )
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _notes(request, who, sight, _trouble(error))
    return redirect("case-notes", case=case)


def _trouble(error: AmparoError) -> Trouble:
    sentence = {"wrong-note": _("Write a note, of at most %(n)s letters") % {"n": LONGEST}}.get(error.code)
    field = error.where if error.where in _FIELDS else "text"
    return Trouble(sentence or error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _notes(request: HttpRequest, who: Actor, sight: Sight, trouble: Trouble | None = None) -> HttpResponse:
    found = notes_in(sight.papers, sight.case)
    corrects = request.POST.get("corrects", "") or request.GET.get("corrects", "")
    before = next((each for each in found if each.paper.id == corrects), None)
    if corrects and before is None:
        raise not_there()
    parts = [(name, wording().words.label("compartments", name)) for name in sorted(sight.recordable)]
    sent = request.POST if trouble else {}
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-notes"),
        "notes": _shown(found, who, sight.recordable),
        "parts": parts,
        "part": sent.get("compartment", "") or (USUAL if USUAL in sight.recordable else parts[0][0] if parts else ""),
        "sent": sent,
        "before": _shown([before], who, sight.recordable)[0] if before else None,
        "token": sent.get("token", "") or fresh_id(),
        "trouble": trouble,
    }
    return render(request, "cases/notes.html", context, status=422 if trouble else 200)


def _shown(found: Iterable[Note], who: Actor, recordable: Iterable[str]) -> list[dict[str, Any]]:
    """Return notes in words: who wrote what, in which part, what took its place, and who took over."""
    listed = list(found)
    papers = [paper for each in listed for paper in (each.paper, *each.taken)]
    named = Named.of({paper.agency for paper in papers}, {paper.user for paper in papers})
    writes = frozenset(recordable)
    return [
        {
            "id": each.paper.id,
            "case": each.case,
            "code": short_code(each.case),
            "text": each.text,
            "is_handover": each.paper.kind == HANDOVER,
            "is_said": each.paper.is_said,
            "part": wording().words.label("compartments", each.paper.compartment),
            "who": f"{named.agency(each.paper.agency)}, {named.user(each.paper.user)}",
            "at": said_moment(each.paper.at),
            "answers": each.paper.answers,
            "is_corrected": each.corrected_by is not None,
            "taken": [f"{named.user(paper.user)}, {said_moment(paper.at)}" for paper in each.taken],
            "may_take": not any(paper.user == who.user for paper in each.taken) and each.paper.compartment in writes,
            "may_correct": each.paper.agency == who.agency and each.paper.compartment in writes and each.corrected_by is None,
        }
        for each in listed
    ]


@only("GET", "HEAD")
@signed_in
@of_a_case
def papers(request: HttpRequest, case: str) -> HttpResponse:
    """Show all that was written in a case, as far as the viewer may read it."""
    who = actor(request)
    sight = look(who, case)
    named = Named.of({each.agency for each in sight.papers}, {each.user for each in sight.papers})
    answered = {each.answers for each in sight.papers if each.answers}
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-papers"),
        "papers": [_paper(each, named, answered) for each in reversed(sight.papers)],
    }
    return render(request, "cases/papers.html", context)


def _paper(paper: Paper, named: Named, answered: Iterable[str]) -> dict[str, Any]:
    meaning = PAPER_KINDS[paper.kind].meaning
    return {
        "id": paper.id,
        "words": begun(of_law(meaning)),
        "part": wording().words.label("compartments", paper.compartment),
        "who": f"{named.agency(paper.agency)}, {named.user(paper.user)}",
        "at": said_moment(paper.at),
        "text": _text(paper.body),
        "answers": paper.answers,
        "is_answered": paper.id in answered,
    }


def _text(body: Mapping[str, Any]) -> str:
    """Return what somebody wrote in words; the rest of a paper is shown by the pages of its own kind."""
    if is_of_partner(body):
        within = body.get("body")
        return "\n".join(each for each in (quoted(body), _text(within) if isinstance(within, Mapping) else "") if each)
    said = [str(body[name]) for name in ("text", "reason", "reasons") if isinstance(body.get(name), str)]
    left = body.get("not_stated")
    if isinstance(left, Mapping) and left:
        told = "; ".join(f"{wording().fact(key)}: {value}" for key, value in left.items())
        said.append(_("In the old record, and not stated here without its papers: %(facts)s") % {"facts": told})
    return "\n".join(said)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def handover(request: HttpRequest) -> HttpResponseBase:
    """Show what the last shift handed over in the cases of this worker; what was read is marked."""
    who = actor(request)
    hours = _hours(request.GET.get("hours", ""))
    if request.method == "POST":
        take_over(who, request.POST.get("case", ""), request.POST.get("note", ""))
        return redirect(f"{request.path}?hours={hours}")
    since: datetime = now() - timedelta(hours=hours)
    shown = _shown([each for each in handed_over(who, since) if each.corrected_by is None], who, _every())
    context = {
        "open": [each for each in shown if not each["taken"]],
        "taken": [each for each in shown if each["taken"]],
        "since": said_moment(since),
        "hours": hours,
        "shifts": SHIFTS,
    }
    return render(request, "cases/handover.html", context)


def _hours(sent: str) -> int:
    return int(sent) if sent in {str(each) for each in SHIFTS} else 24


def _every() -> Iterable[str]:
    """Return every part of a case: whether it may be written in is found out when somebody does."""
    return wording().words.labels["compartments"]
