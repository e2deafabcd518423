"""Breaking glass: a compartment of a case, to read, for an hour, told to who answers for the case before anything shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from amparo.casework.action import SECOND_PERSON, STEP_UP, Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, in_force, not_there, permitted, standing_of
from amparo.casework.grants import take_back
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log, wait_for_head
from amparo.casework.models import BreakGlass, Case, Membership, Notice, User, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.office import unproved
from amparo.casework.policy import REASONS, Decision, GlassRight
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter, enter_everywhere, reading_everywhere
from amparo.errors import AmparoError
from amparo.sealing.value import Place, sealed_by

BROKEN: Final = "glass-broken"
OPEN_FOR: Final = timedelta(minutes=60)
REVIEW_WITHIN: Final = timedelta(hours=72)
COUNTED: Final = timedelta(days=30)
FREE: Final = 2
"""So many emergencies in that time are one's own to judge; the next one takes two."""
GROUNDS: Final[Mapping[str, str]] = {
    "life": "somebody's life or body is in danger now",
    "treatment": "somebody has to be treated now and cannot be asked",
    "child": "a child is in danger now",
    "missing": "the person has gone missing",
    "found_out": "those whom the person fled are close, or are on their way",
}
VERDICTS: Final[Mapping[str, str]] = {
    "justified": "it was an emergency, and no more was opened than it took",
    "not_justified": "it was none, or more was opened than it took",
}
_SHORTEST: Final = 10
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Glass:
    """Broken glass: which one, and until when it shows."""

    id: str
    until: datetime


def break_glass(actor: Actor, case: str, compartment: str, *, ground: str, reason: str, second: Actor | None = None) -> Glass:
    """Open a compartment for an hour; `second` is somebody else with the same right, who just proved who they are.

    What is wrong with the user or the form is said first, and before the case is looked for: it tells nothing of the case.
    """
    text = _checked(ground, reason)
    right = right_of(actor.user, now())
    _check_right(actor, second, right)
    with permitted(actor, case, Action.BREAK_GLASS, [compartment], glass_right=right, seconded=second is not None) as standing:
        if second is not None:
            _check_second(second, case, compartment)
        moment, glass = now(), fresh_id()
        _check_no_other(actor, second, right, moment)
        row = BreakGlass.objects.create(
            id=glass,
            case_id=case,
            user_id=actor.user,
            compartment=compartment,
            ground=ground,
            reason=b"",
            since=moment,
            until=moment + OPEN_FOR,
            seconded_by_id=second.user if second else None,
        )
        enter(actor.agency, [case])  # which stands open by that row
        keys = CaseKeys(case, standing.keeper)
        row.reason = keys.sealed(text.encode(), _place(glass), compartment)
        row.save(update_fields=["reason"])
        _tell(standing, glass, moment)
        if actor.agency != standing.keeper:
            keys.share(actor.agency, [compartment])
        about = {"glass": glass, "compartment": compartment, "ground": ground, "second": second.user if second else ""}
        entry = log(BROKEN, actor, case=case, about=about)
    wait_for_head(entry)
    return Glass(glass, moment + OPEN_FOR)


def right_of(user: str, moment: datetime) -> GlassRight:
    """Say whether a user may break glass at all: not while a review is overdue, nor within 30 days of a bad one."""
    mine = BreakGlass.objects.filter(user_id=user)
    overdue = mine.filter(reviewed=None, since__lte=moment - REVIEW_WITHIN)
    bad = mine.filter(verdict="not_justified", reviewed__gt=moment - COUNTED)
    if overdue.exists() or bad.exists():
        return GlassRight.SUSPENDED
    return GlassRight.OFTEN if mine.filter(since__gt=moment - COUNTED).count() >= FREE else GlassRight.FREE


def review_glass(actor: Actor, glass: str, verdict: str) -> None:
    """Judge an emergency; nobody judges one of which they were a part."""
    if verdict not in VERDICTS:
        raise AmparoError("wrong-verdict", "there is no such verdict", help=f"one of: {', '.join(VERDICTS)}", where="verdict")
    row = BreakGlass.objects.filter(id=glass).first()
    with permitted(actor, row.case_id if row else "", Action.REVIEW_GLASS):
        if row is None:
            raise not_there()
        if actor.user in (row.user_id, row.seconded_by_id):
            raise AmparoError("same-person", "this takes another person", help="nobody judges an emergency of their own")
        if not BreakGlass.objects.filter(id=glass, reviewed=None).update(
            reviewed=now(), reviewed_by_id=actor.user, verdict=verdict
        ):
            raise AmparoError("reviewed-already", "somebody has judged this emergency already")
        log("glass-reviewed", actor, case=row.case_id, about={"glass": glass, "verdict": verdict})


def reason_of(actor: Actor, glass: str) -> str:
    """Return the reason that was given, to whoever may judge it."""
    row = BreakGlass.objects.filter(id=glass).first()
    with permitted(actor, row.case_id if row else "", Action.REVIEW_GLASS) as standing:
        if row is None:
            raise not_there()
        log("case-looked-at", actor, case=row.case_id, about={"glass": glass})
        enter(standing.keeper, [row.case_id])  # who judges emergencies of all agencies was given nothing of the case
        data = bytes(row.reason)
        return CaseKeys(row.case_id, standing.keeper).opened(data, _place(glass), sealed_by(data)).decode()


def close_lapsed_glass() -> int:
    """Take back the keys that emergencies opened for agencies without a grant, once their hour is over; the ticker's work."""
    moment, taken = now(), 0
    lapsed = BreakGlass.objects.filter(until__lte=moment).exclude(user__agency=F("case__agency"))
    holding = WrapRow.objects.filter(
        person=OuterRef("case_id"), agency=OuterRef("user__agency_id"), compartment=OuterRef("compartment")
    )
    with reading_everywhere():
        over = set(lapsed.filter(Exists(holding)).values_list("case_id", "user__agency_id"))
    for case, agency in over:
        with told_plainly(), transaction.atomic(durable=True):
            enter_everywhere()
            Case.objects.select_for_update().get(id=case)
            taken += len(take_back(case, agency, moment))
    return taken


def _checked(ground: str, reason: str) -> str:
    if ground not in GROUNDS:
        raise AmparoError("wrong-ground", "there is no such ground", help=f"one of: {', '.join(GROUNDS)}", where="ground")
    text = " ".join(reason.split())
    if not _SHORTEST <= len(text) <= _LONGEST or not text.isprintable():
        raise AmparoError(
            "glass-without-reason", f"a reason in words is needed, of {_SHORTEST} to {_LONGEST} signs", where="reason"
        )
    return text


def _check_right(actor: Actor, second: Actor | None, right: GlassRight) -> None:
    if right is GlassRight.SUSPENDED:
        raise AmparoError("glass-suspended", "you may not break glass just now", help=REASONS["glass-suspended"])
    if not actor.stepped_up or (second is not None and not second.stepped_up):
        raise unproved(Decision(allowed=False, reason="to-be-proved", needs=(STEP_UP,)))
    if second is not None and second.user == actor.user:
        raise AmparoError("same-person", "this takes another person", help="somebody else with the same right has to agree")
    if right is GlassRight.OFTEN and second is None:
        raise unproved(Decision(allowed=False, reason="glass-often", needs=(SECOND_PERSON,)))


def _check_no_other(actor: Actor, second: Actor | None, right: GlassRight, moment: datetime) -> None:
    """Ask for the right once more, now that nobody else in the same user's name breaks glass at the same time."""
    User.objects.select_for_update().get(id=actor.user)
    if right_of(actor.user, moment) is not right:
        _check_right(actor, second, right_of(actor.user, moment))


def _check_second(second: Actor, case: str, compartment: str) -> None:
    moment = now()
    standing = replace(standing_of(second, case, moment), glass_right=right_of(second.user, moment), seconded=True)
    standing.check(Action.BREAK_GLASS, [compartment])


def _tell(standing: Standing, glass: str, moment: datetime) -> None:
    """Tell the agency that keeps the case and its supervisors, first those in the case; and the user's own agency."""
    told = {"case_id": standing.case, "kind": BROKEN, "about": glass, "at": moment}
    for agency in sorted({standing.keeper, standing.actor.agency}):
        Notice.objects.create(id=fresh_id(), agency_id=agency, **told)
    supervisors = User.objects.filter(agency_id=standing.keeper, bundle="supervisor", is_active=True, ended=None)
    working = in_force(Membership.objects.filter(case_id=standing.case, user__in=supervisors), moment)
    for user in supervisors.filter(id__in=working.values("user_id")) or supervisors:
        Notice.objects.create(id=fresh_id(), agency_id=standing.keeper, user=user, **told)


def _place(glass: str) -> Place:
    return Place("breakglass", glass, "reason", 0)
