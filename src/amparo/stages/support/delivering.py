"""What was delivered of a service: sessions, nights, goods or money, on which day; what it cost; and both added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.stages.support import filled
from amparo.stages.support.services import DELIVERED, ENDED, GIVEN, Service, service_of, services

SESSION: Final = "session"
MONEY: Final = "money"
WHAT: Final[Mapping[str, Promise]] = {
    SESSION: gettext_lazy("Sessions or visits"),
    "night": gettext_lazy("Nights"),
    "hour": gettext_lazy("Hours"),
    "goods": gettext_lazy("Things given"),
    MONEY: gettext_lazy("Money given to the person"),
    "course": gettext_lazy("Courses finished"),
    "attempt": gettext_lazy("Attempts to find work"),
    "other": gettext_lazy("Something else"),
}


@dataclass(frozen=True, slots=True)
class Total:
    """What was delivered of one kind of help: how much of each thing, and sums by currency: given to the person, and cost."""

    kind: str
    counts: Mapping[str, Decimal]
    given: Mapping[str, Decimal]
    cost: Mapping[str, Decimal]


def deliver(actor: Actor, case: str, number: str, sent: Mapping[str, str]) -> None:
    """Write down what was delivered of a service that has begun."""
    sight = look(actor, case)
    service = service_of(sight, number)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    if service.state not in (GIVEN, ENDED):
        raise AmparoError("step-not-open", _("this does not follow from where the service stands"), where="what")
    what = filled.chosen(sent, "what", WHAT)
    body: dict[str, Any] = {
        "item": service.key,
        "on": filled.past_day(sent, "on").isoformat(),
        "what": what,
        "count": filled.amount(sent, "count"),
        "cost": filled.amount(sent, "cost"),
        "language": filled.words(sent, "language", filled.SHORT),
        "text": filled.words(sent, "text"),
    }
    if not body["count"]:
        raise filled.lacking(_("write how much, in figures"), "count")
    money = body["count"] if what == MONEY else ""
    body["currency"] = filled.currency(sent, "currency", money or body["cost"])
    record(actor, case, seen={}, papers=(Draft(DELIVERED, service.part, body, id=paper),))


def take_back(actor: Actor, case: str, number: str, paper: str, sent: Mapping[str, str]) -> None:
    """Say that a delivery was written down wrongly, and why; it stays to be read, and is not counted."""
    service = service_of(look(actor, case), number)
    if paper not in {each.id for each in service.delivered}:
        raise not_there()
    why = filled.needed_words(sent, "text", _("write what was wrong with it"), filled.SHORT)
    body = {"item": service.key, "taken_back": True, "text": why}
    record(actor, case, seen={}, papers=(Draft(DELIVERED, service.part, body, answers=paper),))


def totals(sight: Sight) -> tuple[Total, ...]:
    """Return what was delivered by kind of help, in the order in which the kinds came, as far as the viewer may read it."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for service in services(sight):
        found.setdefault(service.kind, []).extend(each.body for each in service.delivered)
    return tuple(_total(kind, bodies) for kind, bodies in found.items() if bodies)


def lines(sight: Sight) -> Iterator[tuple[Service, Mapping[str, Any]]]:
    """Yield each delivery with its service, by service."""
    for service in services(sight):
        for each in service.delivered:
            yield service, each.body


def _total(kind: str, bodies: Iterable[Mapping[str, Any]]) -> Total:
    counts: dict[str, Decimal] = {}
    given: dict[str, Decimal] = {}
    cost: dict[str, Decimal] = {}
    for body in bodies:
        if body["what"] == MONEY:
            _add(given, body["currency"], body["count"])
        else:
            _add(counts, body["what"], body["count"])
        if body["cost"]:
            _add(cost, body["currency"], body["cost"])
    return Total(kind, counts, given, cost)


def _add(table: dict[str, Decimal], name: str, amount: str) -> None:
    table[name] = table.get(name, Decimal(0)) + Decimal(amount)
