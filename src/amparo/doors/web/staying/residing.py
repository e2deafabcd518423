"""The forms of the stay: applied for, weighed factor by factor, decided; and a refusal that the law holds, shown as held."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import signed_in
from amparo.doors.web.staying.form import Ask, Part, Sent, answer, area, plain, radios
from amparo.doors.web.staying.recovering import three, yes_no
from amparo.stages.residence import applying, deciding, weighing
from amparo.stages.residence.permit import LEGAL, permit_of

ALTHOUGH = "although"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def apply(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _apply)


def _apply(request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    ticked = tuple(request.POST.getlist("grounds"))

    def parts(sent: Sent) -> tuple[Part, ...]:
        grounds = tuple((name, str(words)) for name, words in applying.GROUNDS.items())
        return (
            Part(
                (
                    Field(
                        "grounds", "grounds", _("On which grounds?"), kind="checks", choices=grounds, ticked=ticked,
                        hint=_("Each is decided by itself: a no to one says nothing of the others."),
                    ),
                    plain("filed_on", _("Filed on which day?"), sent, "date"),
                    area("filed", _("What was filed, and where?"), sent),
                    radios("wanted", _("Does the person want it, after advice?"), sent, yes_no()),
                    radios("work", _("Was leave to work asked for with it?"), sent, yes_no(), optional=True),
                )
            ),
        )  # fmt: skip

    return Ask(
        _("The stay: an application"),
        _in_time(sight),
        parts,
        lambda sent, token: applying.apply(who, sight.case, applying.application_from(sent, ticked), token),
        _("Record the application") if LEGAL in sight.recordable else "",
    )


def _in_time(sight: Sight) -> str:
    permit = permit_of(sight)
    if permit.runs and permit.last:
        return _("The permit runs until %(day)s, that day included: filed by then, it asks for more time.") % {
            "day": said_day(permit.last)
        }
    if permit.has_run_out:
        return _("The permit has run out: what is filed now is a new application, and no renewal.")
    return _("A first application, or one on a further ground.")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def weigh(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _weigh)


def _weigh(_request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    return Ask(
        _("The stay: weigh each factor"),
        _("There is a right to have each factor looked at, with reasons. Without it the law holds a refusal."),
        _weighed_parts,
        lambda sent, token: weighing.weigh(who, sight.case, weighing.weighing_from(sent), token),
        _("Keep the weighing") if weighing.weighs(who, sight) else "",
    )


def _weighed_parts(sent: Sent) -> tuple[Part, ...]:
    first = (
        radios("about", _("What was weighed?"), sent, weighing.ABOUT),
        plain("who", _("Who weighed it?"), sent, hint=_("The office that decides, or who considered it here.")),
        plain("on", _("On which day?"), sent, "date"),
        radios("basis", _("How is this known?"), sent, weighing.BASIS),
    )
    kinds = {weighing.HUMANITARIAN: _("Humanitarian factor"), weighing.COMPASSIONATE: _("Compassionate factor")}
    factors = tuple(Part(_factor(name, sent), str(words), kinds[kind]) for name, (kind, words) in weighing.FACTORS.items())
    last = (
        radios("situation", _("Does the personal situation make the stay necessary?"), sent, three(), optional=True),
        radios("cooperation", _("Does an inquiry or a court make it necessary?"), sent, three(), optional=True),
        area("reasons", _("What does it come to, and why?"), sent, rows=6),
    )
    return (Part(first), *factors, Part(last, _("What it comes to"), _("Each ground is decided by itself.")))


def _factor(name: str, sent: Sent) -> tuple[Field, ...]:
    nothing = f"nothing-{name}"
    return (
        area(f"for-{name}", _("Speaks for the stay"), sent, rows=2),
        area(f"against-{name}", _("Speaks against it"), sent, rows=2),
        Field(
            nothing, nothing, _("Or neither"), kind="checks", choices=(("yes", _("Looked at: nothing to weigh")),),
            ticked=(sent.get(nothing, ""),),
        ),
    )  # fmt: skip


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def decide(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _decide)


def _decide(request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    although = request.POST.get("do") == ALTHOUGH

    def kept(sent: Sent, token: str) -> None:
        deciding.keep(who, sight.case, deciding.decision_from(sent), token, although_held=although)

    return Ask(
        _("The stay: a decision"),
        _("As the office that decides wrote it. Before a refusal or an end counts, the law is asked what holds it."),
        _decided_parts,
        kept,
        _("Record the decision") if deciding.may_record(who, sight) else "",
        template="staying/decide.html",
        shows={"stands": _held(who, sight), "although": ALTHOUGH},
    )


def _decided_parts(sent: Sent) -> tuple[Part, ...]:
    reasons = {name: wording().value(deciding.REASON, name) for name in deciding.REASONS}
    said = (
        radios("outcome", _("What was decided?"), sent, deciding.OUTCOMES),
        plain("who", _("Who decided?"), sent),
        plain("on", _("Day of the decision"), sent, "date"),
    )
    days = (
        plain("first", _("First day of the permit"), sent, "date", optional=True),
        plain("last", _("Last day, as it stands on the permit"), sent, "date", optional=True),
        radios("work", _("Leave to work"), sent, deciding.WORKS, optional=True),
    )
    why = (
        area("protection", _("Reasons of protection, as the decision gives them"), sent, optional=True),
        area("policy", _("Reasons of migration policy, as the decision gives them"), sent, optional=True),
        radios("reason", _("Only for a refusal or an end: the main reason"), sent, reasons, optional=True),
        plain("answer_by", _("Last day to challenge it, if the decision says"), sent, "date", optional=True),
    )
    return (
        Part(said),
        Part(days, _("A permit")),
        Part(why, _("Reasons"), _("The law wants both kinds, each by itself.")),
    )


def _held(who: Actor, sight: Sight) -> dict[str, Any] | None:
    """Return what holds a refusal or an end, in words; nothing where nothing does, or where the viewer may not ask."""
    found = deciding.held_by(who, sight)
    if found is None or found.goes_on:
        return None
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    return {"rules": [keeper.rule_line(each) for each in found.holds], "withheld": found.withheld}
