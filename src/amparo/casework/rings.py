"""What rings hold: which keys a new one begins with, and those that it is given every month."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.compartment import compartments
from amparo.casework.log import log
from amparo.casework.moment import month_of, now
from amparo.casework.opening import changing, keep
from amparo.sealing.erasure import DOMAIN as TOMBSTONE
from amparo.sealing.ring import Ring, new_ring
from amparo.sealing.signing import with_signing

SIGNS: Final = (keys.LOG, TOMBSTONE)
"""What the installation signs: the heads of its log, and tombstones."""


def first_ring(owner: str, month: str) -> Ring:
    """Return a new ring with the wrapping keys of a month; that of the installation holds its signing keys too."""
    ring = opened_for(new_ring(owner), month)
    for domain in SIGNS if owner == INSTALLATION else ():
        ring = with_signing(ring, domain)
    return ring


def opened_for(ring: Ring, month: str) -> Ring:
    """Return a ring with a wrapping key of the month for every compartment there is; keys it has already stay."""
    own = (keys.REGISTER,) if ring.owner == INSTALLATION else ()
    return ring.opened_for((*compartments(), keys.LOG, keys.WORKED, keys.INBOX, *own), month)


def open_month() -> tuple[str, ...]:
    """Give every open ring the keys of this month, each in its file and in the log; return whose rings had to be given some."""
    month = month_of(now())
    changed = []
    with changing():
        for owner, ring in sorted(keys.rings().rings.items()):
            opened = opened_for(ring, month)
            if opened.scopes() != ring.scopes():
                with transaction.atomic():
                    keep(opened)
                    log("ring-made", ITSELF, about={"ring": owner, "month": month})
                changed.append(owner)
    return tuple(changed)
