"""The application in a thread of the tests, and visits to it that notice every request to anybody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS: Final = ["color-contrast", "link-in-text-block"]
"""The rules of those that look at colours."""
REFUSALS: Final = ("422", "405", "404", "status of 403", "status of 429")
OWN_SCRIPT: Final = '<script src="/static/desk/leave.js" defer></script>'
"""The one script of an open page."""
PHONE: Final = {"width": 320, "height": 640}
DESK: Final = {"width": 1280, "height": 900}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the library's name
        pass


@contextmanager
def running() -> Iterator[str]:
    """Serve the application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=_Server, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Visit:
    """Pages of one test."""

    def __init__(self, browser: Browser, address: str, *, cookies: bool = False) -> None:
        self.browser = browser
        self.cookies = cookies
        self.address = address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def page(self, *, script: bool = True, size: dict[str, int] = DESK, **options: Any) -> Page:
        """Open an empty page."""
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=script, viewport=size, **options  # type: ignore[arg-type]  # width and height
        )  # fmt: skip
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda line: self.complaints.append(line.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def close(self) -> None:
        """Close everything; fail if anybody else was asked for anything, or the browser complained."""
        cookies = [cookie for context in self._contexts for cookie in context.cookies()]
        for context in self._contexts:
            context.close()
        assert not [url for url in self.asked if not url.startswith(self.address)]
        complaints = [text for text in self.complaints if not any(status in text for status in REFUSALS)]
        assert not complaints, complaints
        assert self.cookies or not cookies


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, once it is there as a whole."""
    return _found_by_axe(page, {"type": "tag", "values": RULES})


def faults_by_night(page: Page) -> list[str]:
    """Return what axe finds wrong with the colours of a page, shown dark: nothing else of it is another by night."""
    page.emulate_media(color_scheme="dark")
    return _found_by_axe(page, {"type": "rule", "values": COLOURS})


def _found_by_axe(page: Page, only: dict[str, Any]) -> list[str]:
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for each in found for node in each["nodes"]]


def told(page: Page, script: str) -> Any:
    """Return what a script reads off a page, once the page is there as a whole."""
    page.wait_for_load_state()
    return page.evaluate(script)


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(told(page, "document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def choose_file(page: Page, name: str, contents: bytes, folder: Path) -> None:
    """Choose a case file on the first page and open it."""
    path = folder / name
    path.write_bytes(contents)
    page.set_input_files("#file", path)
    page.locator("button[value=file]").click()
