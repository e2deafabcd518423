"""Staff at the sign-in: what they know and hold, and how they come in, by a client of the tests or by a browser."""

from __future__ import annotations

import hmac
import time
from base64 import b32decode
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from amparo.casework.models import User
from amparo.casework.second_factor import set_up_app

PASSWORD: Final = "four words nobody guesses"  # noqa: S105 of nobody real
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 as above
_STEP: Final = 30


class QuickHasher(Argon2PasswordHasher):
    """Argon2id that takes so little that tests are quick, and that anything else which differs would show."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


class Clock:
    """The time as the application has it: the machine's own, moved ahead."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        fake = SimpleNamespace(time=self.time, monotonic=time.monotonic, sleep=time.sleep)
        for module in (
            "allauth.core.internal.ratelimit",
            "allauth.mfa.totp.internal.auth",
            "allauth.account.models",
            "allauth.account.internal.stagekit",
        ):
            patch.setattr(f"{module}.time", fake)
        for module in ("amparo.doors.web.presence", "amparo.casework.people"):
            patch.setattr(f"{module}.now", lambda: datetime.now(UTC) + timedelta(seconds=self.ahead))

    def time(self) -> float:
        return time.time() + self.ahead

    def on(self, **period: float) -> None:
        """Let time pass."""
        self.ahead += timedelta(**period).total_seconds()

    def code(self, secret: str = SECRET, steps: int = 0) -> str:
        """Return what an app shows now, or some steps of half a minute later."""
        return app_code(secret, int(self.time()) // _STEP + steps)

    def next_code(self, secret: str = SECRET) -> str:
        """Wait for a code that was not shown before, and return it."""
        self.on(seconds=_STEP)
        return self.code(secret)


def app_code(secret: str, step: int) -> str:
    """Return the code of a step of time (RFC 6238, SHA-1, six figures), worked out apart from the library."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def equipped(name: str = "brook", *, app: bool = True) -> User:
    """Give a member of the cast a password, and an app."""
    user = User.objects.get(username=name)
    user.set_password(PASSWORD)
    user.save()
    if app:
        set_up_app(user, SECRET)
    return user


def give_password(client: Client, name: str = "brook", password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post("/sign-in", {"login": name, "password": password}, **more)  # type: ignore[return-value]  # the test's own kind


def come_in(client: Client, clock: Clock, name: str = "brook") -> HttpResponse:
    """Sign in with password and app."""
    give_password(client, name)
    return client.post("/sign-in/second", {"proof_code": clock.next_code()})  # type: ignore[return-value]  # as above


def walk_in(page: Page, clock: Clock, name: str = "brook") -> None:
    """Sign in with password and app, in a browser."""
    page.goto("/account")
    page.fill("#login", name)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.fill("#proof_code", clock.next_code())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account")


def carry_in(page: Page, clock: Clock, name: str = "brook") -> None:
    """Let a browser go on with a session that was begun without one, which is quicker."""
    client = Client(headers={"host": "localhost"})
    assert come_in(client, clock, name).status_code == 302
    page.context.add_cookies([{"name": "amparo", "value": client.cookies["amparo"].value, "url": "http://localhost"}])
