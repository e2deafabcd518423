"""The server: gunicorn with a bounded number of threads, on the loopback address alone."""

from __future__ import annotations

import socket
import sys
from typing import Any, Final

from django.urls import resolve
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types

from amparo.desk.library import people, titles
from amparo.doors.web.check import HOST, check
from amparo.doors.web.wsgi import application
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
    "forwarded_allow_ips": "",  # there is no proxy in front, and nobody is believed to be one
    "secure_scheme_headers": {},
    "limit_request_fields": 50,
}


class _Application(BaseApplication):  # type: ignore[misc]  # as above
    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        for name, value in OPTIONS.items():
            self.cfg.set(name, value)
        self.cfg.set("bind", f"{HOST}:{self.port}")
        self.cfg.set("when_ready", self._say)

    def load(self) -> Any:
        return application

    def _say(self, _arbiter: object) -> None:
        sys.stderr.write(f"Amparo answers at http://localhost:{self.port} (Ctrl-C stops it)\n")


def serve(host: str = HOST, port: int = PORT) -> None:
    """Answer on this machine until stopped; refuse every other address, and a port that is taken."""
    if host not in LOOPBACK:
        raise AmparoError(
            "loopback-only",
            f"`{host}` is not this machine alone",
            help="there is no sign-in yet, so the server answers on 127.0.0.1 only",
            where="--host",
        )
    _need_free(port)
    resolve("/")  # read the routes and the law before the first visitor comes: what is broken stops the start
    titles()
    people()
    _Application(port).run()


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
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
