"""Detention in one case: the ground, whether the person can leave, what the law holds, each review, and the day of the next."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting import read_answer
from amparo.casework.acting.whose import askable
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.acted import act_line, answer_words, look_of, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.liability.considering import trouble_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.documents.making import may_make
from amparo.stages.documents.receivers import HOLD_NOTICE
from amparo.stages.liability.detention import (
    ACT,
    ALTERNATIVES,
    BY,
    LEGAL,
    NEXT,
    OUTCOMES,
    keep_review,
    next_review,
    review_from,
    reviews,
)

FACTS: Final = ("detention_ground", "accommodation", "free_to_leave", "heard_on_status")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def detention(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    try:
        review = review_from(request.POST.dict(), request.POST.getlist("alternatives"))
        keep_review(who, case, review, request.POST.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, error)
    return redirect("detention", case=case)


def _shown(request: HttpRequest, who: Actor, sight: Sight, error: AmparoError | None = None) -> HttpResponse:
    found = reviews(sight)
    form = _fields(request)
    trouble = trouble_of(error, form) if error is not None else None
    again = next_review(found)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "detention"),
        "facts": _facts(sight),
        "act": _act(who, sight, keeper),
        "reviews": _lines(found),
        "next": said_day(again) if again else "",
        "is_late": again is not None and again < today(),
        "fields": [each.with_trouble(trouble) for each in form] if LEGAL in sight.recordable else (),
        "token": fresh_id(),
        "standing": {"law": keeper.law()},
        "trouble": trouble,
    }
    return render(request, "liability/detention.html", context, status=422 if error else 200)


def _facts(sight: Sight) -> list[dict[str, str]]:
    """Return what is known of the detention; of a part that is not theirs to read, that it is closed."""
    facts = KeptFacts(sight)
    return [
        {
            "words": wording().fact(key),
            "value": wording().value(key, facts.as_it_stands(key)),
            "href": fact_page(sight.case, key),
        }
        if compartment_of(key) in sight.readable
        else {"words": wording().fact(key), "value": _("Stands in a part you may not read"), "href": ""}
        for key in FACTS
    ]


def _act(who: Actor, sight: Sight, keeper: Keeper) -> dict[str, Any] | None:
    if ACT not in askable(who, sight.keeper):
        return None
    answer = read_answer(who, sight, ACT)
    notice = reverse("document-new", kwargs={"case": sight.case, "document": HOLD_NOTICE})
    return {
        "line": act_line(keeper, answer),
        "short": answer_words(answer.answer),
        "way": way_words(answer.way),
        "look": look_of(answer),
        "held": not answer.goes_on,
        "notice": f"{notice}?{urlencode({'act': ACT})}" if HOLD_NOTICE in may_make(who, sight) else "",
    }


def _lines(found: tuple[Paper, ...]) -> list[dict[str, Any]]:
    named = Named.of({each.agency for each in found}, {each.user for each in found})
    words = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
    return [
        {
            "on": said_day(date.fromisoformat(each.body["on"])),
            "by": str(BY[each.body["by"]]),
            "outcome": str(OUTCOMES[each.body["outcome"]]),
            "heard": words[each.body["heard"]],
            "lawyer": words[each.body["lawyer"]],
            "alternatives": [str(ALTERNATIVES[name]) for name in each.body["alternatives"]],
            "reasons": each.body["reasons"],
            "next": said_day(date.fromisoformat(each.body["next"])) if each.body["next"] else "",
            "who": f"{named.user(each.user)}, {named.agency(each.agency)}",
            "at": said_moment(each.at),
        }
        for each in found
    ]


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    sent = request.POST
    choices = {name: tuple((key, str(words)) for key, words in table.items()) for name, table in _TABLES.items()}
    again = _("Leave it empty for %(n)s days later. No law that we read says how often: this is our choice.") % {"n": NEXT.days}
    what_else = _("Needed where the detention goes on. For a child it is the last resort, and for the shortest time.")
    return (
        Field("on", "on", _("Day of the review"), sent.get("on", ""), kind="date"),
        Field("by", "by", _("Who reviewed it?"), sent.get("by", ""), kind="radios", choices=choices["by"]),
        Field("heard", "heard", _("Was the person heard?"), sent.get("heard", ""), kind="yesno"),
        Field("lawyer", "lawyer", _("Was a lawyer there for them?"), sent.get("lawyer", ""), kind="yesno"),
        Field(
            "alternatives", "alternatives", _("What else was considered?"), hint=what_else, kind="checks",
            choices=choices["alternatives"], ticked=tuple(sent.getlist("alternatives")),
        ),
        Field("outcome", "outcome", _("What came of it?"), sent.get("outcome", ""), kind="radios", choices=choices["outcome"]),
        Field("reasons", "reasons", _("The reasons"), sent.get("reasons", ""), kind="area", longest=8000, rows=5),
        Field("next", "next", _("Day of the next review, if it goes on"), sent.get("next", ""), again, "date", optional=True),
    )  # fmt: skip


_TABLES: Final = {"by": BY, "alternatives": ALTERNATIVES, "outcome": OUTCOMES}
