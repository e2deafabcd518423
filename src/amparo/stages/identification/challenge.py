"""A challenge to a decision on status, and new evidence: made by anybody for the person, answered by a decision of others.

Whoever says that a challenge is open, or that there is something new, is believed at once: the protections come back before
anybody looked into it. Whoever said it says that it is over; the authority's word alone closes nothing that another opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.waiting import CHALLENGE, await_answer, awaited_in, done
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.identification.clock_law import challenge_due
from amparo.stages.identification.decision import NO, SHORTEST, STAGES
from amparo.stages.identification.decision_evidence import NEW
from amparo.stages.identification.decision_standing import AUTHORITY, CHALLENGING, stand_of
from amparo.stages.identification.decision_statements import CHALLENGED, DECIDED, Stating

ACCOUNT: Final = "account"
"""Where a challenge is kept: it tells what the person told."""
DOCUMENT: Final = "document"
LONGEST: Final = 12_000
MAKERS: Final = {
    "person": gettext_lazy("The person"),
    "lawyer": gettext_lazy("A lawyer, for the person"),
    "guardian": gettext_lazy("The guardian of a child"),
    "worker": gettext_lazy("A case manager or another helper, for the person"),
}
"""Who challenges; whoever records it may be somebody else."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is said against a decision; `evidence` is what is new, where anything is."""

    maker: str
    grounds: str
    evidence: str = ""

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {"maker": self.maker, "grounds": self.grounds, "evidence": self.evidence}


def challenge_from(sent: Mapping[str, str]) -> Challenge:
    """Return a challenge as a form sends it; raise `AmparoError` at the field that is missing."""
    found = Challenge(sent.get("maker", ""), words(sent, "grounds", LONGEST), words(sent, "evidence", LONGEST))
    if found.maker not in MAKERS:
        raise AmparoError("decision-unfinished", _("say who challenges the decision"), where="maker")
    if len(found.grounds) < SHORTEST and len(found.evidence) < SHORTEST:
        raise AmparoError("decision-unfinished", _("say what is wrong with the decision, or what is new"), where="grounds")
    return found


def challenge(actor: Actor, case: str, made: Challenge, token: str = "") -> str:
    """Record a challenge, and new evidence with it; both count at once. Return the id of its paper."""
    sight = look(actor, case)
    agency = deciding_agency(sight)
    stating = Stating(sight, actor.agency)
    said = [*stating.state(CHALLENGED, value=True, source=DOCUMENT)]
    if made.evidence:
        said += stating.state(NEW, value=True, source=DOCUMENT)
    draft = Draft(CHALLENGING, ACCOUNT, made.body(), is_said=made.maker == "person", id=id_of_form(actor, case, token))
    if is_kept(sight, draft.id):
        return draft.id
    record(
        actor,
        case,
        said,
        seen=sight.seen,
        papers=(draft,),
        also=lambda _standing: _await(actor, case, draft.id, agency),
    )
    return draft.id


def withdraw(actor: Actor, case: str, paper: str) -> None:
    """Say, once, that a challenge of one's own agency is over: answered and taken no further, or not wanted any more.

    In the authority nobody says so who had a part in the decision, and new evidence ends by a decision alone.
    """
    sight = look(actor, case)
    found = next((each for each in sight.papers if each.id == paper and each.kind == CHALLENGING and not each.answers), None)
    if found is None or found.agency != actor.agency:
        raise not_there()
    _check_withdrawable(actor, sight, paper)
    waits = {each.about for each in awaited_in(case) if each.kind == CHALLENGE}
    others = waits & {each.id for each in sight.papers if each.agency == actor.agency} - {paper}
    said = () if others else tuple(_ended(actor, sight, answered=paper not in waits))
    draft = Draft(CHALLENGING, ACCOUNT, {"maker": found.body["maker"], "over": True}, answers=paper)

    def also(_standing: object) -> None:
        if paper in waits:
            done(case, CHALLENGE, paper)

    record(actor, case, said, seen=sight.seen, papers=(draft,), also=also)


def _check_withdrawable(actor: Actor, sight: Sight, paper: str) -> None:
    if any(each.kind == CHALLENGING and each.answers == paper for each in sight.papers):
        raise AmparoError("challenge-over", _("this challenge was said to be over already"), where="grounds")
    stand = stand_of(sight)
    proposes = stand.proposal is not None and stand.proposal.user == actor.user
    if actor.body == AUTHORITY and (proposes or stand.took_part(actor.user)):
        raise AmparoError(
            "same-person", _("this takes another person"),
            help=_("who took part in the decision that is challenged does not end the challenge"), where="grounds",
        )  # fmt: skip


def _ended(actor: Actor, sight: Sight, *, answered: bool) -> Iterator[Statement]:
    """End what the agency itself stated; what is left of the time to challenge runs on."""
    stating = Stating(sight, actor.agency)
    left = _time_left(sight, actor.agency)
    if left is None:
        yield from stating.end(CHALLENGED)
    elif any(each.value is True for each in stating.mine(CHALLENGED)):
        yield from stating.state(CHALLENGED, value=True, until=left)
    if answered and actor.body != AUTHORITY:
        yield from stating.end(NEW)


def _time_left(sight: Sight, agency: str) -> date | None:
    """Return the last day that the agency's last decision gives to challenge it, where it has not passed."""
    given = [each for each in sight.entries if each.key == CHALLENGED and each.agency == agency and each.source == DECIDED]
    last = given[-1].valid_until if given else None
    return last if last is not None and last >= today() else None


def deciding_agency(sight: Sight) -> str:
    """Return the agency that decided, which answers; raise `AmparoError` where nothing was decided yet."""
    found = [each for each in standing(sight.entries) if each.key in STAGES and each.by == AUTHORITY and each.value is not None]
    if not found:
        raise AmparoError(
            "decision-unfinished",
            _("nothing was decided on status yet"),
            help=_("what you know is evidence: record it in the case"),
            where="grounds",
        )
    return found[-1].agency


def is_over(sight: Sight) -> bool:
    """Say whether the time to challenge a no ran out by the law's own date, and nobody says that one is open."""
    said = [each for each in standing(sight.entries) if each.key == CHALLENGED and each.value is not None]
    timed = [each for each in said if each.valid_until is not None and each.valid_until < today()]
    return bool(timed) and not any(each.value is True and each.is_valid_on(today()) for each in said)


def say_over(actor: Actor, case: str) -> None:
    """State, as the authority, that the time to challenge is over: not before its day, and not while anybody says otherwise."""
    sight = look(actor, case)
    if actor.body != AUTHORITY or not is_over(sight):
        raise not_there()
    said = Stating(sight, actor.agency).state(CHALLENGED, value=False, source="decision")
    record(actor, case, [*said], seen=sight.seen, papers=[Draft("challenge-time", ACCOUNT, {"on": today().isoformat()})])


def was_refused(sight: Sight) -> bool:
    """Say whether a no stands."""
    return any(_is_no(each) for each in standing(sight.entries))


def open_papers(sight: Sight) -> tuple[tuple[Paper, bool, bool], ...]:
    """Return the challenges of a case: each paper, whether it waits for an answer, and whether it was said to be over."""
    waits = {each.about for each in awaited_in(sight.case) if each.kind == CHALLENGE}
    over = {each.answers for each in sight.papers if each.kind == CHALLENGING and each.answers}
    made = (each for each in sight.papers if each.kind == CHALLENGING and not each.answers)
    return tuple((each, each.id in waits, each.id in over) for each in made)


def _is_no(entry: Entry) -> bool:
    return entry.key in STAGES and entry.by == AUTHORITY and entry.value == NO


def _await(actor: Actor, case: str, paper: str, agency: str) -> None:
    await_answer(actor, case, CHALLENGE, paper, agency=agency, due=challenge_due())
