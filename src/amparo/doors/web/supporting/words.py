"""Services in words: what kind, where it stands and how that looks, who gives it, since when, what the law says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.library import wording
from amparo.desk.pieces import CALM, HELD, OWED, WAIT
from amparo.desk.standing import RuleLine
from amparo.desk.wording import said_day
from amparo.stages.support.ending import END, UNWISHED, WISHED
from amparo.stages.support.listing import LISTED
from amparo.stages.support.services import ACCEPTED, DECLINED, ENDED, GIVEN, OFFER, REFUSED, Service
from amparo.stages.support.steps import AGAIN, BEGIN, REPLY, REQUEST

LOOKS: Final = {REFUSED: HELD, DECLINED: WAIT, GIVEN: CALM, ENDED: CALM, ACCEPTED: OWED, "": WAIT}
ANY: Final = "service#1"
"""Stands for any service where a value is put into words."""


def kind_words(kind: str) -> str:
    return wording().value(f"{ANY}.kind", kind)


def state_words(state: str) -> str:
    return wording().value(f"{ANY}.state", state or None)


def look_of(state: str) -> str:
    return LOOKS.get(state, OWED)


def answer_words(answer: str) -> str:
    """Say an answer: yes, no, not yet, not known."""
    return {"yes": _("Yes"), "no": _("No"), "later": _("Not yet"), "unknown": _("Not known")}.get(answer, "")


def day_words(text: str) -> str:
    """Say a day that a paper holds."""
    return said_day(date.fromisoformat(text)) if text else ""


def service_page(case: str, number: str) -> str:
    return reverse("support-service", kwargs={"case": case, "number": number})


def step_page(case: str, number: str, step: str) -> str:
    return reverse("support-step", kwargs={"case": case, "number": number, "step": step})


def step_words(step: str) -> str:
    """Say what a step is, as something to do."""
    return {
        OFFER: _("Offer it, and record the answer"),
        REQUEST: _("Ask somebody to give it"),
        REPLY: _("Record what they answered"),
        BEGIN: _("It begins"),
        AGAIN: _("It is needed again"),
        END: _("It ends"),
        "fit": _("Fit it to the person"),
        "deliver": _("Write down what was delivered"),
    }[step]


def done_words(body: Mapping[str, Any]) -> str:
    """Say what a step that was taken was."""
    said = {
        LISTED: _("Put on the list"),
        OFFER: _("Offered to the person"),
        REQUEST: _("Asked of %(who)s") % {"who": body.get("provider", {}).get("title", "")},
        REPLY: _("Answered by who was asked"),
        BEGIN: _("Begun"),
        AGAIN: _("Needed again"),
        END: _("Ended"),
    }.get(body["step"], "")
    if body["step"] == OFFER:
        return _("%(what)s: %(answer)s") % {"what": said, "answer": answer_words(body["answer"])}
    if body["step"] == REPLY:
        why = body.get("refusal_reason")
        answer = state_words(REFUSED) if why else state_words(ACCEPTED)
        return f"{said}: {answer}" + (f" ({wording().value(f'{ANY}.refusal_reason', why)})" if why else "")
    if body["step"] == END:
        why = {**WISHED, **UNWISHED}.get(body["why"])
        return _("%(what)s: %(answer)s") % {"what": said, "answer": why} if why else said
    return said


def law_lines(sight: Sight, keeper: Keeper, item: str) -> tuple[RuleLine, ...]:
    """Return the duties about one service that are in effect and not met, the most urgent first."""
    found = [each for each in _owed(sight) if each["item"] == item]
    lines = [keeper.rule_line(each) for each in found]
    return tuple(sorted(lines, key=lambda line: not line.is_late))


def forbids(sight: Sight, service: Service) -> bool:
    """Say whether the law answers the refusal of this service: it was refused for a reason that never counts."""
    if service.state != REFUSED:
        return False
    told = (each for each in _owed(sight) if each["item"] == service.key)
    return any(reason["fact"] == f"{service.key}.refusal_reason" for each in told for reason in each["because"])


def _owed(sight: Sight) -> Iterable[Mapping[str, Any]]:
    duties = (each for each in sight.determinations if each["kind"] == "duty" and each["in_effect"] and each["title"])
    return (each for each in duties if each["fulfilled"] != "yes")
