"""The plan made with the person, the needs gone through, help declined or left, and the matters that go with help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import Form, check_records, form_page, seen_by
from amparo.doors.web.supporting.plan_page import MATTERS, last_plan
from amparo.doors.web.supporting.step_fields import Sent, radios, text, words_field, yesno
from amparo.doors.web.supporting.words import kind_words
from amparo.stages.support.child import is_child
from amparo.stages.support.filled import SHORT
from amparo.stages.support.kinds import GROUPS, HEALTH, SUPPORT, TITLES
from amparo.stages.support.leaving import BACK, FOR_NOW, HOW, LEAVES, VOICE, how_it_stands, leave
from amparo.stages.support.needs import NEEDED, NOT_NOW, askable, go_through
from amparo.stages.support.planning import GOALS, make_plan, owed_anew, plans

ASKED: Final = tuple(key for keys in MATTERS.values() for key in keys if key != "accommodation")
"""The facts that the page of matters asks; where the person sleeps is asked where places are."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def plan(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    owed = [keeper.rule_line(each) for each in owed_anew(sight) if each["title"]]
    shows = {"plan": last_plan(sight), "owed": owed}
    again = bool(plans(sight))

    def form(sent: Sent) -> Form:
        heading = _("Revise the plan with the person") if again else _("Make the plan with the person")
        return Form(heading, _plan_fields(sent), _("Keep the plan"), _support(case), _("Plan of help"), shows=shows,
                    template="supporting/make_plan.html")  # fmt: skip

    return form_page(request, who, sight, form, lambda sent: make_plan(who, case, sent), _support(case))


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def needs(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT)
    asked = askable(sight)

    def form(sent: Sent) -> Form:
        fields = tuple(_need(kind, sent) for kind in asked)
        more = (words_field(sent, _("What the person says they need most"), _("In their own words.")),) if asked else ()
        groups = [
            {"id": name, "title": TITLES[name], "fields": [each for each in fields if each.name[5:] in GROUPS[name]]}
            for name in GROUPS
        ]
        shows = {"groups": [each for each in groups if each["fields"]], "others": HEALTH not in sight.recordable}
        return Form(_("Go through the needs"), (*fields, *more), _("Keep the answers"), _support(case), _("Plan of help"),
                    lead=_("One by one, with the person. What you leave open stays not yet asked."), shows=shows,
                    template="supporting/needs.html")  # fmt: skip

    return form_page(request, who, sight, form, lambda sent: go_through(who, case, sent), _support(case))


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def leaving(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT, VOICE)
    stands = how_it_stands(sight)
    is_away = stands is not None and stands.body["how"] != BACK
    ways = (BACK, FOR_NOW, LEAVES) if is_away else (FOR_NOW,) if is_child(sight) else (FOR_NOW, LEAVES)

    def form(sent: Sent) -> Form:
        shows: dict[str, Any] = {"is_child": is_child(sight), "is_away": is_away}
        return Form(_("The person declines help, or wants it again"), _leave_fields(sent, ways), _("Keep what they decided"),
                    _support(case), _("Plan of help"), shows=shows, template="supporting/leave.html")  # fmt: skip

    return form_page(request, who, sight, form, lambda sent: leave(who, case, sent), _support(case))


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def matters(request: HttpRequest, case: str) -> HttpResponseBase:
    """Ask about what goes with help: papers, custody, divorce, land, debt, work, being alone."""
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT)
    may = tuple(key for key in ASKED if compartment_of(key) in sight.recordable)
    return recorder(request, who, sight, Asked(_("Papers, civil matters, debt and work"), may, _support(case)))


def _support(case: str) -> str:
    return reverse("support", kwargs={"case": case})


def _need(kind: str, sent: Sent) -> Field:
    choices = {NEEDED: _("Needed"), NOT_NOW: _("Not for now")}
    return radios(f"need_{kind}", kind_words(kind), sent, choices)


def _plan_fields(sent: Sent) -> tuple[Field, ...]:
    return (
        radios("with_person", _("Is the plan made with the person?"), sent,
               {"yes": _("Yes, together"), "no": _("No, not this time")}),
        Field("wishes", "wishes", _("What the person wants, in their own words"), sent.get("wishes", ""), kind="area", rows=5,
              longest=4000),
        Field("why_without", "why_without", _("If without them: why, and when they are asked"), sent.get("why_without", ""),
              kind="area", rows=2, longest=4000, optional=True),
        *(each for number in GOALS for each in _goal(number, sent)),
        yesno("reviewed", _("Were all needs for help and protection gone through anew?"), sent),
        yesno("feared", _("Is there reason to fear that they could be trafficked again?"), sent,
              _("Debts, no income, the same people near.")),
        Field("against", "against", _("What is done against it"), sent.get("against", ""), kind="area", rows=2, longest=4000,
              optional=True),
        Field("next_on", "next_on", _("When is the plan looked at again?"), sent.get("next_on", ""), kind="date"),
    )  # fmt: skip


def _goal(number: int, sent: Mapping[str, str]) -> tuple[Field, ...]:
    what, who, until = (f"{name}_{number}" for name in ("goal", "who", "until"))
    return (
        text(what, _("%(n)s. What is to be done") % {"n": number}, sent, optional=number > 1),
        text(who, _("%(n)s. Who does it") % {"n": number}, sent, optional=number > 1),
        Field(
            until, until, _("%(n)s. Until when") % {"n": number}, sent.get(until, ""), kind="date", longest=SHORT, optional=True
        ),
    )


def _leave_fields(sent: Sent, ways: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        radios("how", _("What does the person want?"), sent, {each: HOW[each] for each in ways}),
        words_field(sent, _("In their own words"), optional=False),
        yesno("alone", _("Were they asked alone, with nobody near who could press them?"), sent),
        yesno("told", _("Do they know what help there is, and that they can come back at any time?"), sent),
        Field("again_on", "again_on", _("When are they asked again?"), sent.get("again_on", ""), kind="date",
              hint=_("Without pressure. A no is not final.")),
    )  # fmt: skip
