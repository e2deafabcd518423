"""An early end of the time to recover: the wish, who confirms it on another day, taken back, and coming back after."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import said_moment
from amparo.desk.sent import text
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import signed_in
from amparo.doors.web.staying.form import Ask, Part, Sent, answer, area, plain, radios
from amparo.doors.web.staying.recovering import three, yes_no
from amparo.errors import AmparoError
from amparo.stages.recovery.early_end import asked_from, check_may_confirm, come_back, confirm
from amparo.stages.recovery.early_wish import (
    INTERPRETERS,
    LEGAL,
    hears_wishes,
    say_wish,
    take_back,
    waiting_in,
    wish_from,
    wish_of,
)
from amparo.stages.recovery.period import period_of

TEMPLATE = "staying/ending.html"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def end(request: HttpRequest, case: str) -> HttpResponseBase:
    return answer(request, case, _made)


def _made(request: HttpRequest, who: Actor, sight: Sight) -> Ask:
    waits = waiting_in(sight.case)
    wish = wish_of(sight, waits.about) if waits is not None else None
    period = period_of(sight)
    if period.ended is not None and not period.goes_on:
        return _coming_back(who, sight, said_day(period.ended))
    if wish is None:  # none waits, or none that they may read: that one waits would be told to whoever could press for it
        return _wishing(who, sight)
    if request.POST.get("do") == "back":
        return Ask(_title(), "", _back_parts, lambda sent, _token: take_back(who, sight.case, _words(sent)), _("Take it back"))
    return _asking(who, sight, wish)


def _title() -> str:
    return _("Ending the time to recover early")


def _wishing(who: Actor, sight: Sight) -> Ask:
    def parts(sent: Sent) -> tuple[Part, ...]:
        return (
            Part(
                (
                    area(
                        "explained",
                        _("What did you explain?"),
                        sent,
                        hint=_("What ends, what goes on, that there is a way back."),
                    ),
                    area("words", _("What did the person say, in their words?"), sent),
                    plain("language", _("In which language?"), sent),
                    radios("interpreter", _("Who interpreted?"), sent, INTERPRETERS),
                    radios("alone", _("Were you alone with the person?"), sent, yes_no()),
                )
            ),
        )

    may = hears_wishes(who, sight) and period_of(sight).goes_on
    return Ask(
        _title(),
        _("Only the person can end it. A wish ends nothing: another agency asks them again, alone, on another day."),
        parts,
        lambda sent, token: say_wish(who, sight.case, wish_from(sent), token),
        _("Write the wish down") if may else "",
        template=TEMPLATE,
    )


def _asking(who: Actor, sight: Sight, wish: Paper) -> Ask:
    def parts(sent: Sent) -> tuple[Part, ...]:
        return (
            Part(
                (
                    radios("alone", _("Were you alone with the person?"), sent, yes_no()),
                    plain("language", _("In which language?"), sent),
                    radios("interpreter", _("Who interpreted?"), sent, INTERPRETERS),
                    radios("understood", _("Does the person know what ends with the time?"), sent, yes_no()),
                    radios("pressed", _("Did anybody press them, or promise something?"), sent, three()),
                    radios("still", _("Does the person still want it?"), sent, yes_no()),
                    area("words", _("What did the person say, in their words?"), sent),
                ),
                _("Ask the person again"),
                _("Where they do not want it freely any more, the wish is over and the time goes on."),
            ),
        )

    why_not = _why_not(who, sight, wish)
    return Ask(
        _title(),
        _("A wish waits. It has ended nothing, and the person can take it back at any time."),
        parts,
        lambda sent, _token: confirm(who, sight.case, wish.id, asked_from(sent)),
        "" if why_not else _("Record what the person said"),
        template=TEMPLATE,
        shows={"wish": _told(wish), "why_not": why_not, "may_take_back": LEGAL in sight.recordable},
    )


def _coming_back(who: Actor, sight: Sight, on: str) -> Ask:
    return Ask(
        _("The person wants the time to recover again"),
        _("It was ended at the person’s wish on %(day)s. Who comes back has the time again, at once.") % {"day": on},
        _back_parts,
        lambda sent, _token: come_back(who, sight.case, _words(sent)),
        _("Record that they came back") if LEGAL in sight.recordable else "",
        template=TEMPLATE,
    )


def _back_parts(sent: Sent) -> tuple[Part, ...]:
    return (Part((area("words", _("What did the person say, in their words?"), sent),)),)


def _words(sent: Sent) -> str:
    return text(sent, "words", _("write what the person said, in their words"))


def _why_not(who: Actor, sight: Sight, wish: Paper) -> str:
    """Say why this user cannot ask the person again now, or nothing."""
    try:
        check_may_confirm(who, sight, wish)
    except AmparoError as error:
        return f"{error.sentence[:1].upper()}{error.sentence[1:]}." + (
            f" {error.help[:1].upper()}{error.help[1:]}." if error.help else ""
        )
    return ""


def _told(wish: Paper) -> dict[str, Any]:
    named = Named.of({wish.agency}, {wish.user})
    return {
        **{name: wish.body[name] for name in ("explained", "words", "language")},
        "interpreter": str(INTERPRETERS[wish.body["interpreter"]]),
        "alone": yes_no()[wish.body["alone"]],
        "by": f"{named.user(wish.user)}, {named.agency(wish.agency)}",
        "at": said_moment(wish.at),
    }
