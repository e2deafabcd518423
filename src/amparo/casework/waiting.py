"""What waits in a case for an answer of somebody else: a second reader, the second of two, the answer to a challenge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.models import Waiting
from amparo.casework.moment import fresh_id, now
from amparo.errors import AmparoError

SECOND_READER: Final = "second-reader"
ACT_SECOND: Final = "act-second"
CHALLENGE: Final = "challenge"
ACT_TOLD: Final = "act-told"
EARLY_END: Final = "early-end"
PERSON_WROTE: Final = "person-wrote"
PERSON_ASKED: Final = "person-asked"
DETENTION_REVIEW: Final = "detention-review"
KINDS: Final = {
    SECOND_READER: "a decision waits for its second reader",
    ACT_SECOND: "a decision on a held act waits for the second of two people",
    CHALLENGE: "a challenge waits for its answer",
    EARLY_END: "a wish of the person to end their time to recover waits for somebody of another agency",
    ACT_TOLD: "the person and their lawyer have to be told of a decision on a held act",
    PERSON_WROTE: "the person wrote, and somebody has to read it",
    PERSON_ASKED: "the person asked about their data, and waits for an answer",
    DETENTION_REVIEW: "a detention has to be reviewed again",
}
PAUSE: Final = "pause"
"""A clock of an office that stands still. It waits for nobody, and so is ended from the beginning."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that waits: in which case, since when, until when, asked by whom, about which paper."""

    id: str
    case: str
    kind: str
    about: str
    since: datetime
    due: datetime | None
    by: str
    agency: str


def await_answer(actor: Actor, case: str, kind: str, about: str, *, agency: str, due: datetime | None = None) -> str:
    """Let something wait for an answer of an agency; inside the transaction of the act that asks."""
    if kind not in KINDS:
        raise AmparoError("wrong-paper", "nothing waits for that", where="kind")
    row = Waiting.objects.create(
        id=fresh_id(), case_id=case, agency_id=agency, kind=kind, about=about, since=now(), due=due, by_id=actor.user
    )
    return row.id


def answered(actor: Actor, case: str, kind: str, about: str) -> None:
    """End the waiting for an answer, inside the transaction of the act that answers; nobody answers themselves."""
    row = Waiting.objects.select_for_update().filter(case=case, kind=kind, about=about, ended=None).first()
    if row is None:
        raise not_there()
    if row.by_id == actor.user:
        raise AmparoError("same-person", "this takes another person", help="nobody is their own second person")
    Waiting.objects.filter(id=row.id).update(ended=now())


def done(case: str, kind: str, about: str) -> None:
    """End a waiting that anybody may end, whoever asked; inside the transaction of what was done."""
    if not Waiting.objects.filter(case=case, kind=kind, about=about, ended=None).update(ended=now()):
        raise not_there()


def pause(actor: Actor, case: str, about: str, *, first: datetime, last: datetime) -> None:
    """Let the clocks of the actor's agency in a case stand still between two moments; `about` is the paper that says why."""
    Waiting.objects.create(
        id=fresh_id(), case_id=case, agency_id=actor.agency, kind=PAUSE, about=about, since=first, due=last, by_id=actor.user,
        ended=now(),
    )  # fmt: skip


def end_pause(actor: Actor, case: str, about: str, at: datetime) -> None:
    """End a pause of the actor's agency before its time."""
    rows = Waiting.objects.filter(case=case, kind=PAUSE, about=about, agency=actor.agency, due__gt=at)
    if not rows.update(due=at):
        raise not_there()


def pauses_of(actor: Actor, cases: Iterable[str]) -> Mapping[str, list[tuple[datetime, datetime]]]:
    """Return when the clocks of the actor's agency stood or stand still, by case, inside a look at these cases."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    rows = Waiting.objects.filter(case__in=list(cases), kind=PAUSE, agency=actor.agency).order_by("since", "id")
    for row in rows:
        if row.due is not None:
            found.setdefault(row.case_id, []).append((row.since, row.due))
    return found


def awaited_in(case: str) -> tuple[Awaited, ...]:
    """Return what waits in a case that was looked at, the first due first."""
    rows = Waiting.objects.filter(case=case, ended=None).order_by("due", "since", "id")
    return tuple(as_awaited(row) for row in rows)


def as_awaited(row: Waiting) -> Awaited:
    """Return a row as what waits."""
    return Awaited(row.id, row.case_id, row.kind, row.about, row.since, row.due, row.by_id, row.agency_id)


def may_answer(actor: Actor, row: Waiting) -> bool:
    """Say whether somebody of the agency that is asked can end a waiting: of their own asking only what anybody may end."""
    return row.by_id != actor.user or row.kind in (ACT_TOLD, PERSON_WROTE, PERSON_ASKED, DETENTION_REVIEW)
