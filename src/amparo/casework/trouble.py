"""When the database fails: one sentence for people, nothing half-written, and nothing of what was being said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import DatabaseError, InterfaceError

from amparo.errors import AmparoError

_LOGGER: Final = logging.getLogger("amparo.casework")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever the database says into one `AmparoError`; its own words may hold values, and go nowhere."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        _LOGGER.error("the database failed: %s", type(error).__name__)
        kind = error.__class__
    else:
        return
    raise AmparoError(
        "database-failed",
        f"the database could not keep or read this ({kind.__name__})",
        help="nothing of it was kept; see that the disk has room and the database runs, then try again",
    )
