"""Judging whether two cases are about one person: by somebody who may read both, with a reason, and undone as plainly.

Nothing is merged. Two cases that are one person's stay two records with their own facts, keys and readers, and point at each
other: what was put together wrongly could not be taken apart, and one agency's readers would read another's notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there, permitted, standing_of
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log
from amparo.casework.models import Pairing
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.wall import enter
from amparo.errors import AmparoError
from amparo.sealing.value import Place, sealed_by

IDENTITY: Final = "identity"
LONGEST: Final = 1000
SAME: Final = "found-same"
DIFFERENT: Final = "found-different"
UNDONE: Final = "pairing-undone"


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two cases are about one person, or are not: who said so, when and why; `undone` where somebody took it back.

    There is no reason any more where who either person is was erased: it speaks of both.
    """

    id: str
    other: str
    is_same: bool
    by: str
    at: datetime
    reason: str
    undone: datetime | None = None


def judge(actor: Actor, case: str, other: str, *, is_same: bool, reason: str) -> None:
    """Say that two cases are about one person, or about two; it stands in the place of what was judged of them before."""
    tidy = _reason(reason)
    if case == other:
        raise AmparoError("pairing-with-itself", "a case is compared with another one, and not with itself", where="other")
    with permitted(actor, case, Action.RECORD, {IDENTITY}, beside=other) as standing:
        refused = _refused(actor, standing, other)
        if refused is None:
            _judge(actor, *sorted((case, other)), is_same=is_same, reason=tidy)
    if refused is not None:
        raise refused


def undo(actor: Actor, case: str, pairing: str) -> None:
    """Take back a judgement on a case and another that the actor may read too; that it was made, and by whom, stays."""
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        standing_ones = Pairing.objects.select_for_update().filter(Q(one=case) | Q(other=case), id=pairing, undone=None)
        found = standing_ones.first()  # of two who take it back at once, from either case, the second finds none
        if found is None:
            raise AmparoError("no-such-pairing", "there is no such judgement on this case, or it was taken back")
        refused = _refused(actor, standing, _other(found, case))
        if refused is None:
            _undo(found, actor)
            log(UNDONE, actor, cases=(found.one_id, found.other_id))
    if refused is not None:
        raise refused


def judged(actor: Actor, case: str) -> tuple[Judgement, ...]:
    """Return what was judged of a case and others that the actor may read too, the newest first."""
    with permitted(actor, case, Action.READ, {IDENTITY}):
        rows = Pairing.objects.filter(Q(one=case) | Q(other=case)).order_by("-at", "id")
        readable = [row for row in rows if _reads(actor, _other(row, case))]
        log("case-looked-at", actor, case=case, about={"compartments": [IDENTITY]})
        return tuple(_opened(actor, row, case) for row in readable)


def judgements(case: str, others: Iterable[str]) -> Mapping[str, bool]:
    """Return what stands of a case and others, by the other one; for who was found to read both."""
    theirs = list(others)
    rows = Pairing.objects.filter(Q(one=case, other__in=theirs) | Q(one__in=theirs, other=case), undone=None)
    return {_other(row, case): row.is_same for row in rows}


def _judge(actor: Actor, one: str, two: str, *, is_same: bool, reason: str) -> None:
    before = Pairing.objects.filter(one=one, other=two, undone=None).first()
    if before is not None:
        _undo(before, actor)
    id_ = fresh_id()
    enter(actor.agency, [one])
    sealed = CaseKeys(one, actor.agency).sealed(reason.encode(), _place(id_), IDENTITY)
    Pairing.objects.create(id=id_, one_id=one, other_id=two, is_same=is_same, by_id=actor.user, at=now(), reason=sealed)
    log(SAME if is_same else DIFFERENT, actor, cases=(one, two))


def _undo(row: Pairing, actor: Actor) -> None:
    row.undone, row.undone_by_id = now(), actor.user
    row.save(update_fields=["undone", "undone_by"])


def _opened(actor: Actor, row: Pairing, case: str) -> Judgement:
    enter(actor.agency, [row.one_id])
    data, keys = bytes(row.reason), CaseKeys(row.one_id, actor.agency)
    data_key = sealed_by(data) if data else ""
    reason = keys.opened(data, _place(row.id), data_key).decode() if keys.holds(data_key) else ""
    return Judgement(row.id, _other(row, case), row.is_same, row.by_id, row.at, reason, row.undone)


def _other(row: Pairing, case: str) -> str:
    return row.other_id if row.one_id == case else row.one_id


def _refused(actor: Actor, standing: Standing, other: str) -> AmparoError | None:
    """Refuse what one may not read as what is not there, and note it in the log as of any case that is asked for.

    Both cases are kept by the actor's agency, whose keys seal. It is raised once the transaction has kept the entry.
    """
    if standing.keeper == actor.agency and _reads(actor, other):
        return None
    error = not_there()
    log("look-refused", actor, about={"asked": as_id(other), "act": Action.READ.value, "code": error.code})
    return error


def _reads(actor: Actor, case: str) -> bool:
    standing = standing_of(actor, case, now())
    return standing.keeper == actor.agency and standing.decide(Action.READ, IDENTITY).allowed


def _reason(text: str) -> str:
    tidy = " ".join(text.split())
    if not 0 < len(tidy) <= LONGEST or not tidy.isprintable():
        raise AmparoError(
            "pairing-without-reason", f"a judgement has a reason of at most {LONGEST} visible signs", where="reason"
        )
    return tidy


def _place(id_: str) -> Place:
    return Place("pairing", id_, "reason", 0)
