"""What was offered to one's agency and what was sent: the list, and the page of one on which it is answered or taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.moment import now
from amparo.casework.named import Named
from amparo.casework.referring.answering import Offer, accept, finish, offer, offers, reject
from amparo.casework.referring.incoming import accept_in, answer_of, finish_in, reject_in, take_in
from amparo.casework.referring.outgoing import file_of, take_answer
from amparo.casework.referring.partners import partners
from amparo.casework.referring.sending import revoke
from amparo.casework.referring.sent import Sent, sent_by, sent_one
from amparo.casework.referring.states import ACCEPTED, HELPS, REASONS, REVOKED
from amparo.desk.case_code import short_code
from amparo.desk.field import Field
from amparo.desk.links import case_page
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import REFUSALS, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.referral_words import card_of, emergency_numbers, offer_line, sent_line, told_lines
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

FIELDS = ("reason", "given", "text")
STEP_UP = "step-up-needed"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def box(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _list(request, actor(request))
    try:
        return redirect("referral", referral=_taken(request, actor(request)))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _list(request, actor(request), Trouble(begun(error.sentence), begun(error.help), field="file"))


def _taken(request: HttpRequest, who: Actor) -> str:
    """Take in a sealed file: a referral from another installation, or the answer to one that went there."""
    sent = request.FILES.get("file")
    if sent is None or isinstance(sent, list):
        raise AmparoError("parcel-damaged", _("choose the file first"), where="file")
    data = sent.read()
    take = take_answer if request.POST.get("do") == "answer" else take_in
    return take(who, data)


@only("GET", "HEAD")
@signed_in
@of_a_case
def sealed_file(request: HttpRequest, referral: str) -> HttpResponse:
    """Give out the sealed file of a referral to a partner, or the answer to one that came from there."""
    who = actor(request)
    try:
        data = file_of(who, referral)
    except AmparoError as error:
        if error.code != "no-such-case":
            raise
        data = answer_of(who, referral)
    return _given_out(data, referral)


def _given_out(data: bytes, referral: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{referral[:8]}.amparo"'
    return response


def _list(request: HttpRequest, who: Actor, trouble: Trouble | None = None) -> HttpResponse:
    moment = now()
    waiting, lately, sent = offers(who), offers(who, waiting=False), sent_by(who)
    named = Named.of({each.sender for each in (*waiting, *lately)} | {each.receiver for each in sent})
    lines = [sent_line(each, named, moment) for each in sent]
    context: dict[str, Any] = {
        "waiting": [offer_line(each, named, moment) for each in waiting],
        "lately": [offer_line(each, named, moment) for each in lately],
        "sent": [line for line in lines if line["is_live"]],
        "answered": [line for line in lines if not line["is_live"]],
    }
    if partners():
        context["file"] = Field("file", "file", _("Sealed file"), kind="file", accept=".amparo").with_trouble(trouble)
    return render(request, "referrals/box.html", {**context, "trouble": trouble}, status=422 if trouble else 200)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def one(request: HttpRequest, referral: str) -> HttpResponseBase:
    if request.method != "POST":
        return _show(request, actor(request), referral)
    try:
        return _do(request, referral)
    except AmparoError as error:
        if error.code != STEP_UP:
            raise
    return _proved(request, referral=referral)


@stepped_up
@of_a_case
def _proved(request: HttpRequest, referral: str) -> HttpResponseBase:
    return _do(request, referral)


def _answered(who: Actor, form: QueryDict, referral: str) -> HttpResponseBase:
    match form.get("do"):
        case "accept":
            take = accept_in if offer(who, referral).partner else accept
            return redirect("case", case=take(who, referral))
        case "reject" if offer(who, referral).partner:
            return _given_out(reject_in(who, referral, form.get("reason", "")), referral)
        case "reject":
            reject(who, referral, form.get("reason", ""))
        case "finish":
            given, text = tuple(form.getlist("given")), form.get("text", "")
            if offer(who, referral).partner:
                finish_in(who, referral, given=given, text=text)
                return redirect("referral", referral=referral)
            finish(who, referral, given=given, text=text, reads_on=form.get("reads_on") == "yes")
        case "revoke":
            revoke(who, referral)
        case _:
            raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("open it again"))
    return redirect("referral", referral=referral)


def _do(request: HttpRequest, referral: str) -> HttpResponseBase:
    who, form = actor(request), request.POST
    try:
        return _answered(who, form, referral)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        field = error.where if error.where in FIELDS else "answer"
        return _show(request, who, referral, Trouble(begun(error.sentence), begun(error.help), field=field))


def _show(request: HttpRequest, who: Actor, referral: str, trouble: Trouble | None = None) -> HttpResponse:
    try:
        context = _received(request, offer(who, referral))
    except AmparoError as error:
        if error.code != "no-such-case":
            raise
        context = _sent(sent_one(who, referral))
    context["fields"] = {name: field.with_trouble(trouble) for name, field in context.get("fields", {}).items()}
    return render(
        request, "referrals/one.html", {**context, "referral": referral, "trouble": trouble}, status=422 if trouble else 200
    )


def _received(request: HttpRequest, found: Offer) -> dict[str, Any]:
    named = Named.of({found.sender}, {found.answered_by})
    form = request.POST
    kinds = tuple((name, begun(of_law(each.meaning))) for name, each in HELPS.items())
    reasons = tuple((name, begun(of_law(words))) for name, words in REASONS.items())
    line = offer_line(found, named, now())
    return {
        "line": line,
        "is_ours": True,
        "card": card_of(found.said),
        "answered_by": named.user(found.answered_by) if found.answered_by else "",
        "case": {"code": short_code(found.case), "href": case_page(found.case)} if found.case else None,
        "may_finish": found.state == ACCEPTED and not found.is_transfer and bool(found.case),
        "file": found.partner and not line["is_live"],
        "from_partner": bool(found.partner),
        "numbers": emergency_numbers() if line["is_urgent"] and line["is_live"] else (),
        "fields": {
            "reason": Field("reason", "reason", _("Why not?"), form.get("reason", ""), kind="radios", choices=reasons),
            "given": Field(
                "given", "given", _("What was given?"), kind="checks", choices=kinds, ticked=tuple(form.getlist("given"))
            ),
            "text": Field("text", "text", _("More about it"), form.get("text", ""), kind="area", longest=2000, optional=True),
        },
    }


def _sent(found: Sent) -> dict[str, Any]:
    named = Named.of({found.receiver})
    return {
        "line": sent_line(found, named, now()),
        "is_ours": False,
        "card": told_lines(found.told),
        "case": {"code": short_code(found.case), "href": case_page(found.case)},
        "may_revoke": found.is_live or (not found.is_transfer and found.state not in (REVOKED, "rejected", "lapsed")),
        "file": found.has_file,
    }
