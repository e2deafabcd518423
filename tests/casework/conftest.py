"""An installation for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.casework import keys
from casework.world import make_world


@pytest.fixture
def world(db: None) -> Iterator[None]:  # noqa: ARG001 the database has to be there first
    make_world()
    yield
    keys.let_go()


@pytest.fixture
def lasting_world(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 as above
    """The same, for tests with several connections: what is committed there is seen by all of them."""
    make_world()
    yield
    keys.let_go()


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own, in which tombstones are kept beside the rings."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AMPARO_KEYS", str(folder))
    return folder
