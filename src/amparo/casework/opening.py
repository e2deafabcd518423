"""Opening an installation: its row is there, its rings open, and every key that stored rows need is at hand; or nothing is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.models import Max, Min

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION
from amparo.casework.models import Installation, WrapRow
from amparo.casework.sources import RING, Sources, owners, sources
from amparo.casework.stones import refuse_older_database
from amparo.casework.tables import refuse_too_strong
from amparo.casework.wall import reading_everywhere
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.sealing.keeping import Rings, save, start
from amparo.sealing.ring import Ring
from amparo.sealing.wrap import Scope, Wrap, unwrap

UNFINISHED: Final = "unfinished"
"""Beside rings that were put in their place by an `init` that has not come to its end: names them."""

Stamp = Mapping[str, tuple[int, int]]
"""Of each ring's file, which it is and when it was written."""

_held: dict[str, Sources] = {}
_seen: dict[str, Stamp] = {}
_lock: Final = Lock()


def installed() -> Installation | None:
    """Return the installation's row, or nothing where none was made; raise `AmparoError` if the database does not answer."""
    if connection.vendor == "sqlite" and not _is_there(Path(str(connection.settings_dict["NAME"]))):
        return None  # to ask would make an empty file
    try:
        return Installation.objects.first()
    except ProgrammingError:  # no such table
        return None
    except OperationalError as error:
        if connection.vendor == "sqlite" and "no such table" in str(error):
            return None
        raise unreachable() from None
    except DatabaseError:
        raise unreachable() from None


def _is_there(database: Path) -> bool:
    """Say whether the file is there; raise `AmparoError` where this account may not look into the home."""
    try:
        return database.is_file()
    except OSError:
        raise AmparoError(
            "home-unwritable",
            "this account cannot look into the home of the installation",
            help="run it as the account whose home it is",
            where=str(database.parent),
        ) from None


def must_be_installed() -> Installation:
    """Return the installation's row; raise `AmparoError` where there is none."""
    found = installed()
    if found is None:
        raise AmparoError(
            "not-installed", "there is no installation here", help="`amparo init` makes one, `amparo demo` one to look at"
        )
    return found


def open_installation() -> Installation:
    """Open all rings that are here and hold them; raise `AmparoError` that says which key is missing, or what is too strong."""
    installation = must_be_installed()
    refuse_too_strong()
    open_with(sources(demonstration=installation.demonstration))
    refuse_older_database()
    (keys_folder() / UNFINISHED).unlink(missing_ok=True)  # it came to its end but for this
    return installation


def open_with(opening: Sources) -> Rings:
    """Open the rings with these sources, and hold both: a ring that is locked anew is followed."""
    folder = keys_folder()
    stamp = _stamp(folder)
    here = {*owners(folder), INSTALLATION}  # what agencies without a ring here hold stays closed
    rows = _samples()
    opened = start(folder, {owner: opening.of(owner) for owner in here}, needed())
    prove(opened, rows)
    with _lock:
        _held["sources"] = opening
        _seen["rings"] = stamp
    keys.hold(opened, follow)
    return opened


def follow() -> None:
    """Open the rings anew if another process has locked one since: a key of a new month, a rotation."""
    opening = _held.get("sources")
    if opening is not None and _stamp(keys_folder()) != _seen.get("rings"):
        open_with(opening)


def keep(*rings: Ring) -> None:
    """Lock rings anew in their files, by the sources that opened them, and hold them from now on."""
    opening = held_sources()
    folder = keys_folder()
    before = keys.rings().rings
    for ring in rings:
        save(folder, ring, opening.of(ring.owner))
    with _lock:
        _seen["rings"] = _stamp(folder)
    keys.hold(Rings({**before, **{ring.owner: ring for ring in rings}}))


def is_open() -> bool:
    """Say whether this process holds the rings of an installation."""
    return keys.are_open()


def held_sources() -> Sources:
    """Return the sources by which the rings were opened; raise `AmparoError` where they were not."""
    found = _held.get("sources")
    if found is None:
        raise AmparoError("keys-not-open", "the keys of this installation are not open", help="start it with `amparo serve`")
    return found


def close() -> None:
    """Forget rings and sources."""
    with _lock:
        _held.clear()
        _seen.clear()
    keys.let_go()


def needed() -> frozenset[Scope]:
    """Return every scope under which stored rows are wrapped."""
    with reading_everywhere():
        return frozenset(Scope(*row) for row in WrapRow.objects.values_list("agency", "compartment", "month").distinct())


def prove(opened: Rings, rows: Sequence[Wrap] | None = None) -> None:
    """Raise `AmparoError` that names a key by which stored rows were not wrapped: the ring is an older one than the rows."""
    by_scope: dict[Scope, list[Wrap]] = {}
    for row in _samples() if rows is None else rows:
        by_scope.setdefault(row.scope, []).append(row)
    for scope, wraps in sorted(by_scope.items()):
        if scope in opened.scopes() and not any(_opens(opened, wrap) for wrap in wraps):
            raise AmparoError(
                "ring-other-keys",
                f"the ring of `{scope.agency}` has another key `{scope}` than the one that stored rows are wrapped by",
                help="restore the newest copy of the ring; nothing is opened without it",
            )


@contextmanager
def changing() -> Iterator[None]:
    """Change rings while no other process does; whoever comes second waits, and then finds the rings as the first left them."""
    handle = os.open(keys_folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def unreachable() -> AmparoError:
    """Return the error that says: the database does not answer."""
    return AmparoError(
        "database-unreachable",
        "the database of this installation cannot be reached, or not be written",
        help="nothing was decided or kept; see that it runs, that its disk has room, and that this account may use it",
    )


def _samples() -> list[Wrap]:
    """Return two stored wraps of each scope, the first and the last: one that was damaged does not stop everything."""
    with reading_everywhere():
        ends = WrapRow.objects.values("agency", "compartment", "month").annotate(first=Min("id"), last=Max("id"))
        ids = {row[end] for row in ends for end in ("first", "last")}
        return [keys.as_wrap(row) for row in WrapRow.objects.filter(id__in=ids)]


def _opens(opened: Rings, row: Wrap) -> bool:
    try:
        unwrap(row, opened.of(row.scope.agency).wrapping(row.scope))
    except AmparoError:
        return False
    return True


def _stamp(folder: Path) -> Stamp:
    found = {path.name: path.stat() for path in folder.glob(f"*{RING}")}
    return {name: (state.st_ino, state.st_mtime_ns) for name, state in found.items()}
