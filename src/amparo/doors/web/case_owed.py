"""What is owed in a case: all of it, by stages; and each duty in words, with its provision and a form of what it is met by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from amparo.casework.access import look
from amparo.casework.compartment import compartment_of
from amparo.casework.decided import takes_reasons
from amparo.casework.determine import law as law_of_installation
from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.owed.in_case import handed_in
from amparo.casework.papers import Draft
from amparo.casework.sight import Sight
from amparo.desk.duties import in_their_place
from amparo.desk.fulfilling import fulfilled_by
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.links import owed_page, stage_page
from amparo.desk.marked import of_law
from amparo.desk.owed import handed, with_hands
from amparo.desk.pieces import Way
from amparo.desk.stage import stages, stages_of
from amparo.desk.stage_shown import by_stage, may_see
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.own_pages import asked_here, own_pages
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.explain.plain import sentence
from amparo.rules.rule import Rule

CONSIDER: Final = "consider"
CONSIDERED: Final = "considered"


@only("GET", "HEAD")
@signed_in
@of_a_case
def owed(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    stands = with_hands(Keeper(sight, KeptFacts(sight).as_it_stands).standing(), sight, handed_in(who, sight))
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-owed"),
        "standing": stands,
        "stages": by_stage(stands.owed, sight),
    }
    return render(request, "cases/owed_all.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def duty(request: HttpRequest, case: str, rule: str) -> HttpResponseBase:
    """Show one duty and ask for the facts that it is met by; of one that is not owed on what the viewer may read, say so."""
    who = actor(request)
    sight = look(who, case)
    law = law_of_installation().law_on(sight.on)
    found = law.find(rule)
    if found is None or found.kind != "duty" or found.id != rule:
        raise not_there()
    item = request.GET.get("item", "").replace(".", "#", 1)
    told = _told(sight, found, item)
    if item and (item.partition("#")[0] != found.each or item.partition("#")[2] not in numbers(sight.entries, found.each)):
        raise not_there()
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    keys = fulfilled_by(found, law, item) if told is not None or request.method == "POST" else ()
    mine = tuple(key for key in keys if compartment_of(key) in sight.recordable)
    may = asked_here(mine)
    shows = {
        "ways": ways_of(sight, who, "case-owed"),
        "duty": handed(keeper.rule_line(told), case, handed_in(who, sight).of(rule, item)) if told is not None else None,
        "is_met": told is not None and told["fulfilled"] == "yes",
        "do": of_law(sentence(found.do) if found.do else found.title),
        "standing": {"law": keeper.law()},
        "elsewhere": len(keys) - len(mine),
        "own": own_pages(case, mine),
        "instead": in_their_place(found, may),
        "stage": _stage(found, sight),
    }
    paper = _considered(found, item, may[0]) if may and (found.force == CONSIDER or any(map(takes_reasons, may))) else None
    return recorder(request, who, sight, Asked(str(shows["do"]), may, owed_page(case), paper=paper, shows=shows))


def _stage(rule: Rule, sight: Sight) -> Way | None:
    """Return the page of the stage to which a duty belongs, if the viewer may see it."""
    stage = stages()[stages_of(rule)[0]]
    return Way(stage.title, stage_page(sight.case, stage.name)) if may_see(stage, sight) else None


def _told(sight: Sight, rule: Rule, item: str) -> Mapping[str, Any] | None:
    """Return the determination, if the duty is in effect and nothing of it is withheld."""
    each = ((found, found["rule"] == rule.id and (found["item"] or "") == item) for found in sight.determinations)
    return next((found for found, is_it in each if is_it and found["in_effect"]), None)


def _considered(rule: Rule, item: str, key: str) -> Any:
    """Return what makes the paper of a consideration, in the part of the case in which its result stands."""

    def paper(reason: str) -> Draft:
        return Draft(CONSIDERED, compartment_of(key), {"rule": rule.id, "item": item, "title": rule.title, "text": reason})

    return paper
