"""A shop on each database: after each crash the next act finds what the one before left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apart import Shop, shop
from postgres import MAY_BE_KILLED, Cluster, running


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server that is killed itself, and so writes each commit before it answers."""
    with running(MAY_BE_KILLED) as found:
        yield found


@pytest.fixture(scope="session")
def served(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop on PostgreSQL."""
    cluster.make_database("crash")
    with shop(tmp_path_factory.mktemp("served"), cluster.environment("crash")) as opened:
        yield opened


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop on SQLite."""
    with shop(tmp_path_factory.mktemp("embedded")) as opened:
        yield opened


@pytest.fixture(params=["embedded", "served"])
def on(request: pytest.FixtureRequest) -> Shop:
    """The shop on SQLite, then the one on PostgreSQL."""
    found: Shop = request.getfixturevalue(request.param)
    return found
