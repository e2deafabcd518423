"""What the person says for themselves: their code, shown once; what it shows; what they wrote and asked, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.named import Named
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.tongues import BY_CODE, address_in
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.ledger.known import standing
from amparo.stages.voice import codes
from amparo.stages.voice.code import in_groups
from amparo.stages.voice.codes import VOICE
from amparo.stages.voice.mine import COPY, CORRECTION, LOOKED, MESSAGE, OBJECTION, clocks
from amparo.stages.voice.neutral import WORDS
from amparo.stages.voice.said import KINDS, LONGEST, OUTCOMES, PASSED, Said, answer, put_by, take_up, waiting_of

GIVEN: Final = "make"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def voice(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if VOICE not in sight.readable or who.agency != sight.keeper:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        if sent.get("do") == GIVEN:
            made = codes.make(who, case, _number(sent.get("days", "")))
            return _shown(request, who, sight, card=_card(request, sight, made))
        _do(who, case, sent, request.POST.getlist("shows"))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("case-voice", case=case)


def _do(who: Actor, case: str, sent: Mapping[str, str], shows: list[str]) -> None:
    said = sent.get("said", "")
    match sent.get("do"):
        case "end":
            codes.end(who, case)
        case "show":
            codes.show(who, case, shows)
        case "heard":
            codes.forget_answers(who, case)
        case "take":
            take_up(who, case, said)
        case "read":
            put_by(who, case, said)
        case "answer":
            outcome, reasons = sent.get(f"outcome-{said}", ""), sent.get(f"reasons-{said}", "")
            answer(who, case, said, outcome, reasons, shown=bool(sent.get("shown")))
        case _:
            raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _card(request: HttpRequest, sight: Sight, made: codes.Made) -> dict[str, Any]:
    """Return what is written down for the person: an address in their language and figures, and no word of what for."""
    said = [each.value for each in standing(sight.entries) if each.key == "language" and each.value is not None]
    code = str(said[-1]) if said and str(said[-1]) in BY_CODE else "en"
    return {
        "groups": in_groups(made.code),
        "address": f"{request.get_host()}{address_in(code, '/mine')}",
        "until": said_moment(made.until),
    }


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
    card: Mapping[str, Any] | None = None,
) -> HttpResponse:
    trouble = _trouble(error)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-voice"),
        "may_record": VOICE in sight.recordable,
        "card": card,
        "code": _code(who, sight.case),
        "days": _days((sent or {}).get("days", str(codes.USUAL))).with_trouble(trouble),
        "waiting": [_line(each, sent or {}, trouble, sight) for each in waiting_of(who, sight.case)],
        "clocks": clocks(),
        "trouble": trouble,
    }
    return render(request, "informing/voice.html", context, status=422 if error else 200)


def _trouble(error: AmparoError | None) -> Trouble | None:
    if error is None:
        return None
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=error.where or "days")


def _code(who: Actor, case: str) -> dict[str, Any] | None:
    found = codes.standing_code(who, case)
    if found is None:
        return None
    shown = {each.word for each in found.shows}
    choices = tuple((name, str(words)) for name, words in WORDS.items())
    return {
        "since": said_moment(found.since),
        "until": said_moment(found.until),
        "by": Named.of((), {found.given_by}).user(found.given_by),
        "lines": [{"words": each.text(), "on": said_day(each.on)} for each in found.shows],
        "shows": Field("shows", "shows", _("What the code shows"), kind="checks", choices=choices, ticked=tuple(shown)),
    }


def _days(chosen: str) -> Field:
    choices = tuple((str(days), _("%(n)s days") % {"n": days}) for days in codes.DAYS)
    hint = _("It can be ended on any day before, and made anew.")
    return Field("days", "days", _("How long does it last?"), chosen, hint, "select", choices=choices)


def _line(each: Said, sent: Mapping[str, str], trouble: Trouble | None, sight: Sight) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": str(KINDS[each.kind]),
        "at": said_moment(each.at),
        "due": said_moment(each.due) if each.due else "",
        "is_late": each.is_late,
        "words": each.words,
        "is_request": each.is_request,
        "is_message": each.kind in (MESSAGE, PASSED),
        "how": _how(each.kind, sight),
        "fields": [field.with_trouble(trouble) for field in _answering(each.id, sent)] if each.is_request else [],
        "is_open": sent.get("said") == each.id,
    }


def _how(kind: str, sight: Sight) -> list[dict[str, str]]:
    """Return where what they ask is done, with the care that it takes."""
    pages = {
        COPY: [(_("Take the copy out, and hand it over when you meet. It never goes through the code."), "case-copy")],
        CORRECTION: [(_("Correct the fact, or keep both sides where staff see it otherwise."), "case-facts")],
        OBJECTION: [
            (_("Say with them what they agreed to, and end what they take back."), "case-consents"),
            (_("Take them out of the register, or out of the search by name."), "case-person"),
        ],
        LOOKED: [
            (_("Read it with them, alone. Whoever stands behind the person may have asked for this."), "case-looked"),
        ],
    }
    return [{"words": words, "href": reverse(name, kwargs={"case": sight.case})} for words, name in pages.get(kind, [])]


def _answering(said: str, sent: Mapping[str, str]) -> tuple[Field, ...]:
    outcome, reasons = f"outcome-{said}", f"reasons-{said}"
    choices = tuple((name, str(words)) for name, words in OUTCOMES.items())
    hint = _("In words that you can read out to the person.")
    return (
        Field(outcome, outcome, _("What was done?"), sent.get(outcome, ""), kind="radios", choices=choices),
        Field(reasons, reasons, _("Why, and what exactly?"), sent.get(reasons, ""), hint, "area", longest=LONGEST, rows=3),
    )
