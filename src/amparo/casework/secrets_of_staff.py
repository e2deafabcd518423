"""The secrets by which staff prove who they are, sealed at rest: of authenticator apps, and the seeds of recovery codes.

A seal is bound to its user, so that nobody who can write to the database puts their own secret in another's place. The library
that keeps the secrets hands over the text alone: `of(user)` says whose it is while it works.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from amparo.casework.keys import mark_key
from amparo.errors import AmparoError
from amparo.sealing.binding import joined
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE, Key

_whose: Final[ContextVar[str]] = ContextVar("whose")


@contextmanager
def of(user: str) -> Iterator[None]:
    """Work with the secrets of one user."""
    token = _whose.set(user)
    try:
        yield
    finally:
        _whose.reset(token)


def sealed(text: str) -> str:
    """Return a secret of the user at hand, sealed."""
    return b64encode(encrypted(_key(), text.encode(), _bound(), CHANCE)).decode("ascii")


def opened(text: str) -> str:
    """Return what was sealed for the user at hand; raise `AmparoError` if it was changed, or belongs to somebody else."""
    return decrypted(_key(), b64decode(text), _bound(), "a secret of the sign-in").decode()


def _key() -> Key:
    return mark_key("secrets-of-staff").derived("sealing")


def _bound() -> bytes:
    user = _whose.get("")
    if not user:
        raise AmparoError("secret-of-nobody", "a secret of the sign-in was asked for without saying whose it is")
    return joined("amparo/secrets-of-staff/1", user)
