"""Where a list goes on: a place in its order, sealed for one user. An address tells nothing by it, and takes no made-up one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from amparo.casework.actor import Actor
from amparo.casework.keys import mark_key
from amparo.errors import AmparoError
from amparo.sealing.binding import joined
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE

Place = tuple[float, str]
"""By what a list is sorted, and, where two are alike in that, the case."""

START: Final[Place] = (float("-inf"), "")
_KEY: Final = "list-cursor"
_LONGEST: Final = 200


def cursor_after(actor: Actor, what: str, place: Place) -> str:
    """Return what stands in the address of the next part of a list; `what` names list and filters."""
    sealed = encrypted(mark_key(_KEY), json.dumps(place).encode(), _bound(actor, what), CHANCE)
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def place_of(actor: Actor, what: str, cursor: str) -> Place:
    """Return the place behind a cursor; one that is none, is of somebody else or of another list begins at the start."""
    if not cursor or len(cursor) > _LONGEST:
        return START
    try:
        sealed = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        number, case = json.loads(decrypted(mark_key(_KEY), sealed, _bound(actor, what), "a place in a list"))
    except (ValueError, AmparoError):
        return START
    return float(number), str(case)


def _bound(actor: Actor, what: str) -> bytes:
    return joined("amparo/list", actor.user, what)
