"""*Time to recover and stay*: one page of a case that shows where both stand, what is held meanwhile and what is owed next."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting.hold import HELD as IS_HELD
from amparo.casework.acting.hold import HELD_UNTIL_KNOWN
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.staying import shown
from amparo.doors.web.staying.form import LEGAL, PAGE
from amparo.doors.web.staying.written import written
from amparo.stages.recovery.early_wish import waiting_in
from amparo.stages.recovery.excepting import GROUNDS, decides
from amparo.stages.recovery.period import ENDED_EARLY, Period, period_of
from amparo.stages.residence.permit import Permit, permit_of

HELD: Final = (IS_HELD, HELD_UNTIL_KNOWN)


@only("GET", "HEAD")
@signed_in
@of_a_case
def staying(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    facts = KeptFacts(sight)
    keeper = Keeper(sight, facts.as_it_stands)
    period, permit = period_of(sight), permit_of(sight)
    line = shown.spans(period, permit)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, PAGE),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "period": {**_period(period), "laws": shown.laws(keeper, sight), "under": shown.length_under(keeper, period)},
        "permit": _permit(permit, facts),
        "line": line,
        "line_high": len(line) * shown.HIGH,
        "today": {"x": shown.today_at(line, sight.on), "said": said_day(sight.on)} if line else None,
        "acts": [
            keeper.act(sight.acts[name]) for name in shown.ACTS if sight.acts[name]["answer"] in ("held", "held-until-known")
        ],
        "given": shown.given(keeper, sight),
        "owed": [
            (_("Of the time to recover"), shown.owed(keeper, sight, shown.RECOVERY)),
            (_("Of the stay"), shown.owed(keeper, sight, shown.STAY)),
        ],
        "wish": _wish(sight),
        "links": _links(who, sight, period),
        "timeline": list(written(sight)),
    }
    return render(request, "staying/staying.html", context)


def _period(period: Period) -> dict[str, Any]:
    words, look_ = shown.stands(period)
    return {
        "words": words,
        "look": look_,
        "first": said_day(period.first) if period.first else "",
        "last": said_day(period.last) if period.last else "",
        "days": period.days,
        "day": period.day,
        "left": period.left,
        "ended": said_day(period.ended) if period.ended and period.state == ENDED_EARLY else "",
        "lifted": str(GROUNDS[period.lifted]) if period.lifted else "",
    }


def _permit(permit: Permit, facts: KeptFacts) -> dict[str, Any]:
    words, look_ = shown.permit_stands(permit)
    said = wording()
    keys = ("stay_needed_for_situation", "stay_needed_for_cooperation", "stay_factors_weighed", "permanent_stay_considered")
    return {
        "words": words,
        "look": look_,
        "first": said_day(permit.first) if permit.first else "",
        "last": said_day(permit.last) if permit.last else "",
        "left": permit.left,
        "renew_from": said_day(permit.renew_from) if permit.renew_from else "",
        "notice": permit.notice,
        "is_due": permit.is_due,
        "work": said.value("work_permit", permit.work),
        "facts": [facts_line(facts, key) for key in keys],
    }


def facts_line(facts: KeptFacts, key: str) -> dict[str, str]:
    """Return a fact as it stands, in words."""
    value = facts.as_it_stands(key)
    href = reverse("case-fact", kwargs={"case": facts.sight.case, "key": key})
    return {"words": wording().fact(key), "value": wording().value(key, value), "href": href}


def _wish(sight: Sight) -> bool:
    waits = waiting_in(sight.case)
    return waits is not None and any(each.id == waits.about for each in sight.papers)


def _links(who: Actor, sight: Sight, period: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the forms that lead from here, in two groups."""
    rest = [
        ("staying-offer", _("Offer it, and say when it begins")),
        ("staying-enough", _("Is it enough? Make it longer")),
        ("staying-choice", _("The person’s choice on helping an inquiry")),
        ("staying-end", _("The person came back") if period.state == ENDED_EARLY else _("The person wants to end it early")),
    ]
    if decides(who, sight) or period.lifted:
        rest.append(("staying-exception", _("An exception of the authority")))
    stay = [
        ("staying-apply", _("Record an application, or one for more time")),
        ("staying-weigh", _("Weigh each factor, with reasons")),
        ("staying-decide", _("Record a decision")),
        ("staying-list", _("The lawyer’s list: what to file by when, and what speaks for it")),
    ]
    groups = ((_("Time to recover"), rest), (_("Stay"), stay))
    return [(title, [(_page(sight, name), words) for name, words in group]) for title, group in groups]


def _page(sight: Sight, name: str) -> str:
    return reverse(name, kwargs={"case": sight.case})
