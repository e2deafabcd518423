"""The plan of help made and revised with the person, in a form that begins with what is still to be done."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.sent import NONE_STOOD
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import Form, Group, check_records, form_page, seen_by
from amparo.doors.web.supporting.plan_page import last_plan
from amparo.doors.web.supporting.step_fields import Sent, radios, text, yesno
from amparo.stages.support.kinds import SUPPORT
from amparo.stages.support.planning import GOALS, make_plan, owed_anew, plans

ABOVE: Final = ("with_person", "wishes", "why_without")
BELOW: Final = ("reviewed", "feared", "against", "next_on")
OPEN: Final = 2
"""So many things to do are asked at once; more are there to be unfolded."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def plan(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    owed = [keeper.rule_line(each) for each in owed_anew(sight) if each["title"]]
    onward = reverse("support", kwargs={"case": case})
    made = plans(sight)
    heading = _("Revise the plan with the person") if made else _("Make the plan with the person")

    def form(sent: Sent) -> Form:
        return Form(
            heading,
            _fields(sent or _as_it_stands(sight)),
            _("Keep the plan"),
            onward,
            _("Plan of help"),
            groups=_groups(),
            shows={"plan": last_plan(sight), "owed": owed, "stood": made[-1].id if made else NONE_STOOD},
            template="supporting/make_plan.html",
        )

    return form_page(request, who, sight, form, lambda sent: make_plan(who, case, sent), onward)


def _as_it_stands(sight: Sight) -> dict[str, str]:
    """Return what is to be done by the plan that stands, so that a revision begins there; what is wanted is asked anew."""
    found = plans(sight)
    goals = found[-1].body["goals"] if found else ()
    names = (("goal", "what"), ("who", "who"), ("until", "until"))
    return {f"{name}_{number}": goal[part] for number, goal in enumerate(goals, start=1) for name, part in names}


def _groups() -> tuple[Group, ...]:
    rows = (tuple(f"{name}_{number}" for name in ("goal", "who", "until")) for number in GOALS)
    goals = (
        Group(_("What is to be done: %(n)s") % {"n": number}, names, is_row=True, is_folded=number > OPEN)
        for number, names in enumerate(rows, start=1)
    )
    return (Group("", ABOVE), *goals, Group("", BELOW))


def _fields(sent: Sent) -> tuple[Field, ...]:
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


def _goal(number: int, sent: Sent) -> tuple[Field, ...]:
    what, who, until = (f"{name}_{number}" for name in ("goal", "who", "until"))
    return (
        text(what, _("What"), sent, optional=number > 1),
        text(who, _("Who does it"), sent, optional=number > 1),
        Field(until, until, _("Until when"), sent.get(until, ""), kind="date", optional=True),
    )
