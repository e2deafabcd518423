"""The server itself: on this machine alone, and right in every kind of answer."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from django.conf import settings

from amparo.doors.web.server import check, main, serve
from amparo.errors import AmparoError


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.2"])  # noqa: S104 addresses to be refused
def test_it_refuses_every_address_but_this_machine(host: str) -> None:
    with pytest.raises(AmparoError, match="loopback-only"):
        serve(host, 8000)


@pytest.mark.django_db
def test_it_says_that_a_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(str(taken.getsockname()[1])) == 2
    assert "port-taken" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_check_asks_one_question_of_each_kind(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path / "home"))
    assert check() == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["asked"] for line in lines] == ["health", "page", "style", "flow", "law", "decide", "may", "ask", "openapi"]
    assert all(line["right"] for line in lines)


def test_uploads_are_read_in_memory_up_to_a_bound_and_nowhere_else() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["amparo.doors.web.upload.BoundedUpload"]
