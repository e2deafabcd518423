"""Pauses of the authority's clocks: each with a reason, a first day and a last. None of them pauses a protection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.casework.waiting import end_pause, pause, pauses_of
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.stages.identification.clock import Pause
from amparo.stages.identification.decision import SHORTEST
from amparo.stages.identification.decision_standing import check_authority

PAUSE: Final = "pause"
ACCOUNT: Final = "account"
LONGEST: Final = timedelta(days=180)
"""Longer than this no clock stands still by one decision: it is looked at again."""
MOST: Final = 1000
"""Signs of a reason."""


def pause_clock(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Let the clocks of the authority stand still in a case, for a reason, from a day to a day, neither of them past."""
    check_authority(actor)
    reason, first, last = sent.get("reason", "").strip()[:MOST], _day(sent, "first"), _day(sent, "last")
    if len(reason) < SHORTEST:
        raise AmparoError("decision-unfinished", _("say why, in at least ten signs"), where="reason")
    if first < today():
        raise AmparoError(
            "decision-unfinished", _("a pause begins today or later"),
            help=_("for what began before, begin it today: a time that has run out stays so"), where="first",
        )  # fmt: skip
    if last < first or last < today() or last - first > LONGEST:
        raise AmparoError("decision-unfinished", _("a pause ends, after it began and within half a year"), where="last")
    look(actor, case)
    draft = Draft(PAUSE, ACCOUNT, {"reason": reason, "first": first.isoformat(), "last": last.isoformat()})
    begins, ends = _begin(first), _begin(last + timedelta(days=1))
    record(actor, case, seen={}, papers=(draft,), also=lambda _s: pause(actor, case, draft.id, first=begins, last=ends))


def go_on(actor: Actor, case: str, paper: str, reason: str) -> None:
    """End a pause before its last day, with a reason."""
    check_authority(actor)
    look(actor, case)
    if len(reason.strip()) < SHORTEST:
        raise AmparoError("decision-unfinished", _("say why, in at least ten signs"), where="reason")
    draft = Draft(PAUSE, ACCOUNT, {"reason": reason.strip()[:MOST], "over": True}, answers=paper)
    record(actor, case, seen={}, papers=(draft,), also=lambda _s: end_pause(actor, case, paper, _begin(today())))


def pauses_in(actor: Actor, *cases: str) -> Mapping[str, tuple[Pause, ...]]:
    """Return the pauses of cases that were looked at, as clocks read them: whole days, the last included."""
    zone = time_zone()

    def as_pause(since: datetime, due: datetime) -> Pause:
        return Pause(since.astimezone(zone).date(), due.astimezone(zone).date() - timedelta(days=1))

    return {case: tuple(as_pause(*each) for each in found) for case, found in pauses_of(actor, cases).items()}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, time_zone())


def _day(sent: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(sent.get(name, ""))
    except ValueError:
        raise AmparoError("decision-unfinished", _("write a day"), where=name) from None
