"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage
from django.db import connection, connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from amparo.casework.tables import make_tables
from walled import install
from wiped import wipe


@pytest.fixture(autouse=True)
def _unmeasured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a long search run at its own speed: coverage watches everything but tests marked `search`."""
    measuring = Coverage.current() if request.node.get_closest_marker("search") else None
    if measuring is not None:
        measuring.stop()
    yield
    if measuring is not None:
        measuring.start()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let tests use SQLite as an installation does: in a file, with its log of writes, seen by every thread."""
    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the owner make the tables, as `init` does; tests on PostgreSQL then work as the application, which owns nothing.

    Between two tests that keep what they wrote, the owner empties the tables: nobody else can.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: wipe())
        if connection.vendor == "sqlite":
            request.getfixturevalue("django_db_modify_db_settings")
            connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"]
        install()
        with django_db_blocker.unblock():
            make_tables()
        yield
        with django_db_blocker.unblock():
            connections.close_all()
