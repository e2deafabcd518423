"""Whether the time was enough, asked near its end with the person; and more of it, from a new first day.

More time begins on the day after the last one, so that no day is lost, and the time that runs goes on until then: the old
first day stands until the last day, the new one from then on. Nobody has to have asked for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import Sent, day, one_of, text, unfinished
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.stages.recovery.early_wish import LEGAL, YES_NO
from amparo.stages.recovery.period import ENOUGH, EXTENDED, FIRST, OVER, RUNNING, Period, period_of

CHECK: Final = "recovery-check"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether the time is enough, how it was found out, with whom; whether more is given, and from which day."""

    enough: str
    reasons: str
    with_whom: str
    extended: str
    first: date | None = None

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        table = {name: getattr(self, name) for name in Check.__slots__}
        return {**table, "first": self.first.isoformat() if self.first else ""}


def check_from(sent: Sent) -> Check:
    """Return an assessment as a form sends it; raise `AmparoError` at the field that is missing."""
    return Check(
        enough=one_of(sent, "enough", (*YES_NO, "unknown"), _("say whether the time is enough; “not known” counts")),
        reasons=text(sent, "reasons", _("write how you came to it")),
        with_whom=text(sent, "with_whom", _("write who was asked: the person first")),
        extended=one_of(sent, "extended", YES_NO),
        first=day(sent, "first"),
    )


def next_first(period: Period) -> date | None:
    """Return the first day that more time would have: the day after the last one, or today where that has passed."""
    return max(period.last + timedelta(days=1), period.on) if period.last and period.state in (RUNNING, OVER) else None


def assess(actor: Actor, case: str, check: Check, token: str = "") -> None:
    """Record whether the time was enough, and more time where it is given."""
    sight = look(actor, case)
    period = period_of(sight)
    if period.state not in (RUNNING, OVER):
        raise AmparoError("no-period", _("no time to recover runs of which that could be said"), where="enough")
    draft = Draft(CHECK, LEGAL, check.body(), id=id_of_form(actor, case, token))
    if is_kept(sight, draft.id):
        return
    first = _first_of_more(check, period)
    record(actor, case, tuple(_stated(sight, actor, check, period, first)), seen=sight.seen, papers=(draft,))


def _first_of_more(check: Check, period: Period) -> date | None:
    if check.extended != "yes":
        return None
    earliest = next_first(period)
    first = check.first or earliest
    if first is None or earliest is None:
        raise unfinished(_("the last day of the time is not known: state its first day anew"), "first")
    if first > earliest:
        raise unfinished(_("more time begins where the last one ends: no day lies between"), "first")
    return first


def _stated(sight: Sight, actor: Actor, check: Check, period: Period, first: date | None) -> Iterator[Statement]:
    own = OwnWord(sight, actor.agency)
    if check.enough in YES_NO and "health" in sight.recordable:
        yield from own.state(ENOUGH, value=check.enough == "yes", source="said")
    if first is None:
        return
    yield from own.state(EXTENDED, value=True, source="document")
    before = own.mine(FIRST)
    if period.last is not None and first > today():
        yield from _until_then(before, period, first)
    else:
        yield from own.state(FIRST, first.isoformat(), source="document")


def _until_then(before: list[Entry], period: Period, first: date) -> Iterator[Statement]:
    """Let the old first day stand until the day before the new one, and the new one from that day on."""
    eve = (first - timedelta(days=1)).isoformat()
    for each in before:
        if isinstance(each.value, date) and each.value == period.first:
            yield Statement(FIRST, each.value.isoformat(), each.source, valid_until=eve, corrects=each.id)
    yield Statement(FIRST, first.isoformat(), "document", valid_from=first.isoformat())


def overruled(sight: Sight, actor: Actor) -> bool:
    """Say whether another agency stated the first day that stands: it has to state the new one too, or the two differ."""
    return not OwnWord(sight, actor.agency).mine(FIRST)
