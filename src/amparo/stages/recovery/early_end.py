"""The early end of the time to recover: the wish asked again by somebody who gains nothing from it, on another day.

Only here is the fact stated, in the same act as its paper (`casework/decided.py` refuses it everywhere else), on the day on
which the person said it again, never an earlier one. And it is never the last word: who comes back has the time again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there
from amparo.casework.models import Provider
from amparo.casework.moment import now
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sight import Sight
from amparo.casework.waiting import EARLY_END, answered
from amparo.desk.sent import Sent, one_of, text, unfinished
from amparo.environment import time_zone
from amparo.errors import AmparoError
from amparo.facts.value import NEVER
from amparo.ledger.known import standing as as_stated
from amparo.stages.recovery.early_wish import (
    BACK,
    CONFIRMED,
    FREE_OF_GAIN,
    INTERPRETERS,
    LEGAL,
    YES_NO,
    is_child,
    named,
    not_yours,
    waiting_in,
    wish_of,
)
from amparo.stages.recovery.period import ENDED, period_of

SHELTER: Final = "shelter"
"""The kind of service in the directory that is a place to live."""
NIGHT: Final = timedelta(hours=12)
"""Two days with a night between: a minute before midnight and a minute after are no two days. Our own choice."""
SAID: Final = "said"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking again: alone, through whom, understood, whether anybody pressed, whether they still want it."""

    alone: str
    language: str
    interpreter: str
    understood: str
    pressed: str
    still: str
    words: str

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {name: getattr(self, name) for name in Asked.__slots__}

    @property
    def is_free(self) -> bool:
        """Whether the person still wants it, and nobody made them."""
        return self.still == "yes" and self.pressed == "no"


def asked_from(sent: Sent) -> Asked:
    """Return what a form says; raise `AmparoError` at the field that is missing, or that does not hold for a wish to count."""
    found = Asked(
        alone=one_of(sent, "alone", YES_NO, _("say whether you were alone with the person")),
        language=text(sent, "language", _("write in which language you spoke")),
        interpreter=one_of(sent, "interpreter", INTERPRETERS, _("say who interpreted")),
        understood=one_of(sent, "understood", YES_NO, _("say whether the person knows what ends with the time")),
        pressed=one_of(sent, "pressed", (*YES_NO, "unknown"), _("say whether anybody pressed or promised something")),
        still=one_of(sent, "still", YES_NO, _("say whether the person still wants it")),
        words=text(sent, "words", _("write what the person said, in their words")),
    )
    if found.is_free:
        _check_asked_well(found)
    return found


def _check_asked_well(found: Asked) -> None:
    if found.alone != "yes":
        raise unfinished(_("ask again, alone with the person: with others there it does not count"), "alone")
    if found.interpreter == "other":
        raise unfinished(_("ask again, with an interpreter of no office that removes or houses the person"), "interpreter")
    if found.understood != "yes":
        raise unfinished(_("explain again what ends with the time, and ask then"), "understood")


def confirm(actor: Actor, case: str, paper: str, asked: Asked) -> bool:
    """Answer a wish that waits: where the person freely wants it still, the time ends today; else the wish is over.

    Return whether the time has ended. Raise `early-end-gains` for whoever is of the same agency or kind of body as the writer
    of the wish, or could gain; `early-end-too-soon` before another day; `early-end-changed` where the time is another one.
    """
    sight = look(actor, case)
    wish = wish_of(sight, paper)
    waits = waiting_in(case)
    if wish is None or waits is None or waits.about != paper:
        raise not_there()
    check_may_confirm(actor, sight, wish)
    kind, said = (CONFIRMED, tuple(_ended(actor, sight, asked))) if asked.is_free else (BACK, ())
    draft = Draft(kind, LEGAL, {**asked.body(), "asked_on": civil_day(now()).isoformat()}, answers=paper, is_said=True)

    def also(_standing: Standing) -> None:
        answered(actor, case, EARLY_END, paper)
        if asked.is_free:
            check_day(wish.at, now())

    record(actor, case, said, seen=sight.seen, papers=(draft,), also=also)
    return asked.is_free


def check_may_confirm(actor: Actor, sight: Sight, wish: Paper) -> None:
    """Raise `AmparoError` unless this user may ask the person again, today, about this wish."""
    if LEGAL not in sight.recordable:
        raise not_yours()
    if wish.user == actor.user:
        raise AmparoError(
            "same-person", _("this takes another person"), help=_("nobody is their own second person"), where="still"
        )
    if reason := gains(actor, wish):
        raise AmparoError(
            "early-end-gains", reason, help=_("ask somebody of legal aid, or of another organisation"), where="still"
        )
    if is_child(sight) or wish.body["period"] != named(period_of(sight)) or not period_of(sight).goes_on:
        raise AmparoError(
            "early-end-changed", _("the wish was said of another time, or of what does not end by a wish"),
            help=_("where the person wants it still, write the wish down anew"), where="still",
        )  # fmt: skip
    _check_who_came_back(actor, sight)
    check_day(wish.at, now())


def gains(actor: Actor, wish: Paper) -> str:
    """Say why somebody has no free hand here, or nothing."""
    if actor.agency == wish.agency:
        return _("your own agency wrote the wish down")
    if actor.body not in FREE_OF_GAIN:
        return _("your kind of office could gain from the end of the time, or grants it itself")
    if actor.body == wish.by:
        return _("the same kind of body wrote the wish down")
    if any(SHELTER in each.kinds for each in Provider.objects.filter(agency=actor.agency, ended=None)):
        return _("your agency gives places to live, and would have one back")
    return ""


def check_day(said: datetime, moment: datetime) -> None:
    """Raise `early-end-too-soon` unless a moment lies on another civil day than that of the wish, with a night between."""
    if civil_day(moment) <= civil_day(said) or moment < said + NIGHT:
        raise AmparoError(
            "early-end-too-soon", _("the person is asked again on another day, with a night between"), where="still"
        )


def civil_day(moment: datetime) -> date:
    """Return the day on which a moment fell here."""
    return moment.astimezone(time_zone()).date()


def come_back(actor: Actor, case: str, words: str) -> None:
    """Write down that the person wants the time again after it was ended: it counts at once, whoever is told."""
    sight = look(actor, case)
    if LEGAL not in sight.recordable:
        raise not_yours()
    if period_of(sight).ended is None:
        raise not_there()
    said = tuple(OwnWord(sight, actor.agency).state(ENDED, NEVER.value, source=SAID))
    record(actor, case, said, seen=sight.seen, papers=(Draft(BACK, LEGAL, {"words": words}, is_said=True),))


def _ended(actor: Actor, sight: Sight, asked: Asked) -> Iterator[Statement]:
    for each in OwnWord(sight, actor.agency).state(ENDED, civil_day(now()).isoformat(), source=SAID):
        method = _("alone with the person, on another day than the wish")
        yield (
            each
            if each.value is None
            else Statement(each.key, each.value, SAID, method=method, language=asked.language[:60], corrects=each.corrects)
        )


def _check_who_came_back(actor: Actor, sight: Sight) -> None:
    """Whom the person told that they want the time again has to hear the next wish: their word stands."""
    others = (each for each in as_stated(sight.entries) if each.key == ENDED and each.agency != actor.agency)
    if any(each.value is NEVER for each in others):
        raise AmparoError(
            "early-end-gains", _("the person came back once, and told another agency"),
            help=_("the agency that wrote that down asks the person again"), where="still",
        )  # fmt: skip
