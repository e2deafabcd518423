"""Where the person sleeps: the place they have, the lists they wait on, another place, and leaving it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.models import Provider
from amparo.casework.placing import Place, Room, houses, rooms
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.wording import said_date
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.protecting.asking import beside_a_field, framed, seen_in
from amparo.doors.web.protecting.place_fields import FIELDS, LEAVE, leaving_fields, place_fields, question_line
from amparo.doors.web.protecting.shown import named_in, signed
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.protection.fit import AMONG, DETENTION, questions
from amparo.stages.protection.housing import LEFT, WAITS, Housed, house, housed, is_pressing, move_out
from amparo.stages.protection.housing_form import FREE, REASONS
from amparo.stages.protection.risk import WHEREABOUTS

FACTS: Final = ("accommodation", "free_to_leave", "housing_fits")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def place(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_in(who, case, WHEREABOUTS)
    if request.method != "POST":
        return _shown(request, who, sight, {}, None)
    sent = request.POST.dict()
    try:
        if sent.get("do") == LEAVE:
            move_out(who, case, sent)
        else:
            house(who, case, sent)
    except AmparoError as error:
        return _shown(request, who, sight, sent, _trouble(error, sent), error)
    return redirect("case-place", case=case)


def _trouble(error: AmparoError, sent: Mapping[str, str]) -> Trouble:
    """Return what is wrong at its field; each of the two forms has its own."""
    is_leaving = sent.get("do") == LEAVE
    where = f"{LEAVE}-{error.where}" if is_leaving else error.where
    told = AmparoError(error.code, error.sentence, help=error.help, where=where)
    return beside_a_field(told, FIELDS, f"{LEAVE}-reason" if is_leaving else "provider")


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    sent: Mapping[str, str],
    trouble: Trouble | None,
    error: AmparoError | None = None,
) -> HttpResponse:
    facts, stand = KeptFacts(sight), housed(who, sight)
    there = houses()
    full = {name: room for name, (room, _taken) in rooms(there).items()}
    is_moving = stand.place is not None
    fields = place_fields(_choices(there, full), {} if sent.get("do") == LEAVE else sent, is_moving=is_moving)
    context = {
        **framed(who, sight, "case-place", sent, trouble),
        "facts": [_fact(facts, name) for name in FACTS],
        "place": _place(stand, there),
        "waits": [_wait(each, full.get(each.provider), there) for each in stand.waits],
        "is_closed": is_moving and facts.as_it_stands("free_to_leave") is not True,
        "detention": reverse("case-act", kwargs={"case": sight.case, "act": DETENTION}),
        "asked": [question_line(each) for each in questions(facts)],
        "is_pressing": is_pressing(facts),
        "fields": [field.with_trouble(trouble) for field in fields],
        "leaving": [field.with_trouble(trouble) for field in leaving_fields(sent)] if is_moving else [],
        "has_left_open": sent.get("do") == LEAVE,
        "held": _held(sight.case, error),
        "history": _history(stand),
        "may_record": WHEREABOUTS in sight.recordable,
    }
    return render(request, "protecting/place.html", context, status=422 if trouble else 200)


def _choices(there: Iterable[Provider], full: Mapping[str, Room]) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, f"{each.title}, {each.area}: {_how_full(full[each.id])}") for each in there)


def _how_full(room: Room) -> str:
    """Return how many places are free, and how many wait: numbers alone."""
    if room.free is None:
        return _("ask whether there is a place")
    words = _("%(free)s of %(all)s free") % {"free": room.free, "all": room.places}
    return f"{words}, {_('%(n)s wait') % {'n': len(room.waiting)}}" if room.waiting else words


def _fact(facts: KeptFacts, name: str) -> dict[str, str]:
    return {"words": wording().fact(name), "value": wording().value(name, facts.as_it_stands(name))}


def _title(provider: str, there: Iterable[Provider]) -> str:
    return next((each.title for each in there if each.id == provider), _("a house that is not listed any more"))


def _place(stand: Housed, there: Iterable[Provider]) -> dict[str, str] | None:
    if stand.place is None:
        return None
    found = next((each for each in there if each.id == stand.place.provider), None)
    return {
        "provider": stand.place.provider,
        "title": _title(stand.place.provider, there),
        "reached": found.reached if found else "",
        "since": said_moment(stand.place.since),
    }


def _wait(waits: Place, room: Room | None, there: Iterable[Provider]) -> dict[str, Any]:
    """Return where a case stands on a list: its own number, and nobody else's."""
    return {
        "provider": waits.provider,
        "title": _title(waits.provider, there),
        "number": room.ahead_of(waits.case, is_pressing=waits.is_pressing) + 1 if room else 0,
        "is_free": room is not None and room.has_place_for(waits.case, is_pressing=waits.is_pressing),
        "is_pressing": waits.is_pressing,
    }


def _held(case: str, error: AmparoError | None) -> dict[str, str] | None:
    """Return the act by which a place is held, and where to read why and what leads past it."""
    if error is None or error.code != "act-held":
        return None
    return {"words": wording().act(error.where), "href": reverse("case-act", kwargs={"case": case, "act": error.where})}


def _history(stand: Housed) -> list[dict[str, Any]]:
    named = named_in(stand.papers)
    titles = dict(
        Provider.objects.filter(id__in={str(each.body["provider"]) for each in stand.papers}).values_list("id", "title")
    )
    return [
        {"signed": signed(each, named), "title": titles.get(str(each.body["provider"]), ""), **_told(each.body)}
        for each in stand.papers
    ]


def _told(body: Mapping[str, Any]) -> dict[str, Any]:
    words = {WAITS: _("On the list"), LEFT: _("Left")}.get(str(body["state"]), _("Moved in"))
    if body["state"] == LEFT and body.get("was") == WAITS:
        words = _("Taken off the list")
    lines = [
        (_("Why"), str(REASONS.get(str(body.get("why", "")), ""))),
        (_("Lives"), str(AMONG.get(str(body.get("among", "")), "")) if "among" in body else ""),
        (_("Can leave and come back"), str(FREE.get(str(body.get("free", "")), ""))),
        (_("Falls short"), str(body.get("short", ""))),
        (_("Day"), said_date(str(body["day"])) if body.get("day") else ""),
        (_("Goes to"), wording().value("accommodation", body["to"]) if body.get("to") else ""),
    ]
    told = [{"words": words_, "value": value} for words_, value in lines if value]
    return {"state": words, "lines": told, "text": str(body.get("text", ""))}
