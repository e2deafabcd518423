"""A file that leaves the installation: for its owner alone, written whole or not at all, and never over another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amparo.errors import AmparoError
from amparo.facts.words import shown


def refuse_there(path: Path) -> None:
    """Raise `AmparoError` if something of this name is there already."""
    if path.exists() or path.is_symlink():
        raise _there(path)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a file aside, which takes its name once it is whole and on the disk."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)  # made with mode 0600
    except OSError:
        raise _unwritable(path) from None
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        _settled(aside)
        os.link(aside, path)  # refuses to write over one that came meanwhile
        _settled(path.absolute().parent)
    except FileExistsError:
        raise _there(path) from None
    except OSError:
        raise _unwritable(path) from None
    finally:
        with suppress(OSError):
            aside.unlink()


def _settled(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _there(path: Path) -> AmparoError:
    return AmparoError("file-exists", f"`{shown(str(path))}` is there already, and is left as it is", help="name another")


def _unwritable(path: Path) -> AmparoError:
    return AmparoError(
        "file-unwritable",
        "the file cannot be written",
        help="nothing was left behind; see that the folder is there and the disk has room",
        where=str(path),
    )
