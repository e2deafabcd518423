"""Codes of a case, for who works on it: made, shown once, ended, made anew; and which neutral words one shows.

A case has one code at a time. The agency that keeps the case answers for it: its people alone make one, and read what comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import check_keeps, not_there, permitted
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.log import log
from amparo.casework.models import PersonCode
from amparo.casework.moment import fresh_id, now
from amparo.casework.person_codes import CODE
from amparo.errors import AmparoError
from amparo.stages.voice.code import digest_of, new_code
from amparo.stages.voice.neutral import Shown, chosen, content_of, lines_of

VOICE: Final = "voice"
DAYS: Final = (30, 90, 180, 365)
"""How long a code may last; our choice. It can be ended on any day before."""
USUAL: Final = 90


@dataclass(frozen=True, slots=True)
class Standing:
    """The code that stands in a case: since when, until when, and what it shows."""

    id: str
    since: datetime
    until: datetime
    given_by: str
    shows: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A code that was just made; it is shown here and kept nowhere."""

    code: str
    until: datetime


def make(actor: Actor, case: str, days: int) -> Made:
    """Make a code for the person of a case, and end the one that stood: whoever held that one has nothing any more."""
    if days not in DAYS:
        raise AmparoError("wrong-end", _("choose how long the code lasts"), where="days")
    code, moment = new_code(), now()
    with permitted(actor, case, Action.RECORD, [VOICE]) as standing:
        check_keeps(standing)
        shows: tuple[Shown, ...] = ()
        for before in _live(case, actor.agency, moment):
            shows = _lines(before)
            _end(actor, before, moment)
        row = PersonCode(id=fresh_id(), case_id=case, agency_id=actor.agency, digest=digest_of(code), given_by_id=actor.user)
        row.since, row.until = moment, moment + timedelta(days=days)
        row.sealed = sealed_for(actor.agency, CODE, row.id, content_of(shows))
        row.save(force_insert=True)
        log("code-made", actor, case=case, about={"code": row.id})
    return Made(code, row.until)


def end(actor: Actor, case: str) -> None:
    """End the code of a case at once: it was lost, somebody else has seen it, or the person does not want it."""
    moment = now()
    with permitted(actor, case, Action.RECORD, [VOICE]) as standing:
        check_keeps(standing)
        found = _live(case, actor.agency, moment)
        if not found:
            raise not_there()
        for row in found:
            _end(actor, row, moment)


def show(actor: Actor, case: str, names: Iterable[str]) -> None:
    """Choose what the code of a case shows from now on."""
    with permitted(actor, case, Action.RECORD, [VOICE]) as standing:
        check_keeps(standing)
        row = next(iter(_live(case, actor.agency, now())), None)
        if row is None:
            raise not_there()
        keep(row, chosen(names, _lines(row)))
        log("code-words-set", actor, case=case, about={"code": row.id})


def forget_answers(actor: Actor, case: str) -> None:
    """Take the lines on what was answered off the page: the person has heard it."""
    with permitted(actor, case, Action.RECORD, [VOICE]) as standing:
        check_keeps(standing)
        for row in _live(case, actor.agency, now()):
            keep(row, chosen([], ()))
            log("code-words-set", actor, case=case, about={"code": row.id})


def standing_code(actor: Actor, case: str) -> Standing | None:
    """Return the code that stands in a case, without the code itself, to who reads what the person says."""
    with permitted(actor, case, Action.READ, [VOICE]) as standing:
        check_keeps(standing)
        row = next(iter(_live(case, actor.agency, now())), None)
        return Standing(row.id, row.since, row.until, row.given_by_id, _lines(row)) if row is not None else None


def keep(row: PersonCode, lines: Iterable[Shown]) -> None:
    """Keep what a code shows, inside the open transaction of its act."""
    sealed = sealed_for(row.agency_id, CODE, row.id, content_of(lines))
    PersonCode.objects.filter(id=row.id).update(sealed=sealed)


def lines_shown(row: PersonCode) -> tuple[Shown, ...]:
    """Return what a code shows."""
    return _lines(row)


def _lines(row: PersonCode) -> tuple[Shown, ...]:
    return lines_of(opened_for(row.agency_id, CODE, row.id, bytes(row.sealed))) if row.sealed else ()


def _live(case: str, agency: str, moment: datetime) -> list[PersonCode]:
    rows = PersonCode.objects.select_for_update().filter(case_id=case, agency_id=agency, ended=None, until__gt=moment)
    return list(rows.order_by("-since", "id"))


def _end(actor: Actor, row: PersonCode, moment: datetime) -> None:
    PersonCode.objects.filter(id=row.id).update(ended=moment, sealed=b"")
    log("code-ended", actor, case=row.case_id, about={"code": row.id})
