"""An installation, for each test that asks for one."""

from __future__ import annotations

from casework.conftest import world

__all__ = ["world"]  # a fixture of casework, for stages as well
