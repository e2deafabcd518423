"""What a person said with their code, for who works on the case: read, taken up as a paper of the case, answered with reasons.

Once it stands in the case it stands there alone, and the sealed row is emptied. What needs no paper stays sealed until its
time is over (`retention.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, check_keeps, not_there, permitted
from amparo.casework.inbox import opened_for, opened_for_many
from amparo.casework.log import log
from amparo.casework.models import PersonCode, PersonSaid
from amparo.casework.moment import as_id, now
from amparo.casework.papers import Draft
from amparo.casework.person_codes import OPEN, SAID
from amparo.casework.record import record
from amparo.casework.waiting import PERSON_ASKED, PERSON_WROTE, done
from amparo.desk.sent import written
from amparo.environment import time_zone
from amparo.errors import AmparoError
from amparo.stages.voice.codes import VOICE, keep, lines_shown
from amparo.stages.voice.mine import MESSAGE, REQUESTS
from amparo.stages.voice.neutral import ANSWERED, Shown

PAPER: Final = "from-person"
ANSWER: Final = "answer-to-person"
PASSED: Final = "feedback"
"""What the person said about the help and let us tell their worker."""
KINDS: Final = {
    MESSAGE: gettext_lazy("A message"),
    "copy": gettext_lazy("They want a copy of what is kept about them"),
    "correction": gettext_lazy("They say that something is wrong"),
    "objection": gettext_lazy("They do not want something kept or used"),
    "looked": gettext_lazy("They ask who looked, and who received"),
    PASSED: gettext_lazy("What they said about the help, and let us tell you"),
}
OUTCOMES: Final = {
    "done": gettext_lazy("Done, as they asked"),
    "part": gettext_lazy("Done in part"),
    "not": gettext_lazy("Not done"),
}
READ: Final = "read"
TAKEN: Final = "taken"
ANSWERED_STATE: Final = "answered"
SHORTEST: Final = 10
LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a person said with their code and that waits; `is_late` where its time is over."""

    id: str
    kind: str
    at: datetime
    due: datetime | None
    words: str
    is_late: bool

    @property
    def is_request(self) -> bool:
        """Say whether it is about their data, and so takes an answer with reasons."""
        return self.kind in REQUESTS


def waiting_of(actor: Actor, case: str) -> tuple[Said, ...]:
    """Return what the person of a case said and nobody has dealt with, the first due first; that it was read is in the log."""
    with permitted(actor, case, Action.READ, [VOICE]) as standing:
        check_keeps(standing)
        rows = list(PersonSaid.objects.filter(code__case=case, agency=actor.agency, state=OPEN).order_by("due", "at", "id"))
        if rows:
            log("said-read", actor, case=case, about={"said": [row.id for row in rows]})
        told = opened_for_many(actor.agency, SAID, {row.id: bytes(row.sealed) for row in rows})
        moment = now()
        return tuple(
            Said(row.id, row.kind, row.at, row.due, told[row.id]["words"], row.due is not None and row.due < moment)
            for row in rows
        )


def take_up(actor: Actor, case: str, said: str) -> None:
    """Keep what was said as a paper of the case; it waits no more."""
    row, words = _opened(actor, case, said)
    paper = _paper(row, words)
    record(actor, case, seen={}, papers=(paper,), also=lambda _s: _end(actor, row.id, TAKEN, keep_words=False))


def put_by(actor: Actor, case: str, said: str) -> None:
    """Say that a message was read and needs no paper. A request is never put by: it is answered."""
    row, _words = _opened(actor, case, said)
    if row.kind in REQUESTS:
        raise AmparoError("said-unanswered", _("this is answered, with reasons"), where="outcome")
    with permitted(actor, case, Action.RECORD, [VOICE]) as standing:
        check_keeps(standing)
        _end(actor, row.id, READ, keep_words=True)


def answer(actor: Actor, case: str, said: str, outcome: str, reasons: str, *, shown: bool) -> None:
    """Answer a request about their data, with reasons; both become papers of the case.

    `shown`: the person's page says that it was answered, and nothing of the answer: that is told when they meet.
    """
    row, words = _opened(actor, case, said)
    if row.kind not in REQUESTS or outcome not in OUTCOMES:
        raise AmparoError("said-unanswered", _("say what was done"), where=f"outcome-{said}")
    told = written({"reasons": reasons}, "reasons")
    if len(told) > LONGEST:
        raise AmparoError("said-unanswered", _("write at most %(n)s signs") % {"n": LONGEST}, where=f"reasons-{said}")
    if len(told) < SHORTEST:
        raise AmparoError("said-unanswered", _("say why, or what was done, in at least ten signs"), where=f"reasons-{said}")
    asked = _paper(row, words)
    reply = Draft(ANSWER, VOICE, {"kind": row.kind, "outcome": outcome, "reasons": told}, answers=asked.id)

    def also(_standing: Standing) -> None:
        _end(actor, row.id, ANSWERED_STATE, keep_words=False)
        if shown:
            _show_answered(actor, row)

    record(actor, case, seen={}, papers=(asked, reply), also=also)


def _paper(row: PersonSaid, words: str) -> Draft:
    return Draft(
        PAPER, VOICE, {"kind": row.kind, "on": f"{row.at.astimezone(time_zone()):%Y-%m-%d}", "text": words}, is_said=True
    )


def _opened(actor: Actor, case: str, said: str) -> tuple[PersonSaid, str]:
    """Return what waits in a case of the actor's agency, with its words; another's looks as if it were not there."""
    with permitted(actor, case, Action.READ, [VOICE]) as standing:
        check_keeps(standing)
        row = PersonSaid.objects.filter(id=as_id(said), code__case=case, agency=actor.agency, state=OPEN).first()
        if row is None:
            raise not_there()
        log("said-read", actor, case=case, about={"said": [row.id]})
        told: Mapping[str, Any] = opened_for(actor.agency, SAID, row.id, bytes(row.sealed))
    return row, str(told["words"])


def _end(actor: Actor, said: str, state: str, *, keep_words: bool) -> None:
    """End the waiting for one thing, inside the open transaction; of two at once the second is refused."""
    row = PersonSaid.objects.select_for_update(of=("self",)).select_related("code").filter(id=said, state=OPEN).first()
    if row is None or row.code is None:
        raise not_there()
    ended = {"state": state, "answered": now(), "answered_by_id": actor.user}
    PersonSaid.objects.filter(id=said).update(**ended, **({} if keep_words else {"sealed": b""}))
    if row.kind != PASSED:
        done(row.code.case_id, PERSON_WROTE if row.kind == MESSAGE else PERSON_ASKED, said)
    log("said-answered", actor, case=row.code.case_id, about={"said": said, "state": state})


def _show_answered(actor: Actor, row: PersonSaid) -> None:
    code = PersonCode.objects.select_for_update().filter(case=row.code.case_id if row.code else "", ended=None).first()
    if code is not None and code.agency_id == actor.agency and code.until > now():
        line = Shown(ANSWERED, row.at.astimezone(time_zone()).date())
        keep(code, (*(each for each in lines_shown(code) if each != line), line))
        log("code-words-set", actor, case=code.case_id, about={"code": code.id})
