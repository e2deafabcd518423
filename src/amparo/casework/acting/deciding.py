"""To decide, with reasons, whether a held act goes on: by those entitled, two people where it is coercive; and to tell of it.

A decision passes the holds that stood when it was taken, and no others. It is no clearance, and lifts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from amparo.casework.access import look
from amparo.casework.acting.asking import decided_in, named, place_of, read_answer
from amparo.casework.acting.decisions import DECIDED, GO_ON, STAY, TO_SAVE, TOLD, VERDICTS, is_refused
from amparo.casework.acting.hold import DECIDED as PASSED
from amparo.casework.acting.hold import DECISION, SECOND, WAYS, Answer
from amparo.casework.acting.whose import SAVING, is_coercive, may_decide, needs_two
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there
from amparo.casework.moment import now
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sight import Sight
from amparo.casework.waiting import ACT_SECOND, ACT_TOLD, answered, await_answer, done
from amparo.errors import AmparoError

LONGEST: Final = 8_000
SHORTEST: Final = 20
"""Signs of a reason: one word is none."""
TELLING: Final = {True: timedelta(days=1), False: timedelta(days=3)}
"""Until when the person and their lawyer are told, of a coercive act and of any other. Ours: the sources set no time."""
TOLD_OF: Final = ("person", "lawyer")
TOLD_HOW: Final = {
    "told": "was told, in a language they understand",
    "none": "there is none",
    "not-yet": "could not be told yet",
}


def decide(  # noqa: PLR0913 who, where, on which act of which item, what and why, and on what was seen
    actor: Actor, case: str, act: str, item: str = "", *, verdict: str, reasons: str, figure: str, purpose: str = ""
) -> Answer:
    """Decide on a held act; `figure` is the `print` of the answer that was read. Return how the act stands afterwards.

    Raise `hold-changed` where what holds the act is not what was read, `court-alone` where only a court leads past.
    """
    _check_reasons(reasons, verdict)
    sight = look(actor, case, purpose=purpose)
    answer = read_answer(actor, sight, act, item)
    _check_entitled(actor, sight, answer, verdict, figure)
    two = verdict == GO_ON and needs_two(actor, act)
    body = {
        "act": act,
        "item": item,
        "verdict": verdict,
        "reasons": reasons.strip(),
        "answer": answer.answer,
        "needs_second": two,
        **named(answer),
    }
    draft = Draft(DECIDED, place_of(sight.recordable, act), body)

    def also(standing: Standing) -> None:
        if verdict == GO_ON and is_refused(decided_in(case, standing.keeper), (act, item, figure)):
            raise AmparoError(
                "second-said-no", "a second person did not agree, and what holds this act has not changed since",
                help="it is not done; decide anew when the facts have changed", where="verdict",
            )  # fmt: skip
        if two:
            await_answer(actor, case, ACT_SECOND, draft.id, agency=actor.agency)
        elif verdict != STAY:
            _to_be_told(actor, standing, draft.id, act)

    record(actor, case, seen={}, purpose=purpose, papers=[draft], also=also)
    return read_answer(actor, look(actor, case, purpose=purpose), act, item)


def second(actor: Actor, case: str, paper: str, *, verdict: str, reasons: str, purpose: str = "") -> Answer:
    """Agree to a decision of somebody else, or not, for reasons of one's own; return how the act stands afterwards."""
    _check_reasons(reasons, verdict)
    sight = look(actor, case, purpose=purpose)
    first = _paper(sight, paper)
    act, item = first.body["act"], first.body["item"]
    answer = read_answer(actor, sight, act, item)
    if first.user == actor.user:
        raise AmparoError("same-person", "this takes another person", help="nobody is their own second person")
    if answer.way != SECOND or answer.decision != first.id:
        raise _changed()
    if not may_decide(actor, sight.keeper, act) or verdict not in (GO_ON, STAY):
        raise _not_entitled()
    body = {"act": act, "item": item, "verdict": verdict, "reasons": reasons.strip(), "needs_second": False, **named(answer)}
    draft = Draft(DECIDED, first.compartment, body, answers=first.id)

    def also(standing: Standing) -> None:
        answered(actor, case, ACT_SECOND, first.id)
        if verdict == GO_ON:
            _to_be_told(actor, standing, first.id, act)

    record(actor, case, seen={}, purpose=purpose, papers=[draft], also=also)
    return read_answer(actor, look(actor, case, purpose=purpose), act, item)


def tell(actor: Actor, case: str, paper: str, *, told: Mapping[str, str], words: str, purpose: str = "") -> None:
    """Record that the person and their lawyer were told of a decision; what is left to tell stays visible as owed."""
    sight = look(actor, case, purpose=purpose)
    first = _paper(sight, paper)
    if set(told) != set(TOLD_OF) or not set(told.values()) <= set(TOLD_HOW) or told["person"] == "none":
        raise AmparoError("wrong-telling", "say of the person and of their lawyer whether they were told", where="told")
    if len(words) > LONGEST:
        raise AmparoError("paper-too-long", f"this text has at most {LONGEST} signs", where="words")
    body = {"act": first.body["act"], "told": dict(told), "words": words.strip()}

    def also(_standing: Standing) -> None:
        if "not-yet" not in told.values():
            done(case, ACT_TOLD, first.id)

    record(actor, case, seen={}, purpose=purpose, papers=[Draft(TOLD, first.compartment, body, answers=first.id)], also=also)


def _check_reasons(reasons: str, verdict: str) -> None:
    if verdict not in VERDICTS:
        raise AmparoError("wrong-verdict", "choose what was decided", where="verdict")
    if not SHORTEST <= len(reasons.strip()) <= LONGEST:
        raise AmparoError("reasons-needed", f"reasons have from {SHORTEST} to {LONGEST} signs", where="reasons")


def _check_entitled(actor: Actor, sight: Sight, answer: Answer, verdict: str, figure: str) -> None:
    if verdict != TO_SAVE and not may_decide(actor, sight.keeper, answer.act):
        raise _not_entitled()
    if answer.print != figure:
        raise _changed()
    if verdict == TO_SAVE and answer.act not in SAVING:
        raise AmparoError("saves-no-life", "this act saves no life at once", help="decide on it with reasons", where="verdict")
    if answer.way != DECISION and (answer.way, verdict) != (PASSED, STAY):
        raise AmparoError("not-to-be-decided", "there is nothing to decide here", help=WAYS[answer.way], where="verdict")


def _paper(sight: Sight, paper: str) -> Paper:
    found = next((each for each in sight.papers if each.id == paper and each.kind == DECIDED and not each.answers), None)
    if found is None:
        raise not_there()
    return found


def _to_be_told(actor: Actor, standing: Standing, paper: str, act: str) -> None:
    due = now() + TELLING[is_coercive(act)]
    await_answer(actor, standing.case, ACT_TOLD, paper, agency=standing.keeper, due=due)


def _not_entitled() -> AmparoError:
    return AmparoError("not-yours-to-decide", "this act is not yours to decide on", help="those whose act it is decide")


def _changed() -> AmparoError:
    return AmparoError("hold-changed", "what holds this act is not what you read", help="read it again, then decide")
