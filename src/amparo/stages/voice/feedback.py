"""What people say about the help, kept apart from every decision: it names no case, and nobody who works on theirs reads it.

Who answers for the agency reads it: a supervisor who did not work on the case of the person when they said it. Its day is
kept, and no hour. Where the person says that their worker may be told, it holds their code besides, and can be passed on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.actor import ITSELF, Actor
from amparo.casework.entitled import not_there
from amparo.casework.inbox import opened_for, opened_for_many, sealed_for
from amparo.casework.log import log
from amparo.casework.models import Membership, PersonCode, PersonSaid
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.owed.agency import answers_for
from amparo.casework.person_codes import OPEN, SAID
from amparo.casework.trouble import told_plainly
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.stages.voice.mine import live_code, person_of, plain
from amparo.stages.voice.said import PASSED

FEEDBACK: Final = "feedback-apart"
PASSED_ON: Final = "passed"
ANSWERS: Final = {"yes": gettext_lazy("Yes"), "partly": gettext_lazy("Partly"), "no": gettext_lazy("No")}
QUESTIONS: Final = {
    "respect": gettext_lazy("Do people treat you with respect?"),
    "understood": gettext_lazy("Do you understand what they tell you?"),
    "free": gettext_lazy("Can you say no when you want to?"),
    "helped": gettext_lazy("Does the help do you good?"),
}
"""What is asked of everybody, in words of ours; nobody has to answer any of it."""
SHOWN: Final = 50
A_DAY: Final = 5
"""How often one code may say something about the help on one day; what is more is somebody else's flood."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said about the help: on which day, what they answered and wrote, whether their worker may be told."""

    id: str
    on: datetime
    answers: Mapping[str, str]
    words: str
    may_tell: bool
    was_told: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What an agency was told about its help: how often, how each question was answered, and the newest of it in full."""

    count: int
    figures: Mapping[str, Mapping[str, int]]
    voices: tuple[Voice, ...]


def give(code_id: str, answers: Mapping[str, str], words: str, *, may_tell: bool) -> None:
    """Keep what somebody says about the help, apart from their case."""
    said = {name: answers[name] for name in QUESTIONS if answers.get(name) in ANSWERS}
    text = plain(words)
    if not said and not text:
        raise AmparoError("said-nothing", "nothing was written", where="opinion")
    with told_plainly(), transaction.atomic(durable=True):
        code = live_code(code_id)
        day = datetime.combine(today(), time.min, time_zone())
        if PersonSaid.objects.filter(agency=code.agency, kind=FEEDBACK, at=day).count() >= _most(code):
            raise AmparoError("said-full", "too much waits to be read", help="call instead", where="opinion")
        person_of(code)
        content = {"answers": said, "words": text, "not_for": _working(code), "code": code.id if may_tell else ""}
        row = PersonSaid(id=fresh_id(), agency_id=code.agency_id, kind=FEEDBACK, at=day, state=OPEN)
        row.sealed = sealed_for(code.agency_id, SAID, row.id, content)
        row.save(force_insert=True)
        log("feedback-received", ITSELF, about={"said": row.id, "agency": code.agency_id})


def may_hear(actor: Actor) -> bool:
    """Say whether somebody answers for the cases of their agency, and so hears what people say about its help."""
    return answers_for(actor)


def heard(actor: Actor) -> Heard:
    """Return what was said about the help of the actor's agency, but for people on whose cases the actor works."""
    with told_plainly(), transaction.atomic(durable=True):
        _check(actor)
        rows = list(PersonSaid.objects.filter(agency=actor.agency, kind=FEEDBACK).exclude(sealed=b"").order_by("-at", "id"))
        told = opened_for_many(actor.agency, SAID, {row.id: bytes(row.sealed) for row in rows})
        mine = [row for row in rows if actor.user not in told[row.id]["not_for"]]
        log("feedback-read", actor, about={"said": [row.id for row in mine]})
    figures = {name: dict(Counter(told[row.id]["answers"].get(name, "") for row in mine)) for name in QUESTIONS}
    return Heard(len(mine), figures, tuple(_voice(row, told[row.id]) for row in mine[:SHOWN]))


def pass_on(actor: Actor, feedback: str) -> None:
    """Tell who works on the case what the person let us tell them: it comes to them with what the person wrote."""
    with told_plainly(), transaction.atomic(durable=True):
        _check(actor)
        rows = PersonSaid.objects.select_for_update().filter(id=as_id(feedback), agency=actor.agency, kind=FEEDBACK, state=OPEN)
        row = rows.first()
        told = opened_for(actor.agency, SAID, row.id, bytes(row.sealed)) if row is not None and row.sealed else {}
        code = PersonCode.objects.filter(id=told.get("code", ""), agency=actor.agency).first()
        if row is None or code is None or actor.user in told["not_for"]:
            raise not_there()
        said = PersonSaid(id=fresh_id(), agency=row.agency, code=code, kind=PASSED, at=now(), state=OPEN)
        said.sealed = sealed_for(actor.agency, SAID, said.id, {"words": _in_words(told)})
        said.save(force_insert=True)
        PersonSaid.objects.filter(id=row.id).update(state=PASSED_ON)
        log("said-received", person_of(code), case=code.case_id, about={"said": said.id})


def _in_words(told: Mapping[str, Any]) -> str:
    lines = [f"{QUESTIONS[name]} {ANSWERS[said]}" for name, said in told["answers"].items() if name in QUESTIONS]
    return "\n".join([*lines, *filter(None, [told["words"]])])


def _voice(row: PersonSaid, told: Mapping[str, Any]) -> Voice:
    return Voice(row.id, row.at, told["answers"], told["words"], bool(told["code"]), row.state == PASSED_ON)


def _working(code: PersonCode) -> list[str]:
    """Return who works on the case, or did: what is said about the help is not shown to them."""
    rows = Membership.objects.filter(case_id=code.case_id, user__agency_id=code.agency_id)
    return sorted(set(rows.values_list("user_id", flat=True)))


def _most(code: PersonCode) -> int:
    """Return how much an agency takes in a day: as much as its living codes may say."""
    living = PersonCode.objects.filter(agency=code.agency, ended=None, until__gt=now()).count()
    return A_DAY * max(1, living)


def _check(actor: Actor) -> None:
    if not may_hear(actor):
        raise AmparoError("not-yours-in-office", _("that is for others to do"), help=_("who answers for the agency reads this"))
