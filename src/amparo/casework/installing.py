"""Making an installation: tables, rings, the first agency, the first administrator. All of it is there at the end, or nothing.

Everything is built in a folder aside. The rings are put in their place first, beside a note that names them; what makes it an
installation comes last: on SQLite the name of the database's file, on PostgreSQL the end of the transaction. Whatever was begun
and not ended is cleared away by the next try, save keys: those are put aside.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from django.db import connection, transaction

import amparo
from amparo.casework import keys
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.agencies import NewAgency, add_rows, check_agency
from amparo.casework.database import FILE, SECRET
from amparo.casework.log import log
from amparo.casework.models import Installation, LogRow
from amparo.casework.moment import month_of, now
from amparo.casework.opening import UNFINISHED, close, installed
from amparo.casework.rings import first_ring
from amparo.casework.sources import FILE as SOURCES
from amparo.casework.sources import Sources, sources
from amparo.casework.tables import make_tables
from amparo.environment import home, keys_folder
from amparo.errors import AmparoError
from amparo.rules.pack import load_pack
from amparo.sealing.disk import write_private
from amparo.sealing.keeping import Rings, save

Done = TypeVar("Done")

ASIDE: Final = ".making-"
"""How the folder begins in which things are built."""
INVENTED: Final = "invented-sign-ins.json"
"""The sign-ins of a demonstration, in its home: written before it is made, and so no sign that it was."""
PUT_ASIDE: Final = ".unfinished-"
"""How the folder begins into which keys go that belong to nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made: the law it works under, its first agencies, whether its people are invented."""

    law: str
    agencies: tuple[NewAgency, ...]
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where it comes to lie, and the two folders in which it is built."""

    home: Path
    keys: Path
    made: Path
    rings: Path


def install(plan: Plan, fill: Callable[[], Done]) -> Done:
    """Make an installation, `fill` it, and return what that came to; raise `AmparoError` where something is there already."""
    load_pack(plan.law)
    for agency in plan.agencies:
        check_agency(agency)
    refuse_used()
    with _unwritable():
        opening = sources(demonstration=plan.demonstration, new=True)
        with _building(home(), keys_folder()) as place:
            _make(plan, place, opening)
            return _filled(plan, place, fill)


@contextmanager
def _unwritable() -> Iterator[None]:
    """Turn what the system says of home and keys into one `AmparoError`."""
    try:
        yield
    except OSError:
        raise AmparoError(
            "home-unwritable",
            "the installation cannot be written where it is to lie",
            help="see that AMPARO_HOME and AMPARO_KEYS are folders of this account, on a disk with room",
        ) from None


def _make(plan: Plan, place: _Place, opening: Sources) -> None:
    """Make tables and rings; the rings are held from now on."""
    make_tables()
    if installed() or LogRow.objects.exists():
        raise AmparoError(
            "database-used", "the database holds an installation already, or the rest of one", help="name an empty one"
        )
    month = month_of(now())
    rings = {owner: first_ring(owner, month) for owner in (INSTALLATION, *(agency.id for agency in plan.agencies))}
    for ring in rings.values():
        save(place.rings, ring, opening.of(ring.owner))
    write_private(place.rings / SECRET, secrets.token_urlsafe(48).encode("ascii"))
    keys.hold(Rings(rings))


def _filled(plan: Plan, place: _Place, fill: Callable[[], Done]) -> Done:
    """Write the rows; a demonstration records its cases in acts of their own, as staff do."""
    with nullcontext() if plan.demonstration else transaction.atomic():
        Installation.objects.create(law=plan.law, since=now(), release=amparo.__version__, demonstration=plan.demonstration)
        for agency in plan.agencies:
            add_rows(agency)
        done = fill()
        with transaction.atomic():
            log("installed", ITSELF, about={"law": plan.law, "release": amparo.__version__})
            _put(place)
    return done


@contextmanager
def _building(home: Path, folder: Path) -> Iterator[_Place]:
    """Make the folders, let the database be built aside, and give it its name at the end."""
    for path in (home, folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(home, folder)
    place = _Place(home, folder, *(Path(tempfile.mkdtemp(prefix=ASIDE, dir=path)) for path in (home, folder)))
    aside = connection.vendor == "sqlite"
    name = connection.settings_dict["NAME"]
    connection.close()
    if aside:
        connection.settings_dict["NAME"] = str(place.made / FILE)
    try:
        yield place
        connection.close()  # its log of writes goes into the file
        if aside:
            (place.made / FILE).rename(home / FILE)
            _settle(home)
    finally:
        close()
        connection.close()
        connection.settings_dict["NAME"] = name
        for path in (place.made, place.rings):
            shutil.rmtree(path, ignore_errors=True)
    (folder / UNFINISHED).unlink()


def _put(place: _Place) -> None:
    """Give the rings their place, beside a note that says they belong to nothing yet."""
    names = sorted(path.name for path in place.rings.iterdir())
    write_private(place.rings / UNFINISHED, "\n".join(names).encode())
    for name in (UNFINISHED, *names):
        (place.rings / name).rename(place.keys / name)
    _settle(place.keys)


def _clear(home: Path, folder: Path) -> None:
    """Take away what a try left that did not come to its end, and put its keys aside."""
    note = folder / UNFINISHED
    if note.exists():
        aside = Path(tempfile.mkdtemp(prefix=PUT_ASIDE, dir=folder))
        for name in note.read_text("utf-8").split("\n"):
            if (folder / name).is_file():
                (folder / name).rename(aside / name)
        note.unlink()
    for path in (*home.glob(f"{ASIDE}*"), *folder.glob(f"{ASIDE}*")):
        shutil.rmtree(path)


def refuse_used() -> None:
    """Raise `AmparoError` if home or keys hold anything but the rest of a try that did not come to its end."""
    with _unwritable():
        _refuse_used(home(), keys_folder())


def _refuse_used(home: Path, folder: Path) -> None:
    rest = (path for path in _inside(home) if path != folder and path.name != INVENTED)
    if any(not path.name.startswith(ASIDE) for path in rest):
        raise AmparoError("home-used", "the home is in use already, and is left as it is", help="name another", where=str(home))
    begun = (folder / UNFINISHED).exists()
    kept = {SOURCES} if not begun else {SOURCES, UNFINISHED, *(folder / UNFINISHED).read_text("utf-8").split("\n")}
    if any(path.name not in kept and not path.name.startswith((ASIDE, PUT_ASIDE)) for path in _inside(folder)):
        raise AmparoError(
            "keys-used", "the folder of keys is in use already, and is left as it is", help="name another", where=str(folder)
        )


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _settle(folder: Path) -> None:
    """Make new names in a folder last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
