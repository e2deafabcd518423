"""What is kept for ever is refused every change by the database itself, also to the owner of its tables."""

from __future__ import annotations

from typing import Final

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from amparo.casework.log import log
from amparo.casework.models import Canary, Case, Kept, Label, LogRow, Paper, Stone
from amparo.casework.roles import FOR_EVER
from amparo.casework.sequencing import sequence
from amparo.environment import DATABASE_OWNER
from casework.world import actor

TABLES: Final = {apps.get_model(name)._meta.db_table: apps.get_model(name) for name in FOR_EVER}  # noqa: SLF001 Django's own name
REFUSALS: Final = (IntegrityError, psycopg.IntegrityError)


@pytest.fixture(autouse=True)
def _one_row_of_each(lasting_world: None) -> None:  # noqa: ARG001 the tables have to be there
    case = Case.objects.create(id="case1", agency_id="harbour")
    Kept.objects.create(id="entry1", case=case, number=0, compartment="account", sealed=b"sealed")
    Label.objects.create(id="label1", case=case, field="called", version=0, sealed=b"sealed")
    Canary.objects.create(mark="mark")
    Paper.objects.create(id="paper1", case=case, number=0, compartment="account", sealed=b"sealed")
    with transaction.atomic():
        log("case-looked-at", actor("brook"), case="case1")
    sequence()
    Stone.objects.create(number=1, before=b"", person="case1", compartment="account", generation=1, at="", signature=b"")
    assert [name for name, model in TABLES.items() if not model.objects.exists()] == []


def tried(statement: str) -> None:
    """Run a statement as the owner of the tables, who alone could; on SQLite that is everybody who may write the file."""
    if connection.vendor == "postgresql":
        with psycopg.connect(DATABASE_OWNER.text(), autocommit=True) as owner:
            owner.execute("SET amparo.cases = '*'")  # else no row is there to be changed
            owner.execute(statement.encode())
    else:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def refused(statement: str) -> None:
    """Try a statement as the owner of the tables, and see every table as it was."""
    before = {name: list(model.objects.values_list()) for name, model in TABLES.items()}
    with pytest.raises(REFUSALS, match="kept for ever"):
        tried(statement)
    assert {name: list(model.objects.values_list()) for name, model in TABLES.items()} == before


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_a_row_is_changed(table: str) -> None:
    for field in TABLES[table]._meta.concrete_fields:  # noqa: SLF001 Django's own name for its public table of facts
        refused(f'UPDATE {table} SET "{field.column}" = "{field.column}"')  # noqa: S608 names of our own tables


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_taken_away(table: str) -> None:
    refused(f"DELETE FROM {table}")  # noqa: S608 as above


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced_by_another(table: str) -> None:
    names = [field.column for field in TABLES[table]._meta.concrete_fields]  # noqa: SLF001 as above
    columns, key = ", ".join(f'"{name}"' for name in names), names[0]
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 as above
    else:
        whole = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"  # noqa: S608 as above
        refused(f'{whole} ON CONFLICT ("{key}") DO UPDATE SET "{key}" = EXCLUDED."{key}"')


def test_no_other_row_takes_the_place_of_a_kept_one() -> None:
    if connection.vendor == "sqlite":
        columns = "case_id, number, compartment, sealed"
        refused(f"INSERT OR REPLACE INTO casework_kept (id, {columns}) SELECT 'other', {columns} FROM casework_kept")  # noqa: S608 as above
        refused('INSERT OR REPLACE INTO casework_logorder ("index", row_id) SELECT "index" + 1, row_id FROM casework_logorder')
    with pytest.raises(IntegrityError):
        Kept.objects.create(id="another", case_id="case1", number=0, compartment="account", sealed=b"other")


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(table: str) -> None:
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
    refused(f"DELETE FROM {table} WHERE true")  # noqa: S608 as above


def test_nobody_takes_them_away_through_what_they_hang_on() -> None:
    with pytest.raises(REFUSALS):
        tried("DELETE FROM casework_case")
    assert Kept.objects.exists()
    assert LogRow.objects.exists()
