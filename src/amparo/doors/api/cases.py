"""The routes of kept cases, for other systems: each through the same policy, record and log as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from amparo.casework.access import look
from amparo.casework.acting.whose import check_askable
from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.items import next_item
from amparo.casework.owed.case_list import Wanted, listed
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sight import Sight
from amparo.doors.api.answers import Problem
from amparo.doors.api.body import read
from amparo.doors.api.case_answers import (
    CaseAsked,
    CaseDetermined,
    CaseFacts,
    CaseHead,
    CaseHeld,
    CaseList,
    CaseOwed,
    Opened,
    Owed,
    Papers,
    Recorded,
    Stated,
)
from amparo.doors.api.case_bodies import NewCase, NewFacts, NewItem, NewNote
from amparo.doors.api.case_writing import MADE, Keep, Said, done_once, seen_of, version_of
from amparo.doors.api.keyed import ByKey, actor
from amparo.doors.api.plain import REFUSED
from amparo.doors.api.taking import IDEMPOTENCY, IF_MATCH, takes
from amparo.errors import AmparoError
from amparo.ledger.canonical import written_moment

_STATED: Final = tuple(Stated.model_fields)

router = Router(auth=ByKey(), tags=["cases"])
_answers = {REFUSED: Problem}


@router.post("", response={MADE: Opened, **_answers}, openapi_extra=takes(NewCase, IDEMPOTENCY), summary="Open a case")
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a case that the agency of the key's user keeps, with that user as its first member."""
    who, body = actor(request), read(request, NewCase)

    def act(keep: Keep) -> Said:
        case = open_case(who, purpose=body.purpose, called=body.called, also=lambda made: keep({"case": made}))
        return {"case": case}

    return done_once(request, who, act)


@router.get("", response={200: CaseList, **_answers}, summary="Cases")
def list_cases(request: HttpRequest, *, cursor: str = "", closed: bool = False) -> HttpResponse:
    """A page of the cases that the key's user works on; `next` is the cursor of the page after it."""
    part = listed(actor(request), Wanted(closed=closed, after=cursor))
    lines = [{"case": line.row.id, "called": line.told.called if line.told else ""} for line in part.lines]
    return JsonResponse({"cases": lines, "next": part.later or None})


@router.get("/{case}", response={200: CaseHead, **_answers}, summary="A case")
def one(request: HttpRequest, case: str) -> HttpResponse:
    """What a case is called, where its user may read and record, and its version."""
    sight = look(actor(request), case)
    said = {
        "case": sight.case,
        "called": sight.called,
        "keeper": sight.keeper,
        "readable": sorted(sight.readable),
        "recordable": sorted(sight.recordable),
        "withheld": sight.withheld,
        "on": sight.on.isoformat(),
        "law": dict(sight.law),
        "version": version_of(sight),
    }
    return _versioned(said, sight)


@router.get("/{case}/facts", response={200: CaseFacts, **_answers}, summary="What was stated")
def facts(request: HttpRequest, case: str) -> HttpResponse:
    """Every statement that the user may read: what stands, and what was corrected."""
    sight = look(actor(request), case)
    stated = [{name: each.table().get(name) for name in _STATED} for each in sight.entries]
    return _versioned({"case": case, "version": version_of(sight), "statements": stated}, sight)


@router.post(
    "/{case}/facts",
    response={MADE: Recorded, **_answers},
    openapi_extra=takes(NewFacts, IF_MATCH, IDEMPOTENCY),
    summary="State facts",
)
def state(request: HttpRequest, case: str) -> HttpResponse:
    """State facts in one act, on the version that was seen: all of them are kept, or none."""
    who, body = actor(request), read(request, NewFacts)
    return _recorded(request, who, case, body.purpose, lambda _: [each.statement() for each in body.statements])


@router.post(
    "/{case}/items",
    response={MADE: Recorded, **_answers},
    openapi_extra=takes(NewItem, IF_MATCH, IDEMPOTENCY),
    summary="Add an item",
)
def add_item(request: HttpRequest, case: str) -> HttpResponse:
    """Add one thing of several, such as an offence, under the next number, with what is known of it."""
    who, body = actor(request), read(request, NewItem)
    if body.kind not in vocabulary().items:
        raise AmparoError("unknown-item", "there is no such kind of item", where="kind")

    def statements(sight: Sight) -> list[Statement]:
        key = next_item(sight.entries, body.kind)
        named = [Statement(f"{key}.{name}", value, body.source) for name, value in body.facts.items()]
        return [Statement(key, value=True, source=body.source), *named]

    return _recorded(request, who, case, body.purpose, statements)


@router.get("/{case}/determinations", response={200: CaseDetermined, **_answers}, by_alias=True, summary="What the law says")
def determinations(request: HttpRequest, case: str) -> HttpResponse:
    """All determinations of today, each with its reasons, as far as the user may read what they rest on."""
    sight = look(actor(request), case)
    said = [dict(each) for each in sight.determinations]
    return JsonResponse({"case": case, "on": sight.on.isoformat(), "law": dict(sight.law), "determinations": said})


@router.get("/{case}/acts/{act}", response={200: CaseHeld, **_answers}, summary="Is this act held?")
def act_of(request: HttpRequest, case: str, act: str) -> HttpResponse:
    """Whether an act is held today, for whoever may ask about it, as on the pages; `no-hold` is no clearance."""
    who = actor(request)
    sight = look(who, case)
    if act not in sight.acts:
        raise AmparoError("unknown-act", "there is no such act", where="act")
    check_askable(who, sight.keeper, act)
    return JsonResponse({name: sight.acts[act][name] for name in CaseHeld.model_fields})


@router.get("/{case}/questions", response={200: CaseAsked, **_answers}, summary="The next questions")
def questions(request: HttpRequest, case: str) -> HttpResponse:
    """The facts that are not known and still matter, those that settle most first."""
    sight = look(actor(request), case)
    return JsonResponse({"case": case, "questions": [dict(each) for each in sight.questions]})


@router.get("/{case}/tasks", response={200: CaseOwed, **_answers}, summary="What is owed")
def tasks(request: HttpRequest, case: str) -> HttpResponse:
    """All duties that are owed, and by when; silent on those that rest on what the user may not read."""
    sight = look(actor(request), case)
    owed = [
        {name: each[name] for name in Owed.model_fields}
        for each in sight.determinations
        if each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes"
    ]
    return JsonResponse({"case": case, "tasks": owed})


@router.get("/{case}/notes", response={200: Papers, **_answers}, summary="Papers")
def papers(request: HttpRequest, case: str) -> HttpResponse:
    """Papers of the case that the user may read: notes, interviews, decisions, letters."""
    sight = look(actor(request), case)
    told = [
        {
            "id": each.id,
            "kind": each.kind,
            "compartment": each.compartment,
            "by": each.by,
            "agency": each.agency,
            "at": written_moment(each.at),
            "answers": each.answers,
            "body": dict(each.body),
        }
        for each in sight.papers
    ]
    return JsonResponse({"case": case, "papers": told})


@router.post(
    "/{case}/notes", response={MADE: Recorded, **_answers}, openapi_extra=takes(NewNote, IDEMPOTENCY), summary="Write a note"
)
def write_note(request: HttpRequest, case: str) -> HttpResponse:
    """Write a note of the day, or what the next shift has to know, in one compartment."""
    who, body = actor(request), read(request, NewNote)
    kind = "handover" if body.is_handover else "note"
    draft = Draft(kind, body.compartment, {"text": body.text}, answers=body.answers, is_said=body.is_said)
    said = {"case": case, "recorded": [draft.id]}

    def act(keep: Keep) -> Said:
        record(who, case, seen={}, papers=[draft], also=lambda _: keep(said))
        return said

    return done_once(request, who, act, case=case)


def _recorded(
    request: HttpRequest, who: Actor, case: str, purpose: str, stated: Callable[[Sight], list[Statement]]
) -> HttpResponse:
    """State what rests on the version that was seen; what came before under the same key rests on that one."""

    def act(keep: Keep) -> Said:
        sight = seen_of(request, who, case)
        statements = stated(sight)
        said = {"case": case, "recorded": [each.key for each in statements]}
        record(who, case, statements, seen=sight.seen, purpose=purpose, also=lambda _: keep(said))
        return said

    return done_once(request, who, act, case=case)


def _versioned(said: dict[str, Any], sight: Sight) -> HttpResponse:
    response = JsonResponse(said)
    response["ETag"] = f'"{version_of(sight)}"'
    return response
