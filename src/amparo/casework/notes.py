"""Notes of the day, and what one shift hands over to the next: papers of a case, each in one compartment.

A note that was wrong stays, and another one answers it. That somebody read what was handed over is a paper too: who took over,
and when, is asked where something went wrong at night.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartments
from amparo.casework.entitled import not_there
from amparo.casework.keys import keys_of_many
from amparo.casework.log import log
from amparo.casework.moment import fresh_id, now
from amparo.casework.papers import Draft, Paper, papers_since, with_papers
from amparo.casework.record import record
from amparo.casework.sighted import sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter
from amparo.errors import AmparoError

NOTE: Final = "note"
HANDOVER: Final = "handover"
TAKEN: Final = "taken-over"
KINDS: Final = (NOTE, HANDOVER)
ACCOUNT: Final = "account"
"""The part in which what a person told stands."""
LONGEST: Final = 8000
"""Letters of a note; what is longer is a paper of another kind."""
FARTHEST: Final = timedelta(days=31)
"""How far back a shift looks."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as a page shows it: the paper, what took its place, and who took over what it hands over."""

    case: str
    paper: Paper
    corrected_by: Paper | None = None
    taken: tuple[Paper, ...] = ()

    @property
    def text(self) -> str:
        return str(self.paper.body.get("text", ""))


def write(  # noqa: PLR0913 what a note is: its kind, its place, its text, and two things that are hardly ever said
    actor: Actor,
    case: str,
    kind: str,
    compartment: str,
    text: str,
    *,
    corrects: str = "",
    is_said: bool | None = None,
    token: str = "",
) -> None:
    """Keep a note; `token` names the form that it was written in, so that one sent twice is kept once.

    `is_said`: it holds what the person said. Where that was not told, a note of the account holds it, and one that corrects a
    note which holds it: what is taken for unsaid is read by who may charge the person with it.
    """
    said = text.strip()
    if kind not in KINDS:
        raise AmparoError("wrong-paper", "a note is of the day, or for the next shift", where="kind")
    if not 0 < len(said) <= LONGEST:
        raise AmparoError("wrong-note", f"a note has from 1 to {LONGEST} letters", help="write it as two", where="text")
    sight = look(actor, case)
    place, was_said = compartment, False
    if corrects:
        before = next((paper for paper in sight.papers if paper.id == corrects and paper.kind in KINDS), None)
        if before is None:
            raise not_there()
        place, was_said = before.compartment, before.is_said
    holds = place == ACCOUNT or was_said if is_said is None else is_said
    _keep(actor, case, Draft(kind, place, {"text": said}, corrects, holds, id=_id(actor, case, token)))


def take_over(actor: Actor, case: str, note: str) -> None:
    """Say that what was handed over was read; once, for each who reads it."""
    sight = look(actor, case)
    before = next((paper for paper in sight.papers if paper.id == note and paper.kind == HANDOVER), None)
    if before is None:
        raise not_there()
    _keep(actor, case, Draft(TAKEN, before.compartment, {}, note, id=_id(actor, case, f"taken/{note}")))


def notes_in(papers: Sequence[Paper], case: str) -> tuple[Note, ...]:
    """Return the notes among the papers of a case that somebody may read, the last first."""
    return tuple(_note(paper, papers, case) for paper in reversed(papers) if paper.kind in KINDS)


def handed_over(actor: Actor, since: datetime) -> tuple[Note, ...]:
    """Return what their own agency handed over since a moment in the cases that somebody works on, the last first."""
    moment = max(since, now() - FARTHEST)
    with told_plainly(), transaction.atomic(durable=True):
        reads = {each.case: each.reads for each in sighted(actor, now())}
        log("list-looked-at", actor, cases=tuple(reads), about={"asked": "what was handed over"})
        enter(actor.agency, reads)
        written = with_papers(tuple(reads))
        keys = keys_of_many([(case, actor.agency) for case in written], compartments())
        found = [
            _note(paper, papers, case)
            for case in written
            for papers in (papers_since(keys[case, actor.agency], reads[case], moment),)
            for paper in papers
            if paper.kind == HANDOVER and paper.agency == actor.agency
        ]
    return tuple(sorted(found, key=lambda note: note.paper.at, reverse=True))


def _note(paper: Paper, papers: Iterable[Paper], case: str) -> Note:
    answers = [each for each in papers if each.answers == paper.id]
    return Note(
        case,
        paper,
        corrected_by=next((each for each in answers if each.kind in KINDS), None),
        taken=tuple(each for each in answers if each.kind == TAKEN),
    )


def _keep(actor: Actor, case: str, draft: Draft) -> None:
    try:
        record(actor, case, seen={}, papers=(draft,))
    except AmparoError as error:
        if error.code != "paper-twice":  # the same form, sent twice: it is kept, and that is what was asked
            raise


def _id(actor: Actor, case: str, token: str) -> str:
    """Return the id of a paper that a form makes: the same for the same form, and for no other case or user."""
    if not token:
        return fresh_id()
    digest = hashlib.sha256(f"{case}/{actor.user}/{token}".encode()).digest()[:10]
    return b32encode(digest).decode("ascii").lower()
