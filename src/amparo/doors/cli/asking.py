"""What a command was not told by its options and asks for on the terminal; without a terminal it says what is missing."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Mapping

from amparo.doors.cli.sheet import Line, line, mixed
from amparo.errors import AmparoError


def filled(given: Mapping[str, str | None], asked: Mapping[str, str]) -> dict[str, str]:
    """Return every option, asked for where it was not given; `asked` has the words for each, in the order of asking."""
    missing = [name for name in asked if not given[name]]
    if missing and not sys.stdin.isatty():
        raise AmparoError(
            "wrong-usage",
            f"these are needed: {', '.join(f'`--{name}`' for name in missing)}",
            help="on a terminal they are asked for",
        )
    return {name: given[name] or _answer(words) for name, words in asked.items()}


def proof(username: str) -> tuple[str, str]:
    """Return somebody's password and code, asked for unseen on a terminal, or read as two lines from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n"), sys.stdin.readline().strip()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        raise AmparoError("wrong-usage", "password and code are asked for on a terminal, and there is none") from None
    return getpass.getpass(f"Password of {username}: "), getpass.getpass("Code of their app: ").strip()


def code_lines(username: str, code: str, until: str) -> Iterator[Line]:
    """Say with which code somebody signs in for the first time, or anew."""
    yield mixed(("Signs in as: ", "quiet"), (username, "strong"))
    yield mixed(("With the code, once: ", "quiet"), (code, "strong"))
    yield line(f"It is valid until {until} and shown only here. Hand it over in person, or by a way that nobody else reads.")


def _answer(words: str) -> str:
    sys.stderr.write(f"{words}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
