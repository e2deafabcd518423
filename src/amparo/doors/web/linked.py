"""Linked cases: the tags of a case; the cases that bear one; and several cases opened at once, as after a raid at night."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.casework.tags import MOST, Fellow, fellows, make_tag, open_together, put_on, tags_of, take_off
from amparo.desk.case_code import short_code
from amparo.desk.links import case_page
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.fields import Field
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def links(request: HttpRequest, case: str) -> HttpResponseBase:
    """Show the tags of a case and the viewer's other cases that bear them; put one on, take one off."""
    who = actor(request)
    sight = look(who, case)
    if request.method != "POST":
        return _links(request, who, sight)
    sent = request.POST
    try:
        if sent.get("do") == "make":
            make_tag(who, sight.case, sent.get("name", ""), tag=sent.get("token", ""))
        else:
            (put_on if sent.get("do") == "put" else take_off)(who, sight.case, sent.get("tag", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _links(request, who, sight, Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field="name"))
    return redirect("case-linked", case=sight.case)


def _links(request: HttpRequest, who: Actor, sight: Sight, trouble: Trouble | None = None) -> HttpResponse:
    mine = tags_of(who, sight.case)
    there = {each.id for each in mine}
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-linked"),
        "tags": [
            {"id": each.id, "name": each.name, "fellows": _lines(fellows(who, each.id)[1], but=sight.case)} for each in mine
        ],
        "others": [(each.id, each.name) for each in tags_of(who) if each.id not in there],
        "may_link": bool(sight.recordable),
        "name": _name(request.POST.get("name", "")).with_trouble(trouble),
        "token": request.POST.get("token", "") or fresh_id(),
        "trouble": trouble,
    }
    return render(request, "cases/linked.html", context, status=422 if trouble else 200)


def _name(sent: str) -> Field:
    return Field("name", "name", _("A new tag"), sent, hint=_("a raid, a boat, a family"))


def _lines(found: tuple[Fellow, ...], but: str = "") -> list[dict[str, str]]:
    return [
        {
            "code": short_code(each.case),
            "called": each.called,
            "href": case_page(each.case),
            "record": reverse("case-record", kwargs={"case": each.case}),
        }
        for each in found
        if each.case != but
    ]


@only("GET", "HEAD")
@signed_in
@of_a_case
def linked(request: HttpRequest, tag: str) -> HttpResponse:
    """Show the cases of one tag that the viewer works on."""
    named, found = fellows(actor(request), tag)
    return render(request, "cases/tag.html", {"name": named.name, "cases": _lines(found)})


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def together(request: HttpRequest) -> HttpResponseBase:
    """Open several cases at once, with one tag on all of them."""
    who = actor(request)
    if not purposes_of(who):
        return message(request, 403, _("This is not yours to do"), _("Somebody else opens cases here."))
    if request.method != "POST":
        return _together(request, who)
    sent = request.POST
    try:
        called = _called(sent.get("called", ""), sent.get("number", ""))
        tag, _opened = open_together(who, sent.get("purpose", ""), sent.get("name", ""), called, tag=sent.get("token", ""))
    except AmparoError as error:
        return _together(request, who, _trouble(error))
    return redirect("linked", tag=tag)


def _called(names: str, number: str) -> tuple[str, ...]:
    """Return a safe name for each person: those written, one a line, and of the rest what they are called by their number."""
    written = [line.strip() for line in names.splitlines() if line.strip()]
    wanted = int(number) if number.isdecimal() and number.isascii() and len(number) < len("100") else 0
    rest = (_("Person %(n)s") % {"n": n} for n in range(len(written) + 1, wanted + 1))
    return (*written, *rest)


def _trouble(error: AmparoError) -> Trouble:
    if error.code == "not-yours-in-office":
        return Trouble(_("Choose what the cases are opened for"), field="purpose")
    field = {"called": "called", "name": "name"}.get(error.where, "number")
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _together(request: HttpRequest, who: Actor, trouble: Trouble | None = None) -> HttpResponse:
    sent = request.POST
    fields = (
        Field("name", "name", _("What ties them together"), sent.get("name", ""), hint=_("a raid, a boat, a family")),
        Field("number", "number", _("How many people"), sent.get("number", "") or "2", kind="number"),
        Field("purpose", "purpose", _("What for"), sent.get("purpose", ""), kind="radios", choices=purposes_of(who)),
        Field(
            "called",
            "called",
            _("Safe names, one a line"),
            sent.get("called", ""),
            hint=_("Not their real names. Whoever has none here is called by a number."),
            kind="area",
            longest=MOST * 81,
            optional=True,
        ),
    )
    context = {
        "fields": [each.with_trouble(trouble) for each in fields],
        "most": MOST,
        "token": sent.get("token", "") or fresh_id(),
        "trouble": trouble,
    }
    return render(request, "cases/together.html", context, status=422 if trouble else 200)
