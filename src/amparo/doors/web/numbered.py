"""Every request has a random number: in the answer's header, in each line that the log says of it, in the record's own log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from amparo.casework.moment import fresh_id
from amparo.casework.plainly import Known
from amparo.doors.web.quiet import REQUEST

HEADER: Final = "X-Request-Id"
KEPT: Final = "amparo.request"
"""Under which name the number lies in the request."""
_LOGGER: Final = logging.getLogger("amparo.requests")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Numbered:
    """Give a request its number, whatever it says itself, and say when it was answered: route and state, never the address."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request.META[KEPT] = fresh_id()
        token = REQUEST.set(number)
        began = monotonic()
        try:
            response = self.answer(request)
            response[HEADER] = number
            if not request.path_info.startswith(settings.STATIC_URL):
                self._say(request, response, round(1000 * (monotonic() - began)))
        finally:
            REQUEST.reset(token)
        return response

    @staticmethod
    def _say(request: HttpRequest, response: HttpResponseBase, took: int) -> None:
        method = request.method if request.method in _METHODS else "other"
        route = request.resolver_match.route if request.resolver_match else "none"
        _LOGGER.info("%s /%s answered %d in %d ms", Known(method), Known(route), response.status_code, took)
