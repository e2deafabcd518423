"""The stages of a case: all of them with what is owed in each; and one, walked in the order of the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from amparo.casework.access import look
from amparo.casework.entitled import not_there
from amparo.casework.owed.in_case import handed_in
from amparo.desk.links import stage_page
from amparo.desk.owed import handed
from amparo.desk.pieces import Way
from amparo.desk.stage import stages
from amparo.desk.stage_shown import StageShown, counted, may_see
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in

PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "identification": ("case-met", "interviews", "decision"),
    "protection": ("case-safety", "case-place"),
    "support": ("support", "support-health"),
    "information": ("case-notices", "case-told", "case-consents"),
    "recovery": ("staying",),
    "asylum": ("refuge", "origin-contact"),
    "liability": ("liability", "detention"),
    "compensation": ("reckoning",),
    "voice": ("case-voice",),
}
"""Pages of their own that a stage has beside this one, by name."""
HERE: Final = "case-stages"


@only("GET", "HEAD")
@signed_in
@of_a_case
def all_stages(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    found = [(each, stage_page(case, each.name)) for each in counted(sight)]
    return render(
        request, "cases/stages.html", {"head": head_of(sight, who), "ways": ways_of(sight, who, HERE), "stages": found}
    )


@only("GET", "HEAD")
@signed_in
@of_a_case
def one_stage(request: HttpRequest, case: str, stage: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    found = stages().get(stage)
    if found is None or not may_see(found, sight):
        raise not_there()
    mine = handed_in(who, sight)
    shown = StageShown(found, sight, lambda line, each: handed(line, case, mine.of(str(each["rule"]), str(each["item"] or ""))))
    ways = ways_of(sight, who, HERE)
    context = {
        "head": head_of(sight, who),
        "ways": ways,
        "shown": shown,
        "standing": {"law": shown.keeper.law()},
        "pages": _pages(case, stage, ways),
    }
    return render(request, "cases/stage.html", context)


def _pages(case: str, stage: str, ways: tuple[Way, ...]) -> list[Way]:
    """Return the pages of its own that a stage has, as far as the viewer is led to them at all."""
    open_to = {way.href: way for group in ways for way in (group.within or (group,))}
    places = (_place(name, case) for name in PAGES.get(stage, ()))
    return [open_to[place] for place in places if place in open_to]


def _place(name: str, case: str) -> str:
    try:
        return reverse(name, kwargs={"case": case})
    except NoReverseMatch:
        return ""
