"""Who works on a case, in a role, for a purpose, until when; and who must not see it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import vocabulary
from amparo.casework.entitled import ROLES, TRAFFICKERS_ONLY, Standing, in_force, not_there, permitted
from amparo.casework.log import log
from amparo.casework.models import BreakGlass, Case, Conflict, Grant, Membership, Notice, User
from amparo.casework.moment import fresh_id, now
from amparo.casework.policy import Asked, Granted, Purpose, Relation, decide
from amparo.errors import AmparoError

UNATTENDED: Final = "case-unattended"


def add_member(actor: Actor, case: str, user: str, *, role: str, purpose: str, until: datetime | None = None) -> str:
    """Bring somebody else into a case, and return the id of their membership.

    Whoever keeps the case brings in anybody whose agency may read of it; a receiver its own people alone; nobody themselves.
    Where no end is said it is the longest that their bundle has.
    """
    with permitted(actor, case, Action.ALLOT) as standing:
        member = User.objects.select_related("agency").filter(id=user, is_active=True, ended=None, agency__ended=None).first()
        if member is None:
            raise AmparoError("unknown-user", "nobody signs in with this name")
        _check_member(standing, member, role, purpose)
        end = _end(member, until)
        row = Membership.objects.create(
            id=fresh_id(),
            case_id=case,
            user=member,
            role=role,
            purpose=purpose,
            since=now(),
            until=end,
            granted_by_id=actor.user,
        )
        log("member-added", actor, case=case, about={"member": row.id, "user": user, "role": role, "purpose": purpose})
    return row.id


def end_member(actor: Actor, member: str) -> None:
    """End somebody's work on a case; everybody may end their own."""
    row = Membership.objects.select_related("user").filter(id=member, ended=None).first()
    is_own = row is not None and row.user_id == actor.user
    with permitted(actor, row.case_id if row else "", Action.SEE_CASE if is_own else Action.DISMISS) as standing:
        if row is None:
            raise not_there()
        if standing.keeper != actor.agency != row.user.agency_id:
            raise _of_another_agency()
        Membership.objects.filter(id=row.id).update(ended=now())
        log("member-ended", actor, case=row.case_id, about={"member": row.id, "user": row.user_id})
        tell_if_unattended(row.case_id)


def declare_conflict(actor: Actor, case: str, user: str = "") -> str:
    """Say that oneself, or somebody else, must not see a case: from now on they do not, in no emergency either."""
    who = user or actor.user
    with permitted(actor, case, Action.SEE_CASE if who == actor.user else Action.NAME_CONFLICT):
        if not User.objects.filter(id=who).exists():
            raise AmparoError("unknown-user", "nobody signs in with this name")
        moment = now()
        row = Conflict.objects.create(id=fresh_id(), case_id=case, user_id=who, since=moment, named_by_id=actor.user)
        Membership.objects.filter(case_id=case, user_id=who, ended=None).update(ended=moment)
        BreakGlass.objects.filter(case_id=case, user_id=who, until__gt=moment).update(until=moment)
        log("conflict-declared", actor, case=case, about={"conflict": row.id, "user": who})
        tell_if_unattended(case)
    return row.id


def end_conflict(actor: Actor, conflict: str) -> None:
    """Say that somebody else may see the case again; they come back to no work on it by that."""
    row = Conflict.objects.filter(id=conflict, ended=None).first()
    with permitted(actor, row.case_id if row else "", Action.END_CONFLICT):
        if row is None:
            raise not_there()
        if actor.user == row.user_id:
            raise AmparoError("same-person", "this takes another person", help="nobody ends a conflict of their own")
        Conflict.objects.filter(id=row.id).update(ended=now(), ended_by_id=actor.user)
        log("conflict-ended", actor, case=row.case_id, about={"conflict": row.id, "user": row.user_id})


def tell_if_unattended(case: str) -> None:
    """Tell the agency that keeps a case when nobody of its people works on it any more."""
    kept = Case.objects.get(id=case)
    working = in_force(Membership.objects.filter(case=kept, user__agency_id=kept.agency_id, user__is_active=True), now())
    if not working.exists():
        Notice.objects.create(id=fresh_id(), agency_id=kept.agency_id, case=kept, kind=UNATTENDED, at=now())


def _end(member: User, until: datetime | None) -> datetime:
    """Return when somebody's work on a case ends, said or not; raise `AmparoError` for an end that has passed or is too far."""
    moment, longest = now(), BUNDLES[member.bundle].longest
    if until is not None and until <= moment:
        raise AmparoError("wrong-end", "that end has passed already", where="until")
    if until is not None and until > moment + longest:
        raise AmparoError(
            "wrong-end",
            f"nobody works on a case for more than {longest.days} days without being asked again",
            help="choose an earlier end, and bring them in again then",
            where="until",
        )
    return until or moment + longest


def _check_member(standing: Standing, member: User, role: str, purpose: str) -> None:
    actor, case = standing.actor, standing.case
    if member.id == actor.user:
        raise AmparoError("same-person", "this takes another person", help="nobody lets themselves into a case")
    if role not in ROLES or purpose not in set(Purpose):
        raise AmparoError("wrong-membership", "there is no such role, or no such purpose", help=f"roles: {', '.join(ROLES)}")
    is_keeper = standing.keeper == actor.agency
    if not is_keeper and member.agency_id != actor.agency:
        raise _of_another_agency()
    if role == TRAFFICKERS_ONLY and (not is_keeper or actor.body in vocabulary().coercers):
        raise AmparoError(
            "wrong-membership", "who keeps the case says so of a prosecutor, and wants nothing of the person", where="role"
        )
    if Conflict.objects.filter(case_id=case, user=member, ended=None).exists():
        raise AmparoError("member-in-conflict", "they must not see this case", help="a conflict of interest stands")
    rows = in_force(Membership.objects.filter(case_id=case, user=member, purpose=purpose), now())
    if rows.exists():
        raise AmparoError("member-already", "they work on this case for this purpose already")
    _check_sight(standing, member, Purpose(purpose))


def _check_sight(standing: Standing, member: User, purpose: Purpose) -> None:
    """Refuse somebody who would see nothing: a membership that opens nothing is a trap for the next change of the rules."""
    grants = Grant.objects.filter(case_id=standing.case, agency=member.agency_id, purpose=purpose)
    is_own, given = member.agency_id == standing.keeper, in_force(grants, now()).exists()
    if not is_own and not given:
        raise AmparoError(
            "member-without-grant", "their agency was given nothing of this case for this purpose", help="give a grant first"
        )
    decision = decide(
        Asked(
            body=member.agency.body,
            bundle=member.bundle,
            action=Action.SEE_CASE,
            purpose=purpose,
            relation=Relation.MEMBER if is_own else Relation.RECEIVER,
            conflict=False,
            granted=Granted.LIVE if given else Granted.NEVER,
        )
    )
    if not decision.allowed:
        raise AmparoError("member-could-see-nothing", "they could do nothing in this case", help=decision.words)


def _of_another_agency() -> AmparoError:
    return AmparoError("member-of-another-agency", "that is for their own agency, or the one that keeps the case")
