"""What is said of the pages behind the sign-in where nothing is installed: nobody can sign in, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from amparo.casework.opening import is_open
from amparo.doors.web.message import message
from amparo.doors.web.signed_in import BEHIND

_SIGN_IN: Final = "sign-in"
"""How the addresses of the sign-in begin, which nobody has to be signed in for."""


class Unserved:
    """Answer for every page that needs an installation, where there is none."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any  # noqa: ARG002 Django calls it so
    ) -> HttpResponseBase | None:  # fmt: skip
        needs = getattr(view, BEHIND, False) or (request.resolver_match and request.resolver_match.route.startswith(_SIGN_IN))
        if not needs or is_open():
            return None
        text = _("This Amparo shows the open pages alone: nothing is installed, and nothing is kept.")
        return message(request, 503, _("Nobody can sign in here"), text)
