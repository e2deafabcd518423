"""The page of one fact of a case: its whole history, and the form by which it is stated or corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.items import next_item
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.desk.control import ADD
from amparo.desk.kept_facts import KeptFacts, key_words, why_read
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.marked import begun, of_law
from amparo.desk.stating import AWARE, HOW, Form, form_for, said_in_words, statement_from
from amparo.desk.wording import kind_of
from amparo.doors.web import case_item
from amparo.doors.web.carried import is_key
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.own_pages import asked_here, own_pages
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.ledger.history import history
from amparo.ledger.known import standing

LOST: Final = "lost-update"
FIELDS: Final = ("source", "corrects", AWARE, *HOW)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def fact(request: HttpRequest, case: str, key: str) -> HttpResponseBase:
    who = actor(request)
    if case_item.is_item(key):
        return case_item.item(request, who, case, key)
    sight = look(who, case)
    if not is_key(key, vocabulary()) or compartment_of(key) not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return show(request, who, sight, key)
    if request.POST.get("value") == ADD and key.endswith(".complete"):
        return redirect("case-fact", case=case, key=next_item(sight.entries, key.partition(".")[0]))
    return _stated(request, who, sight, key)


def _stated(request: HttpRequest, who: Actor, sight: Sight, key: str) -> HttpResponseBase:
    """State what was sent; where somebody else stated the same meanwhile, show both and let the writer decide."""
    sent = request.POST.dict()
    seen = {key: sent["seen"]} if sent.get("seen") else {}
    try:
        record(who, sight.case, [statement_from(key, sent, who.body)], seen=seen)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        if error.code == LOST:
            return show(request, who, sight, key, sent, AmparoError(LOST, _("somebody else stated this meanwhile")))
        sentence = error.sentence.replace(f"`{key}`", f"“{key_words(key)}”")
        return show(request, who, sight, key, sent, AmparoError(error.code, sentence, help=error.help, where=error.where))
    return redirect(fact_page(sight.case, key))


def show(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    key: str,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
) -> HttpResponse:
    facts = KeptFacts(sight)
    there = [entry for entry in standing(sight.entries) if entry.key == key]
    form = form_for(key, facts, there, who.agency, sent)
    context = {
        "head": head_of(sight, who),
        "name": key_words(key),
        **_told(key, sight, facts),
        "form": _with_error(form, sent, error),
        "may_record": compartment_of(key) in sight.recordable and bool(asked_here([key])),
        "own": own_pages(sight.case, [key] if compartment_of(key) in sight.recordable else []),
        "trouble": _trouble(error, form),
        "collision": _collision(key, facts, sight, sent) if error is not None and error.code == LOST else None,
        "lacks": error.help if error is not None and error.code == "counts-for-nothing" else "",
        "sent": sent or {},
    }
    return render(request, "cases/fact.html", context, status=422 if error else 200)


def _told(key: str, sight: Sight, facts: KeptFacts) -> dict[str, Any]:
    kind = kind_of(key, vocabulary())
    told = history(sight.entries, key)
    compartment = compartment_of(key)
    return {
        "key": key,
        "meaning": begun(of_law(kind.meaning)) if kind else "",
        "compartment": wording().words.label("compartments", compartment),
        "why": why_read(sight.readable[compartment]),
        "value": facts.fact(key, [entry for entry in standing(sight.entries) if entry.key == key]),
        "history": [
            {
                "said": facts.stated(each.entry),
                "corrected": facts.stated(each.corrected_by) if each.corrected_by else None,
                "contested": [facts.stated(other) for other in each.contested_by],
            }
            for each in reversed(told)
        ],
        "items": case_item.items_of(sight, key.partition(".")[0]) if key.endswith(".complete") else (),
    }


def _with_error(form: Form, sent: Mapping[str, str] | None, error: AmparoError | None) -> Form:
    if sent is None or error is None:
        return form
    return replace(form, control=form.control.with_sent(sent, error))


def _collision(key: str, facts: KeptFacts, sight: Sight, sent: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what was stated meanwhile, and what the writer wanted to state, beside each other."""
    theirs = [facts.stated(entry) for entry in standing(sight.entries) if entry.key == key]
    return {"theirs": theirs[-1:] if theirs else [], "mine": said_in_words(key, sent or {})}


def _trouble(error: AmparoError | None, form: Form) -> Trouble | None:
    if error is None:
        return None
    if error.code == LOST:
        return Trouble(
            _("This was stated meanwhile, perhaps in another window"),
            _("Both stand below. Nothing of yours was kept yet: decide."),
            field="value-1",
        )
    field = next((name for name in FIELDS if error.where == name or error.where.endswith(f".{name}")), form.control.target)
    help_ = "" if error.code == "counts-for-nothing" else error.help
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], help_, field=field)
