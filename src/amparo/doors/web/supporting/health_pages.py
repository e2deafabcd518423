"""Health in the plan of help: tests offered and made with consent, examinations, the long recovery. Never a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.acting import read_answer
from amparo.casework.acting.whose import askable
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.acted import act_line, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import PUBLIC, Form, check_records, form_page, seen_by, trouble_of, way_here
from amparo.doors.web.supporting.step_fields import Sent, on_field, radios, text, words_field, yesno
from amparo.doors.web.supporting.words import answer_words, day_words
from amparo.errors import AmparoError
from amparo.stages.support.care import ASKED, CARE_PLAN, EXAMINATION, EXAMINERS, last, plan_care, prepare_examination
from amparo.stages.support.health_test import ACT, TESTS, Offer, offer_tests, offers, record_made
from amparo.stages.support.kinds import HEALTH

OFFER: Final = "offer"
PREPARE: Final = "examination"
CARE: Final = "care"
FACTS: Final = "facts"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def health(request: HttpRequest, case: str) -> HttpResponseBase:
    """Show what was offered, agreed to and made; that tests were made is recorded here, after the law was asked."""
    who = actor(request)
    sight = seen_by(who, case, HEALTH)
    error = None
    if request.method == "POST":
        check_records(sight, HEALTH)
        try:
            record_made(who, case, request.POST.get("paper", ""))
        except AmparoError as wrong:
            if wrong.code in PUBLIC:
                raise
            error = wrong
        else:
            return redirect("support-health", case=case)
    return _shown(request, who, sight, error)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def health_form(request: HttpRequest, case: str, form: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, HEALTH)
    if form not in (OFFER, PREPARE, CARE, FACTS):
        raise not_there()
    check_records(sight, HEALTH)
    onward = reverse("support-health", kwargs={"case": case})
    if form == FACTS:
        may = tuple(key for key in ASKED if compartment_of(key) in sight.recordable)
        return recorder(request, who, sight, Asked(_("Health"), may, onward))
    tests = request.POST.getlist("tests")

    def act(sent: Mapping[str, str]) -> None:
        if form == OFFER:
            offer_tests(who, case, sent, tests)
        else:
            {PREPARE: prepare_examination, CARE: plan_care}[form](who, case, sent)

    return form_page(request, who, sight, lambda sent: _form(form, sent, tests, onward), act, onward)


def _form(name: str, sent: Sent, tests: list[str], back: str) -> Form:
    heading, fields = {
        OFFER: (_("Offer tests"), _offer_fields(sent, tests)),
        PREPARE: (_("Prepare an examination"), _examination_fields(sent)),
        CARE: (_("Plan for the long recovery"), _care_fields(sent)),
    }[name]
    lead = _("No result is ever recorded here. It stays with the clinic and the person.") if name == OFFER else ""
    return Form(heading, fields, _("Keep this"), back, _("Health"), lead=lead)


def _shown(request: HttpRequest, who: Actor, sight: Sight, error: AmparoError | None) -> HttpResponse:
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    answer = read_answer(who, sight, ACT) if ACT in askable(who, sight.keeper) else None
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, way_here(sight)),
        "act": act_line(keeper, answer) if answer else None,
        "answer": answer,
        "way": way_words(answer.way) if answer else "",
        "offers": [_offer(each) for each in reversed(offers(sight))],
        "examination": _examination(sight),
        "care": _care(sight),
        "facts": [keeper.fact_line(key) for key in ASKED],
        "may_record": HEALTH in sight.recordable,
        "reads_plan": "support" in sight.readable,
        "standing": {"law": {"pack": sight.law["pack"]}},
        "trouble": trouble_of(error, ()),
    }
    return render(request, "supporting/health.html", context, status=422 if error else 200)


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.offered.id,
        "on": day_words(offer.offered.body["on"]),
        "tests": [TESTS[each] for each in offer.tests],
        "answer": answer_words(offer.offered.body["answer"]),
        "made": said_day(offer.made.at.date()) if offer.made else "",
        "may_be_made": offer.counts and offer.made is None,
    }


def _examination(sight: Sight) -> dict[str, Any] | None:
    found = last(sight, EXAMINATION)
    if found is None:
        return None
    body = found.body
    return {"examiner": EXAMINERS[body["examiner"]], "told": answer_words(body["told"]), "text": body["text"]}


def _care(sight: Sight) -> dict[str, Any] | None:
    found = last(sight, CARE_PLAN)
    if found is None:
        return None
    return {
        "text": found.body["text"],
        "review_on": day_words(found.body["review_on"]),
        "agrees": answer_words(found.body["agrees"]),
    }


def _offer_fields(sent: Sent, tests: list[str]) -> tuple[Field, ...]:
    return (
        Field("tests", "tests", _("Which tests were offered?"), kind="checks", ticked=tuple(tests),
              choices=tuple((name, str(words)) for name, words in TESTS.items())),
        on_field(sent),
        yesno("alone", _("Were they asked alone?"), sent, _("Nobody near whom they know, or who could press them.")),
        yesno("told", _("Were they told what is tested, and why?"), sent,
              _("And that it is free and in confidence, and that a no has no bad end.")),
        text("language", _("In which language?"), sent),
        yesno("understood", _("Did they understand it?"), sent),
        radios("answer", _("What was the answer?"), sent, {"yes": _("Yes"), "no": _("No"), "later": _("Not yet")}),
    )  # fmt: skip


def _examination_fields(sent: Sent) -> tuple[Field, ...]:
    return (
        radios("examiner", _("By whom does the person wish to be examined?"), sent, EXAMINERS),
        yesno("agrees", _("Does the person agree that the examiner is told what may bring back what happened?"), sent),
        yesno("told", _("Was the examiner told, and has prepared for it?"), sent),
        words_field(sent, _("What to do and to avoid"),
                    _("Each step explained first, stopped at a word. No account of what happened.")),
    )  # fmt: skip


def _care_fields(sent: Sent) -> tuple[Field, ...]:
    return (
        words_field(sent, _("What care there is, by whom, and how long"), optional=False),
        yesno("agrees", _("Does the person agree to it?"), sent),
        Field("review_on", "review_on", _("When is it looked at again?"), sent.get("review_on", ""), kind="date"),
    )
