"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage
from django.db import connections


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
