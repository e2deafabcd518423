"""The end of the work on a case, and its beginning again: each with reasons, and the first only where nothing holds it.

A closed case stays whole. What is owed in it stays owed and visible, whoever could record still can, and who records new facts
is told that it is closed; anybody of them begins the work again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.acting import Answer, may_go_on, read_answer
from amparo.casework.acting.asking import named, place_of
from amparo.casework.acting.deciding import LONGEST, SHORTEST
from amparo.casework.acting.whose import askable, may_decide
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing
from amparo.casework.models import Case
from amparo.casework.moment import now
from amparo.casework.papers import Draft
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.casework.waiting import Awaited, awaited_in
from amparo.errors import AmparoError

ACT: Final = "case_closure"
PAPER: Final = "closure"
CLOSED: Final = "closed"
BEGUN_AGAIN: Final = "begun-again"
GROUNDS: Final[Mapping[str, str]] = {
    "wish": "the person has left all help of their own wish, and was told that they may come back",
    "settled": "the person is settled, and nothing more is needed",
    "elsewhere": "another agency sees the person through",
    "duplicate": "this case is another case of the same person",
    "no-victim": "it was decided, finally and after review, that the person was not trafficked",
    "died": "the person has died",
    "other": "another ground, which the reasons name",
}
"""Why work on a case ends: a closed list."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What somebody has to know before they end the work on a case, or begin it again.

    `answer` is how the act stands, or nothing to whom it is not told. `owed` are the duties that are owed, as the look told
    them; `waits` what waits for an answer. `since` is when the case was closed; `moved` when something was last recorded.
    """

    sight: Sight
    answer: Answer | None
    owed: tuple[Mapping[str, Any], ...]
    waits: tuple[Awaited, ...]
    since: datetime | None
    moved: datetime
    may_close: bool


def ending(actor: Actor, case: str) -> Ending:
    """Look at a case for whoever thinks of ending the work on it."""
    sight = look(actor, case)
    row = Case.objects.get(id=case)
    return Ending(
        sight=sight,
        answer=read_answer(actor, sight, ACT) if ACT in askable(actor, sight.keeper) else None,
        owed=tuple(each for each in sight.determinations if _is_owed(each)),
        waits=awaited_in(case),
        since=row.closed,
        moved=row.moved,
        may_close=may_decide(actor, sight.keeper, ACT),
    )


def close(actor: Actor, case: str, *, ground: str, reasons: str, owed: int) -> None:
    """End the work on a case. `owed` is how many duties the one who decides saw to be owed: more since then, and it is refused.

    Raise `act-held` where closing is held, `case-closed` where it is closed already.
    """
    found = ending(actor, case)
    if not found.may_close or found.answer is None:
        raise AmparoError("not-yours-to-decide", "this act is not yours to decide on", help="those whose act it is decide")
    _check_reasons(reasons)
    if ground not in GROUNDS:
        raise AmparoError("wrong-ground", "say why the work ends", where="ground")
    if len(found.owed) != owed:
        raise AmparoError(
            "owed-changed", "what is owed is not what you read", help="read it again, then decide", where="reasons"
        )
    body = {"do": CLOSED, "ground": ground, "reasons": reasons.strip(), "owed": owed, **named(found.answer)}

    def also(standing: Standing) -> None:
        may_go_on(standing, ACT)
        if not Case.objects.filter(id=case, closed=None).update(closed=now()):
            raise AmparoError("case-closed", "this case is closed already", where="reasons")

    record(actor, case, seen={}, papers=[Draft(PAPER, place_of(found.sight.recordable), body)], also=also)


def begin_again(actor: Actor, case: str, *, reasons: str) -> None:
    """Begin the work on a closed case again: anybody who may record in it, at any time, for a reason."""
    sight = look(actor, case)
    _check_reasons(reasons)

    def also(_standing: Standing) -> None:
        if not Case.objects.filter(id=case).exclude(closed=None).update(closed=None):
            raise AmparoError("case-open", "this case is open", where="reasons")

    body = {"do": BEGUN_AGAIN, "reasons": reasons.strip()}
    record(actor, case, seen={}, papers=[Draft(PAPER, place_of(sight.recordable), body)], also=also)


def closed_since(case: str) -> datetime | None:
    """Return since when a case that was looked at is closed; nothing while it is open."""
    return Case.objects.filter(id=case).values_list("closed", flat=True).first()


def _is_owed(each: Mapping[str, Any]) -> bool:
    return each["kind"] == "duty" and bool(each["in_effect"]) and each["fulfilled"] != "yes"


def _check_reasons(reasons: str) -> None:
    if not SHORTEST <= len(reasons.strip()) <= LONGEST:
        raise AmparoError("reasons-needed", f"reasons have from {SHORTEST} to {LONGEST} signs", where="reasons")
