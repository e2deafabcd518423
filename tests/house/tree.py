"""The project's own files, as the tests of the house read them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "amparo"
_MADE_HERE: Final = {
    ".git",
    ".venv",
    ".cache",
    ".hypothesis",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
    "__pycache__",
    "build",
    "dist",
    "htmlcov",
    "var",
}


def own_files() -> Iterator[Path]:
    """Yield every file of the project that is not made by a command (the same with and without git)."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in _MADE_HERE and not name.endswith(".egg-info"))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith(".coverage"))


def own_texts() -> Iterator[tuple[str, str]]:
    """Yield the path from the root and the text of each own file that is text."""
    for path in own_files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> list[Path]:
    """Return the modules of the package."""
    return [path for path in own_files() if path.suffix == ".py" and path.is_relative_to(SOURCE)]
