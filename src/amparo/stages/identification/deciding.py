"""To decide: at once where it takes nothing away, else to propose; and the second reader, who agrees or does not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.determine import determined
from amparo.casework.entitled import Standing, not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.casework.waiting import CHALLENGE, SECOND_READER, answered, await_answer, awaited_in, done
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.identification.clock_law import challenge_until, second_reading_due
from amparo.stages.identification.decision import NO, SHORTEST, Decision, check, decision_from, takes_two
from amparo.stages.identification.decision_evidence import AGAINST, since
from amparo.stages.identification.decision_held import held_in, held_with
from amparo.stages.identification.decision_standing import DECISION, READING, Stand, check_authority, stand_of
from amparo.stages.identification.decision_statements import Stating, findings, outcome, statements

ACCOUNT: Final = "account"
"""Where decisions and their readings are kept: they tell what the person told, and no prosecutor reads them there."""
LONGEST: Final = 12_000


def decide(actor: Actor, sight: Sight, decision: Decision) -> str:
    """Take a decision, or propose it where it takes two; return the id of its paper.

    Raise `decision-unfinished` at the field that is missing, `act-held` where the law holds a negative record,
    `decision-waiting` where another one waits for its second reader, `same-person` for who took part in what is challenged.
    """
    check_authority(actor)
    stand = stand_of(sight)
    check(decision, stand.before)
    two = takes_two(decision.outcome)
    _check_part(actor, stand)
    stating = Stating(sight, actor.agency)
    if decision.outcome == NO:
        held_with(actor, sight.case, findings(decision, stating)).check(decision.passing or {})
    body = {**decision.body(), "takes_two": two, "answering": [each.id for each in stand.challenges]}
    draft = Draft(DECISION, ACCOUNT, body)
    said = () if two else statements(decision, stating, today())

    def also(_standing: Standing) -> None:
        waits = next((each for each in awaited_in(sight.case) if each.kind == SECOND_READER), None)
        if two:
            if waits is not None:
                raise AmparoError("decision-waiting", "another decision waits for its second reader", where="outcome")
            await_answer(actor, sight.case, SECOND_READER, draft.id, agency=actor.agency, due=second_reading_due())
        else:
            if waits is not None:
                done(sight.case, SECOND_READER, waits.about)
            _close(actor, sight.case, stand.challenges)

    record(actor, sight.case, said, seen=sight.seen, papers=(draft,), also=also)
    return draft.id


def read_second(actor: Actor, case: str, paper: str, *, agrees: bool, reasons: str) -> None:
    """Agree with a proposed decision, which takes effect then, or not, and nothing changes; with reasons of one's own."""
    check_authority(actor)
    sight = look(actor, case)
    stand = stand_of(sight)
    if stand.proposal is None or stand.proposal.id != paper:
        raise not_there()
    if stand.proposal.user == actor.user:
        raise AmparoError("same-person", "this takes another person", help="nobody is their own second person", where="agrees")
    if len(reasons.strip()) < SHORTEST:
        raise AmparoError("decision-unfinished", "say why, in at least ten signs", where="reasons")
    _check_part(actor, stand)
    if agrees:
        _check_unchanged(sight, stand.proposal)
    decision = decision_from(stand.proposal.body)
    draft = Draft(
        READING, ACCOUNT, {"agrees": agrees, "reasons": words({"reasons": reasons}, "reasons", LONGEST)}, answers=paper
    )
    on, stating = today(), Stating(sight, actor.agency)
    found = findings(decision, stating) if agrees else ()
    comes_to = outcome(decision, stating, on, last_day=challenge_until(on)) if agrees else ()

    def also(standing: Standing) -> None:
        answered(actor, case, SECOND_READER, paper)
        if agrees:
            _check_answers(case, stand.proposal)
            _check_still_free(standing, sight, decision, {each.key for each in comes_to})
            _close(actor, case, stand.challenges)

    record(actor, case, (*found, *comes_to), seen=sight.seen, papers=(draft,), also=also)


def take_back(actor: Actor, case: str, paper: str) -> None:
    """Take back one's own proposal before anybody read it; that it was made stays."""
    check_authority(actor)
    stand = stand_of(look(actor, case))
    if stand.proposal is None or stand.proposal.id != paper or stand.proposal.user != actor.user:
        raise not_there()
    draft = Draft(READING, ACCOUNT, {"agrees": False, "reasons": "", "taken_back": True}, answers=paper)
    record(actor, case, seen={}, papers=(draft,), also=lambda _standing: done(case, SECOND_READER, paper))


def _check_part(actor: Actor, stand: Stand) -> None:
    """Whoever took part in a decision that is challenged does not answer the challenge."""
    if stand.challenges and stand.took_part(actor.user):
        raise AmparoError(
            "same-person", "this takes another person",
            help="who took part in the decision that is challenged does not answer the challenge", where="outcome",
        )  # fmt: skip


def _check_unchanged(sight: Sight, proposal: Paper) -> None:
    """Refuse to agree where something came since that may speak for the person: whoever proposed did not weigh it."""
    if any(each.direction != AGAINST for each in since(sight, proposal.at)):
        raise _changed()


def _check_answers(case: str, proposal: Paper | None) -> None:
    """Refuse to agree where other challenges are open than those that the proposal answers, whoever may read them."""
    open_ = {each.about for each in awaited_in(case) if each.kind == CHALLENGE}
    if proposal is None or open_ != set(proposal.body["answering"]):
        raise _changed()


def _changed() -> AmparoError:
    return AmparoError(
        "decision-changed", _("something came since this was proposed"),
        help=_("do not agree; it is proposed anew, on all that is known now"), where="agrees",
    )  # fmt: skip


def _check_still_free(standing: Standing, sight: Sight, decision: Decision, comes_to: Collection[str]) -> None:
    """Ask once more inside the transaction, on all that is known now, less the outcome: somebody may have stated more.

    What the outcome states, nobody stated meanwhile: the record would have refused it.
    """
    before = {entry.id for entry in sight.entries}
    found = determined(standing.case, without=lambda entry: entry.key in comes_to and entry.id not in before)
    held_in(found.acts, found.answer["determinations"]).check(decision.passing or {})


def _close(actor: Actor, case: str, challenges: Sequence[Paper]) -> None:
    """End the waiting of the challenges that this decision answers; who made one does not answer it."""
    for each in challenges:
        answered(actor, case, CHALLENGE, each.id)
