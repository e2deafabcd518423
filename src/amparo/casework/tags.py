"""Linked cases: a raid, a boat or a family as a tag of one agency on several cases; never a fact that they share.

A tag's name is sealed for its agency. Whoever may record in a case may put a tag on it and take it off; of the other cases that
bear it they are told of those that they work on, and of no other: not by a code, not by a number. That there is one more would
tell whoever looks for her that a sister was found. So a tag on none of somebody's cases is not there for them either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartments
from amparo.casework.entitled import Standing, not_there, permitted
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.keys import keys_of_many
from amparo.casework.labels import called_of_many
from amparo.casework.log import log
from amparo.casework.models import Tag, Tagged
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.record import IDENTITY, open_cases
from amparo.casework.sighted import Sighted, sighted
from amparo.casework.trouble import told_plainly
from amparo.casework.unseen import hides
from amparo.casework.wall import enter
from amparo.errors import AmparoError

LONGEST: Final = 60
MOST: Final = 30
"""So many people are written down at once; a bus is done in two."""


@dataclass(frozen=True, slots=True)
class Named:
    """A tag and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Fellow:
    """A case that bears a tag, of those that somebody works on: its id, and its safe name where they may read it."""

    case: str
    called: str


def make_tag(actor: Actor, case: str, name: str, *, tag: str = "") -> str:
    """Make a tag of the actor's agency and put it on a case; `tag` is the id that the form it was written in gave it."""
    tidy = _tidy(name)
    with permitted(actor, case, Action.SEE_CASE) as standing:
        _check(standing)
        made = _made(actor, tidy, tag)
        _tag(actor, case, made)
    return made


def put_on(actor: Actor, case: str, tag: str) -> None:
    """Put a tag on a case in which the actor may record; a tag that they know from another of their cases."""
    known = {each.id for each in tags_of(actor)}
    with permitted(actor, case, Action.SEE_CASE) as standing:
        _check(standing)
        if tag not in known:
            raise not_there()
        _tag(actor, case, tag)


def take_off(actor: Actor, case: str, tag: str) -> None:
    """Take a tag off a case; that it was there stays in the log."""
    with permitted(actor, case, Action.SEE_CASE) as standing:
        _check(standing)
        if not _living(actor).filter(case=case, tag=tag).update(ended=now()):
            raise not_there()
        log("case-untagged", actor, case=case, about={"tag": tag})


def tags_of(actor: Actor, case: str = "") -> tuple[Named, ...]:
    """Return the tags of the actor's agency on a case that they work on, or on any, by name."""
    theirs = {each.case for each in sighted(actor, now())}
    wanted = theirs & {case} if case else theirs
    rows = Tag.objects.filter(id__in=_living(actor).filter(case__in=wanted).values("tag"), ended=None)
    found = [Named(row.id, str(opened_for(actor.agency, "tag", row.id, bytes(row.sealed))["name"])) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def cases_with(actor: Actor, tag: str) -> frozenset[str]:
    """Return the cases that bear a tag, of those that somebody works on; nothing where they know of none."""
    theirs = {each.case for each in sighted(actor, now())}
    return frozenset(_living(actor).filter(tag=as_id(tag), case__in=theirs).values_list("case_id", flat=True))


def fellows(actor: Actor, tag: str) -> tuple[Named, tuple[Fellow, ...]]:
    """Return a tag with the cases that bear it, of those that somebody works on; raise `no-such-case` where there is none."""
    with told_plainly(), transaction.atomic(durable=True):
        found = sighted(actor, now(), only=cases_with(actor, tag))
        log("list-looked-at", actor, cases=tuple(each.case for each in found), about={"tag": as_id(tag)})
        enter(actor.agency, [each.case for each in found])
        called = _called(actor, found)
    if not found:
        raise not_there()
    named = next(each for each in tags_of(actor, found[0].case) if each.id == tag)
    return named, tuple(Fellow(each.case, called.get(each.case, "")) for each in found)


def open_together(
    actor: Actor, purpose: str, name: str, called: Sequence[str], *, tag: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Open several cases at once, with one tag: all of them or none; return the tag and the cases.

    `tag` is the id that the form gave it: the same form sent twice opens nothing more.
    """
    if not 0 < len(called) <= MOST:
        raise AmparoError("wrong-number", f"from 1 to {MOST} cases are opened at once", where="number")
    tidy = _tidy(name)
    before = cases_with(actor, tag) if tag else frozenset()
    if before:
        return tag, tuple(before)

    def also(cases: Sequence[str]) -> None:
        made.append(_made(actor, tidy, tag))
        for case in cases:
            _tag(actor, case, made[0])

    made: list[str] = []
    opened = open_cases(actor, purpose=purpose, called=called, also=also)
    return made[0], opened


def _check(standing: Standing) -> None:
    if not any(standing.decide(Action.RECORD, name).allowed for name in compartments()):
        raise standing.refusal(Action.RECORD, standing.decide(Action.RECORD, "support"))


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= LONGEST or hides(tidy):
        raise AmparoError("wrong-tag", f"a tag has from 1 to {LONGEST} letters, all of them visible", where="name")
    return tidy


def _made(actor: Actor, name: str, tag: str) -> str:
    id_ = as_id(tag) or fresh_id()
    if Tag.objects.filter(id=id_).exists():
        if Tag.objects.filter(id=id_, agency=actor.agency).exists():
            return id_  # the same form, sent twice
        id_ = fresh_id()
    Tag.objects.create(id=id_, agency_id=actor.agency, sealed=sealed_for(actor.agency, "tag", id_, {"name": name}), since=now())
    return id_


def _tag(actor: Actor, case: str, tag: str) -> None:
    if not _living(actor).filter(case=case, tag=tag).exists():
        Tagged.objects.create(tag_id=tag, case_id=case, since=now())
        log("case-tagged", actor, case=case, about={"tag": tag})


def _living(actor: Actor) -> QuerySet[Tagged]:
    return Tagged.objects.filter(tag__agency=actor.agency, tag__ended=None, ended=None)


def _called(actor: Actor, found: Iterable[Sighted]) -> Mapping[str, str]:
    """Return the safe names of those of whom somebody may read who they are; inside a transaction that has entered them."""
    named = [each.case for each in found if each.names]
    keys = keys_of_many([(case, actor.agency) for case in named], (IDENTITY,))
    return called_of_many({case: keys[case, actor.agency] for case in named})
