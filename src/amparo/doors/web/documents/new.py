"""To make a document: what is chosen, the document exactly as it would go out, and then, after a fresh proof, the making."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.acted import way_words
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.documents.fields import fields, ids
from amparo.doors.web.documents.words import titles
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.documents.making import disclosing, make, may_make, preview
from amparo.stages.documents.plan import Plan, plan_from
from amparo.stages.documents.receivers import LEAST


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def new(request: HttpRequest, case: str, document: str) -> HttpResponseBase:
    if request.method == "POST" and request.POST.get("do") == "make":
        return _proved(request, case=case, document=document)
    who = actor(request)
    sight = _sight(who, case, document)
    if request.method != "POST":
        return _asked(request, who, sight, plan_from(document, request.GET.dict(), LEAST))
    plan = _plan(request, document)
    if request.POST.get("do") == "change":
        return _asked(request, who, sight, plan)
    return _previewed(request, who, sight, plan)


@stepped_up
def _proved(request: HttpRequest, case: str, document: str) -> HttpResponseBase:
    who = actor(request)
    sight = _sight(who, case, document)
    plan = _plan(request, document)
    try:
        make(who, case, plan, request.POST.get("digest", ""), request.POST.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        if error.code in ("document-changed", "act-held"):
            return _previewed(request, who, look(who, case), plan, error)
        return _asked(request, who, sight, plan, error)
    return redirect("documents", case=case)


def _sight(who: Actor, case: str, document: str) -> Sight:
    sight = look(who, case)
    if document not in may_make(who, sight):
        raise not_there()
    return sight


def _plan(request: HttpRequest, document: str) -> Plan:
    return plan_from(document, request.POST.dict(), request.POST.getlist("parts"))


def _asked(request: HttpRequest, who: Actor, sight: Sight, plan: Plan, error: AmparoError | None = None) -> HttpResponse:
    trouble = _trouble(error, plan) if error is not None else None
    context = {
        **_about(who, sight, plan),
        "fields": [each.with_trouble(trouble) for each in fields(plan, sight)],
        "trouble": trouble,
    }
    return render(request, "documents/new.html", context, status=422 if error else 200)


def _previewed(request: HttpRequest, who: Actor, sight: Sight, plan: Plan, late: AmparoError | None = None) -> HttpResponse:
    try:
        said = preview(who, sight, plan)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _asked(request, who, sight, plan, error)
    answer = disclosing(who, sight, plan)
    context = {
        **_about(who, sight, plan),
        "said": said,
        "held": way_words(answer.way) if answer is not None and not answer.goes_on else "",
        "token": fresh_id(),
        "carried": [
            (name, getattr(plan, name)) for name in ("body", "to", "reference", "purpose", "basis", "act", "item", "asks")
        ],
        "parts": plan.parts,
        "trouble": Trouble(late.sentence[:1].upper() + late.sentence[1:], late.help, field="document") if late else None,
    }
    return render(request, "documents/preview.html", context, status=422 if late else 200)


def _about(who: Actor, sight: Sight, plan: Plan) -> dict[str, Any]:
    title, what = titles()[plan.document]
    return {"head": head_of(sight, who), "title": title, "what": what, "document": plan.document}


def _trouble(error: AmparoError, plan: Plan) -> Trouble:
    where = error.where if error.where in ids(plan) else "to"
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=where)
