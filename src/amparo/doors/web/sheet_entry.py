"""Typing in a paper form: the whole of it on one page, by keyboard, kept once."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.moment import fresh_id
from amparo.desk.field import Field
from amparo.doors.web.case_page import REFUSALS, of_a_case
from amparo.doors.web.cases import purposes_of
from amparo.doors.web.first_contact import begun_fields, once_begun, opens_none
from amparo.doors.web.message import only
from amparo.doors.web.screened import TYPED, end_fields
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.screening_asked import lists
from amparo.stages.identification.screening_done import done_from
from amparo.stages.identification.screening_shown import lines
from amparo.stages.identification.sheet_paper import answers_on_paper, asked_on_paper, enter


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def entry(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not purposes_of(who):
        return opens_none(request)
    number = request.GET.get("list", "")
    if request.method != "POST":
        return _shown(request, {}, number)
    sent = request.POST.dict()
    answers = answers_on_paper(sent, number)
    if not answers:
        trouble = Trouble(_("Nothing is ticked yet"), _("Type in at least one answer of the paper."), field="a-in_danger_now")
        return _shown(request, sent, number, trouble)
    try:
        done = done_from(sent)
        case = once_begun(who, sent.get("token", ""))
        enter(who, case, answers, done)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        field = error.where if error.where in TYPED else "a-in_danger_now"
        return _shown(request, sent, number, Trouble(error.sentence, error.help, field=field))
    return redirect("case-screened", case=case)


def _shown(request: HttpRequest, sent: Mapping[str, str], number: str, trouble: Trouble | None = None) -> HttpResponse:
    context = {
        "parts": [(each.title, lines(each.keys, None, "", sent)) for each in asked_on_paper(number)],
        "begun": begun_fields(sent),
        "end": [
            Field("number", "number", _("Number of the paper"), sent.get("number", ""), longest=16, optional=True),
            *end_fields(sent),
        ],
        "consent": Field("consent", "consent", _("Agrees to be handed over"), sent.get("consent", ""), kind="yesno"),
        "lists": [(str(each.number), each.title) for each in lists()[1:]],
        "chosen": number,
        "token": sent.get("token") or fresh_id(),
        "sent": sent,
        "trouble": trouble,
    }  # fmt: skip
    return render(request, "first_contact/entry.html", context, status=422 if trouble else 200)
