"""To ask whether an act is held: before anybody does it, in the log and in a paper of the case; and at the doing once more."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from amparo.casework.access import look
from amparo.casework.acting.decisions import ASKED, counting, waiting
from amparo.casework.acting.decisions import DECIDED as DECIDED_KIND
from amparo.casework.acting.hold import (
    COURT_ALONE,
    DECIDED,
    DECISION,
    FORBIDDEN,
    FREE,
    ORDERED,
    SECOND,
    WAYS,
    Answer,
    Whole,
    answer_of,
    seen_holds,
    told_holds,
    whole,
)
from amparo.casework.acting.orders import allowing, forbids
from amparo.casework.acting.whose import check_askable
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.determine import current
from amparo.casework.entitled import Standing
from amparo.casework.keys import CaseKeys
from amparo.casework.moment import now
from amparo.casework.papers import Draft, Paper, papers_of
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.casework.store import entries_by
from amparo.casework.wall import reading
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry

COMPARTMENTS: Final = ("legal", "support", "security", "voice", "health", "identity")
"""Where a paper on an act is kept: in the first of these in which its writer may record."""
_KEPT_APART: Final = {"health_test": ("health",), "support_withdrawal": ("support", *COMPARTMENTS)}
"""Acts that tell of health or help by their name: who may charge the person does not read that somebody planned one."""
_ITEM: Final = re.compile(r"([a-z_]+)#\d{1,9}", re.ASCII)


def ask(actor: Actor, case: str, act: str, item: str = "", *, purpose: str = "") -> Answer:
    """Ask whether an act may be done, and return how it stands; that it was asked, and what was answered, is kept.

    Raise `no-such-case` to whoever may not see the case, `not-your-act` for an act that this user may not ask about.
    """
    sight = look(actor, case, purpose=purpose)
    answer = read_answer(actor, sight, act, item)
    body = {"act": act, "item": item, "answer": answer.answer, "way": answer.way, **named(answer)}
    record(actor, case, seen={}, purpose=purpose, papers=[Draft(ASKED, place_of(sight.recordable, act), body)])
    return answer


def read_answer(actor: Actor, sight: Sight, act: str, item: str = "") -> Answer:
    """Return how an act stands for whoever looked, and keep nothing: for a page that shows it beside other things."""
    check_askable(actor, sight.keeper, act)
    _check_item(item, sight.readable)
    with reading(actor.agency, [sight.case]):
        found = whole(current(sight.case), act, item)
        way, paper = _way(actor, found, sight.case, sight.keeper, sight.entries)
    readable = {each.id for each in sight.papers}
    said = sight.acts[act]
    holds, seen = told_holds(sight, act, item), seen_holds(sight, act, item)
    return Answer(
        case=sight.case,
        act=act,
        item=item,
        answer=answer_of(seen) if found.holds and seen else found.answer,
        way=way,
        on=found.on,
        law=found.law,
        print=found.print(sight.case),
        marks=found.marks(sight.case),
        holds=holds,
        withheld=len(seen or found.holds) - len(holds),
        needs=tuple(said["needs"]),
        safeguards=tuple(said["safeguards"]),
        orders=tuple(said["orders"]),
        decision=paper if paper in readable else "",
    )


def may_go_on(standing: Standing, act: str, item: str = "") -> None:
    """Raise `act-held` unless an act may be done now, on what is known with the act itself; inside its transaction (`also`)."""
    actor, case = standing.actor, standing.case
    check_askable(actor, standing.keeper, act)
    keys = CaseKeys(case, actor.agency)
    entries = [entry for entry in entries_by(keys, None) if standing.sees(entry)]
    way, _paper = _way(actor, whole(current(case), act, item), case, standing.keeper, entries)
    if way not in (FREE, ORDERED, DECIDED):
        raise AmparoError("act-held", "this act is held", help=WAYS[way], where=act)


def named(answer: Answer) -> dict[str, object]:
    """Return what a paper says of the holds that it is about: which, under which law, on which day."""
    return {"print": answer.print, "marks": list(answer.marks), "on": answer.on.isoformat(), "law": answer.law}


def place_of(recordable: Collection[str], act: str = "") -> str:
    """Return the compartment in which somebody keeps a paper on an act; who records nowhere is refused by the record."""
    places = _KEPT_APART.get(act, COMPARTMENTS)
    return next((name for name in places if name in recordable), places[0])


def decided_in(case: str, keeper: str) -> tuple[Paper, ...]:
    """Return all decisions on held acts of a case, for which of them counts, whoever reads them; inside a look or an act."""
    return papers_of(CaseKeys(case, keeper), DECIDED_KIND, COMPARTMENTS)


def _way(actor: Actor, found: Whole, case: str, keeper: str, entries: Collection[Entry]) -> tuple[str, str]:
    """Return how an act stands, and the paper of the decision that counts or waits."""
    if forbids(found.orders):
        return FORBIDDEN, ""
    if not found.is_held:
        return FREE, ""
    if allowing(found.orders, entries, actor):
        return ORDERED, ""
    if found.takes_court:
        return COURT_ALONE, ""
    papers, about = decided_in(case, keeper), (found.act, found.item, found.print(case))
    paper = counting(papers, about, now())
    if paper is not None:
        return DECIDED, paper.id
    open_ = waiting(papers, about)
    return (SECOND, open_.id) if open_ is not None else (DECISION, "")


def _check_item(item: str, readable: Collection[str]) -> None:
    """Refuse an item of which the asker may not read: whether it is there would be told by the answer."""
    kind = _ITEM.fullmatch(item)
    if item and (kind is None or kind[1] not in vocabulary().items or compartment_of(item) not in readable):
        raise AmparoError("unknown-case-item", "this is no item of which you may ask", where="item")
