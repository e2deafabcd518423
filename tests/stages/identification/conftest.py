"""An installation with an office that identifies, for each test that asks for one."""

from __future__ import annotations

import pytest

from casework.conftest import lasting_world, world
from stages.identification.office import open_office

__all__ = ["lasting_world", "world"]  # fixtures of casework, for stages as well


@pytest.fixture
def office(world: None) -> None:  # noqa: ARG001 an installation has to be there
    """The installation, with three officers who identify."""
    open_office()
