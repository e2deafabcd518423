"""A page that only says something: a refusal, a wrong address, a breakdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

RETRY: Final = "300"
"""Seconds after which a try that was refused for its number may succeed."""
View = Callable[..., HttpResponseBase]
"""Takes a request, and the ids that the address names."""


def message(request: HttpRequest, status: int, heading: str, text: str, **more: str) -> HttpResponse:
    """Say something; `onward` and `onward_text` name a page to go on to, beside the first one."""
    return render(request, "web/message.html", {"heading": heading, "text": text, **more}, status=status)


def only(*methods: str) -> Callable[[View], View]:
    """Answer these methods; say of any other, in a page, that there is nothing to see without the first page."""

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **ids: str) -> HttpResponseBase:
            if request.method in methods:
                return view(request, **ids)
            text = _("Nothing is kept here, so this page can only be reached from the one before it.")
            response = message(request, 405, _("This page stands in the middle of the way"), text)
            response["Allow"] = ", ".join(methods)
            return response

        return answer

    return around


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django calls it so
    return message(request, 404, _("There is no such page"), _("The address may be mistyped."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django calls it so
    return message(request, 400, _("That could not be read"), _("Nothing was kept. Begin again on the first page."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django calls it so
    text = _(
        "The form was open for too long, or this browser keeps no cookies. Go back, load the page again and send it once more."
    )
    return message(request, 403, _("That form is out of date"), text)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 as above
    text = _("Wait some minutes, then try again. A passkey is not held up by this.")
    response = message(request, 429, _("Too many tries"), text)
    response["Retry-After"] = RETRY
    return response


def broken(request: HttpRequest) -> HttpResponse:
    text = _("Nothing was kept. Until there is an answer, treat every act as held.")
    return message(request, 500, _("Something went wrong here"), text)
