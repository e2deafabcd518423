"""The lawyer's list for a stay: what is to be filed by when, what speaks for it, what is missing; for the screen and on paper.

Each statement stands with who stated it, on what source, and with the provisions that read it: nothing that the reader may
not read, since all of it comes from one look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.casework.access import look
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, Stated
from amparo.desk.standing import RuleLine
from amparo.desk.wording import said_date, said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.staying import shown
from amparo.doors.web.staying.form import LEGAL, PAGE
from amparo.ledger.known import standing
from amparo.stages.residence.permit import DECISION, WEIGHING, papers_of, permit_of
from amparo.stages.residence.weighing import ABOUT, FACTORS

KINDS: Final = ("duty", "entitlement", "hold")


@dataclass(frozen=True, slots=True)
class Speaks:
    """A fact that a rule on the stay rests on: as it stands, who stated it, and under which provisions it counts."""

    words: str
    value: str
    statements: tuple[Stated, ...]
    provisions: tuple[str, ...]
    disputed: bool = False


@only("GET", "HEAD")
@signed_in
@of_a_case
def listing(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    facts = KeptFacts(sight)
    keeper = Keeper(sight, facts.as_it_stands)
    found = [each for each in sight.determinations if _is_of_the_stay(each)]
    lines = [keeper.rule_line(each) for each in found if each["in_effect"]]
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, PAGE),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "on": said_day(sight.on),
        "law": keeper.law(),
        "days": list(_days(sight)),
        "owed": shown.owed(keeper, sight, shown.STAY),
        "rights": [keeper.rule_line(each) for each in found if each["kind"] == "entitlement"],
        "speaks": list(_speaks(facts, lines)),
        "weighed": list(_weighed(sight)),
        "missing": _missing(keeper, found),
        "withheld": sight.withheld,
    }
    return render(request, "staying/list.html", context)


def _is_of_the_stay(each: Any) -> bool:
    return bool(each["title"] and each["kind"] in KINDS and any(row.startswith(shown.STAY) for row in each["source"]))


def _days(sight: Sight) -> Iterator[tuple[str, str]]:
    """Yield the days that bind: the permit's last one, that from which renewal is due, the end of a time to challenge."""
    permit = permit_of(sight)
    if permit.runs and permit.last:
        if permit.renew_from:
            yield "renew", said_day(permit.renew_from)
        yield "last", said_day(permit.last)
    elif permit.has_run_out and permit.last:
        yield "out", said_day(permit.last)
    for each in papers_of(sight, DECISION):
        if each.body["answer_by"]:
            yield "challenge", said_date(each.body["answer_by"])


def _speaks(facts: KeptFacts, lines: list[RuleLine]) -> Iterator[Speaks]:
    """Yield each fact on which a rule in effect rests, once, with all provisions that it counts under."""
    under: dict[str, dict[str, None]] = {}
    for line in lines:
        for fact in line.because:
            under.setdefault(fact.key, {}).update(dict.fromkeys(citation.text for citation in line.citations))
    there = [each for each in standing(facts.sight.entries) if each.value is not None and each.is_valid_on(facts.sight.on)]
    for key, provisions in under.items():
        said = [each for each in there if each.key == key]
        if said:
            told = facts.fact(key, said)
            yield Speaks(told.words, told.value, told.statements, tuple(provisions), told.disputed)


def _weighed(sight: Sight) -> Iterator[dict[str, Any]]:
    """Yield each weighing: who, when, and each factor for and against."""
    for each in papers_of(sight, WEIGHING):
        said = each.body["factors"]
        factors = [{"words": str(words), **said[name]} for name, (_kind, words) in FACTORS.items() if name in said]
        about = str(ABOUT[each.body["about"]])
        yield {**each.body, "about": about, "on": said_date(each.body["on"]), "factors": factors}


def _missing(keeper: Keeper, found: list[Any]) -> list[Any]:
    """Return the facts that nobody stated yet and that a right or duty of the stay waits for."""
    keys = dict.fromkeys(key for each in found if each["conclusion"] == "unknown" for key in each["missing"])
    return [keeper.fact_line(key) for key in keys]
