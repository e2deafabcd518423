"""Rings on the way: a locked ring as a file to carry, and taken in where it is whole, the right one and not an older one."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Final

from django.db import transaction

from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.log import log
from amparo.casework.models import Agency
from amparo.casework.opening import changing, held_sources, must_be_installed, needed, open_with, prove
from amparo.casework.sources import asked, source_from, sources
from amparo.casework.whole_file import refuse_there
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.facts.words import shown
from amparo.sealing.disk import LARGEST, read_private, write_private
from amparo.sealing.keeping import Rings, path_of, save
from amparo.sealing.lock import Source, lock, read, unlock
from amparo.sealing.ring import Ring

_OPTION: Final = "--source"


def export_ring(owner: str, to: Path, source: str = "") -> None:
    """Write a locked ring to a file: as it lies here, or locked by another source, which the receiver has too."""
    with transaction.atomic():
        ring = _ring_here(owner)
        refuse_there(to)
        log("ring-exported", ITSELF, about={"ring": owner})
        data = read_private(path_of(keys_folder(), owner))
        write_private(to, lock(ring, _other(source, owner)) if source else data)


def import_ring(file: Path, owner: str = "", source: str = "") -> str:
    """Take in a ring that was carried here and return whose it is.

    Raise `AmparoError` if it is that of another agency than `owner`, of none that takes part, or older than ring or rows here.
    """
    installation = must_be_installed()
    data = _read(file)
    whose = _wanted(read(data).owner, owner)
    opening = sources(demonstration=installation.demonstration)
    with changing():
        carried = unlock(data, _other(source, whose) if source else opening.of(whose))
        path = path_of(keys_folder(), whose)
        if path.exists():
            _refuse_older(carried, unlock(read_private(path), opening.of(whose)))
        carried.require(needed())
        prove(Rings({whose: carried}))
        save(keys_folder(), carried, opening.of(whose))
        open_with(opening)
        with transaction.atomic():
            log("ring-imported", ITSELF, about={"ring": whose})
    return whose


def _wanted(found: str, owner: str) -> str:
    if owner and found != owner:
        raise AmparoError("ring-other-owner", f"this is the ring of `{shown(found)}`, not of `{shown(owner)}`")
    if found != INSTALLATION and not Agency.objects.filter(id=found).exists():
        raise AmparoError("unknown-agency", f"there is no agency `{shown(found)}` at work here")
    return found


def _ring_here(owner: str) -> Ring:
    path = path_of(keys_folder(), owner)
    if not path.is_file():
        raise AmparoError("ring-not-open", f"the ring of `{shown(owner)}` is not open here")
    return unlock(read_private(path), held_sources().of(owner))


def _refuse_older(carried: Ring, here: Ring) -> None:
    """Raise `AmparoError` if the ring here holds a key that the carried one lacks, or has another in its place."""
    for name, key in sorted(here.keys.items()):
        found = carried.keys.get(name)
        if found is None or not hmac.compare_digest(found.reveal(), key.reveal()):
            raise AmparoError(
                "ring-older",
                f"the ring of `{here.owner}` that is here holds a key `{name}` that the carried one lacks",
                help="it was carried away before; nothing was changed here",
            )


def _other(source: str, owner: str) -> Source:
    return source_from(source, _OPTION, f"the carried ring of {shown(owner)}", asked)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST)
    except OSError:
        raise AmparoError("key-file-unreadable", "the file of keys cannot be opened", where=str(file)) from None
