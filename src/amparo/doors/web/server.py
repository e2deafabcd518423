"""The server: gunicorn with a bounded number of threads; with an installation, its clock beside it.

Without an installation it shows the open pages alone. On SQLite one process writes, whose threads include the ticker; on
PostgreSQL pages, ticker and sequencer are processes under one supervisor. The rings are opened before any of them starts.
"""

from __future__ import annotations

from amparo.doors.web.wsgi import application  # it makes the framework ready for all that follows

# isort: split
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from functools import partial
from threading import Event, Thread
from typing import Any, Final

from django.conf import settings
from django.db import connections
from django.urls import resolve
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types
from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # as above

from amparo.casework.clockwork import SEQUENCER, TICKER, Work, keep_at
from amparo.casework.log_rows import is_queued
from amparo.casework.models import Installation
from amparo.casework.opening import installed, open_installation
from amparo.casework.sequencing import sequence
from amparo.casework.ticking import turn
from amparo.desk.library import people, titles
from amparo.doors.web.check import HOST, check
from amparo.doors.web.quiet import WithoutContents
from amparo.doors.web.supervising import GRACE, STOPPING, supervise
from amparo.environment import HOSTS
from amparo.errors import AmparoError

__all__ = ["HOST", "PORT", "check", "serve"]

PORT: Final = 8000
LOOPBACK: Final = (HOST, "localhost")
OPTIONS: Final = {
    "worker_class": "gthread",
    "workers": 2,
    "threads": 4,
    "preload_app": True,
    "timeout": 60,
    "graceful_timeout": 5,
    "accesslog": None,
    "errorlog": "-",
    "loglevel": "error",
    "control_socket_disable": True,  # no file in anybody's home
    "forwarded_allow_ips": "",  # what a proxy says is read by the settings, where names beyond this machine are set
    "secure_scheme_headers": {},
    "limit_request_fields": 50,
}
TICKING: Final = Work(TICKER, turn, every=2.0)
SEQUENCING: Final = Work(SEQUENCER, sequence, every=0.1, lapses=60.0)
_ONLY_MINE: Final = 0o077


class Quiet(Logger):  # type: ignore[misc]  # as above
    """The server's own lines, which would name addresses, said as all others are."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutContents())


class _Application(BaseApplication):  # type: ignore[misc]  # as above
    def __init__(self, host: str, port: int, more: Mapping[str, Any]) -> None:
        self.host = HOST if host in LOOPBACK else host
        self.port = port
        self.more = more
        super().__init__()

    def load_config(self) -> None:
        for name, value in {**OPTIONS, **self.more}.items():
            self.cfg.set(name, value)
        self.cfg.set("logger_class", Quiet)
        self.cfg.set("bind", f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}")
        self.cfg.set("when_ready", self._say)

    def load(self) -> Any:
        return application

    def _say(self, _arbiter: object) -> None:
        where = "localhost" if self.host == HOST else self.host
        sys.stderr.write(f"Amparo answers at http://{where}:{self.port} (Ctrl-C stops it)\n")


def serve(host: str = HOST, port: int = PORT) -> None:
    """Answer until stopped; refuse an address beyond this machine unless that is set up, and a port that is taken."""
    os.umask(_ONLY_MINE)
    installation = installed()
    _check_host(host, installation)
    _need_free(host, port)
    if installation is not None:
        open_installation()
        if not installation.demonstration:
            logging.getLogger("amparo.requests").setLevel(logging.INFO)
    resolve("/")  # read the routes and the law before the first visitor comes: what is broken stops the start
    titles()
    people()
    connections.close_all()
    _parts(host, port, installation)()


def _parts(host: str, port: int, installation: Installation | None) -> Callable[[], None]:
    """Return what to run: pages alone, pages with a ticking thread, or three processes."""
    if installation is None:
        return partial(_pages, host, port, {})
    if not is_queued():
        ticking = _Ticking()
        hooks = {"post_worker_init": ticking.begin, "worker_exit": ticking.end}
        return partial(_pages, host, port, {"workers": 1, "threads": 8, **hooks})
    parts: dict[str, Callable[[], None]] = {
        "pages": partial(_pages, host, port, {}),
        "ticker": partial(_until_told, TICKING),
        "sequencer": partial(_until_told, SEQUENCING),
    }
    return partial(supervise, parts)


def _pages(host: str, port: int, more: Mapping[str, Any]) -> None:
    _Application(host, port, more).run()


def _until_told(work: Work) -> None:
    """Do some work until this process is told to end, and let it give back what it holds."""
    stop = Event()
    for told in STOPPING:
        signal.signal(told, lambda *_: stop.set())
    keep_at(work, stop)


class _Ticking:
    """The thread that ticks in the one process that writes: it begins with the process, and gives back its lease at the end."""

    def __init__(self) -> None:
        self.stop = Event()
        self.thread = Thread(target=keep_at, args=(TICKING, self.stop), name=TICKER, daemon=True)

    def begin(self, _worker: object) -> None:
        self.thread.start()

    def end(self, _arbiter: object, _worker: object) -> None:
        self.stop.set()
        if self.thread.ident is not None:
            self.thread.join(GRACE)


def _check_host(host: str, installation: Installation | None) -> None:
    """Raise `AmparoError` for an address beyond this machine, unless there is a sign-in, and a name by which it is reached."""
    if host in LOOPBACK:
        return
    if installation is None:
        raise AmparoError(
            "loopback-only",
            f"`{host}` is not this machine alone",
            help="without an installation there is no sign-in, and the server answers on 127.0.0.1 only",
            where="--host",
        )
    if settings.LOCAL:
        raise AmparoError(
            "hosts-not-named",
            f"`{host}` is not this machine alone, and no name is set under which the pages are reached",
            help=f"set {HOSTS.name} to the name that the proxy has, and put a proxy with TLS in front: docs/proxy.md",
            where="--host",
        )


def _need_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            raise AmparoError(
                "port-taken", f"port `{port}` cannot be used", help="choose another with --port", where="--port"
            ) from None


def main(port: str) -> int:
    """Serve as a program of its own; say in words why that cannot be."""
    try:
        serve(port=int(port))
    except AmparoError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
