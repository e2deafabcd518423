"""How a user stands to a case at a moment: what the policy asks of them, read anew for every question.

Nothing of this is remembered. What was ended a moment ago counts no more, and a user whose bundle, agency or account changed
since they signed in stands to nothing until they sign in again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.canary import betray
from amparo.casework.compartment import compartment_of
from amparo.casework.identifying import is_identification_note
from amparo.casework.log import log
from amparo.casework.models import BreakGlass, Case, Conflict, Grant, Membership
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.office import check_in_office, is_as_signed_in, unproved
from amparo.casework.policy import Asked, Decision, GlassRight, Granted, Purpose, Relation, decide
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry

Row = TypeVar("Row", Membership, Grant)

FOUNDER: Final = "responsible"
TRAFFICKERS_ONLY: Final = "traffickers_only"
ROLES: Final = {
    FOUNDER: "answers for the case",
    "works_on": "works on the case",
    "stands_in": "stands in for somebody",
    TRAFFICKERS_ONLY: "prosecutes the traffickers, and not the person",
}
"""What somebody does in a case. The last is believed only of the agency that keeps the case."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a user stands to a case for one purpose; `live` and `ended` are compartments that their agency was granted."""

    purpose: Purpose
    relation: Relation
    live: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    own_offences: bool = True

    def granted(self, compartment: str) -> Granted:
        """Say how the grant of a compartment stands, or, of none, of any."""
        if compartment in self.live or (not compartment and self.live):
            return Granted.LIVE
        return Granted.ENDED if compartment in self.ended or (not compartment and self.ended) else Granted.NEVER


class _Question(NamedTuple):
    action: Action
    compartment: str
    is_said: bool
    is_note: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a user stands to a case, for each of their purposes; to one that is not there, nobody stands.

    `glass` are compartments that they hold open in an emergency; `seconded` is set where somebody else has agreed to the act.
    """

    actor: Actor
    case: str
    keeper: str = ""
    stands: tuple[Stand, ...] = ()
    conflict: bool = True
    glass: frozenset[str] = frozenset()
    glass_right: GlassRight = GlassRight.SUSPENDED
    seconded: bool = False
    _known: dict[_Question, Decision] = field(default_factory=dict, init=False, repr=False, compare=False)

    def decide(
        self,
        action: Action,
        compartment: str = "",
        *,
        is_said: bool = True,
        is_identification_note: bool = True,
    ) -> Decision:
        """Return the policy's answer for a purpose that allows it; else for one for which they work on the case, if any."""
        question = _Question(action, compartment, is_said, is_identification_note)
        if question not in self._known:
            first = sorted(self.stands, key=lambda stand: stand.relation is Relation.NONE)
            found = [decide(self._asked(stand, question)) for stand in first]
            refused = Decision(allowed=False, reason="not-in-the-case")
            self._known[question] = min(found, key=lambda each: (not each.allowed, not each.needs), default=refused)
        return self._known[question]

    def sees(self, entry: Entry) -> bool:
        """Say whether the user may read one statement."""
        found = self.decide(
            Action.READ,
            compartment_of(entry.key),
            is_said=entry.source == "said",
            is_identification_note=is_identification_note(entry),
        )
        return found.allowed

    def refused(self, action: Action, compartments: Iterable[str] = ()) -> AmparoError | None:
        """Return why an act is refused, or nothing where it is allowed in all of these compartments.

        Whoever does not see the case is told that there is none, unless nothing is missing but to prove who they are.
        """
        found = [self.decide(action, name) for name in sorted(set(compartments)) or [""]]
        return next((self.refusal(action, decision) for decision in found if not decision.allowed), None)

    def check(self, action: Action, compartments: Iterable[str] = ()) -> None:
        """Raise `AmparoError` unless the act is allowed, in all of these compartments."""
        error = self.refused(action, compartments)
        if error is not None:
            raise error

    def refusal(self, action: Action, decision: Decision) -> AmparoError:
        """Return the error by which an act is refused."""
        if decision.needs:
            return unproved(decision)
        if not (self.is_colleague() or self.decide(Action.SEE_CASE).allowed):
            return not_there()
        if action is Action.RECORD:
            return AmparoError("not-yours-to-record", "this is not yours to record in this case", help=decision.words)
        return AmparoError("not-yours-in-case", "this is not yours to do in this case", help=decision.words)

    def is_colleague(self) -> bool:
        """Say whether the user answers for the case as one of their agency's, without working on it."""
        bundle = BUNDLES.get(self.actor.bundle)
        return (
            bundle is not None
            and bool(bundle.as_colleague)
            and not self.conflict
            and any(stand.relation is Relation.COLLEAGUE for stand in self.stands)
        )

    def _asked(self, stand: Stand, question: _Question) -> Asked:
        compartment = question.compartment
        return Asked(
            body=self.actor.body,
            bundle=self.actor.bundle,
            action=question.action,
            purpose=stand.purpose,
            relation=stand.relation,
            conflict=self.conflict,
            compartment=compartment,
            granted=stand.granted(compartment),
            is_said=question.is_said,
            is_identification_note=question.is_note,
            own_offences=stand.own_offences,
            glass=compartment in self.glass if compartment else bool(self.glass),
            glass_right=self.glass_right,
            stepped_up=self.actor.stepped_up,
            seconded=self.seconded,
        )


def not_there() -> AmparoError:
    """Return the one answer to whoever asks for a case that is not there, or not theirs to see."""
    return AmparoError("no-such-case", "there is no such case, or it is not yours to see")


def check_keeps(standing: Standing) -> None:
    """Raise `AmparoError` unless the actor's agency keeps the case: with its keys alone this act opens and seals."""
    if standing.keeper != standing.actor.agency:
        raise AmparoError(
            "not-yours-in-case",
            "this is not yours to do in this case",
            help="who the person is, is kept by the agency that keeps the case",
        )


def standing_of(actor: Actor, case: str, moment: datetime, *, purpose: str = "") -> Standing:
    """Return how a user stands to a case, for one of their purposes or for all; a canary tells of whoever asks.

    Inside a transaction, since that is where a canary's entry of the log belongs.
    """
    betray(actor, case)
    conflicts = Conflict.objects.filter(case=OuterRef("pk"), user=actor.user, ended=None)
    found = Case.objects.filter(id=case).annotate(barred=Exists(conflicts)).first()
    bundle = BUNDLES.get(actor.bundle)
    if found is None or bundle is None or not is_as_signed_in(actor):
        return Standing(actor, case)
    members = {row.purpose: row for row in in_force(Membership.objects.filter(case=found, user=actor.user), moment)}
    grants = [] if found.agency_id == actor.agency else list(Grant.objects.filter(case=found, agency=actor.agency))
    purposes = [each for each in Purpose if each in bundle.purposes and purpose in ("", each)]
    glass = BreakGlass.objects.filter(case=found, user=actor.user, since__lte=moment, until__gt=moment)
    return Standing(
        actor,
        case,
        keeper=found.agency_id,
        stands=tuple(stand_of(actor, found, each, members.get(each), grants, moment) for each in purposes),
        conflict=found.barred,
        glass=frozenset(glass.values_list("compartment", flat=True)) if Purpose.EMERGENCY in purposes else frozenset(),
    )


@contextmanager
def permitted(  # noqa: PLR0913 who, what, where, and four things that are hardly ever said
    actor: Actor,
    case: str,
    action: Action,
    compartments: Iterable[str] = (),
    *,
    purpose: str = "",
    glass_right: GlassRight = GlassRight.SUSPENDED,
    seconded: bool = False,
    beside: str = "",
) -> Iterator[Standing]:
    """Open the transaction of an act that the policy allows; a refusal is raised once its entry of the log is kept.

    Acts on who may see a case come one after the other: a key that one takes back is not a key that another just gave.
    `beside` is a second case that the act writes of, so that two who write of the same two never wait for each other.
    """
    with told_plainly():
        with transaction.atomic(durable=True):
            _wait_for_turn(sorted({case, beside} - {""}))
            found = standing_of(actor, case, now(), purpose=purpose)
            standing = replace(found, glass_right=glass_right, seconded=seconded)
            error = standing.refused(action, compartments)
            if error is None:
                enter(actor.agency, [case])
                yield standing
            else:
                log("look-refused", actor, about={"asked": as_id(case), "act": action.value, "code": error.code})
        if error is not None:
            raise error


def _wait_for_turn(cases: Iterable[str]) -> None:
    """Wait until nobody else writes to these cases, and let nobody until the transaction ends; on SQLite its beginning did."""
    if connection.features.has_select_for_update:
        for case in cases:
            Case.objects.select_for_update().filter(id=case).values_list("id", flat=True).first()


def in_force(rows: QuerySet[Row], moment: datetime) -> QuerySet[Row]:
    """Return the memberships or grants that stand at a moment."""
    return rows.filter(Q(until=None) | Q(until__gt=moment), since__lte=moment, ended=None)


def is_in_force(row: Membership | Grant, moment: datetime) -> bool:
    """Say the same of one row."""
    return row.ended is None and row.since <= moment and (row.until is None or moment < row.until)


def check_opening(actor: Actor, purpose: str) -> None:
    """Raise `AmparoError` unless a user may open a case for this purpose."""
    check_in_office(actor, Action.OPEN_CASE, purpose or "none")


def begin_membership(actor: Actor, case: str, purpose: str) -> None:
    """Make who opened a case its first member; inside the transaction that opened it."""
    moment = now()
    Membership.objects.create(
        id=fresh_id(),
        case_id=case,
        user_id=actor.user,
        role=FOUNDER,
        purpose=purpose,
        since=moment,
        until=moment + BUNDLES[actor.bundle].longest,
        granted_by=None,
    )


def stand_of(
    actor: Actor, case: Case, purpose: Purpose, member: Membership | None, grants: Iterable[Grant], moment: datetime
) -> Stand:
    """Return how a user stands for one purpose, from the rows of their membership and of their agency's grants."""
    if case.agency_id == actor.agency:
        return Stand(purpose, Relation.MEMBER if member else Relation.COLLEAGUE)
    if member is None:
        return Stand(purpose, Relation.NONE)
    given = [grant for grant in grants if grant.case_id == case.id and grant.purpose == purpose]
    live = frozenset(name for grant in given if is_in_force(grant, moment) for name in grant.compartments)
    every = frozenset(name for grant in given for name in grant.compartments)
    believed = member.role == TRAFFICKERS_ONLY and member.granted_by_id is not None
    return Stand(purpose, Relation.RECEIVER, live, every - live, own_offences=not believed)
