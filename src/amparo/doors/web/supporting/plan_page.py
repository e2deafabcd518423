"""The plan of help of a case on one page: each kind of service, where it stands, and what was never asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import seen_by
from amparo.doors.web.supporting.words import (
    day_words,
    forbids,
    kind_words,
    law_lines,
    look_of,
    service_page,
    state_words,
    step_page,
    step_words,
)
from amparo.stages.support.kinds import FIRST, GROUPS, HEALTH, HEALTH_GROUP, SUPPORT, TITLES, is_open
from amparo.stages.support.leaving import BACK, HOW, how_it_stands
from amparo.stages.support.needs import COMPLETE, NOT_NOW, answered
from amparo.stages.support.planning import owed_anew, plans
from amparo.stages.support.services import DECLINED, ENDED, GIVEN, Service, services
from amparo.stages.support.steps import may_move, next_step

MATTERS: Final = {
    "home": ("accommodation", "housing_fits"),
    "work": ("may_work",),
    "papers": ("travel_documents", "custody_open", "divorce_wished", "land_to_settle", "debt_claimed", "debt_plan_made"),
    "company": ("isolated",),
}
"""What else is asked with a group of services, and stands beside them."""
MOST_OWED: Final = 5


@only("GET", "HEAD")
@signed_in
@of_a_case
def plan(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    facts = KeptFacts(sight)
    keeper = Keeper(sight, facts.as_it_stands)
    found = services(sight, facts)
    owed = [keeper.rule_line(each) for each in owed_anew(sight) if each["title"] and not _tells_of_health(each, sight, found)]
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "support"),
        "groups": [_group(name, sight, keeper, found, who.agency) for name in GROUPS],
        "first": _first(sight, found),
        "owed": owed[:MOST_OWED],
        "more_owed": max(0, len(owed) - MOST_OWED),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "plan": last_plan(sight),
        "left": _left(sight),
        "may_record": SUPPORT in sight.recordable,
        "reads_health": HEALTH in sight.readable,
        "is_keeper": who.agency == sight.keeper,
    }
    return render(request, "supporting/plan.html", context)


def _tells_of_health(duty: Mapping[str, Any], sight: Sight, found: Iterable[Service]) -> bool:
    """Say whether the reasons of a duty would name a service of health to somebody who may not read health."""
    closed = tuple(f"{each.key}." for each in found if not is_open(each.kind, sight.readable))
    said = [reason["fact"] for part in ("because", "fulfilled_because") for reason in duty[part]]
    return any(key.startswith(closed) for key in (*said, *duty["missing"])) if closed else False


def last_plan(sight: Sight) -> dict[str, Any] | None:
    """Return the plan that stands, in words."""
    found = plans(sight)
    if not found:
        return None
    body = found[-1].body
    return {
        "on": day_words(body["on"]),
        "next_on": day_words(body["next_on"]),
        "wishes": body["text"],
        "with_person": body["with_person"] == "yes",
        "why_without": body["why_without"],
        "against": body["against"],
        "goals": [{**each, "until": day_words(each["until"])} for each in body["goals"]],
        "count": len(found),
    }


def _group(name: str, sight: Sight, keeper: Keeper, found: Iterable[Service], agency: str) -> dict[str, Any]:
    if name == HEALTH_GROUP and HEALTH not in sight.readable:
        return {"id": name, "title": TITLES[name], "is_closed": True}
    mine = [each for each in found if each.kind in GROUPS[name]]
    listed = {each.kind for each in mine}
    said, is_all = answered(sight), keeper.value_of(COMPLETE) is True
    left = [kind for kind in GROUPS[name] if kind not in listed]
    matters = [keeper.fact_line(key) for key in MATTERS.get(name, ()) if _reads(sight, keeper, key)]
    not_now = [kind for kind in left if said.get(kind) == NOT_NOW or is_all]
    return {
        "id": name,
        "title": TITLES[name],
        "rows": [_row(each, sight, keeper, agency) for each in mine],
        "unasked": [kind_words(kind) for kind in left if kind not in not_now],
        "not_now": [kind_words(kind) for kind in not_now],
        "known": [each for each in matters if each.known],
        "unknown": [each.words for each in matters if not each.known],
    }


def _reads(sight: Sight, keeper: Keeper, key: str) -> bool:
    return keeper.words.vocabulary.facts[key].compartment in sight.readable


def _row(service: Service, sight: Sight, keeper: Keeper, agency: str) -> dict[str, Any]:
    lines = law_lines(sight, keeper, service.key)
    step = next_step(service) if may_move(sight, service, agency) and service.state != ENDED else ""
    return {
        "words": kind_words(service.kind),
        "number": service.number,
        "href": service_page(sight.case, service.number),
        "state": _("Agencies differ") if service.disputed else state_words(service.state),
        "look": look_of(service.state),
        "since": said_day(service.since) if service.since else "",
        "by": service.provider.get("title", ""),
        "forbidden": forbids(sight, service),
        "lines": lines if service.state in (DECLINED, "refused_by_provider") else (),
        "owed": len(lines),
        "next": {"words": step_words(step), "href": step_page(sight.case, service.number, step)} if step else None,
    }


def _first(sight: Sight, found: Iterable[Service]) -> list[dict[str, Any]]:
    """Return what is needed at once after release, and whether it is given; what was declined is no gap."""
    states: Mapping[str, set[str]] = {kind: {each.state for each in found if each.kind == kind} for kind in FIRST}
    return [
        {"words": kind_words(kind), "is_met": bool(states[kind] & {GIVEN, DECLINED, ENDED})}
        for kind in FIRST
        if is_open(kind, sight.readable)
    ]


def _left(sight: Sight) -> dict[str, Any] | None:
    """Return how the person declined or left all help, unless they came back since."""
    found = how_it_stands(sight)
    if found is None or found.body["how"] == BACK:
        return None
    return {"words": HOW[found.body["how"]], "text": found.body["text"], "again_on": day_words(found.body["again_on"])}
