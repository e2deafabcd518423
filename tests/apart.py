"""Work done in processes of their own, on a database of their own, which may be killed at any moment.

A shop is a process in which Django, the law and the rings are ready, on SQLite in a folder or on PostgreSQL. For each job it
forks a child: a start costs milliseconds, and all children hold the same rings. A job is a function of a
module of tests; it speaks line by line, in JSON, over a socket of its own.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

import django
from django.db import connections

LONGEST: Final = 65536
PRELOADED: Final = ("crash.jobs", "crash.comparing", "databases.jobs")
_TESTS: Final = Path(__file__).parent


class Speaking:
    """A job's end of its socket: what it says is whole or not said at all, also if it is killed while speaking."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._heard: TextIO = end.makefile("r", encoding="utf-8")

    def __call__(self, **said: Any) -> None:
        self._end.sendall(json.dumps(said).encode() + b"\n")

    def hear(self) -> str:
        """Wait for a line from the test."""
        return self._heard.readline().strip()


class Job:
    """A running job, as the test sees it."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._heard: TextIO = end.makefile("r", encoding="utf-8")
        self.process = int(json.loads(self._heard.readline())["process"])

    def hear(self) -> dict[str, Any] | None:
        """Return the next thing said; nothing when the job is over."""
        line = self._heard.readline()
        if not line.endswith("\n"):
            return None
        found: dict[str, Any] = json.loads(line)
        if "broke" in found:
            raise AssertionError(found["broke"])
        return found

    def close(self) -> None:
        """Let go of the job's socket."""
        self._heard.close()
        self._end.close()

    def all(self) -> list[dict[str, Any]]:
        """Return everything said until the job is over, and let go of it."""
        found = list(iter(self.hear, None))
        self.close()
        return found

    def answer(self) -> Any:
        """Return the one thing that the job says, when it is over."""
        (found,) = self.all()
        return found["answer"]

    def tell(self, line: str = "go") -> None:
        """Say a line to the job."""
        self._end.sendall(line.encode() + b"\n")

    def kill(self) -> None:
        """Kill it, as a machine kills: with no last word."""
        os.kill(self.process, signal.SIGKILL)


class Shop:
    """The process that starts jobs, as the test sees it."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self.home = home
        self._jobs: list[Job] = []
        mine, its = socket.socketpair()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AMPARO_", "COV_"))}
        with (home.parent / f"{home.name}.errors").open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__)), str(its.fileno())],
                env={**kept, "AMPARO_HOME": str(home), **environment, "PYTHONPATH": str(_TESTS)},
                pass_fds=[its.fileno()],
                stderr=errors,
            )
        its.close()
        self._control = mine
        if mine.recv(5) != b"ready":
            raise RuntimeError((home.parent / f"{home.name}.errors").read_text("utf-8"))

    def start(self, job: str, /, **given: Any) -> Job:
        """Start a job, `module.function`, in a process of its own."""
        mine, its = socket.socketpair()
        socket.send_fds(self._control, [json.dumps({"job": job, "given": given}).encode()], [its.fileno()])
        its.close()
        self._jobs.append(Job(mine))
        return self._jobs[-1]

    def ask(self, job: str, /, **given: Any) -> Any:
        """Run a job to its end and return its answer."""
        return self.start(job, **given).answer()

    def close(self) -> None:
        for job in self._jobs:
            job.close()
        self._control.close()
        self._process.wait(30)


@contextmanager
def shop(home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Shop]:
    """Keep a shop open for as long as the block lasts; without an environment it works on SQLite in this home."""
    (home / "keys").mkdir(mode=0o700, parents=True)
    opened = Shop(home, environment or {})
    try:
        yield opened
    finally:
        opened.close()


def _serve(control: socket.socket) -> None:
    """Fork a child for each job that is asked for; the kernel buries them."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.sendall(b"ready")
    while True:
        asked, ends, _, _ = socket.recv_fds(control, LONGEST, 1)
        if not asked:
            return
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _work(json.loads(asked), socket.socket(fileno=ends[0]))
        os.close(ends[0])


def _work(asked: dict[str, Any], end: socket.socket) -> None:
    say = Speaking(end)
    say(process=os.getpid())
    module, _, name = asked["job"].rpartition(".")
    try:
        job: Callable[..., Any] = getattr(importlib.import_module(module), name)
        found = job(say, **asked["given"])
        if found is not None:
            say(answer=found)
    except Exception as error:  # noqa: BLE001 whatever it is, the test is told
        say(broke=f"{type(error).__name__}: {error}")
    end.shutdown(socket.SHUT_RDWR)
    os._exit(0)


def main(descriptor: str) -> None:
    """Make an installation with the standing cast, load what jobs need, and wait for them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
    django.setup()
    for module in PRELOADED:  # once, for every child
        importlib.import_module(module)
    importlib.import_module("amparo.casework.tables").make_tables()
    importlib.import_module("casework.world").make_world()
    importlib.import_module("crash.jobs").warm()
    connections.close_all()
    _serve(socket.socket(fileno=int(descriptor)))


if __name__ == "__main__":
    main(*sys.argv[1:])
