"""One owed duty: in whose hands it is, to whom it is given, until when and why it is put off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.owed.hands import GROUNDS, WORDS, InHand, give, in_hand, put_off, take_back
from amparo.desk.field import Field
from amparo.desk.library import wording
from amparo.desk.links import duty_page, owed_page
from amparo.desk.marked import begun, of_law
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.owed_words import by_day
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError

BESIDE_A_FIELD = ("wrong-hands", "wrong-deferral")
"""What is answered beside a field of the form; anything else in the place of the page."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def hand(request: HttpRequest, case: str, mark: str) -> HttpResponseBase:
    who = actor(request)
    if request.method != "POST":
        return _shown(request, who, case, mark)
    try:
        _do(request, who, case, mark)
    except AmparoError as error:
        if error.code not in BESIDE_A_FIELD:
            raise
        trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=error.where)
        return _shown(request, who, case, mark, trouble)
    return redirect("home")


def _do(request: HttpRequest, who: Actor, case: str, mark: str) -> None:
    sent = request.POST
    match sent.get("do"):
        case "give":
            give(who, case, mark, sent.get("user", ""))
        case "back":
            take_back(who, case, mark)
        case _:
            put_off(who, case, mark, _day(sent.get("until", "")), sent.get("ground", ""), sent.get("words", ""))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AmparoError(
            "wrong-deferral", "choose the day until which it is put off", help="year, month and day", where="until"
        ) from None


def _shown(request: HttpRequest, who: Actor, case: str, mark: str, trouble: Trouble | None = None) -> HttpResponse:
    sight = look(who, case)
    found = in_hand(who, case, mark)
    duty, day = found.duty, today()
    context = {
        "head": head_of(sight, who),
        "title": duty.title or _("A duty of which you may not read the reasons"),
        "do": duty.do,
        "by": by_day(duty.due, day),
        "is_late": duty.is_late(day),
        "owes": wording().actor(duty.binds),
        "user": duty.username,
        "until": said_day(duty.until) if duty.until and duty.is_put_off(day) else "",
        "is_held": bool(duty.username or duty.until),
        "give": [each.with_trouble(trouble) for each in _giving(found, who)],
        "off": [each.with_trouble(trouble) for each in _putting_off(found, request.POST)] if sight.recordable else [],
        "owed": duty_page(case, duty.rule, duty.item) if duty.rule else owed_page(case),
        "trouble": trouble,
    }
    return render(request, "owed/hand.html", context, status=422 if trouble else 200)


def _giving(found: InHand, who: Actor) -> list[Field]:
    me = _("Me (%(name)s)")
    choices = tuple((user, me % {"name": name} if user == who.user else name) for user, name in found.colleagues)
    return [Field("user", "user", _("Somebody of your agency who works on this case"), who.user, choices=choices)]


def _putting_off(found: InHand, sent: Mapping[str, str]) -> list[Field]:
    grounds = tuple((name, begun(of_law(words))) for name, words in GROUNDS.items())
    last = _("At most until %(day)s.") % {"day": said_day(found.last)}
    return [
        Field("ground", "ground", _("Why?"), sent.get("ground", ""), kind="radios", choices=grounds),
        Field("words", "words", _("In words (needed for another reason)"), sent.get("words", ""), longest=WORDS),
        Field("until", "until", _("Until which day?"), sent.get("until", ""), last, "date"),
    ]
