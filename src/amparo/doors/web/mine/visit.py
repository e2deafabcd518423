"""One visit with a code: carried by a ticket in the form, which is good once and for a few minutes. So no cookie is needed.

The code itself is in no page. Whoever comes to the browser afterwards and goes back, or sends a form again, has a ticket that
was used: they see the empty form. What is kept of a visit is a mark that tells no code.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

LASTS: Final = 10 * 60
"""Seconds within which a visit goes on."""
RATES: Final = {"mine": "20/h/key", "mine-all": "2000/h/key", "mine-code": "120/h/key"}
"""Tries that failed, of one address and of all together; and pages of one code: each is in the log, which nobody may flood."""
ALL: Final = "all"
_SALT: Final = "amparo.mine"


def fresh_form() -> str:
    """Return the mark of an empty form, by which it is taken once."""
    return TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(12))


def is_fresh(form: str) -> bool:
    """Say whether a form was given out a while ago at most, and did not open anything yet."""
    try:
        TimestampSigner(salt=_SALT).unsign(form, max_age=6 * LASTS)
    except BadSignature:
        return False
    return cache.get(_key(form)) is None


def begin(form: str, code_id: str) -> str:
    """Use a form up, and return the ticket with which the visit goes on."""
    cache.set(_key(form), "used", 6 * LASTS)
    return ticket_for(code_id)


def ticket_for(code_id: str) -> str:
    """Return a ticket that leads to a code once."""
    ticket = secrets.token_urlsafe(16)
    cache.set(_key(ticket), code_id, LASTS)
    return ticket


def code_of(ticket: str) -> str:
    """Use a ticket up, and return the row of the code it leads to; nothing for one that was used, or is too old."""
    found = cache.get(_key(ticket))
    cache.delete(_key(ticket))
    return found if isinstance(found, str) and ticket else ""


def counted(request: HttpRequest) -> tuple[RateLimitUsage, ...] | None:
    """Count one try of this address and of all; nothing where there were too many. What is kept is a mark of the address."""
    address = get_adapter().get_client_ip(request)
    mark = salted_hmac(_SALT, ratelimit.truncate_ip(address), algorithm="sha256").hexdigest()
    found = [
        ratelimit.consume(request, app="allauth.account", action=action, config=RATES, key=key)
        for action, key in (("mine", mark), ("mine-all", ALL))
    ]
    if None in found:
        forgive(tuple(each for each in found if each is not None))
        return None
    return tuple(each for each in found if each is not None)


def may_go_on(request: HttpRequest, code_id: str) -> bool:
    """Say whether one code may open one page more in this hour."""
    key = salted_hmac(_SALT, code_id, algorithm="sha256").hexdigest()
    return ratelimit.consume(request, app="allauth.account", action="mine-code", config=RATES, key=key) is not None


def forgive(tries: tuple[RateLimitUsage, ...]) -> None:
    """Take back a try that opened something."""
    for each in tries:
        each.rollback()


def _key(ticket: str) -> str:
    return f"mine:{sha256(ticket.encode()).hexdigest()}"
