"""An installation for each test that asks for one."""

from __future__ import annotations

from casework.conftest import lasting_world, world

__all__ = ["lasting_world", "world"]  # fixtures of casework, for stages as well
