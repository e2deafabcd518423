"""When the database fails: one sentence for people that says what to do; nothing half-written, and nothing of what was said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from amparo.errors import AmparoError

_LOGGER: Final = logging.getLogger("amparo.casework")
_KEPT: Final = "nothing of it was kept"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of fault, as people are told of it."""

    code: str
    sentence: str
    help: str


FULL: Final = Trouble(
    "database-full", "the disk of the database is full, or fails", f"{_KEPT}; make room or replace it, then try again"
)
READ_ONLY: Final = Trouble(
    "database-read-only",
    "the database may not be written by this account, or its disk takes no writing",
    f"{_KEPT}; see who owns the home, and whether its disk was mounted read-only after a fault",
)
BUSY: Final = Trouble("database-busy", "the database was busy for too long with what others wrote", f"{_KEPT}; try again")
DAMAGED: Final = Trouble(
    "database-damaged",
    "the file of the database is damaged",
    f"{_KEPT}; stop the server, keep the file as it is, and restore the last backup",
)
UNREACHABLE: Final = Trouble(
    "database-unreachable",
    "the database of this installation cannot be reached",
    f"{_KEPT}; see that it runs, then try again",
)
FAILED: Final = Trouble(
    "database-failed",
    "the database could not keep or read this",
    f"{_KEPT}; the messages of the server say which kind of fault it was",
)

_SQLITE: Final = {
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": UNREACHABLE,
}
"""By the name of SQLite's code, or what it begins with."""

_POSTGRESQL: Final = {
    "53100": FULL,
    "58030": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "53300": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "57P": UNREACHABLE,
    "08": UNREACHABLE,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
"""By SQLSTATE, or what it begins with (PostgreSQL, appendix A)."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever the database says into one `AmparoError`; its own words may hold values, and go nowhere."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        found = trouble_of(error)
        _LOGGER.error("%s: %s", found.code, type(error).__name__)  # noqa: TRY400 its trace would hold the database's own words
    else:
        return
    raise AmparoError(found.code, found.sentence, help=found.help) from None


def trouble_of(error: Exception) -> Trouble:
    """Return what went wrong, by the code that the driver of the database gives it."""
    said = error.__cause__ or error
    named = str(getattr(said, "sqlite_errorname", None) or getattr(said, "sqlstate", None) or "")
    for beginning, found in (_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL).items():
        if named.startswith(beginning):
            return found
    is_gone = not named and connection.vendor == "postgresql" and isinstance(error, OperationalError | InterfaceError)
    return UNREACHABLE if is_gone else FAILED
