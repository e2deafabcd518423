"""Looking: the one way in which anything of a case is shown. Yes or no, with a reason, in the log before anything is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, compartments
from amparo.casework.determine import Determinations, current, determined, worked_out
from amparo.casework.entitled import (
    Stand,
    Standing,
    check_keeps,
    in_force,
    not_there,
    permitted,
    standing_of,
)
from amparo.casework.keys import CaseKeys, rings
from amparo.casework.labels import CALLED, label_of
from amparo.casework.log import log
from amparo.casework.mandates import ABROAD
from amparo.casework.models import Agency, Grant, IndexFigure, Kept
from amparo.casework.moment import as_id, now
from amparo.casework.name_figures import searched
from amparo.casework.outline import ASYLUM, HELD, acts_as
from amparo.casework.papers import papers_by, sees
from amparo.casework.policy import Action, Decision, Purpose, Relation
from amparo.casework.record import IDENTITY
from amparo.casework.sight import Sight, shown
from amparo.casework.sighted import cases_in_sight
from amparo.casework.store import DjangoStore, entries_by
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter
from amparo.environment import time_zone
from amparo.ledger.store import newest
from amparo.sealing.index import bucket, index_key


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list: its id and its safe name."""

    case: str
    called: str


def look(actor: Actor, case: str, *, purpose: str = "", as_known: datetime | None = None) -> Sight:
    """Look at a case, as it is or as it was known at a moment.

    Raise `no-such-case` alike for what is not there and for what is not theirs to see; the try is in the log as well.
    """
    with told_plainly(), transaction.atomic(durable=True):
        standing = standing_of(actor, case, now(), purpose=purpose)
        readable = _readable(standing)
        if readable:
            enter(actor.agency, [case])
            log("case-looked-at", actor, case=case, about={"compartments": sorted(readable), "purpose": purpose})
            sight = _sight(actor, case, standing, readable, as_known)
        else:
            log("look-refused", actor, about={"asked": as_id(case), "purpose": purpose})
    if not readable:
        raise not_there()
    return sight


def shown_to(
    actor: Actor,
    case: str,
    receiver: Agency,
    bundles: Iterable[str],
    compartments_: Collection[str],
    *,
    purpose: Purpose,
    leads: bool = False,
) -> Mapping[str, Sight]:
    """Return what people of another agency would see of a case, by their bundle, if it were given these compartments now.

    It is no guess: their sight is worked out by what works out everybody's, with the keys of the agency that keeps the case.
    `leads` asks what they would see if their agency kept it. Who asks is shown no more than they may read themselves: what the
    receiver would see besides is counted (`Sight.beyond`).
    """
    with permitted(actor, case, Action.READ, compartments_) as standing:
        check_keeps(standing)
        given = in_force(Grant.objects.filter(case_id=case, agency=receiver, purpose=purpose), now())
        live = frozenset(compartments_).union(*(row.compartments for row in given))
        stand = Stand(purpose, Relation.MEMBER) if leads else Stand(purpose, Relation.RECEIVER, live)
        keys, keeper = CaseKeys(case, standing.keeper), receiver.id if leads else standing.keeper
        found, looked_at = {}, set[str]()
        for bundle in bundles:
            reader = Actor("", receiver.id, receiver.body, bundle)
            there = Standing(reader, case, keeper, (stand,), conflict=False)
            found[bundle] = _sight(reader, case, there, _readable(there), None, keys, standing)
            looked_at |= found[bundle].readable.keys() & _readable(standing).keys()
        about = {"agency": receiver.id, "compartments": sorted(looked_at), "purpose": purpose.value}
        log("case-looked-at", actor, case=case, about={"asked": "what another agency would see", **about})
    return found


def search(actor: Actor, field: str, text: str) -> tuple[Line, ...]:
    """Return those of the actor's cases in which a person has this name: found by a blind figure, decided once opened."""
    with told_plainly(), transaction.atomic(durable=True):
        figure = bucket(searched(text), index_key(rings().of(actor.agency), field))
        seen = cases_in_sight(actor, now())
        enter(actor.agency, seen)
        listed = set(
            IndexFigure.objects.filter(agency=actor.agency, purpose=field, figure=figure).values_list("case_id", flat=True)
        )
        theirs = [case for case in seen if case in listed and _reads_names(actor, case)]
        found = {
            case: keys for case in theirs if searched(label_of(keys := CaseKeys(case, actor.agency), field)) == searched(text)
        }
        log("searched", actor, cases=tuple(found), about={"field": field})
        return tuple(Line(case, label_of(keys, CALLED)) for case, keys in found.items())


def _reads_names(actor: Actor, case: str) -> bool:
    """Say whether they may read who the person is: else a search would tell them a name by saying yes to it."""
    return standing_of(actor, case, now()).decide(Action.READ, IDENTITY).allowed


def _readable(standing: Standing) -> Mapping[str, Decision]:
    """Return where something may be read: some may read what was observed, and not what was said."""
    decisions = {
        name: standing.decide(Action.READ, name, is_said=False, is_identification_note=False) for name in compartments()
    }
    return {name: decision for name, decision in decisions.items() if decision.allowed}


def _sight(
    actor: Actor,
    case: str,
    standing: Standing,
    readable: Mapping[str, Decision],
    as_known: datetime | None,
    keys: CaseKeys | None = None,
    viewer: Standing | None = None,
) -> Sight:
    """Return what somebody sees; of what another would see, opened with `keys`, as much as `viewer` may read too."""
    keys = keys or CaseKeys(case, actor.agency)
    theirs = tuple(entry for entry in entries_by(keys, as_known) if standing.sees(entry))
    filed = papers_by(keys, standing, readable, as_known)
    entries = tuple(entry for entry in theirs if viewer is None or viewer.sees(entry))
    papers = tuple(paper for paper in filed if viewer is None or sees(viewer, paper))
    found = _found(case, as_known, keys if actor.agency == standing.keeper == keys.agency else None)
    open_ = [
        name for name in readable if all(each.decide(Action.READ, name).allowed for each in (standing, viewer or standing))
    ]
    if actor.body in ABROAD:
        told = worked_out(case, theirs, found.on)  # what is held would tell who asked for asylum
    else:
        told = found if ASYLUM in open_ else _without_asylum(found, as_known)
    return Sight(
        case=case,
        called=label_of(keys, CALLED) if IDENTITY in readable and (viewer is None or IDENTITY in _readable(viewer)) else "",
        keeper=standing.keeper,
        readable=readable,
        recordable=frozenset(name for name in compartments() if standing.decide(Action.RECORD, name).allowed),
        entries=entries,
        papers=papers,
        seen=newest(entries),
        withheld=found.size - len(theirs),
        on=found.on,
        law=found.answer["law"],
        beyond=len(theirs) - len(entries) + len(filed) - len(papers),
        **shown(told, open_, None if actor.agency == standing.keeper else acts_as(actor.body, keeps=False)),
    )


def _without_asylum(found: Determinations, as_known: datetime | None) -> Determinations:
    """Return what would be said if nothing were known of asylum: to who does not read of it, *held* for *not known* would tell.

    That an act is held is said all the same, where nothing else that is known would hold it.
    """
    if not Kept.objects.filter(case_id=found.case, compartment=ASYLUM).exists():
        return found
    entries = DjangoStore().entries(found.case, as_known)
    told = worked_out(found.case, tuple(each for each in entries if compartment_of(each.key) != ASYLUM), found.on)
    acts = {name: told.acts[name] if _are_held(each, told.acts[name]) else each for name, each in found.acts.items()}
    return replace(told, acts=acts)


def _are_held(*acts: Mapping[str, Any]) -> bool:
    return all(each["answer"] in HELD for each in acts)


def _found(case: str, as_known: datetime | None, keys: CaseKeys | None) -> Determinations:
    """Return what stands today; or what was decided then, on the day of that moment."""
    if as_known is None:
        return current(case, keys)
    return determined(case, on=as_known.astimezone(time_zone()).date(), as_known=as_known)
