"""Keys of other systems: each acts for one user of an agency, and may do what that user may.

A key is shown once, to whoever made it; a digest of it is kept. What it does stands in the log as done by its user.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from amparo.casework.actor import INSTALLATION, Actor, actor_of
from amparo.casework.log import log
from amparo.casework.models import ApiKey, User
from amparo.casework.moment import as_id, fresh_id, now
from amparo.errors import AmparoError

LONGEST: Final = timedelta(days=365)
USUAL: Final = timedelta(days=90)
MARK: Final = "amparo_"
"""How a key begins, so that whoever finds one knows what it is."""
_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: its id, by which it is ended, and its secret, which is shown here and kept nowhere."""

    id: str
    secret: str
    until: datetime


@transaction.atomic
def make_key(actor: Actor, username: str, lasting: timedelta = USUAL) -> NewKey:
    """Make a key that acts for a user of the actor's agency; an administrator makes it, or whoever runs the machine."""
    user = _colleague(actor, username)
    if not timedelta() < lasting <= LONGEST:
        raise AmparoError("wrong-end", f"a key lasts from 1 to {LONGEST.days} days", where="days")
    secret, moment = f"{MARK}{secrets.token_urlsafe(_BYTES)}", now()
    made_by = None if actor.user == INSTALLATION else actor.user
    row = ApiKey.objects.create(
        id=fresh_id(), user=user, digest=_digest(secret), since=moment, until=moment + lasting, made_by_id=made_by
    )
    log("api-key-made", actor, about={"key": row.id, "user": user.id})
    return NewKey(row.id, secret, row.until)


@transaction.atomic
def end_key(actor: Actor, key: str) -> None:
    """End a key at once."""
    row = ApiKey.objects.filter(id=as_id(key), ended=None).select_related("user").first()
    if row is None or (actor.user != INSTALLATION and row.user.agency_id != actor.agency):
        raise AmparoError("no-such-key", "there is no such key, or it was ended already")
    _colleague(actor, row.user.username)
    ApiKey.objects.filter(id=row.id).update(ended=now())
    log("api-key-ended", actor, about={"key": row.id, "user": row.user_id})


def actor_by(secret: str, request: str) -> Actor | None:
    """Return for whom a key acts; nothing where it is none, has ended, or its user has."""
    moment = now()
    found = ApiKey.objects.filter(digest=_digest(secret), ended=None, until__gt=moment, user__is_active=True, user__ended=None)
    row = found.select_related("user__agency").first()
    return actor_of(row.user, request=request) if row is not None else None


def _digest(secret: str) -> str:
    """Return what is kept of a key: of 256 random bits a plain digest tells nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _colleague(actor: Actor, username: str) -> User:
    if actor.user != INSTALLATION and actor.bundle != "administrator":
        raise AmparoError("not-yours-to-do", "that is for others to do", help="administrators of this agency may")
    found = User.objects.filter(username=username, is_active=True, ended=None).first()
    if found is None or (actor.user != INSTALLATION and found.agency_id != actor.agency):
        raise AmparoError("unknown-user", "nobody signs in with this name")
    return found
