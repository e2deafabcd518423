"""A decision on the stay: given, for a time or for good; refused; ended. Before a refusal or an end counts, the law is asked.

What an authority outside wrote may be what the law holds. Then it is written down, with what holds it, and the person's stay
stands in the record as it stood: `residence_permit` turns only where the act is free, ordered by a court, or decided on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting.asking import may_go_on, read_answer
from amparo.casework.acting.hold import Answer
from amparo.casework.acting.whose import askable
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import Sent, day, known_day, one_of, text, unfinished
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.residence.permit import (
    DECISION,
    FROM,
    LEGAL,
    PERMANENT,
    PERMIT,
    RUNS,
    TEMPORARY,
    UNTIL,
    WORK,
    Permit,
    permit_of,
)

ACT: Final = "stay_refusal"
REFUSED: Final = "refused"
ENDED: Final = "ended"
OUTCOMES: Final = {
    TEMPORARY: gettext_lazy("A permit for a time"),
    PERMANENT: gettext_lazy("A permit for good"),
    REFUSED: gettext_lazy("Refused"),
    ENDED: gettext_lazy("A permit was ended"),
}
ENDING: Final = (REFUSED, ENDED)
REASON: Final = "stay_refusal_reason"
REASONS: Final = ("not_confirmed", "conditions_not_met", "public_order", "other")
BOTH: Final = "stay_decision_gives_both_reasons"
WORKS: Final = {"granted": gettext_lazy("Given"), "refused": gettext_lazy("Not given"), "": gettext_lazy("Nothing was said")}
LETTER: Final = "document"


@dataclass(frozen=True, slots=True)
class StayDecision:
    """What was decided, by whom, on which day, from when until when, with which reasons of either kind."""

    outcome: str
    who: str
    on: date
    first: date | None
    last: date | None
    work: str
    protection: str
    policy: str
    reason: str = ""
    answer_by: date | None = None

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        table = {name: getattr(self, name) for name in StayDecision.__slots__}
        return {name: each.isoformat() if isinstance(each, date) else each or "" for name, each in table.items()}


def decision_from(sent: Sent) -> StayDecision:
    """Return a decision as a form sends it; raise `AmparoError` at the field that is missing."""
    found = StayDecision(
        outcome=one_of(sent, "outcome", OUTCOMES, _("choose what was decided")),
        who=text(sent, "who", _("write who decided")),
        on=known_day(sent, "on", _("write the day of the decision")),
        first=day(sent, "first"),
        last=day(sent, "last"),
        work=one_of(sent, "work", WORKS),
        protection=text(sent, "protection"),
        policy=text(sent, "policy"),
        reason=one_of(sent, "reason", REASONS),
        answer_by=day(sent, "answer_by"),
    )
    _check_days(found)
    if found.outcome in ENDING and not found.reason:
        raise unfinished(_("choose the main reason, as the decision gives it"), "reason")
    return found


def _check_days(found: StayDecision) -> None:
    if found.on > today():
        raise unfinished(_("that day has not come"), "on")
    if found.outcome == TEMPORARY and found.last is None:
        raise unfinished(_("write the last day, as it stands on the permit"), "last")
    if found.outcome in (TEMPORARY, PERMANENT) and found.first is None:
        raise unfinished(_("write the first day"), "first")
    if found.first and found.last and found.last < found.first:
        raise unfinished(_("the last day lies before the first one"), "last")


def may_record(actor: Actor, sight: Sight) -> bool:
    """Say whether somebody may record a decision on the stay: they have to be able to ask what holds it."""
    return LEGAL in sight.recordable and ACT in askable(actor, sight.keeper)


def held_by(actor: Actor, sight: Sight) -> Answer | None:
    """Return how a refusal or an end stands, on what the viewer may be told; nothing for whoever may not ask."""
    return read_answer(actor, sight, ACT) if may_record(actor, sight) else None


def keep(actor: Actor, case: str, made: StayDecision, token: str = "", *, although_held: bool = False) -> bool:
    """Record a decision on the stay; return whether it counts.

    Raise `act-held` for a refusal or an end that the law holds. `although_held` writes such a one down as what came: the
    paper is kept with what holds it, and the stay stands as it stood.
    """
    sight = look(actor, case)
    if not may_record(actor, sight):
        raise AmparoError(
            "not-yours-to-record", _("this is not yours to record in this case"), help=_("the lawyer or case manager does")
        )
    is_end = ends(made, permit_of(sight))
    answer = held_by(actor, sight) if is_end else None
    held = answer is not None and not answer.goes_on
    if held and not although_held:
        raise AmparoError("act-held", _("the law holds this: it does not count"), where="outcome")
    rules = [each["rule"] for each in answer.holds] if answer is not None and held else []
    draft = Draft(DECISION, LEGAL, {**made.body(), "held": held, "rules": rules}, id=id_of_form(actor, case, token))
    if is_kept(sight, draft.id):
        return not held
    said = tuple(_reason(sight, actor, made)) if held else tuple(_stated(sight, actor, made))

    def also(standing: Standing) -> None:
        if is_end and not held:
            may_go_on(standing, ACT)

    record(actor, case, said, seen=sight.seen, papers=(draft,), also=also)
    return not held


def ends(made: StayDecision, permit: Permit) -> bool:
    """Say whether a decision takes a stay away: by its name, or by a last day before the one that stood."""
    if made.outcome != TEMPORARY:
        return made.outcome in ENDING
    return permit.state == PERMANENT or (permit.last is not None and made.last is not None and made.last < permit.last)


def _stated(sight: Sight, actor: Actor, made: StayDecision) -> Iterator[Statement]:
    own, permit = OwnWord(sight, actor.agency), permit_of(sight)
    yield from own.state(PERMIT, made.outcome, source=LETTER)
    if made.outcome in (TEMPORARY, PERMANENT):
        if made.first is not None and not runs_on(permit, made.first):
            yield from own.state(FROM, made.first.isoformat(), source=LETTER)
        if made.last is not None:
            yield from own.state(UNTIL, made.last.isoformat(), source=LETTER)
    if made.work:
        yield from own.state(WORK, made.work, source=LETTER)
    if made.protection and made.policy:
        yield from own.state(BOTH, value=True, source=LETTER)
    yield from _reason(sight, actor, made)


def _reason(sight: Sight, actor: Actor, made: StayDecision) -> Iterator[Statement]:
    if made.outcome in ENDING:
        yield from OwnWord(sight, actor.agency).state(REASON, made.reason, source=LETTER)


def runs_on(permit: Permit, first: date) -> bool:
    """Say whether a permit from a day goes on from the one before without a gap: then its first day stays the first one's."""
    return permit.first is not None and permit.state in RUNS and permit.last is not None and (first - permit.last).days <= 1
