"""What stands before every page: whom the server answers, how much it reads, what a browser may do with the answer."""

from __future__ import annotations

import io
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Final

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from amparo.doors.web import urls
from amparo.doors.web.quiet import WithoutContents
from web.cases import CHILD, text

PAGES: Final = {
    "/": "GET, HEAD",
    "/about": "GET, HEAD",
    "/open": "POST",
    "/ask": "POST",
    "/answer": "POST",
    "/case-file": "POST",
}
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "NONSENSE")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SCRIPT: Final = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
_SAY: Final = """
import logging, os
os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
import django
django.setup()
logging.getLogger("some.library").warning("this came: %s", "Amina")
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", PAGES)
def test_it_answers_the_methods_it_knows_and_refuses_all_others_with_the_same_page(
    client: Client, address: str, method: str
) -> None:
    response = client.generic(method, address)
    if method in PAGES[address]:
        assert response.status_code == 200
    else:
        assert response.status_code == 405
        assert response["Allow"] == PAGES[address]
        assert method == "HEAD" or b"<h1>" in response.content


@pytest.mark.parametrize("method", METHODS)
def test_it_says_of_an_unknown_page_that_there_is_none(client: Client, method: str) -> None:
    response = client.generic(method, "/nowhere/17")
    assert response.status_code == 404
    assert method == "HEAD" or b"There is no such page" in response.content


@pytest.mark.parametrize(
    "address", [*PAGES, "/nowhere", "/static/desk/amparo.css", "/api/v1/health", "/api/v1/nowhere", "/api/v1/decide"]
)
@pytest.mark.django_db
def test_it_sends_the_same_protecting_headers_with_every_answer(client: Client, address: str) -> None:
    response = client.post(address) if PAGES.get(address) == "POST" else client.get(address)
    is_page = response["Content-Type"].startswith("text/html")
    assert response["Content-Security-Policy"] == (f"{POLICY}; {SCRIPT}" if is_page else POLICY)
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert not response.cookies
    response.close()
    if not address.startswith("/static/"):
        assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "192.168.1.5", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "bad host"]
)
@pytest.mark.parametrize("address", ["/", "/api/v1/health", "/static/desk/amparo.css"])
def test_it_answers_to_no_other_name(client: Client, host: str, address: str) -> None:
    response = client.get(address, headers={"host": host})
    assert response.status_code == 400
    assert host.encode() not in response.content


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000"])
def test_it_answers_to_the_names_of_this_machine(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    ],
)
@pytest.mark.parametrize("address", ["/answer", "/open", "/api/v1/decide"])
def test_it_refuses_what_another_site_sends(client: Client, address: str, headers: dict[str, str]) -> None:
    response = client.post(address, {"case": text(CHILD).decode()}, headers=headers)
    assert response.status_code == 403
    assert b"trafficking_claimed" not in response.content


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin", "origin": "null"}, {"sec-fetch-site": "none"}, {"origin": "http://localhost"}],
)
def test_it_takes_what_its_own_pages_and_programs_send(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/answer", {"case": "{}"}, headers=headers).status_code == 200


def test_it_refuses_a_body_that_no_page_of_ours_sends(client: Client) -> None:
    response = client.post(
        "/answer", {"case": "x" * (2 * settings.LARGEST_BODY)}, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (400, 413)
    boundary = "multipart/form-data; boundary=x"
    large = client.generic("POST", "/open", b"x" * (17 * settings.LARGEST_BODY), content_type=boundary)
    assert large.status_code == 413
    assert b"That is too large" in large.content


@pytest.mark.parametrize("path", ["/open", "/cases", "/ar/report", "/sign-in", "/api/v1/decide"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_gigabyte_is_refused_everywhere_by_what_it_says_of_itself_and_a_bounded_part_of_it_is_read(
    address: str, path: str, kind: str
) -> None:
    host, port = address.removeprefix("http://").split(":")
    head = f"POST {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: {2**30}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(head.encode() + bytes(2**20))
        line.shutdown(socket.SHUT_WR)  # the link drops long before the end
        answer = b"".join(iter(partial(line.recv, 65536), b"")).decode()
    assert " 413 " in answer.splitlines()[0]
    assert "256" in answer or '"too-large"' in answer


def test_it_refuses_a_body_without_a_length(client: Client) -> None:
    assert client.post("/api/v1/decide", headers={"transfer-encoding": "chunked"}).status_code == 411


def _breaks(_request: HttpRequest) -> HttpResponse:
    raise ValueError("Amina, born 1990")


BROKEN: Final = type(
    "Broken",
    (),
    {"urlpatterns": [*urls.urlpatterns, path("breaks", _breaks), path("api/breaks", _breaks)], "handler500": urls.handler500},
)


def test_when_it_breaks_it_says_so_and_tells_the_log_nothing_of_the_person() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutContents())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    try:
        with override_settings(ROOT_URLCONF=BROKEN):
            page = client.get("/breaks?name=Amina")
            plain = client.get("/api/breaks")
    finally:
        logger.removeHandler(handler)
    assert page.status_code == plain.status_code == 500
    assert b"treat every act as held" in page.content
    assert plain.json()["code"] == "internal"
    assert "ValueError" in stream.getvalue()
    assert "_breaks" in stream.getvalue()
    assert "Amina" not in stream.getvalue()
    assert b"Amina" not in page.content + plain.content


def test_it_writes_nothing_for_what_it_merely_refuses(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client.get("/nowhere/Amina")
    client.get("/", headers={"host": "evil.example"})
    client.post("/answer", {"case": '{"facts": {"Amina": 1}}'})
    assert "Amina" not in "".join(capfd.readouterr())
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def _raw(method: str, path: str) -> tuple[list[object], bytes]:
    """Return what the application itself answers: a client of the tests drops the body of a head as a browser does."""
    said: list[object] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
        said.extend((status, dict(headers)["Content-Type"]))
        return bytes

    environ = RequestFactory(headers={"host": "localhost"}).generic(method, path).environ
    body = b"".join(WSGIHandler()(environ, start))
    return said, body


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/law", "/nowhere", "/health"])
def test_who_asks_for_the_head_alone_gets_the_same_head_and_no_body(path: str) -> None:
    (whole, body), (head, none) = (_raw(method, path) for method in ("GET", "HEAD"))
    assert head == whole
    assert body
    assert not none


def test_what_a_library_says_of_a_request_is_written_without_its_contents() -> None:
    run = subprocess.run([sys.executable, "-c", _SAY], capture_output=True, text=True, check=True)
    said = json.loads(run.stderr)
    assert (said["level"], said["from"]) == ("warning", "some.library")
    assert "Amina" not in run.stderr
