"""Transfer: another agency keeps the case from the moment in which it accepts, with all keys; not one moment before."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bases import BASES, checked_record
from amparo.casework.bundles import BUNDLES, LEADING
from amparo.casework.entitled import FOUNDER, TRAFFICKERS_ONLY
from amparo.casework.grants import Terms, begin_anew, begin_grant, check_terms, reach, take_back
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log
from amparo.casework.mandates import mandate_of
from amparo.casework.models import Agency, Case, Determined, Grant, Hand, Membership, Referral, Tagged, Waiting, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.name_figures import list_names
from amparo.casework.office import unproved
from amparo.casework.person_codes import move_codes
from amparo.casework.policy import Decision
from amparo.casework.purpose import WHEREABOUTS
from amparo.casework.referring.plan import Plan
from amparo.casework.referring.states import ACCEPTED, DONE, LIVE, REVOKED
from amparo.errors import AmparoError


def check_transfer(case: str, keeper: str, receiver: Agency, plan: Plan) -> None:
    """Raise `AmparoError` unless this agency may take the case over on this basis, today."""
    if receiver.body not in LEADING:
        raise AmparoError(
            "transfer-to-nobody-leading",
            "that agency is no body that may lead a case",
            help="refer the case to it: then it reads what it needs, and yours goes on keeping it",
            where="agency",
        )
    checked_record(plan.basis, plan.recorded, now(), plan.until)
    closed = BASES[plan.basis].never & mandate_of(receiver.body).reads
    if WHEREABOUTS in closed and WrapRow.objects.filter(person=case, agency=keeper, compartment=WHEREABOUTS).exists():
        raise AmparoError(
            "transfer-opens-whereabouts",
            "this basis never opens where the person lives, and the case holds that",
            help="ask the person: with their consent the whole case goes over",
            where="basis",
        )
    if plan.keeps:
        body = Agency.objects.values_list("body", flat=True).get(id=keeper)
        check_terms(body, case, Terms(plan.keeps, plan.basis, plan.purpose.value, plan.until, plan.recorded))


def hand_over(actor: Actor, row: Referral, plan: Plan) -> list[str]:
    """Make the receiver the keeper, inside the open transaction of its acceptance; return what the old keeper goes on reading.

    The case is entered in the name of the agency that keeps it still. All keys are wrapped for the new one before the old one
    loses any: whatever breaks in between undoes the whole.
    """
    if not actor.stepped_up:
        raise unproved(Decision(allowed=False, reason="to-be-proved", needs=("step-up",)))
    case, receiver = Case.objects.get(id=row.case_id), Agency.objects.get(id=row.receiver_id)
    before, moment = case.agency, now()
    check_transfer(case.id, before.id, receiver, plan)
    keys = CaseKeys(case.id, before.id)
    keys.share(receiver.id, keys.compartments())
    case.agency = receiver
    Case.objects.filter(id=case.id).update(agency=receiver)
    list_names(CaseKeys(case.id, receiver.id))
    given = []
    if plan.keeps and reach(before.body, plan.basis, plan.purpose) >= set(plan.keeps):
        terms = Terms(plan.keeps, plan.basis, plan.purpose.value, plan.until, plan.recorded)
        given = [begin_grant(actor, case.id, receiver.id, before, terms, given_by=str(row.sent_by_id))]
    _end_people(case.id, before.id, plan if given else None, moment)
    _begin(actor, case.id, receiver.id, plan, moment)
    _end_own_grants(case.id, receiver.id, moment)
    begin_anew(case, take_back(case.id, before.id, now()))  # now: a grant begun above stands already
    _move_work(case.id, before.id, receiver.id, row.id, moment)
    log("case-transferred", actor, case=case.id, about={"referral": row.id, "from": before.id, "to": receiver.id})
    return given


def may_lead(actor: Actor) -> bool:
    """Say whether somebody may take a case over: whoever may begin and share one."""
    bundle = BUNDLES.get(actor.bundle)
    return actor.body in LEADING and bundle is not None and {Action.OPEN_CASE, Action.SHARE} <= bundle.actions


def _end_people(case: str, agency: str, kept: Plan | None, moment: datetime) -> None:
    """End the work of the old keeper's people, but of those who go on reading for the purpose of a grant."""
    rows = Membership.objects.filter(case_id=case, user__agency_id=agency, ended=None)
    rows.exclude(purpose=kept.purpose if kept else "").update(ended=moment)
    rows.filter(role__in=(FOUNDER, TRAFFICKERS_ONLY)).update(role="works_on")


def _begin(actor: Actor, case: str, agency: str, plan: Plan, moment: datetime) -> None:
    """Make who accepts answer for the case; their colleagues who read it as receivers go on, now in a case of their own."""
    Membership.objects.filter(case_id=case, user_id=actor.user, purpose=plan.purpose, ended=None).update(ended=moment)
    Membership.objects.create(
        id=fresh_id(),
        case_id=case,
        user_id=actor.user,
        role=FOUNDER,
        purpose=plan.purpose.value,
        since=moment,
        until=moment + BUNDLES[actor.bundle].longest,
    )
    log("member-added", actor, case=case, about={"user": actor.user, "role": FOUNDER, "agency": agency})


def _end_own_grants(case: str, agency: str, moment: datetime) -> None:
    """What the new keeper was given before, it needs no more: it holds every key of its own right."""
    Grant.objects.filter(case_id=case, agency_id=agency, ended=None).update(ended=moment)


def _move_work(case: str, before: str, after: str, referral: str, moment: datetime) -> None:
    """Move what waits for the keeper; end what was the old agency's own: tags, hands, and offers that wait for an answer.

    What the keeper owes itself is worked out anew, for the new one.
    """
    Waiting.objects.filter(case_id=case, agency_id=before, ended=None).update(agency_id=after)
    move_codes(case, before, after)
    Tagged.objects.filter(case_id=case, tag__agency_id=before, ended=None).update(ended=moment)
    Hand.objects.filter(Q(user__agency_id=before) | Q(user=None), case_id=case).delete()
    Determined.objects.filter(case_id=case).delete()
    others = Referral.objects.filter(case_id=case, sender_id=before).exclude(id=referral)
    others.filter(state__in=LIVE).update(state=REVOKED, offer=b"", answered=moment)
    others.filter(state__in=(ACCEPTED, DONE)).update(sender_id=after)
