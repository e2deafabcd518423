"""On PostgreSQL, the application's role does its work and can do nothing else: it neither owns a table nor rules the server."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.apps import apps

from amparo.casework.roles import FOR_EVER, RIGHTS, rights_of
from apart import Shop
from postgres import APPLICATION, CLUSTER, OWNER, Cluster

DATABASE = "shop"


@pytest.fixture
def application(cluster: Cluster, shops: dict[str, Shop]) -> Any:  # noqa: ARG001 the tables have to be there
    with cluster.connect(APPLICATION, DATABASE) as connection:
        yield connection


@pytest.fixture
def rows(application: psycopg.Connection, shops: dict[str, Shop]) -> psycopg.Connection:
    """The application's connection, with a case kept in the tables."""
    shops["postgresql"].ask("crash.jobs.prepared")
    return application


def table(name: str) -> str:
    return str(apps.get_model(name)._meta.db_table)  # noqa: SLF001 the framework's own name for its public table of facts about a model


def refused(connection: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_it_is_no_superuser_and_passes_by_no_rule(application: psycopg.Connection) -> None:
    row = application.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row == (False, False, False, False, False)


def test_it_owns_nothing_and_belongs_to_nobody_who_does(application: psycopg.Connection) -> None:
    owned = application.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole").fetchone()
    member = application.execute("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole").fetchone()
    owners = application.execute(
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    ).fetchall()
    database = application.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
    assert (owned, member, owners, database.fetchone()) == ((0,), (0,), [(OWNER,)], (OWNER,))


def test_the_owner_too_is_no_superuser(cluster: Cluster, application: psycopg.Connection) -> None:  # noqa: ARG001 as above
    with cluster.connect(OWNER, DATABASE) as owner:
        row = owner.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (False, False)


@pytest.mark.parametrize("name", FOR_EVER)
def test_what_is_kept_for_ever_it_neither_changes_nor_deletes(rows: psycopg.Connection, name: str) -> None:
    kept = table(name)
    column = apps.get_model(name)._meta.pk.attname  # noqa: SLF001 as above
    refused(rows, f"UPDATE {kept} SET {column} = {column}")  # noqa: S608 the names are those of the tables themselves
    refused(rows, f"DELETE FROM {kept}")  # noqa: S608 as above
    refused(rows, f"TRUNCATE {kept}")


@pytest.mark.parametrize("name", FOR_EVER)
def test_it_can_take_no_trigger_away_and_add_none(rows: psycopg.Connection, name: str) -> None:
    kept = table(name)
    found = rows.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal ORDER BY tgname", [kept]
    ).fetchall()
    assert found, f"no trigger guards `{kept}`"
    for (trigger,) in found:
        refused(rows, f'DROP TRIGGER "{trigger}" ON {kept}')
    refused(rows, f"ALTER TABLE {kept} DISABLE TRIGGER ALL")
    refused(
        rows, f"CREATE TRIGGER mine BEFORE INSERT ON {kept} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    refused(rows, "SET session_replication_role = replica")


def test_of_a_case_it_changes_the_counts_who_keeps_it_and_whether_it_is_closed(rows: psycopg.Connection) -> None:
    rows.execute("UPDATE casework_case SET size = size, agency_id = agency_id, closed = closed")
    rows.execute("UPDATE casework_case SET moved = moved, owed = owed, due = due")
    refused(rows, "UPDATE casework_case SET id = id")
    refused(rows, "UPDATE casework_case SET since = since")
    refused(rows, "DELETE FROM casework_case")


def test_it_makes_nothing_of_its_own(application: psycopg.Connection) -> None:
    refused(application, "CREATE TABLE mine (id int)")
    refused(application, "CREATE TEMPORARY TABLE mine (id int)")
    refused(application, "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    refused(application, "DROP TABLE casework_kept")
    refused(application, f"SET ROLE {OWNER}")
    refused(application, f"ALTER TABLE casework_kept OWNER TO {APPLICATION}")


def test_nobody_else_gets_into_the_database(cluster: Cluster, application: psycopg.Connection) -> None:  # noqa: ARG001 as above
    with cluster.connect(CLUSTER, "postgres") as ruler:
        row = ruler.execute("SELECT has_database_privilege('public', 'shop', 'CONNECT, TEMPORARY')").fetchone()
    assert row == (False,)


def test_every_table_has_its_rights_and_no_right_is_for_a_table_that_is_not_there() -> None:
    models = apps.get_models(include_auto_created=True)
    assert all(rights_of(model) for model in models)
    named = {model._meta.label_lower for model in models} | {model._meta.app_label for model in models}  # noqa: SLF001 as above
    assert set(RIGHTS) <= named


def test_the_rights_in_the_database_are_those_of_the_table(application: psycopg.Connection) -> None:
    for model in apps.get_models(include_auto_created=True):
        wanted = {right for right in rights_of(model) if "(" not in right}
        there = {
            right
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
            if application.execute("SELECT has_table_privilege(%s, %s)", [model._meta.db_table, right]).fetchone() == (True,)  # noqa: SLF001 as above
        }
        assert (model._meta.label_lower, there) == (model._meta.label_lower, wanted)  # noqa: SLF001 as above


def test_an_installation_refuses_to_work_as_the_owner(cluster: Cluster, shops: dict[str, Shop]) -> None:
    with pytest.raises(AssertionError, match=r"owns tables.*may change what is kept for ever \[role-too-strong\]"):
        shops["postgresql"].ask("databases.jobs.as_role", address=cluster.address(OWNER, DATABASE))


def test_an_installation_refuses_to_work_as_the_superuser(cluster: Cluster, shops: dict[str, Shop]) -> None:
    with pytest.raises(AssertionError, match=r"is a superuser.*\[role-too-strong\]"):
        shops["postgresql"].ask("databases.jobs.as_role", address=cluster.address(CLUSTER, DATABASE))
