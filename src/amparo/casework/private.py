"""Whether home and keys are for the account alone under which the installation runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from amparo.casework.database import FILE
from amparo.environment import home, keys_folder

OTHERS: Final = 0o077


def open_to_others() -> tuple[str, ...]:
    """Return the names of folders and files of the installation that anybody else may use, or that are somebody else's."""
    return tuple(path.name for path in _all() if _is_open(path))


def _all() -> Iterator[Path]:
    if home().exists():
        yield home()
        yield from sorted(home().glob(f"{FILE}*"))
    yield keys_folder()
    yield from sorted(path for path in keys_folder().iterdir() if path.is_file())


def _is_open(path: Path) -> bool:
    found = path.stat()
    return bool(found.st_mode & OTHERS) or found.st_uid not in (os.geteuid(), 0)
