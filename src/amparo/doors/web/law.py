"""The law to read, for everybody: all packs, one pack, one rule. No address here says anything but ids."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.desk.marked import in_english
from amparo.doors.web.law_pack import pack_page, packs_page
from amparo.doors.web.law_rule import rule_page
from amparo.doors.web.message import message, only
from amparo.environment import today
from amparo.errors import AmparoError


@only("GET", "HEAD")
def packs(request: HttpRequest) -> HttpResponseBase:
    return render(request, "web/law.html", packs_page())


@only("GET", "HEAD")
def pack(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        context = pack_page(name, today())
    except AmparoError as error:
        return _none(request, _("There is no such law pack"), error)
    return render(request, "web/law_pack.html", context)


@only("GET", "HEAD")
def rule(request: HttpRequest, name: str, rule: str) -> HttpResponseBase:
    try:
        context = rule_page(name, rule, today())
    except AmparoError as error:
        return _none(request, _("There is no such rule"), error)
    return render(request, "web/law_rule.html", context)


def _none(request: HttpRequest, heading: str, error: AmparoError) -> HttpResponse:
    sentence = in_english(f"{error.sentence[:1].upper()}{error.sentence[1:]}. {error.help}")
    onward = {"onward": reverse("law"), "onward_text": _("Look at the law")}
    return message(request, 404, heading, sentence, **onward)
