"""A clock that a test sets: every module of casework that asks for the moment is given this one."""

from __future__ import annotations

import sys
from datetime import datetime

import pytest

from amparo.casework import moment

_REAL = moment.now


def set_clock(patch: pytest.MonkeyPatch, to: datetime) -> None:
    """Let it be this moment until the test ends, or sets the clock again."""

    def now() -> datetime:
        return to

    for name, module in list(sys.modules.items()):
        found = getattr(module, "now", None) if name.startswith("amparo.casework") else None
        if found is _REAL or getattr(found, "__qualname__", "") == now.__qualname__:
            patch.setattr(module, "now", now)
