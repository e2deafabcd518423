"""Getting a ring back whose key is lost: recovery shares made, rehearsed and used. The likeliest disaster is a lost key."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.log import log
from amparo.casework.opening import changing, keep, must_be_installed
from amparo.casework.sources import sources
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.facts.words import shown
from amparo.sealing.disk import read_private
from amparo.sealing.keeping import Rings, path_of, save, start
from amparo.sealing.lock import recover as opened_by
from amparo.sealing.ring import RECOVERY, Ring
from amparo.sealing.shares import Drill, combined, split
from amparo.sealing.shares import drill as drilled


def new_shares(owner: str, count: int, needed: int) -> tuple[str, ...]:
    """Return new recovery shares of an open ring, which is locked anew: shares made before open it no more."""
    with changing():
        ring = keys.rings().of(owner).renewed(RECOVERY)
        made = split(ring, needed, count)
        with transaction.atomic():
            log("shares-made", ITSELF, about={"ring": owner, "count": count, "needed": needed})
            keep(ring)
    return made


def drill(owner: str, shares: Sequence[str]) -> Drill:
    """Rehearse a recovery: open the ring in its file with shares, and change nothing."""
    return _owned(owner, drilled(_file_of(owner), shares))


def recover(owner: str, shares: Sequence[str], count: int, needed: int) -> tuple[str, ...]:
    """Open a ring with shares, lock it by the source that is set now, and return its new shares; the old ones open it no more.

    The installation's own ring comes first, where its key is lost as well: without it nothing can be written to the log.
    """
    must_be_installed()
    with changing():
        ring = opened_by(_file_of(owner), combined(shares)).renewed(RECOVERY)
        if ring.owner != owner:
            raise _other_owner(ring.owner, owner)
        made = split(ring, needed, count)
        _lock_anew(ring)
    return made


def _lock_anew(ring: Ring) -> None:
    """Lock a ring by the source that is set now, with its entry in the log."""
    opening = sources(new=True)
    if ring.owner == INSTALLATION:
        own = {INSTALLATION: ring}
    else:
        own = dict(start(keys_folder(), {INSTALLATION: opening.of(INSTALLATION)}, ()).rings)
    keys.hold(Rings(own))
    with transaction.atomic():
        log("key-recovered", ITSELF, about={"ring": ring.owner})
        save(keys_folder(), ring, opening.of(ring.owner))


def _file_of(owner: str) -> bytes:
    return read_private(path_of(keys_folder(), owner))


def _owned(owner: str, found: Drill) -> Drill:
    if found.owner != owner:
        raise _other_owner(found.owner, owner)
    return found


def _other_owner(found: str, owner: str) -> AmparoError:
    return AmparoError("ring-other-owner", f"the ring in the place of `{shown(owner)}` is that of `{shown(found)}`")
