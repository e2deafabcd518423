"""What a person does with their code, without a sign-in: they look, and they say something. The log of their case has each.

Whoever holds the code may be somebody else, or may stand behind the person. So nothing comes back but neutral words, not even
what was written with the code before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from amparo.casework.actor import ITSELF, Actor, person_at
from amparo.casework.entitled import in_force
from amparo.casework.inbox import sealed_for
from amparo.casework.log import log
from amparo.casework.models import Membership, Notice, PersonCode, PersonSaid
from amparo.casework.moment import fresh_id, now
from amparo.casework.person_codes import OPEN, SAID
from amparo.casework.trouble import told_plainly
from amparo.casework.unseen import hides
from amparo.casework.waiting import PERSON_ASKED, PERSON_WROTE, await_answer
from amparo.casework.wall import enter
from amparo.environment import MESSAGE_HOURS, REQUEST_DAYS, Setting
from amparo.errors import AmparoError
from amparo.stages.voice.code import digest_of
from amparo.stages.voice.codes import lines_shown
from amparo.stages.voice.neutral import Shown

MESSAGE: Final = "message"
COPY: Final = "copy"
CORRECTION: Final = "correction"
OBJECTION: Final = "objection"
LOOKED: Final = "looked"
REQUESTS: Final = (COPY, CORRECTION, OBJECTION, LOOKED)
"""What a person may ask about their data; each has an answer clock."""
NEEDS_WORDS: Final = (MESSAGE, CORRECTION)
"""What says nothing without words: for the others they are welcome."""
LONGEST: Final = 2000
MOST: Final = 20
"""What one code may have waiting: more is somebody else's flood, and the person may still call."""
UNREAD: Final = "person-wrote"
"""The notice to an agency of which nobody works on the case of somebody who wrote."""
_FALLBACK: Final = {MESSAGE_HOURS.name: 48, REQUEST_DAYS.name: 30}


@dataclass(frozen=True, slots=True)
class Mine:
    """What a code opens: its row, by which the same visit goes on, and the lines that it shows."""

    id: str
    shows: tuple[Shown, ...]


def look_with(code: str) -> Mine | None:
    """Return what a code opens; nothing for one that is none, has ended or is another's. Either is in the log first."""
    with told_plainly(), transaction.atomic(durable=True):
        row = _living().filter(digest=digest_of(code)).first()
        if row is None:
            log("code-refused", ITSELF)
            return None
        return _looked(row)


def look_again(code_id: str) -> Mine | None:
    """Return the same for a visit that goes on; nothing where the code was ended meanwhile."""
    with told_plainly(), transaction.atomic(durable=True):
        row = _living().filter(id=code_id).first()
        return _looked(row) if row is not None else None


def say(code_id: str, kind: str, words: str) -> None:
    """Keep a message or a request, sealed for the agency that keeps the case, and let it wait for who works there.

    Raise `AmparoError` for nothing, too much, or a code that was ended meanwhile.
    """
    if kind not in (MESSAGE, *REQUESTS):
        raise AmparoError("said-nothing", "there is nothing of that kind to ask", where="kind")
    text = plain(words)
    if kind in NEEDS_WORDS and not text:
        raise AmparoError("said-nothing", "nothing was written", where="words")
    with told_plainly(), transaction.atomic(durable=True):
        row = _living().filter(id=code_id).first()
        if row is None:
            raise over()
        if PersonSaid.objects.filter(code=row, state=OPEN).count() >= MOST:
            raise AmparoError("said-full", "too much waits to be read", help="call instead", where="words")
        _keep(row, kind, text)


def over() -> AmparoError:
    """Return the one refusal of a code that opens nothing, whatever the reason."""
    return AmparoError("no-such-code", "this code opens nothing", help="ask for a new one")


def plain(words: str) -> str:
    """Return a text without signs that nobody sees; raise `AmparoError` for one that is too long."""
    text = "".join(sign for sign in words if not hides(sign)).strip()
    if len(text) > LONGEST:
        raise AmparoError("said-too-long", f"this has at most {LONGEST} signs", help="the most important first", where="words")
    return text


def person_of(row: PersonCode) -> Actor:
    """Return who acts with a code, once the case is entered for the agency that keeps it."""
    enter(row.agency_id, [row.case_id])
    return person_at(row.agency_id)


def live_code(code_id: str) -> PersonCode:
    """Return the row of a code that stands, inside the open transaction."""
    row = _living().filter(id=code_id).first()
    if row is None:
        raise over()
    return row


def _living() -> QuerySet[PersonCode]:
    moment = now()
    rows = PersonCode.objects.select_related("case").filter(ended=None, since__lte=moment, until__gt=moment)
    return rows.filter(case__agency=F("agency"), agency__ended=None)


def _looked(row: PersonCode) -> Mine:
    log("code-used", person_of(row), case=row.case_id, about={"code": row.id})
    return Mine(row.id, lines_shown(row))


def _keep(row: PersonCode, kind: str, text: str) -> None:
    who, moment = person_of(row), now()
    due = moment + (_hours() if kind == MESSAGE else _days())
    said = PersonSaid(id=fresh_id(), agency_id=row.agency_id, code=row, kind=kind, at=moment, due=due, state=OPEN)
    said.sealed = sealed_for(row.agency_id, SAID, said.id, {"words": text})
    said.save(force_insert=True)
    waits = PERSON_WROTE if kind == MESSAGE else PERSON_ASKED
    giver = Actor(row.given_by_id, row.agency_id, "", "")  # a table of staff holds who asked: in the log it is the person
    await_answer(giver, row.case_id, waits, said.id, agency=row.agency_id, due=due)
    log("said-received", who, case=row.case_id, about={"said": said.id})
    if row.case.closed is not None or not _is_attended(row, moment):
        Notice.objects.create(
            id=fresh_id(), agency_id=row.agency_id, case_id=row.case_id, kind=UNREAD, about=said.id, at=moment
        )


def _is_attended(row: PersonCode, moment: datetime) -> bool:
    working = Membership.objects.filter(case_id=row.case_id, user__agency_id=row.agency_id, user__is_active=True)
    return in_force(working, moment).exists()


def _hours() -> timedelta:
    return timedelta(hours=_number(MESSAGE_HOURS))


def _days() -> timedelta:
    return timedelta(days=_number(REQUEST_DAYS))


def _number(setting: Setting) -> int:
    text = setting.text()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= 24 * 30 else _FALLBACK[setting.name]


def clocks() -> Mapping[str, int]:
    """Return within how many hours a message is read, and within how many days a request is answered: periods of ours."""
    return {"hours": _number(MESSAGE_HOURS), "days": _number(REQUEST_DAYS)}
