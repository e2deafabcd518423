"""The form by which anybody tells of a person who may need help: no sign-in, no cookie, no script, no name.

What is typed is kept by nobody but the agency that answers, sealed for it. How often an address sends is counted for
an hour under a keyed mark of it; the address itself is kept nowhere. All addresses together send no more than
`report.AN_HOUR`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from amparo.casework.determine import law
from amparo.casework.opening import is_open
from amparo.desk.case_code import short_code
from amparo.desk.field import Field
from amparo.desk.languages import languages
from amparo.doors.web.message import message, only
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.contacts import FIRST, contact
from amparo.stages.identification.report import LONGEST, NEEDED, report, told_from

RATES: Final = {"report": "8/h/key"}
"""How many reports an hour one address may send."""
FIELDS: Final = ("what", "where", "reach", "when")


@only("GET", "HEAD", "POST")
def tell(request: HttpRequest) -> HttpResponseBase:
    if not is_open():
        text = _("This Amparo shows the open pages alone: nothing is installed, and nothing is kept.")
        return message(request, 503, _("Nobody answers here"), text)
    if request.method != "POST":
        return _shown(request, {})
    sent = request.POST.dict()
    try:
        told = told_from(sent)
        if not _may(request):
            return _too_often(request)
        code = report(told)
    except AmparoError as error:
        return _shown(request, sent, _trouble(error))
    return render(request, "reports/told.html", {"code": short_code(code), "urgent": told.is_urgent, "call": _call()})


def _may(request: HttpRequest) -> bool:
    """Say whether this address may send one more; what is kept of it for an hour is a mark that tells no address."""
    address = get_adapter().get_client_ip(request)
    mark = salted_hmac("amparo.report", ratelimit.truncate_ip(address), algorithm="sha256").hexdigest()
    return ratelimit.consume(request, app="allauth.account", action="report", config=RATES, key=mark) is not None


def _too_often(request: HttpRequest) -> HttpResponse:
    text = _("Nothing of this one was kept. Wait an hour, or call.")
    response = message(request, 429, _("Too many reports came from here"), text)
    response["Retry-After"] = "3600"
    return response


def _call() -> dict[str, str]:
    return contact(law(), *FIRST)


def _trouble(error: AmparoError) -> Trouble:
    said = {
        "report-empty": (_("Write what you saw, or what happened"), _("A few words are enough.")),
        "report-too-long": (_("This is too long"), _("Write the most important first.")),
        "no-answer-here": (_("Nobody here answers reports"), _("Call instead.")),
        "reports-full": (_("Too many reports came in this hour"), _("Nothing of yours was kept. Call instead.")),
    }
    sentence, help_ = said.get(error.code, (error.sentence[:1].upper() + error.sentence[1:], error.help))
    return Trouble(sentence, help_, field=error.where if error.where in FIELDS else NEEDED)


def _shown(request: HttpRequest, sent: Mapping[str, str], trouble: Trouble | None = None) -> HttpResponse:
    fields = [each.with_trouble(trouble) for each in _fields(sent)]
    named = {each.name: each for each in fields}
    first = [named[name] for name in ("danger", "doctor", "child")]
    rest = [each for each in fields if each not in first]
    context = {"first": first, "fields": rest, "call": _call(), "trouble": trouble}
    return render(request, "reports/tell.html", context, status=422 if trouble else 200)


def _fields(sent: Mapping[str, str]) -> list[Field]:
    about = (("other", _("About somebody else")), ("self", _("About myself")))
    made = (
        Field("danger", "danger", _("Is somebody in danger now?"), kind="yesno"),
        Field("doctor", "doctor", _("Does somebody need a doctor now?"), kind="yesno"),
        Field("child", "child", _("Is it about a child, or somebody who may be under 18?"), kind="yesno"),
        Field("about", "about", _("Who is this about?"), kind="radios", choices=about, optional=True),
        Field("what", "what", _("What did you see, or what happened?"), kind="area", rows=6, longest=LONGEST["what"],
              hint=_("You need not be sure. No names are needed.")),
        Field("where", "where", _("Where?"), longest=LONGEST["where"], optional=True,
              hint=_("A town, a street, a kind of place: a kitchen, a boat, a field.")),
        Field("language", "language", _("Which language does the person speak?"), kind="select", choices=languages(),
              optional=True),
        Field("reach", "reach", _("How can somebody be reached?"), longest=LONGEST["reach"], optional=True,
              hint=_("A number or an address of yours, or of theirs. Leave it empty to stay unknown.")),
        Field("call", "call", _("Is it safe to call there?"), kind="yesno"),
        Field("write", "write", _("Is it safe to write there?"), kind="yesno"),
        Field("when", "when", _("When is it safe?"), longest=LONGEST["when"], optional=True),
    )  # fmt: skip
    return [replace(each, value=sent.get(each.name, "")) for each in made]
