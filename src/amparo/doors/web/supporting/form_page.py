"""One form on one page, as all of these pages ask: shown, refused at its field, or kept and left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.doors.web.case_page import REFUSALS, head_of
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

LOST: Final = "lost-update"
PUBLIC: Final = (*REFUSALS, "not-your-act")
"""What is answered in the place of a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together, by their names; a row has them beside each other; a folded one is opened by who needs it."""

    title: str
    names: tuple[str, ...]
    is_row: bool = False
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a page asks. `back` is where it came from, `shows` what else the page says."""

    heading: str
    fields: tuple[Field, ...]
    press: str
    back: str
    back_words: str
    lead: str = ""
    groups: tuple[Group, ...] = ()
    shows: Mapping[str, Any] = field(default_factory=dict)
    template: str = "supporting/form.html"


def seen_by(who: Actor, case: str, *parts: str) -> Sight:
    """Return a look at a case for a page about these parts of it; to who reads none of them the page is not there."""
    sight = look(who, case)
    if not any(part in sight.readable for part in parts):
        raise not_there()
    return sight


def way_here(sight: Sight) -> str:
    """Return the page of the case that pages of help belong to: the plan, or health for who reads that alone."""
    return "support" if "support" in sight.readable else "support-health"


def check_records(sight: Sight, *parts: str) -> None:
    """Raise `not-yours-to-record` unless the viewer may record in all of these parts."""
    if not set(parts) <= sight.recordable:
        raise AmparoError(
            "not-yours-to-record",
            _("this is not yours to record in this case"),
            help=_("somebody who records this part of the case does it"),
        )


def form_page(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    form_of: Callable[[Mapping[str, str]], Form],
    act: Callable[[Mapping[str, str]], object],
    onward: str,
) -> HttpResponseBase:
    """Answer a page with one form; `form_of` makes it of what was sent, `act` does what it asks."""
    if request.method != "POST":
        return shown(request, who, sight, form_of({}))
    sent = request.POST.dict()
    try:
        act(sent)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return shown(request, who, sight, form_of(sent), sent, error)
    return redirect(onward)


def shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    form: Form,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
) -> HttpResponse:
    """Show a form: empty, or as it was sent with what is wrong."""
    trouble = trouble_of(error, form.fields)
    context = {
        **form.shows,
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, way_here(sight)),
        "form": form,
        "groups": _grouped(form, trouble),
        "token": (sent or {}).get("token") or fresh_id(),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "trouble": trouble,
    }
    return render(request, form.template, context, status=422 if error else 200)


def _grouped(form: Form, trouble: Trouble | None) -> list[dict[str, Any]]:
    """Return the fields by their groups, or all of them in one; what holds an error, or something typed, is not folded."""
    by_name = {each.name: each.with_trouble(trouble) for each in form.fields}
    groups = form.groups or (Group("", tuple(by_name)),)
    return [
        {
            "title": each.title,
            "fields": [by_name[name] for name in each.names],
            "is_row": each.is_row,
            "is_folded": each.is_folded,
            "is_open": any(by_name[name].wrong or by_name[name].value for name in each.names),
        }
        for each in groups
    ]


def trouble_of(error: AmparoError | None, fields: tuple[Field, ...]) -> Trouble | None:
    """Return what is wrong, at its field; of two who moved a service at once the second is told so."""
    if error is None:
        return None
    first = fields[0].id if fields else "main"
    if error.code == LOST:
        return Trouble(
            _("Somebody else changed this meanwhile"), _("Look at what stands now, then send it again."), field=first
        )
    known = {each.id for each in fields}
    sentence = error.sentence[:1].upper() + error.sentence[1:]
    return Trouble(sentence, error.help, field=error.where if error.where in known else first)
