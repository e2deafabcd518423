"""A running application and a real browser, for every test of the pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, sync_playwright

from casework.conftest import lasting_world, world
from web.running import CHROMIUM, Visit, running
from web.staff import Clock

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in the thread of the tests, and no query runs in it
django.setup()

__all__ = ["lasting_world", "world"]  # fixtures of casework, for pages as well


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The application, answering on this machine."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open pages of the application; in the end, nothing may have been asked of anybody else."""
    visits = Visit(browser, address)
    yield visits
    visits.close()


@pytest.fixture
def staff(browser: Browser, address: str, lasting_world: None, quick_passwords: None) -> Iterator[Visit]:  # noqa: ARG001 the server needs them
    """Open pages behind the sign-in, which may keep cookies; in the end, nobody else may have been asked either."""
    visits = Visit(browser, address, cookies=True)
    yield visits
    visits.close()


@pytest.fixture
def quick_passwords() -> Iterator[None]:
    """Passwords that are checked in a moment: what real ones cost is the hasher's own affair."""
    with override_settings(PASSWORD_HASHERS=["web.staff.QuickHasher"]):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page()


@pytest.fixture
def with_gallery() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="web.gallery", TEMPLATES=_with_folder(Path(__file__).parent / "templates")):
        yield


@pytest.fixture
def right_to_left() -> Iterator[None]:
    """The same pages as a reader of Arabic would have them; their strings are not translated yet."""
    with override_settings(LANGUAGE_CODE="ar"):
        yield


def _with_folder(folder: Path) -> list[dict[str, Any]]:
    return [{**engine, "DIRS": [folder]} for engine in settings.TEMPLATES]
