"""One PostgreSQL and one shop on each database, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apart import Shop, shop
from postgres import Cluster, running


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def shops(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Shop]]:
    """A shop on each database, with an installation of its own."""
    cluster.make_database("shop")
    folder = tmp_path_factory.mktemp("shops")
    with shop(folder / "sqlite") as embedded, shop(folder / "postgresql", cluster.environment("shop")) as served:
        yield {"sqlite": embedded, "postgresql": served}


@pytest.fixture(params=["sqlite", "postgresql"])
def on(request: pytest.FixtureRequest, shops: dict[str, Shop]) -> Shop:
    """The shop on SQLite, then the shop on PostgreSQL."""
    return shops[request.param]
