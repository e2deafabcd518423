"""What the application may do to each table of a PostgreSQL: as much as its work needs, and never to change what was kept.

The owner of the tables makes and changes them, for `init` and upgrades alone. The application works as another role, which owns
nothing: so that whoever takes over the application can neither rewrite the log nor drop the triggers that guard it.
SQLite knows no roles: there the triggers stand alone, and the log's heads, kept elsewhere, show what was done behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from amparo.errors import AmparoError

READ: Final = ("SELECT",)
ADD: Final = ("SELECT", "INSERT")
CHANGE: Final = ("SELECT", "INSERT", "UPDATE")
DROP: Final = ("SELECT", "INSERT", "DELETE")
ALL: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")

RIGHTS: Final[Mapping[str, tuple[str, ...]]] = {
    # kept for ever: added to, and never changed
    "casework.kept": ADD,
    "casework.label": ADD,
    "casework.logrow": ADD,
    "casework.logmention": ADD,
    "casework.logorder": ADD,
    "casework.loghead": ADD,
    "casework.stone": ADD,
    "casework.canary": ADD,
    "casework.paper": ADD,
    "casework.case": (*ADD, "UPDATE (size, agency_id, closed, moved, owed, due)"),
    # ended or answered, never taken away
    "casework.agency": CHANGE,
    "casework.user": CHANGE,
    "casework.membership": CHANGE,
    "casework.grant": CHANGE,
    "casework.conflict": CHANGE,
    "casework.breakglass": CHANGE,
    "casework.legalhold": CHANGE,
    "casework.notice": CHANGE,
    "casework.pairing": CHANGE,
    "casework.installation": CHANGE,
    "casework.witness": CHANGE,
    "casework.admission": CHANGE,
    "casework.waiting": CHANGE,
    "casework.tag": CHANGE,
    "casework.tagged": CHANGE,
    "casework.provider": CHANGE,
    "casework.partner": CHANGE,
    "casework.referral": CHANGE,
    "casework.report": CHANGE,
    "casework.placement": CHANGE,
    "casework.personcode": CHANGE,
    "casework.personsaid": CHANGE,
    "casework.imported": DROP,
    "casework.apikey": CHANGE,
    # taken away as part of the work: erasure deletes wraps and figures, the sequencer empties its queue
    "casework.wraprow": ALL,
    "casework.indexfigure": DROP,
    "casework.registerentry": ALL,
    "casework.registerposting": ALL,
    "casework.registerrefusal": DROP,
    "casework.logqueue": DROP,
    # worked out anew at any time
    "casework.determined": ALL,
    "casework.task": ALL,
    "casework.rotation": ALL,
    "casework.lease": ALL,
    "casework.lately": CHANGE,
    "casework.passing": ALL,
    "casework.answered": DROP,
    "casework.hand": ALL,
    # of the framework: who is signed in, and with what
    "auth": READ,
    "contenttypes": READ,
    "sessions": ALL,
    "account": ALL,
    "mfa": ALL,
}
"""By table, or for all tables of an app of the framework."""

FOR_EVER: Final = tuple(name for name, rights in RIGHTS.items() if rights == ADD)
"""The tables whose rows nothing changes."""


def rights_of(model: type[Model]) -> tuple[str, ...]:
    """Return what the application may do to a table; raise `AmparoError` for one of which nobody has decided."""
    named = model._meta.label_lower  # noqa: SLF001 the framework's own name for its public table of facts about a model
    found = RIGHTS.get(named) or RIGHTS.get(named.partition(".")[0])
    if found is None:
        raise AmparoError("table-without-rights", f"nobody has said what the application may do to `{named}`", where=named)
    return found


def grant(owner: BaseDatabaseWrapper, application: str) -> None:
    """Give a role its rights on every table, and take all others from it; the connection is the owner's."""
    role, database = _quoted(owner, application), _quoted(owner, str(owner.settings_dict["NAME"]))
    with owner.cursor() as cursor:
        for statement in (
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {database} TO {role}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {role}",
            *_table_rights(owner, role),
        ):
            cursor.execute(statement)


def too_strong(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return, in words, every power that the role of this connection has and should not; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        (superuser, bypasses, makes_roles, makes_databases) = cursor.fetchone()
        cursor.execute(_OWNED)
        owned = cursor.fetchone()[0]
        cursor.execute(_CHANGES, [[_table(name) for name in FOR_EVER]])
        changes = [name for (name,) in cursor.fetchall()]
    found = {
        "is a superuser": superuser,
        "passes by the rules of rows": bypasses,
        "may make roles": makes_roles,
        "may make databases": makes_databases,
        "owns tables, or belongs to a role that does": owned,
        "may change what is kept for ever": bool(changes),
    }
    return tuple(words for words, holds in found.items() if holds)


_ROLE: Final = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
_OWNED: Final = """
    SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace
                   AND pg_has_role(current_user, relowner, 'MEMBER'))
        OR (SELECT pg_has_role(current_user, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database())
"""
_CHANGES: Final = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s)
       AND (has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR has_any_column_privilege(oid, 'UPDATE'))
"""


def _table_rights(owner: BaseDatabaseWrapper, role: str) -> Iterator[str]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:  # noqa: SLF001 as above
            rights, table = ", ".join(rights_of(model)), _quoted(owner, model._meta.db_table)  # noqa: SLF001 as above
            yield f"GRANT {rights} ON TABLE {table} TO {role}"
    yield f"GRANT SELECT ON TABLE django_migrations TO {role}"


def _table(name: str) -> str:
    return str(apps.get_model(name)._meta.db_table)  # noqa: SLF001 as above


def _quoted(connection: BaseDatabaseWrapper, name: str) -> str:
    """Return a name as SQL writes one; it stands in the settings of who installs, and comes from nobody else."""
    return connection.ops.quote_name(name.replace('"', '""'))
