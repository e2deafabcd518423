"""Passkeys: what a page asks of the browser's device, and whether the answer proves anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import DataError

from amparo.casework.models import User


def to_prove(user: User | None = None) -> str:
    """Return what the page asks, to prove that this user, or whoever has a passkey of ours, is there."""
    return json.dumps(auth.begin_authentication(user))


def to_make(user: User) -> str:
    """Return what the page asks, to make a new passkey."""
    return json.dumps(auth.begin_registration(user, passwordless=True))


def proved(answer: str, user: User | None = None) -> Authenticator | None:
    """Return the passkey that an answer proves, of this user or of whoever it names; nothing if it proves nothing."""
    return _read(answer, lambda credential: _proved(credential, user))


def made(answer: str, user: User, name: str) -> Authenticator | None:
    """Keep the passkey that an answer brings; nothing if it brings none that a finger, a face or a PIN guards."""
    return _read(answer, lambda credential: _made(credential, user, name))


def _proved(credential: dict[str, Any], user: User | None) -> Authenticator:
    auth.parse_authentication_response(credential)
    whose = user or auth.extract_user_from_response(credential)
    found: Authenticator = auth.complete_authentication(whose, credential)
    found.record_usage()
    return found


def _made(credential: dict[str, Any], user: User, name: str) -> Authenticator | None:
    auth.parse_registration_response(credential)
    if not auth.complete_registration(credential).is_user_verified():
        return None
    kept: Authenticator = auth.WebAuthn.add(user, name, credential).instance
    return kept


def _read(answer: str, step: Callable[[dict[str, Any]], Authenticator | None]) -> Authenticator | None:
    """Take a step with what a browser sent; whatever is no such answer proves nothing."""
    try:
        credential = json.loads(answer)
        return step(credential) if isinstance(credential, dict) else None
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError, RecursionError, DataError):
        return None
