"""Files that only their owner may read, written whole or not at all, and kept away from what they open."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from amparo.errors import AmparoError

OTHERS: Final = 0o077
"""What group and others may do with such a file: nothing."""

WRITABLE: Final = 0o022
"""What group and others may do in a folder of keys: not write."""

LARGEST: Final = 16 * 1024 * 1024
"""No file of keys is larger."""


def read_private(path: Path, most: int = LARGEST) -> bytes:
    """Return what is in a file that only this user may read; raise `AmparoError` that says what is wrong with it."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise _error("key-file-missing", "there is no such file of keys", path, "put it back, or name where it is") from None
    except OSError:
        raise _error("key-file-unreadable", "the file of keys cannot be opened", path, "a link is not followed") from None
    try:
        _fit(os.fstat(handle), path, most)
    except AmparoError:
        os.close(handle)
        raise
    with os.fdopen(handle, "rb") as file:
        return file.read()


def write_private(path: Path, data: bytes) -> None:
    """Put bytes into a file that only this user may read: a reader finds the old file or the new, also after a power cut."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink()
            raise
        _settle(path.parent)
    except OSError:
        raise _error(
            "key-file-unwritable", "the file of keys cannot be written", path, "what was there before still is"
        ) from None


def kept_apart(keys: Path, home: Path, *, demonstration: bool = False) -> None:
    """Raise `AmparoError` if keys lie in the home they open, save locked rings in a demonstration, whose people are invented.

    A bare key file has no place in any home: ask for it without `demonstration`.
    """
    if not demonstration and keys.resolve().is_relative_to(home.resolve()):
        raise _error(
            "keys-in-home", "the keys lie inside the home that they open", keys, "set AMPARO_KEYS to a folder elsewhere"
        )


def _fit(found: os.stat_result, path: Path, most: int) -> None:
    """Raise `AmparoError` unless an open file is plain, of a fitting size, and out of the reach of others."""
    folder = path.parent.stat().st_mode
    if not stat.S_ISREG(found.st_mode) or found.st_size > most:
        raise _error("key-file-unreadable", "this is no file of keys", path, "a plain file of a few lines or keys belongs here")
    if folder & WRITABLE and not folder & stat.S_ISVTX:
        raise _error("key-folder-open", "others may write in the folder of keys", path.parent, "`chmod 700` it")
    if found.st_mode & OTHERS or found.st_uid not in (os.geteuid(), 0):
        raise _error(
            "key-file-open",
            "others may read the file of keys, or own it",
            path,
            "`chmod 600` it, and think of its keys as read",
        )


def _settle(folder: Path) -> None:
    """Make the name of a new file last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _error(code: str, sentence: str, path: Path, help_: str) -> AmparoError:
    return AmparoError(code, sentence, help=help_, where=str(path))
