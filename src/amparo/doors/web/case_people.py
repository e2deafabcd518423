"""Who may see a case: who works on it, who was given a part of it and on what basis; and bringing in, giving, ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.audience import Audience, Given, Member, audience
from amparo.casework.bases import BASES
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import ROLES
from amparo.casework.grants import VOICE, end_grant, give_grant, recorded_of
from amparo.casework.members import add_member, declare_conflict, end_conflict, end_member
from amparo.casework.models import Agency, User
from amparo.casework.named import Named
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.casework.seeing import who_may_see
from amparo.desk.case_code import short_code, whole_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import REFUSALS, YEARS, Head, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.doors.web.trouble import Trouble
from amparo.environment import time_zone
from amparo.errors import AmparoError
from amparo.facts.reading import day

FIELDS: Final = ("user", "role", "purpose", "until", "agency", "compartments", "basis")
GRAVE: Final = ("add", "give", "clear")
"""What is done only by who just proved who they are."""
_PART: Final = re.compile("`([a-z]+)`")
"""A compartment as an error names it; the page calls it by its title."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def people(request: HttpRequest, case: str) -> HttpResponseBase:
    if request.method == "POST" and request.POST.get("do") in GRAVE:
        return _proved(request, case=case)
    return _people(request, case)


@stepped_up
def _proved(request: HttpRequest, case: str) -> HttpResponseBase:
    return _people(request, case)


def _people(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    if request.method != "POST":
        return _show(request, who, case)
    try:
        _do(request, who, case)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _show(request, who, case, _trouble(error, request.POST.get("do", "")))
    return redirect("case-people", case=case)


def _trouble(error: AmparoError, do: str) -> Trouble:
    field = error.where if error.where in FIELDS else "user" if do == "add" else "agency"
    sentence = _PART.sub(lambda found: f"“{wording().words.label('compartments', found[1])}”", error.sentence)
    return Trouble(sentence, begun(error.help), field=f"{do}-{field}")


def _do(request: HttpRequest, who: Actor, case: str) -> None:
    form = request.POST
    match form.get("do"):
        case "add":
            until = end_of(form) if form.get("until") else None
            add_member(who, case, _user(form), role=form.get("role", ""), purpose=form.get("purpose", ""), until=until)
        case "end":
            end_member(who, form.get("id", ""))
        case "give":
            basis = form.get("basis", "")
            give_grant(
                who, case, form.get("agency", ""), form.getlist("compartments"), basis=basis, purpose=form.get("purpose", ""),
                until=end_of(form), recorded=_recorded(basis, form),
            )  # fmt: skip
        case "take":
            end_grant(who, form.get("id", ""))
        case "bar":
            declare_conflict(who, case, _user(form) if form.get("user") else "")
        case "clear":
            end_conflict(who, form.get("id", ""))
        case _:
            raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))


def _user(form: Mapping[str, str]) -> str:
    return User.objects.filter(username=form.get("user", "").strip()).values_list("id", flat=True).first() or "-"


def end_of(form: Mapping[str, str]) -> datetime:
    """Return the end of the last day that a form names."""
    try:
        last = day(form.get("until", ""), "until")
    except AmparoError:
        raise AmparoError("wrong-end", _("choose the last day"), where="until") from None
    if last.year not in YEARS:
        raise AmparoError("wrong-end", _("no work on a case and no grant lasts that long"), where="until")
    return datetime.combine(last + timedelta(days=1), time.min, time_zone())


def _recorded(basis: str, form: Mapping[str, str]) -> dict[str, str]:
    records = BASES[basis].records if basis in BASES else {}
    return {name: form.get(f"{basis}-{name}", "") for name in records}


def _show(request: HttpRequest, who: Actor, case: str, trouble: Trouble | None = None) -> HttpResponse:
    found = audience(who, case)
    agencies = {found.keeper, *(each.agency for each in found.members), *(each.agency for each in found.given)}
    named = Named.of(agencies, {*(each.user for each in found.members), *found.conflicts.values()})
    reach = {each.user: each for each in who_may_see(who, case)} if found.sees_looked else {}
    asked = request.GET.get("rests", "")
    rests = _rests(who, next((each for each in found.given if each.id == asked), None))
    urgent = [each for each in reach.values() if each.purpose == Purpose.EMERGENCY]
    context = {
        "head": Head(case, short_code(case)),
        "urgent": [
            {"agency": each.agency, "parts": _parts(each.compartments), "until": said_moment(each.until)}
            for each in urgent
            if each.until
        ],
        "code": whole_code(case),
        "is_whole": found.is_whole,
        "keeper": named.agency(found.keeper),
        "members": [
            {**_member(each, named, who, found), "reads": _parts(reach[each.user].compartments) if each.user in reach else ""}
            for each in found.members
        ],
        "given": [_given(each, named) for each in found.given if each.ended is None],
        "rests": {"id": asked, "lines": rests},
        "reads_voice": found.sees_looked and VOICE in BUNDLES[who.bundle].reads,
        "past": [_given(each, named) for each in found.given if each.ended is not None],
        "conflicts": [{"id": id_, "user": named.user(user)} for id_, user in found.conflicts.items()],
        "may": {action.value: action in found.may for action in Action},
        **_choices(found),
        "sent": request.POST,
        "do": request.POST.get("do", ""),
        "ticked": request.POST.getlist("compartments"),
        "trouble": trouble,
    }
    return render(request, "cases/people.html", context, status=422 if trouble else 200)


def _member(each: Member, named: Named, who: Actor, found: Audience) -> dict[str, Any]:
    return {
        "id": each.id,
        "user": named.user(each.user),
        "agency": named.agency(each.agency),
        "role": begun(of_law(ROLES.get(each.role, each.role))),
        "purpose": of_law(BOUNDS[Purpose(each.purpose)].meaning),
        "since": said_moment(each.since),
        "until": said_moment(each.until) if each.until else "",
        "may_end": each.user == who.user or Action.DISMISS in found.may,
        "is_self": each.user == who.user,
    }


def _rests(who: Actor, given: Given | None) -> list[tuple[str, str]]:
    """Return what was recorded with a grant, each under what it answers; nothing where nobody asked for one."""
    if given is None or given.basis not in BASES:
        return []
    recorded = recorded_of(who, given.id)
    return [(begun(of_law(words)), recorded[name]) for name, words in BASES[given.basis].records.items() if name in recorded]


def _given(each: Given, named: Named) -> dict[str, Any]:
    until = each.ended or each.until
    return {
        "id": each.id,
        "agency": named.agency(each.agency),
        "parts": _parts(each.compartments),
        "basis": begun(of_law(BASES[each.basis].meaning if each.basis in BASES else each.basis)),
        "purpose": of_law(BOUNDS[Purpose(each.purpose)].meaning),
        "since": said_moment(each.since),
        "until": said_moment(until) if until else "",
    }


def _choices(found: Audience) -> dict[str, Any]:
    others = Agency.objects.filter(ended=None).exclude(id=found.keeper).order_by("title").values_list("id", "title")
    return {
        "roles": [(name, begun(of_law(words))) for name, words in ROLES.items()],
        "purposes": [(each.value, begun(of_law(BOUNDS[each].meaning))) for each in Purpose if BOUNDS[each].compartments],
        "agencies": list(others) if Action.SHARE in found.may else [],
        "compartments": [(name, wording().words.label("compartments", name)) for name in sorted(found.shareable)],
        "bases": [
            (name, begun(of_law(basis.meaning)), [(field, begun(of_law(words))) for field, words in basis.records.items()])
            for name, basis in BASES.items()
        ],
    }


def _parts(compartments: Iterable[str]) -> str:
    return ", ".join(wording().words.label("compartments", name) for name in compartments)
