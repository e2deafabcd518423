"""The routes of referrals: what was offered, what was sent, sending and answering."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from amparo.casework.referring.answering import Offer, accept, finish, offer, offers, reject
from amparo.casework.referring.sending import send
from amparo.casework.referring.sent import sent_by
from amparo.doors.api.answers import Problem
from amparo.doors.api.body import read
from amparo.doors.api.case_writing import MADE, Keep, Said, done_once
from amparo.doors.api.keyed import ByKey, actor
from amparo.doors.api.plain import REFUSED
from amparo.doors.api.referral_bodies import Answer, NewAnswer, NewReferral, Offered, ReferralList, ReferralOut, ReferralSent
from amparo.doors.api.taking import IDEMPOTENCY, PROOF, takes
from amparo.ledger.canonical import written_moment

router: Final = Router(auth=ByKey(), tags=["referrals"])
of_cases: Final = Router(auth=ByKey(), tags=["referrals"])
_ANSWERS: Final = {REFUSED: Problem}


@of_cases.post(
    "/{case}/referrals",
    response={MADE: ReferralSent, **_ANSWERS},
    openapi_extra=takes(NewReferral, IDEMPOTENCY, PROOF),
    summary="Refer a case",
)
def refer(request: HttpRequest, case: str) -> HttpResponse:
    """Offer a case to another agency; it takes the right to share, and a fresh proof of who acts."""
    who, plan = actor(request), read(request, NewReferral).plan()

    def act(keep: Keep) -> Said:
        return {"referral": send(who, case, plan, also=lambda made: keep({"referral": made}))}

    return done_once(request, who, act, case=case)


@router.get("", response={200: ReferralList, **_ANSWERS}, summary="Referrals")
def list_referrals(request: HttpRequest) -> HttpResponse:
    """What was offered to the agency of the key's user and waits for an answer, and what was sent of their cases."""
    who = actor(request)
    out = [
        {
            **{name: getattr(each, name) for name in ReferralOut.model_fields},
            "sent": written_moment(each.sent),
            "due": written_moment(each.due),
        }
        for each in sent_by(who)
    ]
    return JsonResponse({"received": [_offered(each) for each in offers(who)], "sent": out})


@router.get("/{referral}", response={200: Offered, **_ANSWERS}, summary="A referral")
def one_offer(request: HttpRequest, referral: str) -> HttpResponse:
    """What the sender chose to say of it."""
    return JsonResponse(_offered(offer(actor(request), referral)))


@router.post(
    "/{referral}/answer", response={200: Answer, **_ANSWERS}, openapi_extra=takes(NewAnswer), summary="Answer a referral"
)
def answer(request: HttpRequest, referral: str) -> HttpResponse:
    """Accept, refuse with a reason of the list, or say what was given. The first answer counts; the same one twice is one."""
    who, body = actor(request), read(request, NewAnswer)
    case = ""
    if body.answer == "accept":
        case = accept(who, referral)
    elif body.answer == "reject":
        reject(who, referral, body.reason)
    else:
        finish(who, referral, given=tuple(body.given), text=body.text, reads_on=body.reads_on)
    return JsonResponse({"referral": referral, "answer": body.answer, "case": case})


def _offered(found: Offer) -> dict[str, object]:
    told = {name: getattr(found, name) for name in Offered.model_fields}
    return {**told, "sent": written_moment(found.sent), "due": written_moment(found.due), "said": dict(found.said)}
