"""Errors as other systems read them: the object {code, sentence, help, where}, whatever went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from amparo.errors import AmparoError

PREFIX: Final = "/api/"
JSON: Final = "application/json"
BY_STATUS: Final = {
    400: AmparoError("bad-request", "the request is not one that this server answers", help="ask `localhost` or `127.0.0.1`"),
    403: AmparoError("other-site", "the request was sent by another site", help="call from a program"),
    404: AmparoError("no-such-route", "there is nothing at this address", help="the routes are listed in /api/v1/openapi.json"),
    405: AmparoError("wrong-method", "this address does not answer this method", help="the header `Allow` names those it does"),
    411: AmparoError("length-missing", "the body has no length", help="send `Content-Length`"),
    413: AmparoError("too-large", "the body is larger than is read", help="a body may have up to 1 MB"),
    500: AmparoError("internal", "something went wrong inside", help="nothing was kept; report it without the person's data"),
}  # fmt: skip


REFUSED: Final = frozenset({400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503})
"""With what the routes of cases may refuse."""
NO_KEY: Final = AmparoError("no-key", "this route is for those who hold a key", help="send `Authorization: Bearer KEY`")
_STATUS: Final = {
    "not-json": 415,
    "no-such-case": 404,
    "key-used-otherwise": 409,
    "same-person": 409,
    "referral-answered": 409,
    "referral-over": 409,
    "referral-not-open": 409,
    "lost-update": 412,
    "not-as-seen": 412,
    "if-match-missing": 428,
    "too-often": 429,
}
_FORBIDDEN: Final = ("not-yours", "not-your-act", "step-up-needed", "second-person-needed", "wrong-proof")
_RETRY: Final = "60"


def status_of(error: AmparoError) -> int:
    """Return the status of HTTP that says the same as an error."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    if error.code.startswith(_FORBIDDEN):
        return 403
    return 503 if error.code.startswith("database-") else 422


def refusal(error: AmparoError, status: int = 422) -> JsonResponse:
    """Return an error as its object; whoever asks too often, or while the database is away, is told when to try again."""
    response = JsonResponse(error.as_mapping(), status=status)
    if status in (429, 503):
        response["Retry-After"] = _RETRY
    return response


class PlainErrors:
    """Under /api/ turn every refusal that is not yet an error object into one, and keep its status and headers."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        is_plain = response.headers.get("Content-Type", "").startswith(JSON)
        if not request.path_info.startswith(PREFIX) or response.status_code < 400 or is_plain:  # noqa: PLR2004 HTTP's errors
            return response
        plain: HttpResponse = refusal(BY_STATUS.get(response.status_code, BY_STATUS[400]), response.status_code)
        if "Allow" in response.headers:
            plain["Allow"] = response["Allow"]
        return plain
