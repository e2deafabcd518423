"""The directory of services: to look up who helps with what and where; to keep an entry right."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.models import Agency
from amparo.casework.named import Named
from amparo.casework.referring.directory import (
    Entry,
    Service,
    change_service,
    confirm_service,
    end_service,
    list_service,
    may_list,
    service,
    services,
)
from amparo.casework.referring.states import HELPS
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.languages import language_words
from amparo.desk.marked import begun
from amparo.doors.web.case_page import REFUSALS, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.referral_words import kind_choices
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

NEW: Final = "new"
FIELDS: Final = ("title", "kinds", "area", "languages", "reached", "hours", "places", "agency")


@only("GET", "HEAD")
@signed_in
@of_a_case
def directory(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    kind, area = request.GET.get("kind", ""), request.GET.get("area", "")[:80]
    found = services(who, kind=kind if kind in HELPS else "", area=area)
    context = {
        "services": service_lines(found),
        "fields": (
            Field("kind", "kind", _("What for?"), kind, kind="select", choices=kind_choices()),
            Field("area", "area", _("Where?"), area, longest=80),
        ),
        "may_list": may_list(who),
        "asked": bool(kind or area),
    }
    return render(request, "referrals/services.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def one(request: HttpRequest, service: str) -> HttpResponseBase:
    who = actor(request)
    found = _found(who, service)
    if request.method != "POST":
        return _form(request, found)
    if found is not None and not found.is_ours:
        raise AmparoError("not-yours-in-case", _("that is for others to do"), help=_("the agency that listed it keeps it"))
    try:
        _do(request, who, service)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _form(request, found, Trouble.of(error, "title") if error.where not in FIELDS else _beside(error))
    return redirect("services")


def _found(who: Actor, id_: str) -> Service | None:
    """Return an entry, or nothing for a new one, which some may begin; to others there is no such page."""
    if id_ != NEW:
        return service(who, id_)
    if not may_list(who):
        raise not_there()
    return None


def _beside(error: AmparoError) -> Trouble:
    return Trouble(begun(error.sentence), error.help, field=error.where)


def _do(request: HttpRequest, who: Actor, id_: str) -> None:
    match request.POST.get("do"):
        case "confirm":
            confirm_service(who, id_)
        case "end":
            end_service(who, id_)
        case _ if id_ == NEW:
            list_service(who, _entry(request))
        case _:
            change_service(who, id_, _entry(request))


def _entry(request: HttpRequest) -> Entry:
    form = request.POST
    places = form.get("places", "").strip()
    if places and not (places.isascii() and places.isdigit()):
        raise AmparoError("wrong-service", _("write how many places as a number, or leave it empty"), where="places")
    return Entry(
        title=form.get("title", ""),
        kinds=tuple(form.getlist("kinds")),
        area=form.get("area", ""),
        languages=tuple(form.get("languages", "").replace(",", " ").split()),
        reached=form.get("reached", ""),
        hours=form.get("hours", ""),
        places=int(places) if places else None,
        agency=form.get("agency", ""),
    )


def _form(request: HttpRequest, found: Service | None, trouble: Trouble | None = None) -> HttpResponse:
    said = found.entry if found else None
    sent = request.POST if trouble else None
    texts = {name: _text(said, sent, name) for name in FIELDS if name != "kinds"}
    ticked = tuple(sent.getlist("kinds")) if sent is not None else (said.kinds if said else ())
    agencies = tuple(Agency.objects.filter(ended=None).order_by("title").values_list("id", "title"))
    fields = (
        Field("title", "title", _("Name of the service"), texts["title"]),
        Field("kinds", "kinds", _("What does it give?"), kind="checks", choices=kind_choices(), ticked=ticked),
        Field("area", "area", _("Town or area"), texts["area"], longest=80, hint=_("Never the address of a shelter.")),
        Field("languages", "languages", _("Languages"), texts["languages"], _("Codes, as: km, en"), optional=True),
        Field("reached", "reached", _("How is it reached?"), texts["reached"], _("Telephone or mail of the service.")),
        Field("hours", "hours", _("When?"), texts["hours"], optional=True),
        Field("places", "places", _("Places, if counted"), texts["places"], kind="number", optional=True),
        Field(
            "agency", "agency", _("Agency here"), texts["agency"], _("If it takes part here, cases can be referred to it."),
            kind="select", choices=agencies, optional=True,
        ),
    )  # fmt: skip
    context = {
        "service": service_lines((found,))[0] if found else None,
        "fields": [each.with_trouble(trouble) for each in fields],
        "may_change": found is None or found.is_ours,
        "trouble": trouble,
    }
    return render(request, "referrals/service.html", context, status=422 if trouble else 200)


def _text(said: Entry | None, sent: Any, name: str) -> str:
    if sent is not None:
        return str(sent.get(name, ""))
    value = getattr(said, name) if said else ""
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def service_lines(found: tuple[Service, ...]) -> list[dict[str, Any]]:
    """Return services as a list shows them."""
    named = Named.of({each.listed_by for each in found})
    return [
        {
            "id": each.id,
            "title": each.entry.title,
            "kinds": ", ".join(HELPS[kind].meaning for kind in each.entry.kinds),
            "area": each.entry.area,
            "languages": ", ".join(language_words(tag) for tag in each.entry.languages),
            "reached": each.entry.reached,
            "hours": each.entry.hours,
            "places": each.entry.places,
            "agency": each.entry.agency,
            "listed_by": named.agency(each.listed_by),
            "confirmed": said_moment(each.confirmed),
            "is_stale": each.is_stale,
            "is_ours": each.is_ours,
        }
        for each in found
    ]
