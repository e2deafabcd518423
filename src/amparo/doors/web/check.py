"""Ask the running server one question of each kind, and say whether each answer is right."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import urlencode

from amparo.casework.opening import installed
from amparo.demonstration.sign_ins import kept_sign_ins
from amparo.doors.web.check_inside import Visitor, cases_seen, is_brooks

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0
"""Seconds that a slow machine may take to start the server."""
_CASE: Final = {"facts": {"trafficking_claimed": True, "heard_on_status": False}}
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Trial:
    """One question, and how its answer is told from a wrong one."""

    kind: str
    method: str
    path: str
    is_right: Callable[[str], bool]
    body: str = ""
    content: str = "application/json"


def _read(test: Callable[[Mapping[str, Any]], bool]) -> Callable[[str], bool]:
    return lambda text: test(json.loads(text))


def _holds_removal(said: Mapping[str, Any]) -> bool:
    return any(each["act"] == "removal" and each["in_effect"] for each in said["determinations"])


def _is_held(said: Mapping[str, Any]) -> bool:
    return bool(said["answer"] == "held")


TRIALS: Final = (
    Trial("health", "GET", "/api/v1/health", _read(lambda said: said["state"] == "ok")),
    Trial("page", "GET", "/", lambda text: "<h1>" in text),
    Trial("style", "GET", "/static/desk/amparo.css", lambda text: ".chip" in text),
    Trial("flow", "POST", "/answer", lambda text: 'class="chip held"' in text, urlencode({"case": json.dumps(_CASE)}), _FORM),
    Trial("law", "GET", "/law/xk", lambda text: 'class="wide"' in text),
    Trial("decide", "POST", "/api/v1/decide", _read(_holds_removal), json.dumps({"case": _CASE})),
    Trial(
        "may",
        "POST",
        "/api/v1/may",
        _read(lambda said: said["answer"] == "held"),
        json.dumps({"act": "removal", "case": _CASE}),
    ),
    Trial("ask", "POST", "/api/v1/ask", _read(lambda said: bool(said["questions"])), json.dumps({"case": _CASE})),
    Trial("openapi", "GET", "/api/v1/openapi.json", _read(lambda said: said["openapi"].startswith("3.1"))),
)


def check() -> int:
    """Start the server on a free port, try it, print one JSON line for each answer; return 0 if all are right."""
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "amparo.doors.web.server", str(port)])  # noqa: S603 our own program
    try:
        answers = list(_tried(port)) if _answers(server, port) else [False]
    finally:
        server.terminate()
        server.wait(PATIENCE)
    return 0 if all(answers) else 1


def _tried(port: int) -> Iterator[bool]:
    for trial in TRIALS:
        status, text = _ask(port, trial)
        right = status == 200 and trial.is_right(text)  # noqa: PLR2004 HTTP's own figure
        line = {"asked": trial.kind, "method": trial.method, "path": trial.path, "status": status, "right": right}
        _write(line)
        yield right
    installation = installed()
    if installation is not None and installation.demonstration:
        status, text = cases_seen(Visitor(HOST, port, PATIENCE), kept_sign_ins()[0])
        right = status == 200 and is_brooks(text)  # noqa: PLR2004 HTTP's own figure
        _write({"asked": "cases", "method": "GET", "path": "/cases", "status": status, "right": right})
        yield right


def _write(line: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _ask(port: int, trial: Trial) -> tuple[int, str]:
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        headers = {"Content-Type": trial.content} if trial.body else {}
        connection.request(trial.method, trial.path, trial.body or None, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server takes calls; say no when it has ended or taken too long."""
    until = monotonic() + PATIENCE
    while monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
