"""Written by hand: triggers that refuse to change or take away a row of what is kept for ever.

SQLite replaces a row (`INSERT OR REPLACE`) without asking the triggers of deletion, so a third one refuses what would replace.
A later migration that alters one of these tables on SQLite makes it anew, and has to make its triggers anew as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

UNIQUE = {
    "casework_kept": (("id",), ("case_id", "number")),
    "casework_label": (("id",), ("case_id", "field", "version")),
    "casework_logrow": (("id",),),
    "casework_logmention": (("id",),),
    "casework_logorder": (("index",), ("row_id",)),
    "casework_loghead": (("size",),),
    "casework_stone": (("number",),),
    "casework_canary": (("mark",),),
}
"""Each table, and what no two of its rows share."""


def refuse(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[editor.connection.vendor]
    for statement in statements():
        editor.execute(statement, params=None)


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in UNIQUE:
        if editor.connection.vendor == "sqlite":
            for act in ("update", "delete", "replace"):
                editor.execute(f"DROP TRIGGER {table}_no_{act}")
        else:
            for act in ("change", "truncate"):
                editor.execute(f"DROP TRIGGER {table}_no_{act} ON {table}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION casework_kept_for_ever()")


def on_sqlite() -> Iterator[str]:
    for table, uniques in UNIQUE.items():
        refusal = f"BEGIN SELECT RAISE(ABORT, 'kept for ever: no row of {table} is changed or taken away'); END"
        for act in ("update", "delete"):
            yield f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} {refusal}"
        same = " OR ".join("(" + " AND ".join(f'"{name}" = NEW."{name}"' for name in names) + ")" for names in uniques)
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refusal}"
        )


def on_postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION casework_kept_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'kept for ever: no row of % is changed or taken away', TG_TABLE_NAME USING ERRCODE = '23001';
        END $$
    """
    for table in UNIQUE:
        for name, when in (("change", "UPDATE OR DELETE ON {} FOR EACH ROW"), ("truncate", "TRUNCATE ON {} FOR EACH STATEMENT")):
            trigger = f"{table}_no_{name}"
            yield f"CREATE TRIGGER {trigger} BEFORE {when.format(table)} EXECUTE FUNCTION casework_kept_for_ever()"
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
