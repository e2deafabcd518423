"""One question behind the sign-in: an invented case manager signs in, as a browser would, and looks at the list of cases."""

from __future__ import annotations

import hmac
import re
import time
from base64 import b32decode
from contextlib import closing
from http.client import HTTPConnection
from typing import Final
from urllib.parse import urlencode

from amparo.demonstration.people import BROOKS, MIKAS
from amparo.demonstration.sign_ins import SignIn

_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FORM: Final = "application/x-www-form-urlencoded"
_STEP: Final = 30


class Visitor:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, host: str, port: int, patience: float) -> None:
        self.host, self.port, self.patience = host, port, patience
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask for a page, or send the form that stands on it; return the state and what is on the page."""
        body = None if form is None else urlencode({**form, "csrfmiddlewaretoken": self._token(path)})
        with closing(HTTPConnection(self.host, self.port, timeout=self.patience)) as connection:
            headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
            connection.request(
                "GET" if body is None else "POST", path, body, headers | ({"Content-Type": _FORM} if body else {})
            )
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or ():
                name, _, text = cookie.partition(";")[0].partition("=")
                self.cookies[name] = text
            return response.status, response.read().decode()

    def _token(self, path: str) -> str:
        found = _TOKEN.search(self.ask(path)[1])
        return found[1] if found else ""


def cases_seen(visitor: Visitor, who: SignIn) -> tuple[int, str]:
    """Sign in and return the list of cases. A code that was used a moment ago opens nothing: the next is tried."""
    visitor.ask("/sign-in", {"login": who.username, "password": who.password})
    now = int(time.time()) // _STEP
    for step in (now - 1, now, now + 1):
        if visitor.ask("/sign-in/second", {"proof_code": _code(who.secret, step)})[0] < 400:  # noqa: PLR2004 HTTP's own figure
            break
    return visitor.ask("/cases")


def is_brooks(page: str) -> bool:
    """Say whether a page shows cases of Brook's, and none of her colleague's."""
    return any(f">{name}<" in page for name in BROOKS.values()) and not any(f">{name}<" in page for name in MIKAS.values())


def _code(secret: str, step: int) -> str:
    """Return the code of a step of time (RFC 6238)."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"
