"""A server in a process of its own, as an operator starts it."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.installed import PROGRAM, Place

PATIENCE = 60
READY = b"Amparo answers at"


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True)
class Server:
    """A running server: its process, its port, and the file of what it says."""

    process: subprocess.Popen[bytes]
    port: int
    said: Path

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, {"Host": "localhost", **headers})
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): text for name, text in response.getheaders()}, response.read())

    def until(self, path: str, **wanted: object) -> Answer:
        """Ask until the answer says so; the server is asked as often as it answers, and fails if it never does."""
        for _ in range(2000):
            answer = self.ask(path)
            if all(answer.json.get(name) == value for name, value in wanted.items()):
                return answer
            select.select([], [], [], 0.05)
        raise AssertionError(answer.body, self.said.read_text("utf-8"))

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of JSON that it wrote."""
        return [json.loads(line) for line in self.said.read_text("utf-8").splitlines() if line.startswith("{")]


@contextmanager
def serving(place: Place, *options: str) -> Iterator[Server]:
    """Serve for as long as the block lasts; the server must end well when it is told to."""
    port = _free_port()
    reading, writing = os.pipe()
    said = place.folder / f"said-{port}"
    with said.open("wb") as file:
        process = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(port), *options],
            env=place.environment(), stdin=subprocess.DEVNULL, stdout=file, stderr=file, pass_fds=[writing],
        )  # fmt: skip
    os.close(writing)
    try:
        _await(process, port, said)
        yield Server(process, port, said)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
    try:
        assert select.select([reading], [], [], PATIENCE)[0], "a child of the server outlived it"
        assert os.read(reading, 1) == b""
    finally:
        os.close(reading)


def _await(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    for _ in range(20 * PATIENCE):
        with socket.socket() as probe:
            if process.poll() is not None or (READY in said.read_bytes() and probe.connect_ex(("127.0.0.1", port)) == 0):
                break
        select.select([], [], [], 0.05)
    assert process.poll() is None, said.read_text("utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
