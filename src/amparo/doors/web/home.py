"""The first page behind the sign-in: today. What to do first, what waits, what is held, what runs out; nothing decorative."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casework import waiting
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.emergencies import may_judge
from amparo.casework.notices import Unread, read, unread
from amparo.casework.owed import showing
from amparo.casework.owed.agency import Overview
from amparo.casework.owed.budget import Group
from amparo.casework.owed.case_list import UNATTENDED
from amparo.casework.owed.morning import Asked, Today, today_of
from amparo.casework.referring.answering import waiting as offers_waiting
from amparo.casework.waiting import Awaited
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.links import owed_page
from amparo.desk.pieces import CALM, HELD, OWED, WAIT, Tile
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.owed_words import agency_list, by_act, days_since, duty_line, head, list_of, signs
from amparo.doors.web.signed_in import actor, signed_in
from amparo.environment import time_zone
from amparo.stages.identification.queue import asked_of
from amparo.stages.identification.report_answer import waiting as reports_waiting
from amparo.stages.protection.residents import may_see as may_see_places

REFERRALS: Final = ("referral-offered", "referral-answered", "referral-late", "referral-revoked")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def home(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if request.method == "POST":
        read(who, request.POST.get("read", ""))
        return redirect("home")
    return _shown(request, who)


def _shown(request: HttpRequest, who: Actor) -> HttpResponse:
    today = today_of(who)
    actions = BUNDLES[who.bundle].actions if who.bundle in BUNDLES else frozenset()
    context = {
        "day": said_day(today.day),
        "notices": [_notice(each) for each in unread(who, today.seen)],
        "judges": may_judge(who),
        "opens": Action.OPEN_CASE in actions,
        "breaks_glass": Action.BREAK_GLASS in actions,
        "works": bool(today.open),
        "houses": may_see_places(who),
        "tally": [*_tally(today), *_offers(who), *_reports(who), *_decisions(who)],
        "groups": [_group(each, today) for each in today.plan.groups],
        **_left_out(today),
        "asked": [_asked(each) for each in today.asked],
        "asked_more": today.asked_more,
        "asked_href": list_of(showing.WAITING),
        "endings": [{**head(each.told), "words": each.clock.title, "by": said_day(each.clock.until)} for each in today.endings],
        "endings_href": list_of(showing.RUNNING_OUT),
        "holds": by_act(today.holds),
        "elsewhere": [{"words": wording().actor(name), "count": count} for name, count in today.late_elsewhere],
        "elsewhere_href": list_of(showing.LATE_ELSEWHERE),
        "still": [
            {**head(each), "words": days_since(each.seen.row.moved.astimezone(time_zone()).date(), today.day)}
            for each in today.stalled
        ],
        "still_href": list_of(showing.STALLED),
        "new": [{**head(each), "words": said_moment(each.seen.since)} for each in today.new],
        "new_href": list_of(showing.NEW),
        "agency": _agency(today.agency) if today.agency else None,
        "nothing": _nothing(who),
    }
    return render(request, "owed/home.html", context)


def _tally(today: Today) -> list[Tile]:
    """Return how many cases there are of each kind that matters in the morning; what is none, is left out but for the first."""
    if not today.open:
        return []
    count = today.counts
    tiles = [
        Tile(count[showing.OVERDUE], _("overdue"), list_of(showing.OVERDUE), HELD),
        Tile(count[showing.TODAY], _("due today"), list_of(showing.TODAY), WAIT),
        Tile(count[showing.WAITING], _("waiting for an answer"), list_of(showing.WAITING), WAIT),
        Tile(count[showing.REMOVED_SOON], _("removal planned"), list_of(showing.REMOVED_SOON), HELD),
        Tile(count[showing.RUNNING_OUT], _("protection running out"), list_of(showing.RUNNING_OUT), OWED),
        Tile(count[showing.STALLED], _("standing still"), list_of(showing.STALLED), OWED),
        Tile(count[showing.UNWORKED], _("being worked out anew"), list_of(showing.UNWORKED)),
        Tile(today.open, _("open in all"), list_of()),
    ]
    return [_calm(tile) for place, tile in enumerate(tiles) if tile.number or place == 0]


def _calm(tile: Tile) -> Tile:
    """Return a tile without its colour where there is nothing to see."""
    return tile if tile.number else replace(tile, look=CALM)


def _offers(who: Actor) -> list[Tile]:
    """Return how many other agencies wait for an answer of this one."""
    found = offers_waiting(who)
    return [Tile(found, _("referrals to answer"), reverse("referrals"), WAIT)] if found else []


def _reports(who: Actor) -> list[Tile]:
    """Return how many reports from outside wait for an answer of this agency."""
    found, is_pressing = reports_waiting(who)
    return [Tile(found, _("reports to answer"), reverse("reports"), HELD if is_pressing else WAIT)] if found else []


def _decisions(who: Actor) -> list[Tile]:
    """Return how many decisions on status wait for somebody else's reading or answer; the authority finds its queue by it."""
    found = asked_of(who)
    return [] if found is None else [_calm(Tile(found, _("decisions to read or answer"), reverse("decisions"), WAIT))]


def _group(group: Group, today: Today) -> dict[str, Any]:
    day = group.next_day()
    return {
        **head(group.told),
        "signs": signs(group.told),
        "next": said_day(day) if day else "",
        "lines": [duty_line(duty, today.day) for duty in group.duties],
        "more": group.more,
        "owed": owed_page(group.told.case),
    }


def _left_out(today: Today) -> dict[str, Any]:
    """Return what is not among the lines, in words, each with the list in which it stands."""
    plan = today.plan
    left = [
        (
            plan.more,
            ngettext("%(n)s more duty, in other cases", "%(n)s more duties, in other cases", plan.more),
            list_of(showing.OWED),
        ),
        (plan.put_off, ngettext("%(n)s duty put off", "%(n)s duties put off", plan.put_off), list_of(showing.PUT_OFF)),
        (
            plan.with_others,
            ngettext("%(n)s duty in a colleague's hands", "%(n)s duties in colleagues' hands", plan.with_others),
            list_of(showing.WITH_OTHERS),
        ),
        (
            today.unlooked,
            ngettext("%(n)s more case, not looked through here", "%(n)s more cases, not looked through here", today.unlooked),
            list_of(),
        ),
    ]
    return {"left": [{"words": words % {"n": count}, "href": href} for count, words, href in left if count]}


def _asked(each: Asked) -> dict[str, Any]:
    words = {
        waiting.SECOND_READER: _("A decision waits for its second reader"),
        waiting.ACT_SECOND: _("A held act waits for the second of two people"),
        waiting.CHALLENGE: _("A challenge waits for its answer"),
        waiting.EARLY_END: _("A wish to end the time to recover waits to be asked again"),
        waiting.ACT_TOLD: _("The person and their lawyer have to be told"),
        waiting.PERSON_WROTE: _("The person wrote"),
        waiting.PERSON_ASKED: _("The person asked about their data"),
        waiting.DETENTION_REVIEW: _("A detention has to be reviewed again"),
    }
    due = each.awaited.due
    return {
        **head(each.told),
        "words": words.get(each.awaited.kind, _("Something waits for an answer")),
        "to": _answered_at(each.awaited),
        "by": said_moment(due) if due else "",
        "is_own": each.is_own,
    }


def _answered_at(awaited: Awaited) -> str:
    """Return the page on which what waits is answered."""
    if awaited.kind == waiting.SECOND_READER:
        return reverse("decision-second", kwargs={"case": awaited.case, "paper": awaited.about})
    if awaited.kind == waiting.EARLY_END:
        return reverse("staying-end", kwargs={"case": awaited.case})
    if awaited.kind == waiting.DETENTION_REVIEW:
        return reverse("detention", kwargs={"case": awaited.case})
    if awaited.kind in (waiting.PERSON_WROTE, waiting.PERSON_ASKED):
        return reverse("case-voice", kwargs={"case": awaited.case})
    return reverse("challenge" if awaited.kind == waiting.CHALLENGE else "case-acts", kwargs={"case": awaited.case})


def _agency(found: Overview) -> dict[str, Any]:
    tiles = [
        Tile(found.overdue, _("overdue"), agency_list(showing.OVERDUE), HELD),
        Tile(found.unattended, _("nobody works on"), agency_list(UNATTENDED), HELD),
        Tile(found.waiting, _("waiting for an answer"), agency_list(showing.WAITING), WAIT),
        Tile(found.stalled, _("standing still"), agency_list(showing.STALLED), OWED),
        Tile(found.open, _("open in all"), agency_list()),
    ]
    return {"tally": [_calm(tile) for tile in tiles], "late": [{"who": name, "count": count} for name, count in found.late_of]}


def _nothing(who: Actor) -> str:
    """Return what is said to who works on no case: what is theirs instead."""
    words = {
        "statistician": _("You ask for figures. No case is shown to you."),
        "auditor": _("You check who looked and why. No case is shown to you."),
        "administrator": _("You run the installation and its users. No case is shown to you."),
    }
    return words.get(who.bundle, _("You work on no open case at present. Whoever keeps a case can bring you in."))


def _notice(told: Unread) -> dict[str, str]:
    words = {
        "glass-broken": _("A part of a case was opened in an emergency."),
        "case-unattended": _("Nobody works on a case any more."),
        "person-wrote": _("A person wrote, and nobody works on their case."),
        "consent-taken-back": _("A person took back what they had agreed to, and others still read: end it."),
        "canary-opened": _("Somebody opened a case that belongs to nobody: they are browsing."),
        "erasure-due": _("A case will be erased soon."),
        "referral-offered": _("A case was offered to your agency."),
        "referral-answered": _("A referral was answered."),
        "referral-late": _("Nobody has answered a referral in time."),
        "referral-revoked": _("A referral to your agency was taken back."),
    }
    pages = {
        "glass-broken": ("emergency-judge", {"glass": told.about}),
        "case-unattended": ("case-people", {"case": told.case}),
        "person-wrote": ("case-people", {"case": told.case}),
        "consent-taken-back": ("case-consents", {"case": told.case}),
        **{kind: ("referral", {"referral": told.about}) for kind in REFERRALS},
    }
    page, ids = pages.get(told.kind, ("emergencies", {}))
    return {
        "id": told.id,
        "words": words.get(told.kind, _("Something happened in a case.")),
        "code": short_code(told.case),
        "at": said_moment(told.at),
        "href": reverse(page, kwargs=ids),
    }
