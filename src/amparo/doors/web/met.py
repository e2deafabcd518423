"""How somebody was met: the screenings of a case, each answer said or seen, and what was told of them from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.compartment import vocabulary
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.desk.kept_facts import said_moment
from amparo.desk.languages import language_words
from amparo.desk.library import wording
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.stages.identification import report_answer, screening_done
from amparo.stages.identification.screening_answers import TRUTHS

KINDS: Final = (screening_done.PAPER, report_answer.PAPER)
ACCOUNT: Final = "account"


@only("GET", "HEAD")
@signed_in
@of_a_case
def met(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    found = [paper for paper in reversed(sight.papers) if paper.kind in KINDS]
    named = Named.of({paper.agency for paper in found}, {paper.user for paper in found})
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-met"),
        "papers": [_shown(paper, named) for paper in found],
        "may_record": ACCOUNT in sight.recordable,
        "kept_back": [(name, is_theirs and bool(purposes_of(who))) for name, is_theirs in report_answer.kept_back(who, sight)],
    }
    return render(request, "first_contact/met.html", context)


def _shown(paper: Paper, named: Named) -> dict[str, Any]:
    is_report = paper.kind == report_answer.PAPER
    return {
        "title": _("Told from outside") if is_report else _("Screening"),
        "at": said_moment(paper.at),
        "who": f"{named.agency(paper.agency)}, {named.user(paper.user)}",
        "part": wording().words.label("compartments", paper.compartment),
        "lines": told_lines(paper.body) if is_report else _screening_lines(paper.body),
        "answers": [] if is_report else _answers(paper.body.get("answers", ())),
    }


def _answers(said: Any) -> list[dict[str, str]]:
    ways = {"said": _("said"), "observed": _("seen")}
    known = vocabulary().facts
    return [
        {"words": wording().fact(key), "value": wording().value(key, TRUTHS.get(answer)), "way": ways.get(source, "")}
        for key, answer, source in said
        if key in known
    ]


def _screening_lines(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = {
        "referral": _("Handing over"),
        "wishes": _("What the person wants"),
        "where": _("Where"),
        "language": _("Language"),
        "interpreter": _("Interpreter"),
        "whole": _("Looked and talked with them, alone and in a language they know"),
        "text": _("What else was said or seen"),
        "number": _("Number of the paper"),
    }
    said = {**_referrals(), **interpreters(), "yes": _("Yes"), "unknown": _("Not said")}
    values = {**body, "language": language_words(str(body["language"]))} if "language" in body else body
    return [(words[name], said.get(values[name], str(values[name]))) for name in words if name in values]


def _referrals() -> dict[str, str]:
    return {
        screening_done.AGREED: _("The person agreed"),
        screening_done.REFUSED: _("The person did not want it"),
        screening_done.NOT_ASKED: _("Not asked yet"),
        screening_done.CHILD: _("A child, or who may be one, is not asked to agree"),
    }


def interpreters() -> dict[str, str]:
    """Return in words how a talk was interpreted."""
    return {
        "none-needed": _("None was needed"),
        "professional": _("A professional one, present"),
        "telephone": _("By telephone or video"),
        "volunteer": _("Somebody else whom the person trusts"),
        "none-found": _("None could be found"),
    }


def told_lines(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a report tells, in words, in the order in which it matters."""
    said = {True: _("Yes"), False: _("No")}
    words = {
        "danger": _("In danger now"),
        "doctor": _("Needs a doctor now"),
        "child": _("May be under 18"),
        "is_self": _("Told by the person"),
        "what": _("What was seen, or happened"),
        "where": _("Where"),
        "language": _("Language"),
        "reach": _("How somebody is reached"),
        "call": _("Safe to call"),
        "write": _("Safe to write"),
        "when": _("When it is safe"),
        "why": _("Why it was put aside"),
    }
    values = {**told, "language": language_words(str(told["language"]))} if "language" in told else told
    return [(words[name], said.get(values[name], str(values[name]))) for name in words if name in values]
