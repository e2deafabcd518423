"""The page of a case: where the person stands, what is held, what is owed, what is not known yet, what waits, what happened."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.named import Named
from amparo.casework.owed.in_case import handed_in
from amparo.casework.sight import Sight
from amparo.casework.waiting import EARLY_END, KINDS, PERSON_ASKED, PERSON_WROTE, awaited_in
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.ladder import ladder
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.desk.old_record import left_empty, old_words
from amparo.desk.owed import first_owed, with_hands
from amparo.desk.pieces import TaskLine
from amparo.desk.recordable import recordable
from amparo.desk.sheet import is_asked_in_vain
from amparo.desk.timeline import timeline
from amparo.desk.topics import topics
from amparo.doors.web.case_page import head_of, of_a_case, told
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.ledger.known import standing

RECENT: Final = 5
"""So many acts of the timeline stand on the page of a case."""
IDENTITY: Final = "identity"


@only("GET", "HEAD")
@signed_in
@of_a_case
def case(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    facts = KeptFacts(sight)
    mine = handed_in(who, sight)
    stands = with_hands(Keeper(sight, facts.as_it_stands).standing(), sight, mine)
    named = Named.of(_agencies(sight))
    happened, before = timeline(sight, facts, RECENT)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case"),
        "standing": stands,
        "ladder": ladder(sight, named.agencies),
        "first": first_owed(stands, mine),
        "presumed_count": len(stands.presumed) + len(stands.entitled),
        "asked": _asked_in_vain(sight),
        "old": old_words({question.key for question in stands.questions}, sight),
        "waiting": list(_waiting(sight, who)),
        "timeline": happened,
        "before": before,
        "kinds": list(_kinds(sight, facts)),
        "keeper": named.agency(sight.keeper),
        "others": sorted(title for agency, title in named.agencies.items() if agency != sight.keeper),
        "disputed": sum(fact.disputed for part in facts.parts() for fact in part.facts),
        "withheld": sight.withheld,
        "warnings": facts.warnings(),
        "any_recordable": bool(sight.recordable),
        "sees_looked": who.agency == sight.keeper and Action.SEE_WHO_LOOKED in BUNDLES[who.bundle].actions,
    }
    return render(request, "cases/case.html", context)


@only("GET", "HEAD")
@signed_in
@of_a_case
def held(request: HttpRequest, case: str, act: str) -> HttpResponse:
    """Show all the reasons why one act is held or waits, what could change it, and the duties that go with it."""
    who = actor(request)
    sight = look(who, case)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    shown = next((each for each in keeper.acts() if each.name == act), None)
    if shown is None and act not in sight.acts:
        raise not_there()
    context = {
        "head": head_of(sight, who),
        "act": shown,
        "title": wording().act(act),
        "standing": {"law": keeper.law()},
    }
    return render(request, "cases/held.html", context)


@only("GET", "HEAD")
@signed_in
@of_a_case
def facts(request: HttpRequest, case: str) -> HttpResponse:
    """Show every fact by compartments, with its source, and what was stated against it."""
    who = actor(request)
    sight = look(who, case)
    kept, parts = told(sight)
    context = {
        **parts,
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-facts"),
        "recordable": recordable(sight.recordable),
        "warnings": kept.warnings(),
        "gaps": left_empty(sight, kept),
    }
    return render(request, "cases/facts.html", context)


@only("GET", "HEAD")
@signed_in
@of_a_case
def happened(request: HttpRequest, case: str) -> HttpResponse:
    """Show all that was recorded and written, the last first."""
    who = actor(request)
    sight = look(who, case)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-timeline"),
        "timeline": timeline(sight, KeptFacts(sight))[0],
        "withheld": sight.withheld,
    }
    return render(request, "cases/timeline.html", context)


def _agencies(sight: Sight) -> Collection[str]:
    """Return the agencies that stated or wrote anything which the viewer may read, and the one that keeps the case."""
    return {sight.keeper, *(each.agency for each in sight.entries), *(each.agency for each in sight.papers)}


def _asked_in_vain(sight: Sight) -> dict[str, str]:
    """Return when a fact was asked without an answer, by its key."""
    return {each.key: said_moment(each.recorded) for each in standing(sight.entries) if is_asked_in_vain(each)}


def _waiting(sight: Sight, who: Actor) -> Any:
    """Yield what waits for an answer: of the viewer's agency, or on a paper that they may read."""
    readable = {paper.id for paper in sight.papers}
    page, wish, voice = (reverse(name, kwargs={"case": sight.case}) for name in ("case-papers", "staying-end", "case-voice"))
    for each in awaited_in(sight.case):
        if each.agency == who.agency or each.about in readable:
            words = KINDS[each.kind]
            kept = wish if each.kind == EARLY_END else f"{page}#paper-{each.about}"
            wrote = voice if each.kind in (PERSON_ASKED, PERSON_WROTE) and "voice" in sight.readable else ""
            href = kept if each.about in readable else wrote
            yield TaskLine(begun(of_law(words)), state=said_moment(each.due) if each.due else "", href=href)


def _kinds(sight: Sight, facts: KeptFacts) -> Any:
    """Yield each kind of thing of which something is listed: the things with their first words, and whether they are all."""
    for topic in topics().values():
        found = numbers(sight.entries, topic.name) if topic.is_kind else ()
        if found:
            yield {
                "title": topic.title,
                "href": reverse("case-topic", kwargs={"case": sight.case, "topic": topic.name}),
                "items": [(wording().item(topic.name, number), _first_words(facts, topic.keys(number))) for number in found],
                "is_complete": facts.as_it_stands(f"{topic.name}.complete") is True,
            }


def _first_words(facts: KeptFacts, keys: Collection[str]) -> str:
    """Return what is known of a thing in a few words."""
    known = [(key, value) for key in keys if (value := facts.as_it_stands(key)) is not None]
    words = [wording().value(key, value) for key, value in known if not isinstance(value, bool)]
    return ", ".join(words[:3])
