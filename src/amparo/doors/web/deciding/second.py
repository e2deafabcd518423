"""One decision, whole; and, while it waits, the form of its second reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.deciding.decision_shown import elements, held_lines, presumed, since_lines, weighed_lines
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.deciding import LONGEST, read_second, take_back
from amparo.stages.identification.decision import NO, OUTCOME_WORDS, STAGE_WORDS, decision_from
from amparo.stages.identification.decision_evidence import index_of, since
from amparo.stages.identification.decision_held import held_with
from amparo.stages.identification.decision_standing import AUTHORITY, READING, Stand, stand_of
from amparo.stages.identification.decision_statements import Stating, findings

AGREES = {"yes": True, "no": False}


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def second(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    found = next((each for each in sight.papers if each.id == paper and each.kind == "decision"), None)
    if found is None:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight, found)
    if _is_read(sight, paper):
        return redirect("decision-second", case=case, paper=paper)  # sent twice, or read by somebody else meanwhile
    try:
        if request.POST.get("do") == "take-back":
            take_back(who, case, paper)
        else:
            _read(request, who, case, paper)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, found, error)
    return redirect("decision", case=case)


def _is_read(sight: Sight, paper: str) -> bool:
    return any(each.answers == paper and each.kind == READING for each in sight.papers)


def _read(request: HttpRequest, who: Actor, case: str, paper: str) -> None:
    agrees = AGREES.get(request.POST.get("agrees", ""))
    if agrees is None:
        raise AmparoError("decision-unfinished", _("say whether you agree"), where="agrees")
    read_second(who, case, paper, agrees=agrees, reasons=request.POST.get("reasons", ""))


def _shown(request: HttpRequest, who: Actor, sight: Sight, paper: Paper, error: AmparoError | None = None) -> HttpResponse:
    facts, stand = KeptFacts(sight), stand_of(sight)
    waits = stand.proposal is not None and stand.proposal.id == paper.id
    reads = waits and who.body == AUTHORITY and {"account", "legal"} <= sight.recordable
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=_field(error)) if error else None
    context = {
        "head": head_of(sight, who),
        **_told(facts, sight, stand, paper),
        "presumed": presumed(sight, facts),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "waits": waits,
        "reads": reads and paper.user != who.user,
        "is_own": waits and paper.user == who.user,
        "since": since_lines(facts, since(sight, paper.at)) if waits else [],
        "holds": _holds(facts, who, sight, paper) if reads else [],
        "fields": [field.with_trouble(trouble) for field in _fields(request)],
        "in_effect": stand.in_effect(paper),
        "writes": stand.in_effect(paper) and who.body == AUTHORITY and {"account", "legal"} <= sight.recordable,
        "trouble": trouble,
    }
    return render(request, "deciding/second.html", context, status=422 if error else 200)


def _field(error: AmparoError) -> str:
    return error.where if error.where in ("agrees", "reasons") else "agrees"


def _told(facts: KeptFacts, sight: Sight, stand: Stand, paper: Paper) -> dict[str, Any]:
    body, reading = paper.body, stand.readings.get(paper.id)
    named = Named.of((), {paper.user, *([reading.user] if reading else [])})
    reason = body["negative_reason"]
    return {
        "paper": paper.id,
        "title": f"{STAGE_WORDS[body['stage']]}: {OUTCOME_WORDS[body['outcome']]}",
        "by": named.user(paper.user),
        "at": said_moment(paper.at),
        "reasons": body["reasons"],
        "plain": body["plain"],
        "negative_reason": wording().value("negative_reason", reason) if reason else "",
        "elements": elements(body["elements"]),
        "evidence": weighed_lines(facts, index_of(sight), decision_from(body).evidence),
        "passing": [{"rule": name, "why": why} for name, why in body["passing"].items() if why],
        "reading": {
            "agrees": reading.body["agrees"],
            "taken_back": reading.body.get("taken_back", False),
            "reasons": reading.body["reasons"],
            "by": named.user(reading.user),
            "at": said_moment(reading.at),
        }
        if reading
        else None,
    }


def _holds(facts: KeptFacts, who: Actor, sight: Sight, paper: Paper) -> list[dict[str, Any]]:
    """Return what would hold the no as things stand now, with the reason that the first reader gave."""
    if paper.body["outcome"] != NO:
        return []
    held = held_with(who, sight.case, findings(decision_from(paper.body), Stating(sight, who.agency)))
    given = {f"passing-{name}": why for name, why in paper.body["passing"].items()}
    return held_lines(sight, facts, held, given)


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    return (
        Field(
            "agrees", "agrees", _("Do you agree?"), request.POST.get("agrees", ""), kind="radios",
            choices=(
                ("yes", _("I agree: the decision takes effect now")),
                ("no", _("I do not agree: nothing changes, and the question stays open")),
            ),
        ),
        Field(
            "reasons", "reasons", _("Your own reasons"), request.POST.get("reasons", ""), kind="area", longest=LONGEST, rows=6,
            hint=_("Was each part tested against the facts, for every form of exploitation? Does a barred reason carry it?"),
        ),
    )  # fmt: skip
