"""The routes under /api/v1: three questions to the law, the server's health, and the description of them all."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from pydantic.json_schema import models_json_schema

from amparo import __version__
from amparo.desk.inquiry import Opened, Question, opened
from amparo.desk.library import shipped, vocabulary, wording
from amparo.doors.api.answers import Asked, Decided, Health, Held, Problem
from amparo.doors.api.body import AskBody, CaseBody, DecideBody, MayBody, read
from amparo.doors.api.case_bodies import NewCase, NewFacts, NewItem, NewNote
from amparo.doors.api.case_schema import case_schemas
from amparo.doors.api.cases import router as cases
from amparo.doors.api.discreet import discreet
from amparo.doors.api.plain import NO_KEY, refusal, status_of
from amparo.doors.api.referral_bodies import NewAnswer, NewReferral
from amparo.doors.api.referrals import of_cases
from amparo.doors.api.referrals import router as referrals
from amparo.doors.api.taking import PLACE, takes
from amparo.errors import AmparoError
from amparo.explain.answer import answer_ask, answer_decide, answer_may

_ABOUT: Final = (
    "What is held, what is owed, and why, for the facts of one person. Nothing is kept: no database, no log of what was sent. "
    "Every answer speaks of the facts as stated and is never a clearance. What is absent or null is not known, never no."
)
_REFUSED: Final = frozenset({400, 403, 413, 415, 422})
PREFIX: Final = "/api/v1/"
_QUESTIONS: Final = (DecideBody, MayBody, AskBody)
_WRITES: Final = (NewCase, NewFacts, NewItem, NewNote, NewReferral, NewAnswer)

api = NinjaAPI(title="Amparo", version=__version__, description=_ABOUT, openapi_url=None, docs_url=None, urls_namespace="api")


api.add_router("/cases", cases)
api.add_router("/cases", of_cases)
api.add_router("/referrals", referrals)


@api.exception_handler(AmparoError)
def refused(_request: HttpRequest, error: AmparoError) -> HttpResponse:
    return refusal(discreet(error), status_of(error))


@api.exception_handler(AuthenticationError)
def keyless(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return refusal(NO_KEY, 401)


@api.exception_handler(ValidationError)
def misread(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A part of the address that cannot be read: it is named, and not what was sent."""
    name = str(error.errors[0]["loc"][-1])
    return refusal(AmparoError("wrong-type", f"`{name}` cannot be read", where=name))


def _opened(body: CaseBody, act: str = "") -> Opened:
    return opened(body.case, Question(body.law, body.on or "", body.as_known or "", act))


@api.post(
    "/decide",
    response={200: Decided, _REFUSED: Problem},
    by_alias=True,
    openapi_extra=takes(DecideBody),
    summary="All determinations",
)
def decide(request: HttpRequest) -> HttpResponse:
    """What is presumed, held, owed and due for a case, each with its reasons and provisions."""
    body = read(request, DecideBody)
    return _said(answer_decide(_opened(body).inquiry, everything=body.all))


@api.post("/may", response={200: Held, _REFUSED: Problem}, openapi_extra=takes(MayBody), summary="Is this act held?")
def may(request: HttpRequest) -> HttpResponse:
    """Whether an act against the person is held, by what, and what could change it."""
    body = read(request, MayBody)
    return _said(answer_may(_opened(body, body.act).inquiry, body.act, body.item))


@api.post("/ask", response={200: Asked, _REFUSED: Problem}, openapi_extra=takes(AskBody), summary="The next questions")
def ask(request: HttpRequest) -> HttpResponse:
    """The facts that are not known and still matter, those that settle most first, in words."""
    body = read(request, AskBody)
    return _said(answer_ask(_opened(body, body.act or "").inquiry, wording().words, body.act))


@api.get("/health", response=Health, summary="Does the server answer?")
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 the framework calls it so
    """Says that the server answers, its version, and the laws that may be asked."""
    return _said({"state": "ok", "version": __version__, "laws": list(shipped())})


@api.get("/openapi.json", include_in_schema=False)
def described(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 the framework calls it so
    return JsonResponse(description())


@cache
def description() -> dict[str, Any]:
    """Return the description of the API, with the schemas of the bodies and of a case file."""
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    _, bodies = models_json_schema([(body, "validation") for body in (*_QUESTIONS, *_WRITES)], ref_template=PLACE)
    for body in (bodies["$defs"][kind.__name__] for kind in _QUESTIONS):
        body["properties"]["case"] = {"$ref": PLACE.format(model="Case")}
        body["properties"]["law"]["enum"] = list(shipped())
    schema["components"]["schemas"].update({**bodies["$defs"], **case_schemas(vocabulary())})
    return schema


def _said(answer: dict[str, Any]) -> HttpResponse:
    return JsonResponse(answer)
