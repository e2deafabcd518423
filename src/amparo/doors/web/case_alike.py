"""Is this person here already? Asked before a case is begun: of one's own agency, and of the register of all agencies.

Nothing that is typed is kept, or stands in an address: the question goes as a form, and ends with the page that answers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.alike import alike
from amparo.casework.register import asked
from amparo.desk.candidate import candidates
from amparo.desk.library import wording
from amparo.desk.wording import countries
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.fields import Field
from amparo.doors.web.message import message, only
from amparo.doors.web.signed_in import actor, locked_when_idle, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.matching.person import read
from amparo.matching.record import Record

LONGEST: Final = 200
NAMES: Final = ("given_names", "family_names", "full_name")
ASKED: Final = (*NAMES, "birth_date", "sex", "nationality", "document_number")
SEXES: Final = ("female", "male", "other")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def is_here(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not purposes_of(who):
        return message(request, 403, _("This is not yours to do"), _("Somebody else opens cases here."))
    return locked_when_idle(request, _answered(request, who)) if request.method == "POST" else _shown(request, {})


def _answered(request: HttpRequest, who: Actor) -> HttpResponse:
    record = Record(**{name: " ".join(request.POST.get(name, "").split()) for name in ASKED})
    trouble = _trouble(record)
    if trouble is not None:
        return _shown(request, request.POST.dict(), trouble=trouble)
    return _shown(request, request.POST.dict(), found=_found(who, record), notes=_notes(record))


def _trouble(record: Record) -> Trouble | None:
    """Say why nobody can be looked for by this, if nobody can."""
    for name in ASKED:
        if len(getattr(record, name)) > LONGEST:
            return Trouble(_("At most %(n)s signs are compared") % {"n": LONGEST}, field=name)
    person, _unused = read(record, today())
    if person.words or person.documents:
        return None
    field = next((name for name in NAMES if getattr(record, name)), NAMES[0])
    return Trouble(
        _("Write a name, or the number of a document"),
        _("As much of it as is known, in any script and spelling."),
        field=field,
    )


def _notes(record: Record) -> dict[str, str]:
    """Return what of the question could not be used, by field."""
    _person, troubles = read(record, today())
    notes = {each.field if each.field != "name" else NAMES[0]: each.sentence for each in troubles}
    if record.full_name and (record.given_names or record.family_names):
        notes["full_name"] = _("given and family names are compared in its place: ask once more with the whole name alone")
    return notes


def _found(who: Actor, record: Record) -> dict[str, Any]:
    likeness, answer = alike(who, record), asked(who, record, reference=f"intake/{today().isoformat()}")
    found = candidates(likeness, answer)
    return {
        "likely": [each for each in found if each.is_likely],
        "unlikely": [each for each in found if not each.is_likely],
        "ours": likeness.elsewhere,
        "theirs": answer.elsewhere,
    }


def _shown(
    request: HttpRequest,
    sent: Mapping[str, str],
    *,
    trouble: Trouble | None = None,
    found: Mapping[str, Any] | None = None,
    notes: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = notes or {}
    fields = [each.with_trouble(trouble) for each in _fields(sent, told)]
    context = {
        "fields": fields,
        "unused": [each for each in fields if each.note],
        "found": found,
        "purposes": purposes_of(actor(request)),
        "trouble": trouble,
    }
    return render(request, "cases/alike.html", context, status=422 if trouble else 200)


def _fields(sent: Mapping[str, str], notes: Mapping[str, str]) -> list[Field]:
    sexes = tuple((name, wording().value("sex", name)) for name in SEXES)
    written = _("The whole name, if nobody knows which part is which")
    said: dict[str, dict[str, Any]] = {
        "given_names": {"label": _("Given names"), "hint": _("In any script, as they are written or as they sound")},
        "family_names": {"label": _("Family names")},
        "full_name": {"label": written},
        "birth_date": {"label": _("Date of birth"), "hint": _("As far as known: 1998, 1998-04 or 1998-04-17")},
        "sex": {"label": _("Sex"), "choices": sexes},
        "nationality": {"label": _("Nationality"), "choices": countries()},
        "document_number": {"label": _("Number of a document")},
    }
    return [Field(name, name, value=sent.get(name, ""), note=notes.get(name, ""), **more) for name, more in said.items()]
