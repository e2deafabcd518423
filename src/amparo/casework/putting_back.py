"""Where a restored database comes to lie: built aside, and given its name only once all of it is there and sound."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from amparo.casework.archive import Backup
from amparo.casework.database import FILE
from amparo.casework.opening import close, installed, open_with
from amparo.casework.restoring import Restored, load
from amparo.casework.sources import sources
from amparo.casework.stones import keep_beside_rings
from amparo.casework.tables import as_owner, make_tables
from amparo.environment import home
from amparo.errors import AmparoError

ASIDE: Final = ".restoring-"


def restore(path: Path, *, nobody_erased_since: bool = False) -> Restored:
    """Restore a backup into an empty home, or an empty PostgreSQL; raise `AmparoError`, and leave nothing, where that fails.

    The rings have to lie in AMPARO_KEYS already: a backup holds no key.
    """
    if installed() is not None:
        raise AmparoError(
            "database-used", "the database holds an installation already, or the rest of one", help="name an empty one"
        )
    with closing(Backup(path)) as backup, _aside():
        make_tables()
        open_with(sources(demonstration=backup.manifest.demonstration))
        backup.check()  # before its numbers are believed
        _number_on(backup)
        found = load(backup, without_stones=nobody_erased_since)
        keep_beside_rings()
    return found


@contextmanager
def _aside() -> Iterator[None]:
    """Build SQLite's file beside its place, and move it there at the end; PostgreSQL has its own transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    try:
        home().mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=ASIDE, dir=home()))
    except OSError:
        raise AmparoError("home-unwritable", "the home of the installation cannot be written", where=str(home())) from None
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(folder / FILE)
    try:
        yield
        connection.close()  # its log of writes goes into the file
        (folder / FILE).rename(name)
    finally:
        close()
        connection.close()
        connection.settings_dict["NAME"] = name
        shutil.rmtree(folder, ignore_errors=True)


def _number_on(backup: Backup) -> None:
    """Let PostgreSQL number new rows after those of the backup, which only the owner of the tables may say."""
    if connection.vendor != "postgresql":
        return
    with as_owner() as owner, owner.cursor() as cursor:
        for table, column, largest in backup.numbers():
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, largest])
