"""What happened: somebody asked after the person, threatened them, tried to get in. And who was told of the dangers since.

Nobody who asks is told anything, not even that there is such a person: the form asks what was answered, so that a slip is on
record as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.placing import press
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import calendar_day, words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.assessment import ANSWERS, CHANGED, SHORTEST, stated_on
from amparo.stages.protection.risk import SECURITY

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INCIDENT: Final = "incident"
BRIEFING: Final = "briefing"
BRIEFED: Final = "staff_briefed_on"
VERIFIED: Final = "requester_verified"
LONGEST: Final = 4000
ASKED: Final = "enquiry"
KINDS: Final[Mapping[str, StrOrPromise]] = {
    ASKED: gettext_lazy("Somebody asked after the person"),
    "threat": gettext_lazy("A threat"),
    "intimidation": gettext_lazy("Somebody put pressure on the person, or on somebody near them"),
    "entry": gettext_lazy("Somebody tried to get in, or to get at the files"),
    "followed": gettext_lazy("Somebody followed or watched"),
    "other": gettext_lazy("Something else"),
}
FEARED: Final = ("threat", "intimidation", "followed")
"""What says by itself that revenge or pressure is to be feared."""
TOLD: Final[Mapping[str, StrOrPromise]] = {
    "nothing": gettext_lazy("Nothing, not even that we know the person"),
    "something": gettext_lazy("Something was said"),
    "unknown": gettext_lazy("Not known"),
}


def note_incident(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Keep what happened, and state that safety changed; return the id of its paper."""
    sight = look(actor, case)
    body = _body(sight, sent)
    draft = Draft(INCIDENT, SECURITY, body, is_said=True, id=id_of_form(actor, case, sent.get("token", "")))
    if not is_kept(sight, draft.id):
        said = tuple(_statements(sight, actor, body))
        also = (lambda _standing: press(case)) if body["kind"] in FEARED else None
        record(actor, case, said, seen=sight.seen, papers=(draft,), also=also)
    return draft.id


def brief(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep that all who help were told of the dangers today, and who they are by their role."""
    sight = look(actor, case)
    told = words(sent, "briefed", LONGEST)
    if len(told) < SHORTEST:
        raise AmparoError("protection-unfinished", _("write who was told: by role or by office"), where="briefed")
    draft = Draft(BRIEFING, SECURITY, {"text": told}, id=id_of_form(actor, case, sent.get("token", "")))
    if not is_kept(sight, draft.id):
        record(actor, case, tuple(stated_on(sight, actor, BRIEFED, today())), seen=sight.seen, papers=(draft,))


def _body(sight: Sight, sent: Mapping[str, str]) -> dict[str, Any]:
    if sent.get("kind", "") not in KINDS:
        raise AmparoError("protection-unfinished", _("say what happened"), where="kind")
    day = _day(sight, sent.get("day", ""))
    text = words(sent, "text", LONGEST)
    if len(text) < SHORTEST:
        raise AmparoError("protection-unfinished", _("write what happened, in a few words"), where="text")
    body = {"kind": sent["kind"], "day": day.isoformat(), "text": text, "verified": "", "told": ""}
    if sent["kind"] == ASKED:
        if sent.get("verified", "") not in (*ANSWERS, "unknown"):
            raise AmparoError("protection-unfinished", _("say whether it was checked who asked"), where="verified")
        if sent.get("told", "") not in TOLD:
            raise AmparoError("protection-unfinished", _("say what they were told"), where="told")
        body |= {"verified": sent["verified"], "told": sent["told"]}
    return body


def _day(sight: Sight, text: str) -> date:
    try:
        day = calendar_day(text)
    except ValueError:
        raise AmparoError("protection-unfinished", _("write the day on which it happened"), where="day") from None
    if day > sight.on:
        raise AmparoError("protection-unfinished", _("that day has not come yet"), where="day")
    return day


def _statements(sight: Sight, actor: Actor, body: Mapping[str, Any]) -> Iterator[Statement]:
    """State the change, on the day on which it was learned of: whatever was assessed before did not know of it."""
    word = OwnWord(sight, actor.agency)
    yield from stated_on(sight, actor, CHANGED, today())
    if body["kind"] in FEARED:
        yield from word.state("retaliation_feared", value=True, source="observed")
    if body["verified"] in ANSWERS:
        yield from word.state(VERIFIED, value=ANSWERS[body["verified"]], source="observed")
    elif body["verified"]:  # that the last one who asked was verified says nothing of this one
        yield from word.end(VERIFIED, source="observed")
