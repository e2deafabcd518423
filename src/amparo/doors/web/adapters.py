"""Where django-allauth asks us: whom it lets in, how it counts tries, and how it keeps the secrets of second factors."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from amparo.casework import secrets_of_staff
from amparo.casework.actor import ITSELF
from amparo.casework.log import log

KNOWN: Final = "amparo-known"
"""The cookie of a browser in which somebody signed in before: an id drawn by chance, and a mark that fits their name alone."""
_DAYS: Final = 90


class Account(DefaultAccountAdapter):
    """Sign-in by name and password: no sign-up, no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 the library calls it so
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002 as above
        return HttpResponseRedirect(reverse("account_login"))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by name; those from a browser that the name signed in with before apart from all others.

        So nobody locks out the owner of a name by guessing from elsewhere.
        """
        name = str(credentials.get("username", "")).lower()
        return f"known:{name}" if is_known(request.COOKIES, name) else f"any:{name}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 as above
        """Log that somebody failed, and not the name: what is typed there may be a password."""
        with transaction.atomic():
            log("sign-in-failed", ITSELF, about={"with": "password"})


class Factors(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and nothing but `Amparo` names us on somebody's device."""

    def get_totp_issuer(self) -> str:
        return "Amparo"

    def _get_site_name(self) -> str:
        return "Amparo"

    def encrypt(self, text: str) -> str:
        return secrets_of_staff.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_of_staff.opened(encrypted_text)


def is_known(cookies: Mapping[str, str], name: str) -> bool:
    """Say whether this name signed in with this browser before."""
    drawn, _, mark = cookies.get(KNOWN, "").partition(":")
    return bool(drawn) and secrets.compare_digest(mark.encode(), _mark(drawn, name).encode())


def make_known(response: HttpResponseBase, name: str) -> None:
    """Let this browser be known for this name from now on."""
    drawn = secrets.token_urlsafe(16)
    response.set_cookie(
        KNOWN,
        value=f"{drawn}:{_mark(drawn, name)}",
        max_age=_DAYS * 24 * 60 * 60,
        path=reverse("account_login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _mark(drawn: str, name: str) -> str:
    return salted_hmac("amparo.known", f"{drawn}\n{name.lower()}", algorithm="sha256").hexdigest()
