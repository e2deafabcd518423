"""A form that is sent twice is kept once: its paper has an id that follows from the form, and is found again."""

from __future__ import annotations

import hashlib
from base64 import b32encode

from amparo.casework.actor import Actor
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight


def id_of_form(actor: Actor, case: str, token: str) -> str:
    """Return the id of the paper of one form, `token` being drawn when it was shown; a fresh one for a form without."""
    if not token:
        return fresh_id()
    digest = hashlib.sha256(f"{case}/{actor.user}/{token}".encode()).digest()[:10]
    return b32encode(digest).decode("ascii").lower()


def is_kept(sight: Sight, paper: str) -> bool:
    """Say whether the paper of a form is there already."""
    return any(each.id == paper for each in sight.papers)
