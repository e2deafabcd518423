"""What another agency of this installation may read of a case: on which basis, for what, until when.

A grant wraps the data keys of its compartments for the receiver. Ending it takes these wraps away, and what is sealed from
then on goes under keys that the receiver never had. It does not make anybody forget what they have read, and it brings back
no copy: what was given was given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import ITSELF, Actor
from amparo.casework.bases import BASES, checked_record
from amparo.casework.bundles import BUNDLES
from amparo.casework.determine import current
from amparo.casework.entitled import in_force, not_there, permitted
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log
from amparo.casework.mandates import OF_ORIGIN, mandate_of
from amparo.casework.models import Agency, BreakGlass, Case, Grant, Membership, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter_everywhere
from amparo.errors import AmparoError
from amparo.sealing.value import Place, sealed_by

VOICE: Final = "voice"
"""The compartment in which stands what the person agreed to, and so what a grant rests on."""

CONTACT: Final = "embassy_contact"
"""The act that letting a consulate or an authority of origin into a case comes to."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agency is to be given: compartments, on which basis with what is recorded of it, for what, until when."""

    compartments: tuple[str, ...]
    basis: str
    purpose: str
    until: datetime
    recorded: Mapping[str, str]


def give_grant(  # noqa: PLR0913 a consent names its receiver, its scope, its purpose, its basis and its end, each by itself
    actor: Actor,
    case: str,
    agency: str,
    compartments: Iterable[str],
    *,
    basis: str,
    purpose: str,
    until: datetime,
    recorded: Mapping[str, str],
) -> str:
    """Let an agency read compartments of a case, and return the id of the grant.

    Nobody gives what they may not read themselves, nor more than the receiver's mandate, the purpose and the basis reach.
    """
    named = sorted(set(compartments))
    if not named:
        raise AmparoError("grant-of-nothing", "a grant names the compartments that it opens", where="compartments")
    with permitted(actor, case, Action.SHARE, named) as standing:
        receiver = Agency.objects.filter(id=agency, ended=None).exclude(id=standing.keeper).first()
        if receiver is None:
            raise AmparoError("unknown-agency", f"there is no other agency `{agency}` at work here", where="agency")
        terms = Terms(tuple(named), basis, purpose, until, recorded)
        return begin_grant(actor, case, standing.keeper, receiver, terms, given_by=actor.user)


def check_terms(body: str, case: str, terms: Terms) -> dict[str, str]:
    """Return what is recorded with a grant, tidied; raise `AmparoError` unless this body may be given this, today."""
    check_reach(body, terms.compartments, terms.basis, terms.purpose)
    _check_contact(body, case)
    return checked_record(terms.basis, terms.recorded, now(), terms.until)


def begin_grant(actor: Actor, case: str, keeper: str, receiver: Agency, terms: Terms, *, given_by: str) -> str:
    """Let an agency read, inside the open transaction of an act for which somebody who may share answers; return its id."""
    tidy = check_terms(receiver.body, case, terms)
    keys, grant = CaseKeys(case, keeper), fresh_id()
    Grant.objects.create(
        id=grant,
        case_id=case,
        agency=receiver,
        compartments=list(terms.compartments),
        basis=terms.basis,
        purpose=terms.purpose,
        since=now(),
        until=terms.until,
        given_by_id=given_by,
        recorded=keys.sealed(json.dumps(tidy, sort_keys=True).encode(), _place(grant), VOICE),
    )
    keys.share(receiver.id, terms.compartments)
    about = _about(grant, receiver.id, terms.compartments, terms.basis, terms.purpose)
    log("grant-given", actor, case=case, about={**about, "shared_by": given_by})
    return grant


def end_grant(actor: Actor, grant: str) -> None:
    """End what an agency may read, at once: the person took it back, or it is needed no more."""
    row = Grant.objects.filter(id=grant, ended=None).first()
    with permitted(actor, row.case_id if row else "", Action.WITHDRAW):
        if row is None:
            raise not_there()
        end_grant_row(actor, row, now())


def end_lapsed_grants() -> int:
    """End every grant whose time has come, and return how many; the ticker's work. The policy refused them before that."""
    lapsed = list(Grant.objects.filter(ended=None, until__lte=now()))
    for row in lapsed:
        with told_plainly(), transaction.atomic(durable=True):
            enter_everywhere()
            Case.objects.select_for_update().get(id=row.case_id)
            end_grant_row(ITSELF, row, now())
    return len(lapsed)


def recorded_of(actor: Actor, grant: str) -> Mapping[str, str]:
    """Return on what a grant rests, to whoever reads what the person agreed to."""
    row = Grant.objects.filter(id=grant).first()
    with permitted(actor, row.case_id if row else "", Action.READ, [VOICE]) as standing:
        if row is None:
            raise not_there()
        log("case-looked-at", actor, case=row.case_id, about={"grant": row.id, "compartments": [VOICE]})
        data = bytes(row.recorded)
        found: dict[str, str] = json.loads(CaseKeys(row.case_id, standing.keeper).opened(data, _place(row.id), sealed_by(data)))
    return found


def take_back(case: str, agency: str, moment: datetime) -> tuple[str, ...]:
    """Take from an agency the keys for which it has neither a grant nor an open emergency; inside the open transaction."""
    if Case.objects.filter(id=case, agency_id=agency).exists():
        return ()
    granted = {
        name for row in in_force(Grant.objects.filter(case_id=case, agency_id=agency), moment) for name in row.compartments
    }
    open_ = BreakGlass.objects.filter(case_id=case, user__agency_id=agency, until__gt=moment)
    kept = granted | set(open_.values_list("compartment", flat=True))
    needless = WrapRow.objects.filter(person=case, agency=agency).exclude(compartment__in=kept)
    taken = tuple(sorted(set(needless.values_list("compartment", flat=True))))
    needless.delete()
    return taken


def end_grant_row(actor: Actor, row: Grant, moment: datetime) -> None:
    """End a grant inside the open transaction, in which nobody else changes who may see the case."""
    Grant.objects.filter(id=row.id).update(ended=moment)
    live = in_force(Grant.objects.filter(case_id=row.case_id, agency_id=row.agency_id), moment).values_list(
        "purpose", flat=True
    )
    working = Membership.objects.filter(case_id=row.case_id, user__agency_id=row.agency_id, ended=None)
    working.exclude(purpose__in=set(live)).update(ended=moment)
    begin_anew(row.case, take_back(row.case_id, row.agency_id, moment))
    log("grant-ended", actor, case=row.case_id, about=_about(row.id, row.agency_id, row.compartments, row.basis, row.purpose))


def begin_anew(case: Case, compartments: Iterable[str]) -> None:
    """Seal from now on under keys that nobody has from whom these compartments were taken; the other receivers get them too."""
    keys = CaseKeys(case.id, case.agency_id)
    for name in keys.compartments().intersection(compartments):
        keys.begin_anew(name)
        others = WrapRow.objects.filter(person=case.id, compartment=name).exclude(agency=case.agency_id)
        for agency in sorted(set(others.values_list("agency", flat=True))):
            keys.share(agency, [name])


def purposes_of(body: str) -> frozenset[Purpose]:
    """Return for what the people of a body work, but for emergencies."""
    served = (bundle.purposes for bundle in BUNDLES.values() if body in bundle.bodies)
    return frozenset[Purpose]().union(*served) - {Purpose.EMERGENCY}


def reach(body: str, basis: str, purpose: str) -> frozenset[str]:
    """Return the compartments that a body can be given on a basis, for a purpose that it serves."""
    if purpose not in purposes_of(body):
        return frozenset()
    never = BASES[basis].never if basis in BASES else frozenset()
    return (mandate_of(body).reads & BOUNDS[Purpose(purpose)].compartments) - never


def check_reach(body: str, compartments: Iterable[str], basis: str, purpose: str) -> None:
    """Refuse a grant that its receiver could never use: nothing is given in advance of a right to it."""
    if purpose not in purposes_of(body):
        raise AmparoError("grant-outside-mandate", "nobody of that agency works for this purpose", where="purpose")
    if body in OF_ORIGIN and basis in BASES and not BASES[basis].is_wish:
        raise AmparoError(
            "grant-without-wish",
            "a consulate or an authority of the country of origin is let in by the person's own wish alone",
            help="ask the person, once it is known whether they are or may be a refugee; nobody wishes in their place",
            where="basis",
        )
    within = reach(body, basis, purpose)
    beyond = [name for name in compartments if name not in within]
    if beyond:
        raise AmparoError(
            "grant-outside-mandate",
            f"compartment `{beyond[0]}` is beyond the receiver's mandate, this purpose or this basis",
            help=mandate_of(body).reason,
            where="compartments",
        )


def _check_contact(body: str, case: str) -> None:
    """Refuse to let a consulate or an authority of origin in, unless the law as it stands today holds that contact no more."""
    if body in OF_ORIGIN and current(case).acts[CONTACT]["answer"] != "no-hold":
        raise AmparoError(
            "grant-held",
            "contact with the country of origin is held, or it is not known yet whether it is",
            help="the page of the case says what holds it, and what is missing; record what the person wishes first",
            where="agency",
        )


def _about(grant: str, agency: str, compartments: Iterable[str], basis: str, purpose: str) -> dict[str, object]:
    return {"grant": grant, "agency": agency, "compartments": list(compartments), "basis": basis, "purpose": purpose}


def _place(grant: str) -> Place:
    return Place("grant", grant, "recorded", 0)
