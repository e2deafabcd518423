"""Written by hand: triggers that refuse to change or take away a row of what is kept for ever; and PostgreSQL's wall.

SQLite replaces a row (`INSERT OR REPLACE`) without asking the triggers of deletion, so a third one refuses what would replace.
A later migration that alters one of these tables on SQLite makes it anew, and has to make its triggers anew as well.

The wall (`casework/wall.py`): a row of what a case holds is there for a transaction that has entered it, and for no other.
Who enters is checked here once more, by who keeps the case, what was given and what stands open in an emergency. The key under
which the log speaks of a case is before the wall, since the log has to tell of whoever was refused.
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
    "casework_paper": (("id",), ("case_id", "number")),
}
"""Each table, and what no two of its rows share."""

WALLED = {
    "casework_kept": "case_id",
    "casework_label": "case_id",
    "casework_wraprow": "person",
    "casework_determined": "case_id",
    "casework_task": "case_id",
    "casework_paper": "case_id",
    "casework_hand": "case_id",
    "casework_indexfigure": "case_id",
}
"""Each table behind the wall, and the column that names the case."""
BEFORE = {"casework_wraprow": "compartment IN ('log', 'inbox') OR person = 'installation'"}
"""The rows of such a table that are before the wall."""


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
        for table in WALLED:
            editor.execute(f"DROP POLICY {table}_entered ON {table}")
            editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        editor.execute("DROP FUNCTION casework_enter(text, text[], timestamptz)")


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
        for name, when in (
            ("change", "UPDATE OR DELETE ON {} FOR EACH ROW"),
            ("truncate", "TRUNCATE ON {} FOR EACH STATEMENT"),
        ):
            trigger = f"{table}_no_{name}"
            yield f"CREATE TRIGGER {trigger} BEFORE {when.format(table)} EXECUTE FUNCTION casework_kept_for_ever()"
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"
    yield from wall()


def wall() -> Iterator[str]:
    yield """
        CREATE FUNCTION casework_enter(acting text, wanted text[], moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            one text;
            keeper text;
            inside text[] := '{}';
        BEGIN
            FOREACH one IN ARRAY wanted LOOP  -- one by one: planned once, where a list would be planned at every call
                SELECT kept.agency_id INTO keeper FROM public.casework_case kept WHERE kept.id = one;
                IF keeper = acting
                    OR EXISTS (
                        SELECT 1 FROM public.casework_grant given
                        WHERE given.case_id = one AND given.agency_id = acting AND given.ended IS NULL
                          AND given.since <= moment AND (given.until IS NULL OR given.until > moment))
                    OR EXISTS (
                        SELECT 1 FROM public.casework_breakglass glass JOIN public.casework_user who ON who.id = glass.user_id
                        WHERE glass.case_id = one AND who.agency_id = acting
                          AND glass.since <= moment AND glass.until > moment)
                THEN
                    inside := inside || one;
                END IF;
            END LOOP;
            PERFORM set_config('amparo.cases', array_to_string(inside, ' '), true);
        END $$
    """
    for table, column in WALLED.items():
        entered = f"{column} = ANY ((SELECT string_to_array(current_setting('amparo.cases', true), ' '))::text[])"
        every = "(SELECT current_setting('amparo.cases', true)) = '*'"
        shown = " OR ".join([every, entered, *([BEFORE[table]] if table in BEFORE else [])])
        yield f"CREATE POLICY {table}_entered ON {table} USING ({shown}) WITH CHECK ({shown})"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
