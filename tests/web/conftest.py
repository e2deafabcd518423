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

from web.running import CHROMIUM, Visit, running

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
django.setup()


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
