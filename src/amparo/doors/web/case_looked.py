"""Who looked at a case, who did what, and who received: for those who may know, and to print for the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from amparo.casework.acts import words_of
from amparo.casework.audience import Deed, deeds
from amparo.casework.models import User
from amparo.casework.named import Named
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import key_words, said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import Head, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in


@only("GET", "HEAD")
@signed_in
@of_a_case
def looked(request: HttpRequest, case: str) -> HttpResponse:
    found = deeds(actor(request), case)
    named = Named.of(
        {each.agency for each in found} | {str(each.about.get("agency", "")) for each in found},
        {each.user for each in found} | {str(each.about.get("user", "")) for each in found},
    )
    roles = dict(User.objects.filter(id__in={each.user for each in found}).values_list("id", "bundle"))
    context = {
        "head": Head(case, short_code(case)),
        "looked": [_line(each, named, roles) for each in found],
        "received": _received(found, named),
    }
    return render(request, "cases/looked.html", context)


def _line(each: Deed, named: Named, roles: Mapping[str, str]) -> dict[str, str]:
    return {
        "at": said_moment(each.at),
        "agency": named.agency(each.agency),
        "user": named.user(each.user),
        "role": of_law(roles.get(each.user, "").replace("_", " ")),
        "what": _what(each, named),
        "whom": named.user(each.about["user"]) if "user" in each.about else "",
    }


def _what(each: Deed, named: Named) -> str:
    """Say what was done, with which parts and facts, for which agency; and no name, since it is printed for the person."""
    about = [*_parts(each), *(key_words(key) for key in each.keys)]
    if each.withheld:
        about.append(_("facts of parts you may not read: %(n)s") % {"n": each.withheld})
    if "agency" in each.about:
        about.append(named.agency(each.about["agency"]))
    text = f"{of_law(words_of(each.act))}: {', '.join(about)}" if about else of_law(words_of(each.act))
    return begun(text)


def _received(found: Sequence[Deed], named: Named) -> list[dict[str, Any]]:
    """Return what other agencies were given, what was taken out, and what was opened in an emergency."""
    said = {
        "grant-given": _("may read: %(parts)s"),
        "exported": _("took out: %(parts)s"),
        "document-made": _("was given a document: %(parts)s"),
        "glass-broken": _("read in an emergency: %(parts)s"),
    }
    return [
        {
            "at": said_moment(each.at),
            "agency": _receiver(each, named),
            "what": said[each.act] % {"parts": ", ".join(_parts(each)) or _("no statement")},
        }
        for each in found
        if each.act in said
    ]


def _receiver(each: Deed, named: Named) -> str:
    """Return who received: an agency here, or the kind of office outside to which a document went."""
    body = each.about.get("receiver", "")
    return wording().actor(body) if body else named.agency(each.about.get("agency", each.agency))


def _parts(each: Deed) -> list[str]:
    names = [*each.about.get("compartments", ()), *filter(None, [each.about.get("compartment")])]
    return [wording().words.label("compartments", name) for name in names]
