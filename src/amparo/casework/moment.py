"""The moment, the month and a fresh id: the one place where casework asks the clock, or chance, for them."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from datetime import UTC, datetime
from typing import Final

_ID: Final = re.compile(r"[a-z2-7]{16}", re.ASCII)


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def month_of(moment: datetime) -> str:
    """Return the month of a moment, `2026-11`, under whose keys wraps are made."""
    return f"{moment:%Y-%m}"


def fresh_id() -> str:
    """Return a random id of 16 small letters and figures (80 bits), which tells nothing."""
    return b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def as_id(asked: str) -> str:
    """Return what was asked for if it has the form of an id; of anything else nothing, since it may be somebody's name."""
    return asked if _ID.fullmatch(asked) else ""
