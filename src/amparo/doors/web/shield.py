"""What stands before every page: whom the server answers, how much it reads, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from amparo.doors.web.message import message

Next = Callable[[HttpRequest], HttpResponseBase]
Answer = TypeVar("Answer", bound=HttpResponseBase)

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
SCRIPT: Final = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
"""What a page may do besides: run our own script, which makes no script and no page out of text."""
ASKS: Final = "connect-src 'self'"
"""What a page behind the sign-in, or with a passkey, may do besides: its script asks our own server, and nobody else."""
_ASKS: Final = "with_script"
READ_AND_DROPPED: Final = 64 * 1024 * 1024
"""Bytes of a body that is far too large which are still read, so that the refusal arrives instead of a broken line."""


def with_script(response: Answer) -> Answer:
    """Let our own script on a page ask our own server."""
    setattr(response, _ASKS, True)
    return response


class Headers:
    """Put the same protecting headers on every answer, and forbid that any page is stored."""

    def __init__(self, answer: Next) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""  # or the server says of each that it dropped a body
        for name, value in HEADERS.items():
            response[name] = value
        response["Content-Security-Policy"] = _policy(response)
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        return response


def _policy(response: HttpResponseBase) -> str:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    parts = (POLICY, SCRIPT if is_page else "", ASKS if getattr(response, _ASKS, False) else "")
    return "; ".join(filter(None, parts))


class KnownHost:
    """Answer only to the names of this machine itself: a foreign name that resolves to it is refused (DNS rebinding)."""

    def __init__(self, answer: Next) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            return HttpResponse("unknown host", status=400, content_type="text/plain")
        return self.answer(request)


class BoundedBody:
    """Refuse a body without a length, and one that no case file needs, before anything is read into memory."""

    def __init__(self, answer: Next) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return message(request, 411, _("A length is missing"), _("Send the body with a length."))
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > self._largest(request):
            self._drop(request, size)
            text = _("A form may hold 1 MB, and a file 256 kB. Nothing of it was kept.")
            return message(request, 413, _("That is too large"), text)
        return self.answer(request)

    @staticmethod
    def _largest(request: HttpRequest) -> int:
        """A page reads a large upload to its end, to say so beside the field; a program is told at once."""
        is_upload = request.content_type == "multipart/form-data"
        return 16 * settings.LARGEST_BODY if is_upload else settings.LARGEST_BODY

    @staticmethod
    def _drop(request: HttpRequest, size: int) -> None:
        left = min(size, READ_AND_DROPPED)
        while left > 0 and (chunk := request.read(min(left, 65536))):
            left -= len(chunk)


class OwnPagesOnly:
    """Refuse a form or a call that another site sends through the visitor's browser.

    Browsers say where a request comes from (Sec-Fetch-Site). An older browser says at least the origin. A program says
    neither, and is no browser. Forms behind the sign-in carry a token besides.
    """

    def __init__(self, answer: Next) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") or self._is_own(request):
            return self.answer(request)
        return message(request, 403, _("This came from another site"), _("Begin again on the first page."))

    @staticmethod
    def _is_own(request: HttpRequest) -> bool:
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = request.headers.get("Origin")
        return origin is None or origin == f"{request.scheme}://{request.get_host()}"
