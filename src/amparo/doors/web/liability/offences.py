"""Unlawful acts that are held against the person, each on a page: two tests, what the law holds, and what was weighed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting import read_answer
from amparo.casework.acting.whose import JUDGING, askable
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.acted import act_line, answer_words, look_of, way_words
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.liability.considering import fields, support_of, trouble_of, weighed_lines
from amparo.doors.web.message import only
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.errors import AmparoError
from amparo.stages.documents.making import may_make
from amparo.stages.documents.receivers import HOLD_NOTICE
from amparo.stages.liability.considering import consider, considered_from
from amparo.stages.liability.offence import (
    ACTS,
    CONSIDERED,
    LIABILITY,
    OFFENCE,
    SANCTION,
    TESTS,
    Offence,
    offence,
    offences,
    support,
    written,
)

HARM: Final = ("harmed_by_official_act", "official_harm_answered")
VOICE: Final = "voice"
PARTS: Final[Mapping[str, tuple[str, ...]]] = {"tests": ("kind", *TESTS), "sanction": SANCTION}
"""What is recorded of one act on a page each."""


@only("GET", "HEAD")
@signed_in
@of_a_case
def listed(request: HttpRequest, case: str) -> HttpResponse:
    """Show every act, and harm that authorities did; whoever may not read of blame finds nothing here."""
    who = actor(request)
    sight = look(who, case)
    found = offences(sight)
    facts = KeptFacts(sight)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "liability"),
        "offences": [_line(sight, each) for each in found],
        "add": f"{reverse('case-topic', kwargs={'case': case, 'topic': OFFENCE})}?item=new" if _may(sight) else "",
        "harm": [
            {"words": wording().fact(key), "value": wording().value(key, facts.as_it_stands(key))} for key in HARM
        ] if VOICE in sight.readable else (),
        "may_harm": VOICE in sight.recordable,
    }  # fmt: skip
    return render(request, "liability/offences.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def one(request: HttpRequest, case: str, number: str) -> HttpResponseBase:
    """Show one act, and keep what was considered."""
    who = actor(request)
    sight = look(who, case)
    found = offence(sight, number)
    if request.method != "POST":
        return _shown(request, who, sight, found)
    relies = request.POST.getlist("relies")
    try:
        consider(who, case, number, considered_from(request.POST.dict(), relies), request.POST.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, found, error)
    return redirect("liability-one", case=case, number=number)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def part(request: HttpRequest, case: str, number: str, part: str) -> HttpResponseBase:
    """Ask the facts of the tests, or of a sanction, on the page on which every fact is asked."""
    who = actor(request)
    sight = look(who, case)
    found = offence(sight, number)
    if part not in PARTS or not _may(sight):
        raise not_there()
    onward = reverse("liability-one", kwargs={"case": case, "number": number})
    return recorder(request, who, sight, Asked(found.words, tuple(f"{found.key}.{name}" for name in PARTS[part]), onward))


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def harm(request: HttpRequest, case: str) -> HttpResponseBase:
    """Ask whether an act of an authority harmed the person, and whether it was answered."""
    who = actor(request)
    sight = look(who, case)
    keys = tuple(key for key in HARM if compartment_of(key) in sight.recordable)
    if LIABILITY not in sight.readable or not keys:
        raise not_there()
    heading = _("Harm done by an authority")
    return recorder(request, who, sight, Asked(heading, keys, reverse("liability", kwargs={"case": case})))


def _shown(request: HttpRequest, who: Actor, sight: Sight, found: Offence, error: AmparoError | None = None) -> HttpResponse:
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    facts = KeptFacts(sight)
    known = support_of(support(sight, found.key), written(sight), facts)
    form = fields(request.POST, found, known, judges=who.body in JUDGING)
    trouble = trouble_of(error, form) if error is not None else None
    context = {
        "head": head_of(sight, who),
        "offence": found,
        "tests": [{"words": str(words), "fact": found.facts[name]} for name, words in TESTS.items()],
        "considered": found.facts[CONSIDERED],
        "sanctions": [
            {"words": wording().fact(f"{OFFENCE}.{name}"), "value": found.facts[name].value, "href": found.facts[name].href}
            for name in SANCTION
        ],
        "acts": [_act(who, sight, keeper, act, found) for act in ACTS if act in askable(who, sight.keeper)],
        "weighed": weighed_lines(found, known),
        "fields": [each.with_trouble(trouble) for each in form] if _may(sight) else (),
        "may": _may(sight),
        "notifies": HOLD_NOTICE in may_make(who, sight),
        "token": fresh_id(),
        "standing": {"law": keeper.law()},
        "trouble": trouble,
    }
    return render(request, "liability/offence.html", context, status=422 if error else 200)


def _act(who: Actor, sight: Sight, keeper: Keeper, act: str, found: Offence) -> dict[str, Any]:
    answer = read_answer(who, sight, act, found.key)
    notice = reverse("document-new", kwargs={"case": sight.case, "document": HOLD_NOTICE})
    body = "prosecutor" if act == ACTS[0] else "court"
    return {
        "line": act_line(keeper, answer),
        "short": answer_words(answer.answer),
        "way": way_words(answer.way),
        "look": look_of(answer),
        "held": not answer.goes_on,
        "withheld": answer.withheld,
        "notice": f"{notice}?{urlencode({'act': act, 'item': found.key.replace('#', '.'), 'body': body})}",
    }


def _line(sight: Sight, found: Offence) -> dict[str, Any]:
    return {
        "words": found.words,
        "kind": found.kind,
        "href": reverse("liability-one", kwargs={"case": sight.case, "number": found.number}),
        "tests": [(str(words), found.facts[name].value) for name, words in TESTS.items()],
        "state": _state(found),
        "look": "" if found.values[CONSIDERED] is True else "wait",
        "is_sanctioned": found.is_sanctioned,
    }


def _state(found: Offence) -> str:
    if found.values[CONSIDERED] is True:
        return _("Considered, with reasons")
    return (
        _("Has to be considered") if found.is_met else _("Has to be looked into") if found.is_open else _("Neither test is met")
    )


def _may(sight: Sight) -> bool:
    return LIABILITY in sight.recordable
