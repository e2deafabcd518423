"""The key under which a browser keeps what somebody typed and did not send yet: one for each user and page, worked out anew.

The browser is given it with the page, behind the sign-in alone. So what it keeps opens for the same user on the same page, and
for nobody who merely finds the device.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from amparo.casework.keys import mark_key
from amparo.sealing.binding import joined

DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Under which name a draft is kept, which says nothing of user or page, and the key that seals it."""

    name: str
    secret: str


def draft_key(user: str, place: str) -> DraftKey:
    """Return the key of what a user types on the page at a place."""
    key = mark_key(DRAFT).reveal()
    name = hmac.digest(key, joined("name", user, place), "sha256")[:12].hex()
    return DraftKey(name, b64encode(hmac.digest(key, joined("seal", user, place), "sha256")).decode())
