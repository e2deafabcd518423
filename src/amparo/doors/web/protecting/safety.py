"""Safety at a glance: why an assessment is due, what the law asks, what was found last, the plan, what happened."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.standing import RuleLine
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.protecting.asking import framed, seen_in
from amparo.doors.web.protecting.shown import assessment, contacts, happenings, named_in, plan, threats
from amparo.doors.web.signed_in import actor, signed_in
from amparo.stages.protection.assessment import assessments, owed_for_safety, why_due
from amparo.stages.protection.plan import plans
from amparo.stages.protection.risk import SECURITY, WHEREABOUTS

MOST: Final = 7
FEW: Final = 5
"""What happened last; all of it stands on the page where it is noted."""


@only("GET", "HEAD")
@signed_in
@of_a_case
def safety(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = seen_in(who, case, SECURITY)
    return render(request, "protecting/safety.html", _context(who, sight))


def _context(who: Actor, sight: Sight) -> dict[str, object]:
    facts = KeptFacts(sight)
    keeper = Keeper(sight, facts.as_it_stands)
    owed = _owed(keeper, sight)
    found, made = assessments(sight), plans(sight)
    named = named_in([*(each.paper for each in found), *(each.paper for each in made)])
    happened = happenings(sight)
    return {
        **framed(who, sight, "case-safety", {}, None),
        "standing": {"law": keeper.law()},
        "due": why_due(sight),
        "owed": owed[:MOST],
        "more": max(0, len(owed) - MOST),
        "now": assessment(found[0], named) if found else None,
        "before": [assessment(each, named) for each in found[1:]],
        "plan": plan(made[0], named, facts) if made else None,
        "plans_before": [plan(each, named, facts) for each in made[1:]],
        "threats": threats(facts),
        "contacts": contacts(facts),
        "happened": happened[:FEW],
        "happened_more": max(0, len(happened) - FEW),
        "may_record": SECURITY in sight.recordable,
        "reads_place": WHEREABOUTS in sight.readable,
    }


def _owed(keeper: Keeper, sight: Sight) -> list[RuleLine]:
    """Return the duties of safety in words, the late ones first."""
    lines = [keeper.rule_line(each) for each in owed_for_safety(sight)]
    return sorted(lines, key=lambda line: (not line.is_late, not line.due))
