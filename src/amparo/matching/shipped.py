"""The learned tables that ship with the package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

_TABLES: Final = Path(__file__).resolve().parent / "tables"


def shipped(name: str) -> dict[str, Any]:
    """Return a table by its name, empty where none ships: a script without one is read by rule."""
    path = _TABLES / f"{name}.json"
    if not path.is_file():
        return {}
    held: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return held
