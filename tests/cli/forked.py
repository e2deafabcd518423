"""Commands in processes of their own, each forked of one in which the libraries are read already and nothing else is ready.

A command that is started anew reads them for half a second; a fork has them, and reads everything of ours that knows an
environment, a home or a key by itself, as an operator's does. Some tests start commands anew all the same (`cli/conftest.py`).
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

READ: Final = (
    "amparo.doors.cli",
    "amparo.explain.plain",
    "amparo.explain.wording",
    "amparo.ledger.history",
    "amparo.rules.pack",
    "amparo.sealing.erasure",
    "amparo.sealing.keeping",
    "amparo.sealing.rotation",
    "amparo.sealing.shares",
    "django.contrib.auth.hashers",
    "django.core.cache",
    "django.core.handlers.wsgi",
    "django.core.mail",
    "django.core.management.commands.migrate",
    "django.db.backends.sqlite3.introspection",
    "django.db.migrations.autodetector",
    "django.db.migrations.executor",
    "django.db.models",
    "django.forms",
    "django.http",
    "django.middleware.csrf",
    "django.shortcuts",
    "django.template.loader",
    "django.urls",
    "django.utils.translation",
    "django.views",
    "fido2.server",
    "fido2.webauthn",
    "logging.config",
    "pydantic",
    "qrcode",
    "zipfile",
)
"""What is read once: nothing that reads a setting when it is read."""
LARGEST: Final = 200_000
PATIENCE: Final = 120.0


def run_forked(
    words: Sequence[str], *, program: str = "", stdin: str = "", environment: Mapping[str, str]
) -> tuple[int, str, str]:
    """Run a command, or a program in Python, and return its exit code and what it said on both streams."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin.encode())
        given.seek(0)
        asked = {"words": list(words), "program": program, "environment": dict(environment), "folder": str(Path.cwd())}
        mine, its = socket.socketpair()
        with mine:
            with its:
                streams = [given.fileno(), out.fileno(), err.fileno(), its.fileno()]
                socket.send_fds(_server(), [json.dumps(asked).encode()], streams)
            mine.settimeout(PATIENCE)
            status = mine.recv(16)
        assert status, "the process that starts commands has ended"
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode())
    return int(status), said[0], said[1]


@cache
def _server() -> socket.socket:
    """Start the process of which commands are forked; it ends with this one."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", str(Path(__file__)), str(its.fileno())], pass_fds=[its.fileno()]
        )
    atexit.register(process.wait, PATIENCE)
    atexit.register(mine.close)  # done before the other one: it ends when this end of the socket is closed
    return mine


def _serve(control: socket.socket) -> None:
    for name in READ:
        importlib.import_module(name)
    gc.freeze()  # else each fork would copy what it only reads
    while True:
        data, streams, _, _ = socket.recv_fds(control, LARGEST, 4)
        if not data:
            return
        if os.fork() == 0:
            control.close()
            _watch(json.loads(data), streams)
        for stream in streams:
            os.close(stream)
        _bury()


def _bury() -> None:
    """Take note of those who have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _watch(asked: dict[str, Any], streams: Sequence[int]) -> NoReturn:
    """Run the command in a process of its own, and say how it ended."""
    child = os.fork()
    if child == 0:
        os.close(streams[3])
        _become(asked, streams)
    _, status = os.waitpid(child, 0)
    os.write(streams[3], str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(asked: dict[str, Any], streams: Sequence[int]) -> NoReturn:
    for number in range(3):
        os.dup2(streams[number], number)
        os.close(streams[number])
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115 for as long as the process lives
    sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115 as above
    sys.exit(_code_of(asked))  # through all that Python does at its end, as where it was started anew


def _code_of(asked: dict[str, Any]) -> int:
    """Run what was asked, and return the code by which Python would end."""
    sys.argv = ["-c", *asked["words"]]
    try:
        if asked["program"]:
            exec(asked["program"], {"__name__": "__main__"})  # noqa: S102 a test's own program
            return 0
        return int(importlib.import_module("amparo.doors.cli").main() or 0)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 as Python ends, whatever it was
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        _serve(asking)
