"""Who asks, of the routes that open cases: whoever holds a key, as the user for whom it acts; and how often they may ask."""

from __future__ import annotations

from typing import Final

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from amparo.casework.actor import Actor
from amparo.casework.api_keys import actor_by
from amparo.casework.log import log
from amparo.casework.models import Passing, User
from amparo.casework.moment import fresh_id, now
from amparo.casework.opening import installed
from amparo.casework.second_factor import used_code
from amparo.errors import AmparoError

MOST: Final = 600
"""Requests of one user in a minute."""
WINDOW: Final = 60
PROOF: Final = "Amparo-Proof"
"""The header with a code of the user's second factor, for what needs a fresh proof of who acts."""
TOO_OFTEN: Final = "too-often"


class ByKey(HttpBearer):
    """Let in whoever sends `Authorization: Bearer KEY`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return who acts, or nothing for a key that opens nothing."""
        found = actor_by(token, _request_id(request)) if installed() is not None else None
        if found is not None:
            _count(found.user)
        return found


def actor(request: HttpRequest) -> Actor:
    """Return who acts, with the proof that came with the request, if any."""
    who: Actor = request.auth  # type: ignore[attr-defined] # the framework puts it there
    code = request.headers.get(PROOF, "")
    if not code:
        return who
    _prove(request, who, code)
    return Actor(who.user, who.agency, who.body, who.bundle, stepped_up=True, request=who.request)


def _prove(request: HttpRequest, who: Actor, code: str) -> None:
    """Take a code of the second factor; tries that failed count together with those on the pages, and stand in the log."""
    usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=f"code:{who.user}", limit_get=True)
    if usage is None:
        raise AmparoError(TOO_OFTEN, "too many codes opened nothing", help="wait some minutes", where=PROOF)
    with transaction.atomic():
        fits = used_code(User.objects.get(id=who.user), code) is not None
        if not fits:
            log("sign-in-failed", who, about={"with": "code"})
    if not fits:
        raise AmparoError("wrong-proof", "this code opens nothing, or was used already", where=PROOF)
    usage.rollback()


def _count(user: str) -> None:
    """Count a request, each after the one before it; raise `AmparoError` for one too many."""
    name = f"api:{user}:{int(now().timestamp()) // WINDOW}"
    cache.add(name, 0, 2 * WINDOW)
    with transaction.atomic():
        row = Passing.objects.select_for_update().filter(cache_key=cache.make_key(name))
        row.values_list("cache_key", flat=True).first()  # whoever else counts waits here
        asked = cache.incr(name)
    if asked > MOST:
        raise AmparoError(TOO_OFTEN, "this key asks too often", help=f"wait {WINDOW} seconds")


def _request_id(request: HttpRequest) -> str:
    found: str = request.META.setdefault("amparo.request", fresh_id())
    return found
