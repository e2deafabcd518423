"""Appointments: with whom, on which day, who comes along, and how it came out; whoever stayed away is asked what kept them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.environment import today
from amparo.stages.support import filled
from amparo.stages.support.kinds import HEALTH, SUPPORT

APPOINTMENT: Final = "appointment"
DOCTOR: Final = "doctor"
WITH: Final[Mapping[str, Promise]] = {
    DOCTOR: gettext_lazy("Somebody of health: a doctor, a nurse, a therapist"),
    "lawyer": gettext_lazy("A lawyer"),
    "police": gettext_lazy("The police or a prosecutor"),
    "court": gettext_lazy("A court"),
    "office": gettext_lazy("A public office"),
    "school": gettext_lazy("A school or a course"),
    "work": gettext_lazy("An employer, or help to find work"),
    "other": gettext_lazy("Somebody else"),
}
COMES: Final[Mapping[str, Promise]] = {
    "worker": gettext_lazy("Somebody of our staff comes along"),
    "chosen": gettext_lazy("Somebody whom the person chose comes along"),
    "alone": gettext_lazy("The person wishes to go alone"),
    "nobody": gettext_lazy("Nobody yet, and the person wishes company"),
    "unasked": gettext_lazy("Not asked yet"),
}
MISSED: Final = "missed"
KEPT: Final[Mapping[str, Promise]] = {
    "kept": gettext_lazy("The person was there"),
    MISSED: gettext_lazy("The person was not there"),
    "moved": gettext_lazy("It was moved to another day"),
    "off": gettext_lazy("It was called off by the other side"),
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment, and how it came out."""

    paper: Paper
    outcome: Paper | None

    @property
    def on(self) -> date:
        """Its day."""
        return date.fromisoformat(self.paper.body["on"])

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how it came out."""
        return self.outcome is None


def appointments(sight: Sight) -> tuple[Appointment, ...]:
    """Return the appointments that the viewer may read: those to come by their day, then the others, the last first."""
    papers = [each for each in sight.papers if each.kind == APPOINTMENT]
    outcome = {each.answers: each for each in papers if each.answers}
    found = [Appointment(each, outcome.get(each.id)) for each in papers if not each.answers]
    open_ = sorted((each for each in found if each.is_open), key=lambda each: each.on)
    closed = sorted((each for each in found if not each.is_open), key=lambda each: each.on, reverse=True)
    return (*open_, *closed)


def arrange(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep an appointment, and who comes along; one with somebody of health is kept with health."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    with_ = filled.chosen(sent, "with", WITH)
    body = {
        "with": with_,
        "on": filled.coming_day(sent, "on").isoformat(),
        "time": filled.words(sent, "time", 5),
        "comes": filled.chosen(sent, "comes", COMES),
        "interpreter": filled.chosen(sent, "interpreter", filled.ANSWERS),
        "way": filled.words(sent, "way", filled.SHORT),
        "text": filled.words(sent, "text", filled.SHORT),
    }
    record(actor, case, seen={}, papers=(Draft(APPOINTMENT, HEALTH if with_ == DOCTOR else SUPPORT, body, id=paper),))


def came_out(actor: Actor, case: str, paper: str, sent: Mapping[str, str]) -> Appointment:
    """Keep how an appointment came out, and return it; nobody is blamed for missing one."""
    found = next((each for each in appointments(look(actor, case)) if each.paper.id == paper), None)
    if found is None:
        raise not_there()
    if found.outcome is not None:
        return found
    outcome = filled.chosen(sent, "outcome", KEPT)
    if found.on > today() and outcome in ("kept", MISSED):
        raise filled.lacking(_("that day has not come yet"), "outcome")
    body = {"outcome": outcome, "text": filled.words(sent, "text", filled.SHORT)}
    record(actor, case, seen={}, papers=(Draft(APPOINTMENT, found.paper.compartment, body, answers=paper),))
    return found
