"""The page of the safety plan, which is revised with the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.sent import NONE_STOOD
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.protecting.asking import beside_a_field, check_may, choices_of, framed, seen_in
from amparo.doors.web.protecting.shown import contacts, risk_words, threats
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.protection.plan import FIRST, LONGEST, ROWS, SHORT, STATES, Measure, plans, revise, risks_of, standing_plan
from amparo.stages.protection.plan_items import CONTACT, SERVICE, SUPPORT, THREAT, values_of
from amparo.stages.protection.risk import SECURITY, WHEREABOUTS

EMPTY: Final = 2
"""Empty lines for new measures."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def planned(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_in(who, case, SECURITY)
    if request.method != "POST":
        return _shown(request, who, sight, {}, None)
    sent = request.POST.dict()
    try:
        check_may(sight, SECURITY)
        revise(who, case, sent)
    except AmparoError as error:
        return _shown(request, who, sight, sent, beside_a_field(error, (FIRST, *_places()), FIRST))
    return redirect("case-safety", case=case)


def _places() -> tuple[str, ...]:
    return tuple(f"{name}-{number}" for number in range(1, ROWS + 1) for name in Measure.__slots__)


def _shown(request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str], trouble: Trouble | None) -> HttpResponse:
    facts = KeptFacts(sight)
    made = plans(sight)
    body: Mapping[str, Any] = sent or (made[0].paper.body if made else {})
    rows = _rows(facts, sent, made[0].measures if made else ())
    context = {
        **framed(who, sight, "case-safety", sent, trouble),
        "words": [field.with_trouble(trouble) for field in _words(body)],
        "rows": [[field.with_trouble(trouble) for field in row] for row in rows],
        "beside": list(_beside(body)),
        "threats": threats(facts),
        "new_threat": list(_threat(sent)),
        "contacts": contacts(facts),
        "new_contact": list(_contact(sent)) if WHEREABOUTS in sight.recordable else [],
        "stood": standing_plan(sight) or NONE_STOOD,
        "missed": _missed(sent, made[0].measures) if sent and made else (),
        "may_record": SECURITY in sight.recordable,
    }
    return render(request, "protecting/plan.html", context, status=422 if trouble else 200)


def _missed(sent: Mapping[str, str], last: tuple[Measure, ...]) -> list[Measure]:
    """Return the measures of the plan in force that what was sent does not have: somebody else may have written them."""
    there = {sent.get(f"what-{number}", "").strip() for number in range(1, ROWS + 1)}
    return [each for each in last if each.what not in there]


def _words(body: Mapping[str, Any]) -> Iterator[Field]:
    """Yield what is asked of the person; the plan in force stands there, to be gone through with them."""
    yield Field(
        "fears", "fears", _("What does the person fear?"), body.get("fears", ""), kind="area", longest=LONGEST,
        hint=_("In their words. Ask; do not guess."),
    )  # fmt: skip
    yield Field("wants", "wants", _("What does the person want?"), body.get("wants", ""), kind="area", longest=LONGEST)
    yield Field(
        "unasked", "unasked", _("Only if they could not be asked: why?"), body.get("unasked", ""), longest=LONGEST,
        optional=True, hint=_("The law’s duty to revise the plan with them stays open."),
    )  # fmt: skip


def _beside(body: Mapping[str, Any]) -> Iterator[Field]:
    yield Field(
        "call",
        "call",
        _("Whom does the person call first, and who after that?"),
        body.get("call", ""),
        longest=SHORT,
        optional=True,
    )
    yield Field(
        "code_word",
        "code_word",
        _("A word that means: I need help now"),
        body.get("code_word", ""),
        longest=SHORT,
        optional=True,
    )


def _rows(facts: KeptFacts, sent: Mapping[str, str], last: tuple[Measure, ...]) -> list[list[Field]]:
    """Return a line of fields for each measure of the plan in force, and empty ones."""
    filled = [number for number in range(1, ROWS + 1) if sent.get(f"what-{number}")]
    count = min(ROWS, max([1, len(last), *filled]) + EMPTY)
    risks = tuple((name, risk_words(name, facts)) for name in risks_of(facts.sight))
    rows = []
    for number in range(1, count + 1):
        before = last[number - 1] if number <= len(last) and not sent else None
        rows.append(list(_row(number, sent, before, risks, has_services=SUPPORT in facts.sight.recordable)))
    return rows


def _row(
    number: int, sent: Mapping[str, str], before: Measure | None, risks: tuple[tuple[str, str], ...], *, has_services: bool
) -> Iterator[Field]:
    def field(name: str, label: str, **more: Any) -> Field:
        id_ = f"{name}-{number}"
        value = getattr(before, name) if before else sent.get(id_, "")
        return Field(id_, id_, label, value, **more)

    yield field("risk", _("Against which danger?"), kind="select", choices=risks)
    yield field("what", _("What is done?"), longest=SHORT)
    yield field("who", _("Who does it?"), longest=SHORT)
    yield field("until", _("Until when?"), kind="date", optional=True)
    if has_services:
        kinds = choices_of("service#1.measure", values_of(SERVICE, "measure"))
        yield field("kind", _("Is it one of these?"), kind="select", choices=kinds, optional=True)
        states = choices_of("service#1.state", STATES)
        yield field("state", _("Where does it stand?"), kind="select", choices=states, optional=True)


def _threat(sent: Mapping[str, str]) -> Iterator[Field]:
    def field(name: str, label: str, values: tuple[str, ...]) -> Field:
        id_, choices = f"threat-{name}", choices_of(f"threat#1.{name}", values)
        return Field(id_, id_, label, sent.get(id_, ""), kind="select", choices=choices, optional=True)

    yield field("relation", _("One more person to keep away: who are they to the person?"), values_of(THREAT, "relation"))
    yield field("target", _("Whom do they endanger?"), values_of(THREAT, "target"))
    yield Field("threat-at_large", "threat-at_large", _("Are they free to act?"), sent.get("threat-at_large", ""), kind="yesno")


def _contact(sent: Mapping[str, str]) -> Iterator[Field]:
    ways = choices_of("contact#1.channel", values_of(CONTACT, "channel"))
    id_ = "contact-channel"
    yield Field(id_, id_, _("One more way to reach the person"), sent.get(id_, ""), kind="select", choices=ways, optional=True)
    yield Field(
        "contact-safe", "contact-safe", _("Is it safe? Nobody to be feared sees or hears it"), sent.get("contact-safe", ""),
        kind="yesno", hint=_("Not known is not safe: it is not used."),
    )  # fmt: skip
