"""Acts on a database that fails: each says by which code it was refused, or that it was kept."""

from __future__ import annotations

import os
import resource
import signal
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from amparo.casework import log, moment
from amparo.casework import record as recording
from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.record import Statement, open_case, record
from amparo.errors import AmparoError
from apart import Speaking

PURPOSE = "protection"
NOBODY = 65534
MANY = 2000
BROOK = Actor("brook", "harbour", "ngo", "case_manager")
"""As signed in before the fault: who acts is not asked of a database that fails."""


def until_full(say: Speaking, *, pages: int, text: str) -> None:
    """Record until the file of the database may have no more pages."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (count,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {count + pages}")
    _until_refused(say, text)


def until_too_large(say: Speaking, *, room: int, text: str) -> None:
    """Record until the kernel lets no file of this process grow."""
    file = Path(str(connection.settings_dict["NAME"]))
    size = max(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
    _until_refused(say, text)


def try_to(
    _: Speaking,
    *,
    act: str,
    case: str,
    text: str,
    read_only: bool = False,
    wait: float | None = None,
    hours: int = 0,
) -> str:
    """Do one act under a fault, and return its code."""
    if wait is not None:
        connection.settings_dict["OPTIONS"]["timeout"] = wait
    with ExitStack() as stack:
        if read_only:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = ON")
        if hours:
            late = moment.now() + timedelta(hours=hours)
            for module in (log, recording):
                stack.enter_context(pytest.MonkeyPatch.context()).setattr(module, "now", lambda: late)
        return _code(act, case, text)


def locked_out(_: Speaking, *, act: str, case: str, text: str) -> str:
    """Do one act as an account that may read the folder and not write it."""
    connection.close()
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return _code(act, case, text)


def twice(say: Speaking, *, act: str, case: str, text: str) -> None:
    """Do an act, again when the server is gone, and again when it is back: one process, as the server's own is one."""
    say(first=_code(act, case, text))
    say.hear()
    say(gone=_code(act, case, text))
    say.hear()
    say(again=_code(act, case, text))


def hold(say: Speaking) -> None:
    """Hold the database for as long as the test wants."""
    with transaction.atomic():
        say(held=True)
        say.hear()


def _until_refused(say: Speaking, text: str) -> None:
    try:
        case = open_case(BROOK, purpose=PURPOSE)
        say(case=case)
        for _ in range(MANY):
            say(case=case, entries=_record(case, text))
    except AmparoError as error:
        say(refused=error.code)


def _code(act: str, case: str, text: str) -> str:
    """Do an act and return by which code it was refused; what is refused repeats nothing of what was said."""
    try:
        if act == "open":
            open_case(BROOK, purpose=PURPOSE, called=text)
        elif act == "look":
            look(BROOK, case)
        else:
            _record(case, text)
    except AmparoError as error:
        return "repeated" if text in str(error) else error.code
    return "kept"


def _record(case: str, text: str) -> list[str]:
    stated = Statement("in_danger_now", value=True, source="said", method=text, asked_by=text, reason=text)
    return [entry.id for entry in record(BROOK, case, [stated], seen=look(BROOK, case).seen)]
