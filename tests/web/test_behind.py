"""Every address is open to everybody, or belongs to the sign-in, or is behind it: none was forgotten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from amparo.doors.web.shield import ASKS, POLICY, SCRIPT
from amparo.doors.web.signed_in import BEHIND
from web.staff import Clock, come_in, equipped

OPEN: Final = {
    "first",
    "about",
    "languages",
    "accessibility",
    "open",
    "ask",
    "answer",
    "case-file",
    "law",
    "law-pack",
    "law-proof",
    "law-rule",
    "health",
    "report",
    "rights",
    "mine",
}
SIGN_IN: Final = {"account_login", "mfa_authenticate", "passkey", "sign-in-code", "rest", "sign-out"}
_SAY: Final = """
import django, json
django.setup()
from django.conf import settings
cookies = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE")
names = (*cookies, "ALLAUTH_TRUSTED_PROXY_COUNT")
print(json.dumps([getattr(settings, name) for name in names]))
"""


def _patterns(of: URLResolver) -> Iterator[URLPattern]:
    for each in of.url_patterns:
        if isinstance(each, URLPattern):
            yield each
        elif each.namespace is None:
            yield from _patterns(each)


def test_every_address_is_behind_the_sign_in_or_known_to_be_open() -> None:
    found = {str(each.name): getattr(each.callback, BEHIND, False) for each in _patterns(get_resolver())}
    assert {name for name, behind in found.items() if not behind} == OPEN | SIGN_IN
    assert len(found) > len(OPEN | SIGN_IN)


@pytest.mark.usefixtures("world", "quick_passwords")
def test_pages_behind_the_sign_in_or_with_a_passkey_ask_our_own_server_and_no_other_page_does(
    client: Client, clock: Clock
) -> None:
    equipped()
    assert client.get("/sign-in")["Content-Security-Policy"] == f"{POLICY}; {SCRIPT}; {ASKS}"
    assert client.get("/sign-in/code")["Content-Security-Policy"] == f"{POLICY}; {SCRIPT}"
    come_in(client, clock)
    for behind in ("/account", "/account/second-factor/passkey"):
        assert client.get(behind)["Content-Security-Policy"] == f"{POLICY}; {SCRIPT}; {ASKS}"


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        ("localhost,127.0.0.1", ["amparo", False, "amparo-form", False, 0]),
        ("localhost,amparo.example", ["__Host-amparo", True, "__Host-amparo-form", True, 1]),
    ],
)
def test_beyond_this_machine_cookies_go_by_https_alone_and_one_proxy_is_believed(
    tmp_path: Path, hosts: str, said: list[object]
) -> None:
    env = {
        **os.environ,
        "AMPARO_HOSTS": hosts,
        "AMPARO_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "amparo.doors.web.settings",
    }
    run = subprocess.run([sys.executable, "-c", _SAY], env=env, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == said
