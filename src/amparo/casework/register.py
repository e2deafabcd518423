"""The register: who may be found by name and birth, because they agreed to be. The one way in, out, and to ask.

A person is put into it by who works on their case, once it was explained to them, with what they agreed to being found by. They
may refuse, before or afterwards, and nothing of them is then left in it. Who goes under a chosen name alone is not in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import ITSELF, Actor
from amparo.casework.bases import checked_record
from amparo.casework.entitled import check_keeps, permitted, standing_of
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log
from amparo.casework.models import IndexFigure, RegisterEntry, RegisterRefusal
from amparo.casework.moment import now
from amparo.casework.office import check_in_office
from amparo.casework.person import called_by
from amparo.casework.register_keys import PERSON, WRITTEN, record_from, register_keys, written_of
from amparo.casework.register_rows import add, packed, take_out
from amparo.casework.register_search import Nearest, nearest
from amparo.casework.trouble import told_plainly
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.matching import person as persons
from amparo.matching.decision import NO_MATCH, REVIEW, Decision
from amparo.matching.finding import Found
from amparo.matching.reasons import Reason, reasons
from amparo.matching.record import Record, Trouble
from amparo.sealing.value import Place, sealed_by

IDENTITY: Final = "identity"
VOICE: Final = "voice"
"""The compartment in which stands what the person agreed to."""
LONGEST: Final = 200
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the register who may be the person asked for, in a case of which the asker may read who it is about."""

    case: str
    decision: Decision
    bits: float
    reasons: tuple[Reason, ...]
    record: Record
    called: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a desk is told: the decision, the candidates it may see, how many others there are, and what could not be used."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    elsewhere: int
    troubles: tuple[Trouble, ...]


def enter(actor: Actor, case: str, record: Record, *, agreed: Mapping[str, str]) -> None:
    """Put a person into the register, or what they are found by in the place of what stands there.

    `agreed` is what a consent rests on (`bases`): when and how it was given, in which language, and what the person was told.
    Raise `register-chosen-name` for who goes under a chosen name alone, `register-refused` for who refused and has not agreed
    since, `register-unusable` for a field from which nothing can be found.
    """
    person = _usable(record)
    with permitted(actor, case, Action.RECORD, {IDENTITY, VOICE}) as standing:
        check_keeps(standing)
        moment = now()
        tidy = checked_record("consent", agreed, moment, moment + timedelta(days=1))
        _check_willing(case, date.fromisoformat(tidy["given_on"]))
        take_out(case)  # and wait while the register is made anew: what is sealed below is under the newest key
        keys = register_keys()
        figures = keys.kept_under(person)
        row = RegisterEntry.objects.create(
            case_id=case,
            sealed=keys.sealed(persons.packed(person), case, PERSON),
            written=keys.sealed(written_of(record), case, WRITTEN),
            figures=packed(figures),
            agreed=CaseKeys(case, standing.keeper).sealed(json.dumps(tidy, sort_keys=True).encode(), _agreed(case), VOICE),
            since=moment,
        )
        add(row.id, figures)
        log("register-entered", actor, case=case, about={"fields": sorted(json.loads(written_of(record)))})


def leave(actor: Actor, case: str) -> bool:
    """Take a person out of the register, wholly; say whether they were in it."""
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        check_keeps(standing)
        was_in = take_out(case)
        log("register-left", actor, case=case)
    return was_in


def refuse(actor: Actor, case: str) -> None:
    """Note that a person does not want to be in the register, and take them out if they are."""
    with permitted(actor, case, Action.RECORD, {IDENTITY}) as standing:
        check_keeps(standing)
        take_out(case)
        RegisterRefusal.objects.filter(case_id=case).delete()
        RegisterRefusal.objects.create(case_id=case, at=now())
        log("register-refused", actor, case=case)


def entered(actor: Actor, case: str) -> tuple[Record, Mapping[str, str]] | None:
    """Return what stands of a person in the register and what they agreed to, or nothing if they are not in it.

    What they agreed to is empty where the compartment of what they said was erased.
    """
    with permitted(actor, case, Action.READ, {IDENTITY, VOICE}) as standing:
        check_keeps(standing)
        log("case-looked-at", actor, case=case, about={"compartments": [IDENTITY, VOICE]})
        row = RegisterEntry.objects.filter(case_id=case).first()
        if row is None:
            return None
        agreed = bytes(row.agreed)
        theirs, data_key = CaseKeys(case, standing.keeper), sealed_by(agreed)
        rests_on = theirs.opened(agreed, _agreed(case), data_key) if theirs.holds(data_key) else b"{}"
        record = record_from(register_keys().opened(bytes(row.written), case, WRITTEN))
    return record, json.loads(rests_on)


def asked(actor: Actor, record: Record, *, reference: str) -> Answer:
    """Answer a desk that may begin cases whether somebody is in the register; `reference` says for what it asks.

    It sees candidates in cases of which it may read who they are about. Of others it is told that there are some. Where
    something of the question cannot be used, nobody can say that it is nobody's: `review`, even if nobody was found.
    """
    person, troubles = persons.read(record, today())
    with told_plainly(), transaction.atomic(durable=True):
        check_in_office(actor, Action.OPEN_CASE)
        found = _logged(actor, person, reference)
        decision = REVIEW if troubles and found.decision == NO_MATCH else found.decision
        seen = _candidates(actor, [each for each in found.held if _reads(actor, each.id)])
    return Answer(decision, seen, len(found.held) - len(seen), troubles)


def is_held(record: Record, *, reference: str) -> bool:
    """Say whether somebody may be in the register, and nothing else: for the installation's own questions, as of the gate.

    A record of which something cannot be used holds as well, since nobody can say of it that it is nobody's.
    """
    person, troubles = persons.read(record, today())
    with told_plainly(), transaction.atomic(durable=True):
        found = _logged(ITSELF, person, reference)
    return bool(found.held) or bool(troubles)


def _logged(actor: Actor, person: persons.Person, reference: str) -> Nearest:
    if not _REFERENCE.fullmatch(reference):
        raise AmparoError(
            "register-without-reference",
            "a question to the register says for what it is asked",
            help="a reference of letters, figures, dots, dashes and strokes, such as `intake/2026-118`; no name",
            where="reference",
        )
    found = nearest(person)
    held = tuple(each.id for each in found.held)
    log("register-asked", actor, cases=held, about={"reference": reference, "decision": found.decision, "found": len(held)})
    return found


def _candidates(actor: Actor, readable: Sequence[Found]) -> tuple[Candidate, ...]:
    """Return those of whom the actor may read who they are, each with the record by which they are in the register."""
    keys = register_keys()
    rows = RegisterEntry.objects.filter(case_id__in=[each.id for each in readable]).values_list("case_id", "written")
    written = {case: record_from(keys.opened(bytes(data), case, WRITTEN)) for case, data in rows}
    called = called_by(actor, written)
    return tuple(
        Candidate(each.id, each.decision, each.bits, reasons(each.evidence.parts), written[each.id], called[each.id])
        for each in readable
        if each.id in written  # or they were taken out a moment ago
    )


def _reads(actor: Actor, case: str) -> bool:
    return standing_of(actor, case, now()).decide(Action.READ, IDENTITY).allowed


def _usable(record: Record) -> persons.Person:
    """Return the person of a record, every field of which can be used."""
    for field, text in asdict(record).items():
        if len(text) > LONGEST or not text.isprintable():
            raise AmparoError("register-unusable", f"at most {LONGEST} visible signs are kept of a field", where=field)
    person, troubles = persons.read(record, today())
    for trouble in troubles:
        raise AmparoError("register-unusable", trouble.sentence, help="correct it, or leave it empty", where=trouble.field)
    return person


def _check_willing(case: str, agreed_on: date) -> None:
    if not IndexFigure.objects.filter(case_id=case).exists():
        raise AmparoError(
            "register-chosen-name",
            "this person goes under a chosen name alone, and is found by nobody",
            help="keep the names by which they want to be found first, if they do",
        )
    refused = RegisterRefusal.objects.filter(case_id=case).first()
    if refused is not None:
        if agreed_on < refused.at.astimezone(time_zone()).date():
            raise AmparoError(
                "register-refused", "the person does not want to be in the register", help="only if they have agreed since"
            )
        refused.delete()


def _agreed(case: str) -> Place:
    return Place("register", case, "agreed", 0)
