"""What now, after a screening: what is held and owed, whom to call, and the hand over; an adult who says no is heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.determine import law
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.present import due_in_words
from amparo.desk.standing import Standing
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.handing_over import may_refer, ways
from amparo.doors.web.message import only
from amparo.doors.web.met import interpreters
from amparo.doors.web.screening import address, with_aside
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.contacts import at_once, contacts, is_treated_as_child
from amparo.stages.identification.first_contact import SAFETY
from amparo.stages.identification.screening_answers import mine
from amparo.stages.identification.screening_asked import SHEET, asked_facts, sheet
from amparo.stages.identification.screening_done import (
    INTERPRETERS,
    LONGEST,
    consent_of,
    decide,
    done_from,
    finish,
    may_state_consent,
    papers,
)
from amparo.stages.identification.screening_profile import told_by_lists

TYPED: Final = ("where", "words", "wishes")
"""The fields in which somebody writes."""
SHOWN: Final = 7
FEWEST: Final = 3
"""Duties that are read on a phone: at most so many owed at once, else the first of the others. The case has all."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def screened(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if request.method != "POST":
        return _shown(request, who, sight, {})
    sent = request.POST.dict()
    try:
        if sent.get("do") in ("agrees", "refuses"):
            decide(who, sight, agrees=sent["do"] == "agrees")
            return redirect("case-screened", case=case)
        done = done_from(sent)
        finish(who, sight, done)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        trouble = Trouble(error.sentence, error.help, field=error.where if error.where in TYPED else "words")
        return _shown(request, who, look(who, case), sent, trouble)
    return _handed_over(who, look(who, case), sent, is_aside=done.consent is not None and not may_state_consent(sight))


def _handed_over(who: Actor, sight: Sight, sent: Mapping[str, str], *, is_aside: bool) -> HttpResponseBase:
    """Go on to the referral, where somebody may refer and nobody is at hand; else back, to those at hand and what is owed."""
    agreed = is_treated_as_child(sight) or sent.get("consent") == "yes"
    if sent.get("do") == "over" and agreed and may_refer(sight, who) and not ways(sight, who):
        return redirect("case-refer", case=sight.case)
    return redirect(with_aside(reverse("case-screened", kwargs={"case": sight.case}), is_aside=is_aside))


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str], trouble: Trouble | None = None
) -> HttpResponse:
    facts = KeptFacts(sight)
    standing = Keeper(sight, facts.as_it_stands).standing()
    consent, kept = consent_of(sight, who.agency), papers(sight)
    context = {
        "head": head_of(sight, who),
        "urgent": at_once(sight, who.agency),
        "aside": request.GET.get("aside") == "1",
        "standing": standing,
        **_owed(standing, sight),
        "signs": _signs(sight, who),
        "told": told_by_lists(sight),
        "after": sheet().after,
        "is_child": is_treated_as_child(sight),
        "consent": consent,
        "reaches": "whereabouts" in sight.recordable,
        "is_kept": bool(kept) and (consent is not None or is_treated_as_child(sight)),
        "refer": reverse("case-refer", kwargs={"case": sight.case}) if may_refer(sight, who) else "",
        "ways": ways(sight, who),
        "contacts": contacts(law()),
        "fields": end_fields(sent),
        "papers": [said_moment(paper.at) for paper in kept],
        "questions": address(sight.case, SHEET),
        "sent": sent,
        "token": sent.get("token") or fresh_id(),
        "may_record": "account" in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "first_contact/screened.html", context, status=422 if trouble else 200)


def _owed(standing: Standing, sight: Sight) -> dict[str, Any]:
    """Return what is owed at once, or, where nothing is, what is owed first; and how much more there is."""
    told = [line for line in standing.owed if line.id]
    now = due_in_words(None, sight.on, at_once=True)
    shown = [line for line in told if line.due == now][:SHOWN] or told[:FEWEST]
    return {"owed": shown, "owed_more": len(standing.owed) - len(shown)}


def _signs(sight: Sight, who: Actor) -> list[dict[str, str]]:
    """Return the signs that this agency noted, each as said or seen. They are listed, and never added up."""
    stated = mine(sight, who.agency)
    ways = {"said": _("said"), "observed": _("seen")}
    return [
        {"words": wording().fact(key), "way": ways.get(stated[key].source, "")}
        for key in sorted(asked_facts())
        if key in stated and stated[key].value is True and key not in SAFETY
    ]


def end_fields(sent: Mapping[str, str]) -> list[Field]:
    """Return what is asked of a screening besides: where, by which interpreter, what else."""
    choices = tuple((name, interpreters()[name]) for name in INTERPRETERS)
    return [
        Field("where", "where", _("Where you met"), sent.get("where", ""), optional=True),
        Field(
            "interpreter", "interpreter", _("Interpreter"), sent.get("interpreter", ""), kind="select", choices=choices,
            hint=_("Never somebody who came along with the person."), optional=True,
        ),
        Field(
            "words", "words", _("What else was said or seen"), sent.get("words", ""), kind="area", longest=LONGEST,
            optional=True,
        ),
    ]  # fmt: skip
