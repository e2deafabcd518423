"""The second wall: with the policy gone, PostgreSQL itself still shows a case to nobody who has nothing to do with it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db.models import ForeignKey

import amparo
from amparo.casework.models import Case
from amparo.casework.wall import BEFORE_IT, VARIABLE, WALLED
from apart import Shop
from postgres import APPLICATION, OWNER, Cluster

DATABASE = "shop"
TABLES = {name.replace(".", "_"): column for name, column in WALLED.items()}
BEFORE = {"casework_wraprow": "compartment NOT IN ('log', 'inbox') AND person <> 'installation'"}
MIGRATION = importlib.import_module("amparo.casework.migrations.0002_kept_for_ever")


@pytest.fixture(scope="module")
def case(shops: dict[str, Shop]) -> str:
    """A case that the police were given the account of; each table behind the wall has a row of it."""
    shops["postgresql"].ask("crash.jobs.prepared")  # and another one
    return str(shops["postgresql"].ask("databases.jobs.shared"))


@pytest.fixture
def application(cluster: Cluster, case: str) -> Iterator[psycopg.Connection]:  # noqa: ARG001 the tables have to be there
    with cluster.connect(APPLICATION, DATABASE) as connection:
        yield connection


def counted(connection: psycopg.Connection, case: str = "") -> dict[str, int]:
    """Count the rows that are seen of each table, of all cases or of one."""
    found = {}
    for table, column in TABLES.items():
        which = f"({BEFORE.get(table, 'true')})" + (f" AND {column} = '{case}'" if case else "")
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE {which}".encode()).fetchone()  # noqa: S608 names of our own tables
        found[table] = row[0] if row else 0
    return found


def entered(connection: psycopg.Connection, agency: str, *cases: str, at: datetime | None = None) -> None:
    connection.execute("SELECT casework_enter(%s, %s::text[], %s)", [agency, list(cases), at or datetime.now(UTC)])


NOTHING = dict.fromkeys(TABLES, 0)


def test_with_nothing_entered_no_row_is_there(application: psycopg.Connection) -> None:
    assert counted(application) == NOTHING


def test_the_owner_of_the_tables_meets_the_wall_too(cluster: Cluster, case: str) -> None:  # noqa: ARG001 as above
    with cluster.connect(OWNER, DATABASE) as owner:
        assert counted(owner) == NOTHING


def test_who_keeps_a_case_enters_it_and_no_other(application: psycopg.Connection, case: str) -> None:
    with application.transaction():
        entered(application, "harbour", case)
        assert counted(application) == counted(application, case)
        assert all(counted(application).values()), counted(application)


@pytest.mark.parametrize("agency", ["clinic-xx", "border-xx", "", "*", "installation"])
def test_an_agency_that_has_nothing_to_do_with_it_enters_nothing(
    application: psycopg.Connection, case: str, agency: str
) -> None:
    with application.transaction():
        entered(application, agency, case, "*")
        assert counted(application) == NOTHING


def test_an_agency_enters_what_it_was_given_and_only_as_long_as_that_lasts(application: psycopg.Connection, case: str) -> None:
    with application.transaction():
        entered(application, "police-xx", case)
        assert all(counted(application, case).values())
        entered(application, "police-xx", case, at=datetime.now(UTC) + timedelta(days=2))
        assert counted(application) == NOTHING


def test_what_was_entered_ends_with_the_transaction_kept_or_not(application: psycopg.Connection, case: str) -> None:
    for undone in (False, True):
        with application.transaction(force_rollback=undone):
            entered(application, "harbour", case)
            assert counted(application) != NOTHING
        assert counted(application) == NOTHING


def test_outside_a_transaction_nothing_stays_entered(application: psycopg.Connection, case: str) -> None:
    entered(application, "harbour", case)
    assert counted(application) == NOTHING


def test_no_row_is_added_changed_or_taken_away_behind_the_wall(application: psycopg.Connection, case: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        application.execute(
            "INSERT INTO casework_indexfigure (case_id, agency, purpose, figure) VALUES (%s, 'harbour', 'family_name', 1)",
            [case],
        )
    changed = application.execute("UPDATE casework_wraprow SET month = '2000-01' WHERE compartment <> 'log'")
    gone = application.execute("DELETE FROM casework_indexfigure")
    assert (changed.rowcount, gone.rowcount) == (0, 0)


@pytest.mark.parametrize("who", ["jun", "hana", "gita"])
def test_without_the_policy_a_stranger_is_still_shown_nothing(shops: dict[str, Shop], case: str, who: str) -> None:
    found = shops["postgresql"].ask("databases.jobs.without_policy", case=case, who=who)
    if who == "gita":  # of the agency that keeps the case: there the policy stands alone
        assert found == {"shown": ["trafficking_claimed"], "left behind": 0}
    else:
        assert (found["shown"], found["left behind"]) == ([], 0)


def test_the_installations_own_work_leaves_the_transaction_as_it_was(shops: dict[str, Shop], case: str) -> None:
    before, amid, after, outside = shops["postgresql"].ask("databases.jobs.within", case=case)
    assert (before, after, outside) == (1, 1, 0)
    assert amid > 1


def test_every_table_about_cases_is_behind_the_wall_or_has_a_reason_to_stand_before_it() -> None:
    about = {
        model._meta.label_lower  # noqa: SLF001 the framework's own name for its public table of facts about a model
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 as above
        if (isinstance(field, ForeignKey) and field.related_model is Case) or field.name in ("person", "case", "sealed_for")
    }
    assert (about | {"casework.case"}) == {*WALLED, *BEFORE_IT}
    assert not set(WALLED) & set(BEFORE_IT)


def test_every_table_behind_the_wall_has_its_one_policy_also_for_its_owner(application: psycopg.Connection) -> None:
    rows = application.execute(
        "SELECT relname, polcmd::text, polpermissive, polroles::text FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
    ).fetchall()
    assert rows == [(table, "*", True, "{0}") for table in sorted(TABLES)]
    assert MIGRATION.WALLED == TABLES


@pytest.mark.parametrize(
    ("taken", "back"), [("NO FORCE", "FORCE"), ("DISABLE", "ENABLE")], ids=["not for the owner", "for nobody"]
)
def test_a_wall_that_was_taken_down_is_found(cluster: Cluster, shops: dict[str, Shop], taken: str, back: str) -> None:
    shop = shops["postgresql"]
    assert shop.ask("databases.jobs.unguarded_tables") == []
    with cluster.connect(OWNER, DATABASE) as owner:
        owner.execute(f"ALTER TABLE casework_label {taken} ROW LEVEL SECURITY".encode())
        try:
            assert shop.ask("databases.jobs.unguarded_tables") == ["table-without-wall casework_label"]
        finally:
            owner.execute(f"ALTER TABLE casework_label {back} ROW LEVEL SECURITY".encode())


def test_what_is_entered_is_said_in_one_place() -> None:
    texts = {path.name: path.read_text("utf-8") for path in Path(amparo.__file__).parent.rglob("*.py")}
    assert {name for name, text in texts.items() if VARIABLE in text} == {"0002_kept_for_ever.py", "wall.py"}
    assert {name for name, text in texts.items() if "casework_enter" in text} == {"0002_kept_for_ever.py", "wall.py"}
