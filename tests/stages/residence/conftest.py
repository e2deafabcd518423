"""An installation in which somebody rests, for each test that asks for one."""

from __future__ import annotations

import pytest

from casework.conftest import world
from stages.recovery.resting import open_houses

__all__ = ["world"]  # a fixture of casework, for stages as well


@pytest.fixture
def houses(world: None) -> None:  # noqa: ARG001 an installation has to be there
    """The installation, with legal aid and other organisations."""
    open_houses()
