"""How long a session has been at work: when it began, when it was last used, when its user last proved who they are."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from amparo.casework.moment import now

BEGAN: Final = "began"
SEEN: Final = "seen"
PROVED: Final = "proved"
_FINE: Final = 30
"""Seconds by which the last use may be older than it says, so that not every look writes a row."""


def begin(request: HttpRequest) -> None:
    """Begin the eight hours of somebody who just came in with a second factor, or with a code that opens once."""
    request.session[BEGAN] = request.session[SEEN] = request.session[PROVED] = _moment()


def prove(request: HttpRequest) -> None:
    """Remember that the user proved a moment ago who they are, which also unlocks the page."""
    request.session[SEEN] = request.session[PROVED] = _moment()


def touch(request: HttpRequest) -> None:
    """Remember that the session was used."""
    if _since(request, SEEN) > _FINE:
        request.session[SEEN] = _moment()


def is_over(request: HttpRequest) -> bool:
    """Say whether the session began more than eight hours ago, however busy it was."""
    return _since(request, BEGAN) >= settings.SESSION_COOKIE_AGE


def is_idle(request: HttpRequest) -> bool:
    """Say whether nobody used the session for so long that somebody else may sit there now."""
    return _since(request, SEEN) >= settings.IDLE


def is_proved(request: HttpRequest) -> bool:
    """Say whether the user proved who they are so short a time ago that it counts for what is grave."""
    return _since(request, PROVED) < settings.STEPPED_UP


def _since(request: HttpRequest, mark: str) -> int:
    """Return the seconds since a mark; a mark that is missing, or lies ahead because a clock went back, is for ever ago."""
    gone = _moment() - int(request.session.get(mark, 0))
    return gone if gone >= 0 else settings.SESSION_COOKIE_AGE


def _moment() -> int:
    return int(now().timestamp())
