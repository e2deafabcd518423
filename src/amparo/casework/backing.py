"""Backing up: one moment of the whole database in one file, written whole or not at all, and never a key in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

import amparo
from amparo.casework.actor import ITSELF
from amparo.casework.archive import Manifest, models, write_manifest, write_table
from amparo.casework.lately import BACKUP, note
from amparo.casework.log import log, wait_for_head
from amparo.casework.models import Installation
from amparo.casework.moment import now
from amparo.casework.stones import keep_beside_rings, latest
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter_everywhere
from amparo.casework.whole_file import refuse_there, written_whole

_LEVEL: Final = 1
"""Sealed bytes hardly get smaller; what surrounds them does."""


def back_up(path: Path) -> Manifest:
    """Write a backup, and return its manifest; raise `AmparoError` if the file is there already or cannot be written.

    The entry of the log comes first, so that it is in the backup itself.
    """
    refuse_there(path)
    with told_plainly():
        with transaction.atomic(durable=True):
            note(BACKUP)
            entry = log("backed-up", ITSELF)
        wait_for_head(entry)
        keep_beside_rings()
        with written_whole(path) as aside, _one_moment(), ZipFile(aside, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            manifest = _manifest(archive)
            write_manifest(archive, manifest)
    return manifest


def migrations() -> tuple[str, ...]:
    """Return the migrations that the database has been through."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))


def _manifest(archive: ZipFile) -> Manifest:
    found = latest()
    return Manifest(
        at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
        release=amparo.__version__,
        migrations=migrations(),
        demonstration=Installation.objects.values_list("demonstration", flat=True).get(),
        log=found.head.size if found.head else 0,
        head=found.head.line() if found.head else "",
        stones=found.count,
        tables=tuple(write_table(archive, model) for model in models()),
    )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read all tables as they were at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            enter_everywhere()
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # the framework's own transactions would keep writers waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
