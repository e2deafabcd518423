"""In whose hands an owed duty is: given to somebody of one's own agency in the case, put off for a reason, taken back.

That a duty is in nobody's hands, or was put off, changes nothing of what is owed, or by when. Only duties of one's own agency
are given or put off, and of these only such as one is told of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, in_force, not_there, permitted
from amparo.casework.log import log
from amparo.casework.models import Hand, Membership
from amparo.casework.moment import now
from amparo.casework.owed.budget import MANDATORY
from amparo.casework.owed.told import Duty, told_of_cases
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.casework.sighted import sighted
from amparo.casework.wall import reading
from amparo.environment import today
from amparo.errors import AmparoError

DEFERRAL: Final = "deferral"
LONGEST: Final = timedelta(days=30)
"""How far ahead a duty is put off at most; ours."""
MANDATORY_LONGEST: Final = timedelta(days=7)
"""How far ahead one that the law requires, and that has no later day; ours."""
OTHER: Final = "other"
WORDS: Final = 500
GROUNDS: Final[Mapping[str, str]] = {
    "person-asked": "the person asked for more time",
    "not-reached": "the person cannot be reached just now",
    "not-safe": "it would not be safe just now",
    "other-agency": "another agency has to do something first",
    "no-interpreter": "no interpreter is free before then",
    "paper-missing": "a paper that it needs is not there yet",
    OTHER: "another reason",
}
"""The reasons that are ready to pick; the last one takes words."""


@dataclass(frozen=True, slots=True)
class InHand:
    """One duty, and who of the reader's agency it can be given to: ids and names by which they sign in."""

    duty: Duty
    colleagues: tuple[tuple[str, str], ...]
    last: date


def in_hand(actor: Actor, case: str, mark: str) -> InHand:
    """Return a duty of a case that was looked at; raise `no-such-case` for one that is not owed, or not told."""
    with reading(actor.agency, [case]):
        duty = _told(actor, case, mark)
        return InHand(duty, _colleagues(actor, case), last_day(duty))


def last_day(duty: Duty) -> date:
    """Return until when a duty can be put off: one that the law requires, not beyond its day, or for a week."""
    day = today()
    if duty.force not in (MANDATORY, ""):
        return day + LONGEST
    return min(duty.due, day + LONGEST) if duty.due and duty.due > day else day + MANDATORY_LONGEST


def give(actor: Actor, case: str, mark: str, user: str) -> None:
    """Give a duty into the hands of somebody of the actor's agency who works on the case; of the actor too."""
    with permitted(actor, case, Action.SEE_CASE):
        duty = _told(actor, case, mark)
        if user not in dict(_colleagues(actor, case)):
            raise AmparoError("wrong-hands", "they do not work on this case", help="bring them in first", where="user")
        Hand.objects.update_or_create(case_id=case, mark=duty.mark, defaults={"user_id": user, "at": now()})
        log("duty-given", actor, case=case, about={"mark": duty.mark, "user": user})


def take_back(actor: Actor, case: str, mark: str) -> None:
    """Put a duty back: into nobody's hands, and owed as if it had never been put off."""
    with permitted(actor, case, Action.SEE_CASE):
        duty = _told(actor, case, mark)
        Hand.objects.filter(case_id=case, mark=duty.mark).delete()
        log("duty-taken-back", actor, case=case, about={"mark": duty.mark})


def put_off(actor: Actor, case: str, mark: str, until: date, ground: str, words: str = "") -> None:
    """Put a duty off until a day, for a reason that is kept as a paper of the case."""
    sight = look(actor, case)
    duty = in_hand(actor, case, mark).duty
    _check(duty, until, ground, words)
    body = {"duty": duty.mark, "until": until.isoformat(), "ground": ground, "text": words.strip()}
    draft = Draft(DEFERRAL, _compartment(sight, duty), body)

    def also(_standing: Standing) -> None:
        found = _told(actor, case, mark)
        row = {"until": until, "paper": draft.id, "at": now()}
        Hand.objects.update_or_create(case_id=case, mark=found.mark, defaults=row)
        log("duty-put-off", actor, case=case, about={"mark": found.mark, "ground": ground})

    record(actor, case, seen=sight.seen, papers=(draft,), also=also)


def _told(actor: Actor, case: str, mark: str) -> Duty:
    """Return a duty that somebody is told of, inside a transaction that has entered the case."""
    told = told_of_cases(actor, sighted(actor, now(), only=[case]), today())
    found = next((duty for each in told for duty in each.duties if duty.mark == mark), None)
    if found is None:
        raise not_there()
    return found


def _colleagues(actor: Actor, case: str) -> tuple[tuple[str, str], ...]:
    """Return who of the actor's agency works on a case, the actor first."""
    rows = Membership.objects.filter(case=case, user__agency=actor.agency, user__is_active=True, user__ended=None)
    found = dict(in_force(rows, now()).order_by("user__username").values_list("user_id", "user__username"))
    return tuple(sorted(found.items(), key=lambda each: (each[0] != actor.user, each[1])))


def _check(duty: Duty, until: date, ground: str, words: str) -> None:
    if ground not in GROUNDS:
        raise AmparoError("wrong-deferral", "say why it is put off", help="choose one of the reasons", where="ground")
    if len(words) > WORDS or (ground == OTHER and len(words.strip()) < len("because")):
        raise AmparoError("wrong-deferral", f"write the reason, in at most {WORDS} signs", where="words")
    if until <= today():
        raise AmparoError("wrong-deferral", "that day has come already", help="choose a later day", where="until")
    if until > last_day(duty):
        raise AmparoError(
            "wrong-deferral",
            "that is too far ahead",
            help="one that the law requires is put off to its day at most, or for a week; others for 30 days",
            where="until",
        )


def _compartment(sight: Sight, duty: Duty) -> str:
    """Return in which compartment the reason is kept: one that the duty rests on, if the actor may write there."""
    for some in (duty.parts & sight.recordable, sight.recordable):
        if some:
            return min(some)
    raise AmparoError("not-yours-to-record", "this is not yours to record in this case", help="you may write in no part of it")
