"""The needs gone through, help declined or left, and the matters that go with help."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of
from amparo.desk.field import Field
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import Form, Group, check_records, form_page, seen_by
from amparo.doors.web.supporting.plan_page import MATTERS
from amparo.doors.web.supporting.step_fields import Sent, radios, words_field, yesno
from amparo.doors.web.supporting.words import kind_words
from amparo.stages.support.child import is_child
from amparo.stages.support.kinds import GROUPS, HEALTH, SUPPORT, TITLES
from amparo.stages.support.leaving import BACK, FOR_NOW, HOW, LEAVES, VOICE, how_it_stands, leave
from amparo.stages.support.needs import NEEDED, NOT_NOW, askable, go_through

ASKED: Final = tuple(key for keys in MATTERS.values() for key in keys if key != "accommodation")
"""The facts that the page of matters asks; where the person sleeps is asked where places are."""


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
        groups = [Group(str(TITLES[name]), _needs_of(name, asked), is_row=True) for name in GROUPS]
        shows = {"is_all_listed": not asked, "others": HEALTH not in sight.recordable}
        return Form(_("Go through the needs"), (*fields, *more), _("Keep the answers"), _support(case), _("Plan of help"),
                    lead=_("One by one, with the person. What you leave open stays not yet asked."), shows=shows,
                    groups=(*(each for each in groups if each.names), Group("", tuple(each.name for each in more))),
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


def _needs_of(group: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"need_{kind}" for kind in asked if kind in GROUPS[group])


def _need(kind: str, sent: Sent) -> Field:
    choices = {NEEDED: _("Needed"), NOT_NOW: _("Not for now")}
    return radios(f"need_{kind}", kind_words(kind), sent, choices)


def _leave_fields(sent: Sent, ways: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        radios("how", _("What does the person want?"), sent, {each: HOW[each] for each in ways}),
        words_field(sent, _("In their own words"), optional=False),
        yesno("alone", _("Were they asked alone, with nobody near who could press them?"), sent),
        yesno("told", _("Do they know what help there is, and that they can come back at any time?"), sent),
        Field("again_on", "again_on", _("When are they asked again?"), sent.get("again_on", ""), kind="date",
              hint=_("Without pressure. A no is not final.")),
    )  # fmt: skip
