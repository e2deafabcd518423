"""The language of a page: it stands at the beginning of the address, and everything behind it is the same address."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from amparo.desk.marked import mark_what_lacks, page_in, shown, unmarked
from amparo.desk.tongues import FIRST, speaking, split


class Speaking:
    """Take the language off the address, answer in it, and let every address of the answer begin with it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer
        mark_what_lacks()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code, request.path_info = split(request.path_info)
        said = code or settings.LANGUAGE_CODE
        with speaking(code), page_in(said):
            response = self.answer(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Content-Language"] = said
            _mark(response, said)
        return response


def _mark(response: HttpResponseBase, code: str) -> None:
    """Mark what stands in English in a page of another language; a table, or other text, goes without signs."""
    kind = response.get("Content-Type", "")
    if code != FIRST and isinstance(response, HttpResponse) and kind.startswith("text/"):
        text = response.content.decode(response.charset)
        response.content = (shown(text, code) if kind.startswith("text/html") else unmarked(text)).encode(response.charset)
