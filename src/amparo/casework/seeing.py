"""Who may see a case and why, who looked, who received: for those who answer for it, and for the person, who may ask.

For the person, staff stand by their agency and by what they do there, and never by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import INSTALLATION, PERSON, Actor, actor_of
from amparo.casework.acts import words_of
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import ROLES, Standing, in_force, permitted, stand_of
from amparo.casework.log import log, told_of
from amparo.casework.models import Agency, BreakGlass, Case, Conflict, Grant, Membership, Referral, User
from amparo.casework.moment import now
from amparo.casework.policy import Purpose
from amparo.casework.purpose import COMPARTMENTS
from amparo.casework.referring.rows import authorised

ITSELF: Final = "the installation"
UNKNOWN: Final = "somebody"
HOLDER: Final = "you, or whoever had your code"
_TOLD: Final = frozenset(
    {
        "case-opened",
        "fact-recorded",
        "case-looked-at",
        "list-looked-at",
        "label-set",
        "index-left",
        "register-entered",
        "register-left",
        "register-refused",
        "register-asked",
        "searched",
        "member-added",
        "member-ended",
        "grant-given",
        "grant-ended",
        "referral-sent",
        "referral-accepted",
        "referral-rejected",
        "referral-done",
        "referral-revoked",
        "case-transferred",
        "glass-broken",
        "glass-reviewed",
        "exported",
        "document-made",
        "erased",
        "hold-set",
        "hold-released",
        "code-made",
        "code-ended",
        "code-used",
        "said-received",
        "said-read",
        "said-answered",
    }
)
"""What the person is told of; the rest is about staff, or about the log itself."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who may see a case: in which role, for what, which compartments, on which reason, until when."""

    user: str
    agency: str
    bundle: str
    role: str
    purpose: str
    compartments: tuple[str, ...]
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """What an agency was given, on which basis, from when until when; `ended` where it is over."""

    agency: str
    compartments: tuple[str, ...]
    purpose: str
    basis: str
    since: datetime
    until: datetime | None
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One act in a case, as the person is told of it."""

    moment: datetime
    agency: str
    whom: str
    act: str


def who_may_see(actor: Actor, case: str) -> tuple[Viewer, ...]:
    """Answer *who may see this?*: everybody who works on the case, and who holds it open in an emergency."""
    with permitted(actor, case, Action.SEE_WHO_LOOKED):
        log("log-looked-at", actor, case=case)
        moment = now()
        barred = Conflict.objects.filter(case_id=case, ended=None).values("user_id")
        working = Membership.objects.filter(case_id=case, user__is_active=True, user__ended=None, user__agency__ended=None)
        members = in_force(working, moment).exclude(user__in=barred).select_related("user__agency").order_by("since", "id")
        grants, kept = list(Grant.objects.filter(case_id=case)), Case.objects.get(id=case)
        found = [
            _viewer(kept, row, [each for each in grants if each.agency_id == row.user.agency_id], moment) for row in members
        ]
        return (*(each for each in found if each is not None), *_in_emergency(case, moment))


def who_received(actor: Actor, case: str) -> tuple[Received, ...]:
    """Return every agency that was ever given anything of a case, the newest first."""
    with permitted(actor, case, Action.SEE_WHO_LOOKED):
        log("log-looked-at", actor, case=case)
        given = [
            Received(row.agency.title, tuple(row.compartments), row.purpose, row.basis, row.since, row.until, row.ended)
            for row in Grant.objects.filter(case_id=case).select_related("agency")
        ]
        return tuple(sorted((*given, *_by_file(case), *_on_paper(case)), key=lambda each: each.since, reverse=True))


def _by_file(case: str) -> Iterator[Received]:
    """Yield what went to other installations in sealed files: it was given with the sending, and ends by nothing done here."""
    rows = Referral.objects.filter(case_id=case).exclude(partner=None).exclude(sender=None).select_related("partner")
    for row in rows:
        plan = authorised(row)
        if plan is not None and row.partner is not None:
            yield Received(row.partner.title, plan.compartments, plan.purpose.value, plan.basis, row.sent, plan.until, None)


def _on_paper(case: str) -> Iterator[Received]:
    """Yield what went out in documents, to offices that stand here by what they are; it ends by nothing done here."""
    made = (each for each in told_of(case) if each.act == "document-made" and each.about["compartments"])
    for each in made:
        about = each.about
        receiver = about["receiver"].replace("_", " ")
        yield Received(receiver, tuple(about["compartments"]), about["purpose"], about["basis"], each.moment, None, None)


def who_looked(actor: Actor, case: str) -> tuple[Looked, ...]:
    """Return what was done in a case and by whom, the oldest first, as the person may be given it."""
    with permitted(actor, case, Action.SEE_WHO_LOOKED):
        log("log-looked-at", actor, case=case)
        told = [each for each in told_of(case) if each.act in _TOLD]
        titles = dict(Agency.objects.values_list("id", "title"))
        bundles = dict(User.objects.filter(id__in={each.user for each in told}).values_list("id", "bundle"))
        return tuple(
            Looked(each.moment, titles.get(each.agency, ITSELF), _whom(each.user, bundles), words_of(each.act)) for each in told
        )


def _whom(user: str, bundles: Mapping[str, str]) -> str:
    if user == INSTALLATION:
        return ITSELF
    if user == PERSON:
        return HOLDER
    return bundles.get(user, UNKNOWN).replace("_", " ")


def _viewer(kept: Case, row: Membership, grants: Iterable[Grant], moment: datetime) -> Viewer | None:
    """Ask the policy for one member what they reach of anything that is not set apart for a source."""
    actor, bundle = actor_of(row.user), BUNDLES.get(row.user.bundle)
    if bundle is None or row.purpose not in bundle.purposes:
        return None
    stand = stand_of(actor, kept, Purpose(row.purpose), row, grants, moment)
    standing = Standing(actor, kept.id, kept.agency_id, (stand,), conflict=False)
    seen = standing.decide(Action.SEE_CASE)
    if not seen.allowed:
        return None
    reads = [
        name
        for name in sorted(COMPARTMENTS)
        if standing.decide(Action.READ, name, is_said=False, is_identification_note=False).allowed
    ]
    ends = [each for each in (row.until, *(grant.until for grant in grants if grant.ended is None)) if each is not None]
    until = min(ends) if ends else None
    return Viewer(
        row.user_id, row.user.agency.title, row.user.bundle, ROLES[row.role], row.purpose, tuple(reads), seen.reason, until
    )


def _in_emergency(case: str, moment: datetime) -> tuple[Viewer, ...]:
    rows = BreakGlass.objects.filter(case_id=case, since__lte=moment, until__gt=moment).select_related("user__agency")
    return tuple(
        Viewer(
            row.user_id,
            row.user.agency.title,
            row.user.bundle,
            "in an emergency",
            Purpose.EMERGENCY.value,
            (row.compartment,),
            "glass-open",
            row.until,
        )
        for row in rows.order_by("since", "id")
    )
