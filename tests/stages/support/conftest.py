"""An installation, and a case in which a person needs help, for each test that asks for one."""

from __future__ import annotations

import pytest

from casework.conftest import lasting_world, world
from stages.support.help import a_case

__all__ = ["lasting_world", "world"]  # fixtures of casework, for stages as well


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    """The case of a possible victim, kept by Harbour House."""
    return a_case()
