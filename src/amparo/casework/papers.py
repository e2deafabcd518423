"""Papers of a case: what staff write that is no fact of the person. Notes, interviews, decisions with reasons, letters.

Papers are kept for ever, sealed under the key of one compartment, and never changed: what corrects or answers one is another
paper that names it (`answers`). Rules read no paper, and no paper lifts a hold: what the law turns on is stated as a fact, in
the same act (`record.py` writes both; `access.py` shows both).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet

from amparo.casework.action import Action
from amparo.casework.compartment import compartments, vocabulary
from amparo.casework.keys import CaseKeys
from amparo.casework.mandates import ABROAD
from amparo.casework.models import Paper as Row
from amparo.casework.moment import fresh_id, now
from amparo.casework.paper_kinds import KINDS, kept_apart_as, rests_on
from amparo.casework.unseen import hides
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, moment_from, written_moment
from amparo.sealing.value import Place, sealed_by

if TYPE_CHECKING:
    from amparo.casework.actor import Actor
    from amparo.casework.entitled import Standing

_OF_ACTS: Final = ("act-asked", "act-decided", "stay-decision")
"""Papers that say how firmly an act was held."""
LONGEST: Final = 60_000
"""Bytes of one paper."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that is about to be kept: its kind (`paper_kinds.py`), its compartment, and what stands in it.

    `body` holds text, numbers, yes and no, lists and tables of these. `is_said`: it holds what the person said.
    """

    kind: str
    compartment: str
    body: Mapping[str, Any]
    answers: str = ""
    is_said: bool = False
    id: str = field(default_factory=fresh_id)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a case, as it was kept: who wrote it, of which agency and body, and when."""

    id: str
    kind: str
    compartment: str
    body: Mapping[str, Any]
    answers: str
    is_said: bool
    user: str
    agency: str
    by: str
    at: datetime


def checked(draft: Draft) -> None:
    """Raise `AmparoError` for a draft that cannot be kept."""
    if draft.kind not in KINDS or draft.compartment not in compartments():
        raise AmparoError("wrong-paper", "there is no such kind of paper, or no such compartment", where="kind")
    if hides(draft.body):
        raise AmparoError("wrong-value", "the text holds signs that nobody sees", help="type it anew", where="text")
    if len(canonical(dict(draft.body))) > LONGEST:
        raise AmparoError("paper-too-long", f"a paper has at most {LONGEST} bytes", help="write it as two", where="text")


def kept(draft: Draft, actor: Actor, keys: CaseKeys, number: int) -> Row:
    """Keep a paper inside the open transaction of its act, and return its row; raise `AmparoError` for one sent twice."""
    if Row.objects.filter(id=draft.id).exists():
        raise AmparoError("paper-twice", "this paper is kept already", where="text")
    table = {
        "schema": 1,
        "kind": draft.kind,
        "body": dict(draft.body),
        "answers": draft.answers,
        "is_said": draft.is_said,
        "user": actor.user,
        "agency": actor.agency,
        "by": actor.body,
        "at": written_moment(now()),
    }
    sealed = keys.sealed(canonical(table), _place(draft.id), draft.compartment)
    return Row.objects.create(id=draft.id, case_id=keys.person, number=number, compartment=draft.compartment, sealed=sealed)


def papers_by(keys: CaseKeys, standing: Standing, readable: Collection[str], as_known: datetime | None) -> tuple[Paper, ...]:
    """Return the papers of a case that somebody may read, in the order in which they were written."""
    filed = (paper for paper in _opened(keys, readable) if sees(standing, paper) and (as_known is None or paper.at <= as_known))
    if standing.decide(Action.READ, "asylum", is_said=False, is_identification_note=False).allowed:
        return tuple(filed)
    return tuple(_veiled(paper) for paper in filed)


def _veiled(paper: Paper) -> Paper:
    """Return a paper as who does not read of asylum is shown it: how firmly an act was held, and by which rules, would tell."""
    if paper.kind not in _OF_ACTS:
        return paper
    body = {name: value for name, value in paper.body.items() if name != "rules"}
    return replace(paper, body={**body, "answer": "held-until-known"} if body.get("answer") == "held" else body)


def sees(standing: Standing, paper: Paper) -> bool:
    """Say whether somebody may read a paper: as a statement of its compartment, said or not, made to identify or not."""
    kind = kept_apart_as(paper.kind, paper.body)
    if kind.is_of_holds and standing.actor.body in ABROAD:  # what is held would tell who asked for asylum
        return False
    if kind.is_of_wishes and standing.actor.body in vocabulary().coercers:
        return False
    if kind.is_between and standing.actor.agency not in (standing.keeper, paper.agency, paper.body.get("for")):
        return False
    parts = rests_on(paper.kind, paper.body)
    if (kind.is_of_several or parts is not None) and not _sees_all(standing, parts):
        return False
    note = kind.is_identification_note
    return standing.decide(Action.READ, paper.compartment, is_said=paper.is_said, is_identification_note=note).allowed


def _sees_all(standing: Standing, parts: Collection[str] | None) -> bool:
    """Say whether somebody may read every part on which a paper rests; of one that does not say, nobody may."""
    asked = (standing.decide(Action.READ, name, is_said=False, is_identification_note=False) for name in parts or ())
    return parts is not None and all(each.allowed for each in asked)


def paper_by(keys: CaseKeys, paper: str) -> Paper | None:
    """Return one paper that these keys open, for the work on what it authorises; nothing of it is shown by this."""
    return next(_read(keys, Row.objects.filter(case_id=keys.person, id=paper)), None)


def papers_of(keys: CaseKeys, kind: str, compartments_: Collection[str]) -> tuple[Paper, ...]:
    """Return the papers of one kind that these keys open, whoever may read them: for what counts, and none of it is shown."""
    return tuple(paper for paper in _opened(keys, compartments_) if paper.kind == kind)


def papers_since(keys: CaseKeys, readable: Collection[str], since: datetime) -> tuple[Paper, ...]:
    """Return the papers of a case in these compartments that were written since a moment, the last first.

    They are opened from the last one down to the first that is older: papers stand in the order in which they were written.
    """
    rows = Row.objects.filter(case_id=keys.person, compartment__in=readable).order_by("-number")
    return tuple(takewhile(lambda paper: paper.at >= since, _read(keys, rows)))


def with_papers(cases: Collection[str]) -> tuple[str, ...]:
    """Return those of the cases that were entered in which any paper stands."""
    there = set(Row.objects.filter(case_id__in=cases, number=0).values_list("case_id", flat=True))
    return tuple(case for case in cases if case in there)


def _opened(keys: CaseKeys, readable: Collection[str]) -> Iterator[Paper]:
    return _read(keys, Row.objects.filter(case_id=keys.person, compartment__in=readable).order_by("number"))


def _read(keys: CaseKeys, rows: QuerySet[Row]) -> Iterator[Paper]:
    for name, compartment, sealed in rows.values_list("id", "compartment", "sealed"):
        data = bytes(sealed)
        data_key = sealed_by(data)
        if keys.holds(data_key):
            said = json.loads(keys.opened(data, _place(name), data_key))
            yield Paper(
                name,
                said["kind"],
                compartment,
                said["body"],
                said["answers"],
                said["is_said"],
                said["user"],
                said["agency"],
                said["by"],
                moment_from(said["at"]),
            )


def _place(paper: str) -> Place:
    return Place("paper", paper, "body", 0)
