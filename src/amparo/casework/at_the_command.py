"""Somebody on the staff proves at a command who they are: name, password, and a code that is taken once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction

from amparo.casework.actor import ITSELF, Actor, actor_of
from amparo.casework.log import log
from amparo.casework.models import User
from amparo.casework.second_factor import used_code
from amparo.errors import AmparoError

TRIES: Final = 5
WITHIN: Final = timedelta(minutes=15)


def proved(username: str, password: str, code: str) -> Actor:
    """Return the user as an actor who has just proved it; raise `AmparoError`, the same for whatever was wrong.

    Whoever runs commands holds the machine, and so could do more than guess; tries are counted all the same.
    """
    key = f"command:{username.lower()}"
    cache.add(key, 0, WITHIN.total_seconds())
    if cache.incr(key) > TRIES:
        raise AmparoError("too-many-tries", "this name was tried too often", help="wait a quarter of an hour")
    user = User.objects.select_related("agency").filter(username=username, is_active=True, ended=None).first()
    with transaction.atomic():
        is_right = user.check_password(password) if user is not None else _as_slowly(password)
        succeeded = user is not None and is_right and used_code(user, code) is not None
        by = actor_of(user) if user is not None and succeeded else ITSELF
        log("stepped-up" if succeeded else "sign-in-failed", by, about={"with": "command"})
    if user is None or not succeeded:
        raise AmparoError("sign-in-refused", "name, password and code do not go together", where="--user")
    cache.delete(key)
    return actor_of(user, stepped_up=True)


def _as_slowly(password: str) -> bool:
    """Take as long for a name that nobody has."""
    User().set_password(password)
    return False
