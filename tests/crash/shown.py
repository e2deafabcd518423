"""A page of a case as the server gives it out to somebody who is signed in, and the process gone at its first byte."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from apart import Speaking
from web.inside import client_of


def first_byte_of_page(say: Speaking, *, case: str) -> None:
    """Ask for the page of a case as the web server does, say its state and its first byte, and be killed."""
    cookie = client_of("brook").cookies[settings.SESSION_COOKIE_NAME].value
    environ: dict[str, Any] = {
        "PATH_INFO": reverse("case", args=[case]),
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}",
    }
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "localhost"
    states: list[str] = []

    def start(state: str, *_: object) -> Callable[[bytes], None]:
        states.append(state)
        return lambda _: None

    body = WSGIHandler()(environ, start)
    part = next(each for each in body if each)
    say(state=states[0], byte=part[:1].decode())
    os.kill(os.getpid(), signal.SIGKILL)
