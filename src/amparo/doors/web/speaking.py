"""The language of a page: it stands at the beginning of the address, and everything behind it is the same address."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from amparo.desk.tongues import speaking, split


class Speaking:
    """Take the language off the address, answer in it, and let every address of the answer begin with it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code, request.path_info = split(request.path_info)
        with speaking(code):
            response = self.answer(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Content-Language"] = code or settings.LANGUAGE_CODE
        return response
