"""Making the tables of an installation and bringing them up to this release: as their owner, never as the application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from amparo.casework.database import owner_databases
from amparo.casework.roles import grant, too_strong
from amparo.environment import DATABASE, DATABASE_OWNER
from amparo.errors import AmparoError

OWNER: Final = "owner"
"""Under which name the owner's connection is known while it is open."""


def make_tables() -> None:
    """Make or upgrade every table, and give the application its rights; raise `AmparoError` if its role is too strong."""
    with as_owner() as owner:
        call_command("migrate", database=owner.alias, interactive=False, verbosity=0)
        if owner.vendor == "postgresql":
            grant(owner, str(connection.settings_dict["USER"]))
    refuse_too_strong()


def refuse_too_strong() -> None:
    """Raise `AmparoError` if the application's role has a power that would let it rewrite what was kept."""
    found = too_strong(connection)
    if found:
        raise AmparoError(
            "role-too-strong",
            f"the role of the application {'; it '.join(found)}",
            help="give the application a role of its own, which owns no table: docs/operator.md, PostgreSQL",
            where=DATABASE.name,
        )


@contextmanager
def as_owner() -> Iterator[BaseDatabaseWrapper]:
    """Connect as the owner of the tables for as long as the block lasts; on SQLite that is who runs the command."""
    if connection.vendor != "postgresql":
        yield connection
        return
    if not DATABASE_OWNER.text():
        raise AmparoError(
            "owner-missing",
            "the tables of PostgreSQL are made by their owner, and who that is was not said",
            help="set it for `init` and upgrades alone, and not where the server runs",
            where=DATABASE_OWNER.name,
        )
    settings = ConnectionHandler({DEFAULT_DB_ALIAS: {}, OWNER: owner_databases()["default"]}).databases[OWNER]
    connections.databases[OWNER] = settings
    try:
        yield connections[OWNER]
    finally:
        connections[OWNER].close()
        del connections[OWNER]
        del connections.databases[OWNER]
