"""A row made a case: the case, its facts, its names and a paper of what the old record held, in one transaction, and once.

What the row names no day for would all be owed at once, in thousands of cases on one morning. So the duties of a new case that
have no day of their own wait in the list of work until its turn comes (`Plan.begin_on`, `a_day`): for `FURTHEST` at most, and
what the law requires no longer than anybody may put it off. That is our own choice, and changes nothing of what is owed or
held: what the law wants at once, what has a day, come or gone, and every hold, stand at once.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from amparo.casework.acting.asking import place_of
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartments
from amparo.casework.decided import takes_papers
from amparo.casework.determine import law, mark_of, refresh
from amparo.casework.entitled import standing_of
from amparo.casework.importing.columns import FURTHEST, Plan
from amparo.casework.importing.rows import Ready, parts_of
from amparo.casework.keys import mark_key
from amparo.casework.labels import CALLED
from amparo.casework.log import log
from amparo.casework.models import Hand, Imported
from amparo.casework.moment import now
from amparo.casework.office import check_in_office
from amparo.casework.owed.budget import MANDATORY
from amparo.casework.owed.hands import MANDATORY_LONGEST
from amparo.casework.papers import Draft
from amparo.casework.record import fill, open_case
from amparo.environment import today
from amparo.errors import AmparoError

PAPER: Final = "imported"
BROUGHT: Final = "brought"
THERE: Final = "there"
WRONG: Final = "wrong"
FAILED: Final = "failed"
_TWICE: Final = "import-twice"
_FRIDAY: Final = 4
"""The last working day; on a Saturday and a Sunday no turn comes."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one row: brought as a case, there already, wrong as the dry run said, or refused as it was written."""

    row: int
    state: str
    case: str = ""
    why: str = ""


def check_importing(actor: Actor, purpose: str) -> None:
    """Raise `AmparoError` unless somebody may open cases for this purpose, and sees cases through as a whole."""
    check_in_office(actor, Action.OPEN_CASE, purpose or "none")
    if BUNDLES[actor.bundle].writes != frozenset(compartments()):
        raise AmparoError(
            "not-yours-in-office", "this is not yours to do", help="whoever sees cases through as a whole brings them"
        )


def bring(actor: Actor, rows: Iterable[Ready], plan: Plan, *, begun: int = 0) -> Iterator[Done]:
    """Bring rows as cases, one after the other; `begun` is how many of the batch were brought before, for their turns."""
    check_importing(actor, plan.purpose)
    count = begun
    for ready in rows:
        done = _brought(actor, ready, plan, turn_of(plan, count))
        count += done.state == BROUGHT
        yield done


def there_already(actor: Actor, rows: Iterable[Ready]) -> frozenset[int]:
    """Return the rows whose old number became a case before."""
    marks = {mark_of_number(actor.agency, each.number): each.row for each in rows}
    names = list(marks)
    found: set[str] = set()
    for first in range(0, len(names), 500):
        some = names[first : first + 500]
        found.update(Imported.objects.filter(agency=actor.agency, mark__in=some).values_list("mark", flat=True))
    return frozenset(marks[mark] for mark in found)


def mark_of_number(agency: str, number: str) -> str:
    """Return the keyed figure of an old number: by it none comes twice, and nobody reads the number."""
    return hmac.digest(mark_key("import").reveal(), f"{agency}/{number}".encode(), "sha256")[:16].hex()


def turn_of(plan: Plan, place: int) -> date | None:
    """Return the day on which the turn of a case comes: so many a working day, from the day on which the batch begins."""
    if plan.begin_on is None:
        return None
    turn = plan.begin_on
    for _day in range(place // plan.a_day):
        turn += timedelta(days=3 if turn.weekday() == _FRIDAY else 1)
    return turn


def _brought(actor: Actor, ready: Ready, plan: Plan, turn: date | None) -> Done:
    if ready.wrong:
        return Done(ready.row, WRONG, why=ready.wrong[0].expected)
    mark = mark_of_number(actor.agency, ready.number)
    if Imported.objects.filter(agency=actor.agency, mark=mark).exists():
        return Done(ready.row, THERE)
    try:
        case = open_case(
            actor,
            purpose=plan.purpose,
            called=ready.names.get(CALLED, ""),
            also=lambda made: _filled(actor, made, ready, plan, turn, mark),
        )
    except AmparoError as error:
        return Done(ready.row, THERE) if error.code == _TWICE else Done(ready.row, FAILED, why=error.sentence)
    return Done(ready.row, BROUGHT, case)


def _filled(actor: Actor, case: str, ready: Ready, plan: Plan, turn: date | None, mark: str) -> None:
    standing = standing_of(actor, case, now(), purpose=plan.purpose)
    standing.check(Action.RECORD, parts_of(ready))
    recordable = [name for name in compartments() if standing.decide(Action.RECORD, name).allowed]
    stated = tuple(each for each in ready.statements if not takes_papers(each.key, each.value))
    left = {each.key: str(each.value) for each in ready.statements if each not in stated}
    body: dict[str, Any] = {"held": list(ready.held), "empty": list(ready.empty), "on": today().isoformat(), "not_stated": left}
    names = {field: text for field, text in ready.names.items() if field != CALLED}
    paper = Draft(PAPER, place_of(recordable), {**body, "until": turn.isoformat() if turn else ""})
    fill(actor, case, stated, papers=[paper], names=names, purpose=plan.purpose)
    _keep_mark(actor, case, mark)
    log("case-imported", actor, case=case, about={"held": len(ready.held), "empty": len(ready.empty)})
    if turn is not None and turn > today():
        Hand.objects.bulk_create(_put_off(case, turn, paper.id))


def _keep_mark(actor: Actor, case: str, mark: str) -> None:
    """Keep the mark of an old number; refuse one that another run brought a moment ago, and so all of this row."""
    try:
        with transaction.atomic():
            Imported.objects.create(agency_id=actor.agency, mark=mark, case_id=case, at=now())
    except IntegrityError:
        raise AmparoError(_TWICE, "this old record was brought already", help="its case is there") from None


def _put_off(case: str, turn: date, paper: str) -> Iterator[Hand]:
    """Yield what waits for the turn of a case: duties that are not wanted at once, and have no day of their own."""
    found = refresh(case)
    at_once = {rule.id for rule in law().law_on(found.on).rules.values() if rule.at_once}
    later = min(turn, today() + FURTHEST)
    soon = min(turn, today() + MANDATORY_LONGEST)
    for each in found.answer["determinations"]:
        is_owed = each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes"
        if is_owed and each["due"] is None and each["rule"] not in at_once:
            mark = mark_of(case, each["rule"], each["item"] or "")
            until = soon if each["force"] in (MANDATORY, "") else later
            yield Hand(case_id=case, mark=mark, user=None, until=until, paper=paper, at=now())
