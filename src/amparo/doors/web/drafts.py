"""Which drafts arrived: a form that names its own, and is answered by leading on, was taken; any other answer keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from amparo.desk.templatetags.shell import ARRIVED, SENT, names_from

_MOST: Final = 40
"""Drafts of which a session remembers that they arrived, until a page is shown."""


class Drafts:
    """Remember for the next page which drafts arrived."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        if request.method == "POST" and _leads_on(response) and request.user.is_authenticated:
            names = names_from(request.POST.get(SENT, ""))
            if names:
                request.session[ARRIVED] = [*request.session.get(ARRIVED, ()), *names][-_MOST:]
        return response


def _leads_on(response: HttpResponseBase) -> bool:
    to = response.headers.get("Location", "")
    return response.status_code in (302, 303) and not to.startswith(reverse("account_login"))
