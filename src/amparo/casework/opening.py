"""Opening an installation: its row is there, its rings open, and every key that stored rows need is at hand; or nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from django.db import DatabaseError, OperationalError, ProgrammingError, connection

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION
from amparo.casework.models import Installation, WrapRow
from amparo.casework.sources import RING, Sources, owners, sources
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.sealing.keeping import Rings, save, start
from amparo.sealing.ring import Ring
from amparo.sealing.wrap import Scope

UNFINISHED: Final = "unfinished"
"""Beside rings that were put in their place by an `init` that has not come to its end: names them."""

Stamp = Mapping[str, tuple[int, int]]
"""Of each ring's file, which it is and when it was written."""

_held: dict[str, Sources] = {}
_seen: dict[str, Stamp] = {}
_lock: Final = Lock()


def installed() -> Installation | None:
    """Return the installation's row, or nothing where none was made; raise `AmparoError` if the database does not answer."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file():
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


def open_installation() -> Installation:
    """Open all rings that are here and hold them; raise `AmparoError` that says which key is missing or wrong."""
    installation = installed()
    if installation is None:
        raise AmparoError(
            "not-installed", "there is no installation here", help="`amparo init` makes one, `amparo demo` one to look at"
        )
    open_with(sources(demonstration=installation.demonstration))
    (keys_folder() / UNFINISHED).unlink(missing_ok=True)  # it came to its end but for this
    return installation


def open_with(opening: Sources) -> Rings:
    """Open the rings with these sources, and hold both: a ring that is locked anew is followed."""
    folder = keys_folder()
    stamp = _stamp(folder)
    here = {*owners(folder), INSTALLATION}  # what agencies without a ring here hold stays closed
    opened = start(folder, {owner: opening.of(owner) for owner in here}, needed())
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
    return frozenset(Scope(*row) for row in WrapRow.objects.values_list("agency", "compartment", "month").distinct())


def unreachable() -> AmparoError:
    """Return the error that says: the database does not answer."""
    return AmparoError(
        "database-unreachable",
        "the database of this installation cannot be reached, or not be written",
        help="nothing was decided or kept; see that it runs, that its disk has room, and that this account may use it",
    )


def _stamp(folder: Path) -> Stamp:
    found = {path.name: path.stat() for path in folder.glob(f"*{RING}")}
    return {name: (state.st_ino, state.st_mtime_ns) for name, state in found.items()}
