"""What only the owner of the tables can do: empty them between two tests, past the triggers that keep what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.utils import ConnectionHandler

from amparo.casework.database import owner_databases

STAY: Final = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def wipe() -> None:
    """Empty every table but those that the migrations fill."""
    with tampering() as cursor:
        tables = [name for name in connection.introspection.table_names() if name not in STAY]
        quoted = [connection.ops.quote_name(name) for name in sorted(tables)]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)}")
        else:
            for table in quoted:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 the names are those of the tables themselves


@contextmanager
def tampering() -> Iterator[CursorWrapper]:
    """Give a cursor of the owner, with every trigger silenced: what somebody does who holds the machine.

    On PostgreSQL it is another connection, which sees what is committed.
    """
    with _owner() as owner, owner.cursor() as cursor:
        if owner.vendor == "postgresql":
            with _disabled(owner, cursor):
                yield cursor
        else:
            with owner.constraint_checks_disabled(), _dropped(cursor):
                yield cursor


@contextmanager
def _owner() -> Iterator[BaseDatabaseWrapper]:
    if connection.vendor != "postgresql":
        yield connection
        return
    owner = ConnectionHandler(owner_databases())[DEFAULT_DB_ALIAS]
    yield owner
    owner.close()


@contextmanager
def _disabled(owner: BaseDatabaseWrapper, cursor: CursorWrapper) -> Iterator[None]:
    cursor.execute("SET amparo.cases = '*'")  # the owner too meets the wall
    cursor.execute("SET lock_timeout = '30s'")  # a test that left a transaction open is told, and does not hang all others
    tables = [owner.ops.quote_name(name) for name in owner.introspection.table_names(cursor)]
    for word in ("DISABLE", "ENABLE"):
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")
        if word == "DISABLE":
            yield


@contextmanager
def _dropped(cursor: CursorWrapper) -> Iterator[None]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    for _, text in triggers:
        cursor.execute(text)
