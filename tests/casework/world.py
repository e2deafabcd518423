"""A small installation of the fictional country: its agencies, the standing cast, and keys that end with the process."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION, Actor, actor_of
from amparo.casework.compartment import compartments
from amparo.casework.models import Agency, Installation, User
from amparo.casework.moment import month_of, now
from amparo.sealing.erasure import DOMAIN as TOMBSTONE
from amparo.sealing.keeping import Rings
from amparo.sealing.ring import Ring, new_ring
from amparo.sealing.signing import with_signing

BEGUN: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AGENCIES: Final = {
    "harbour": ("Harbour House", "ngo"),
    "police-xx": ("Police of Xanadia", "police"),
    "border-xx": ("Border Guard of Xanadia", "border_authority"),
    "immigration-xx": ("Immigration Office of Xanadia", "immigration_authority"),
    "identifying-xx": ("Identification Office of Xanadia", "identifying_authority"),
    "prosecution-xx": ("Prosecution Service of Xanadia", "prosecutor"),
    "clinic-xx": ("City Clinic", "health_service"),
    "embassy-yy": ("Embassy of Ysera", "consular_service"),
    "return-yy": ("Return Partner in Ysera", "reception_partner"),
    "statistics-xx": ("Office of the National Coordinator", "national_coordinator"),
}
CAST: Final = {
    "brook": ("harbour", "case_manager"),
    "castor": ("police-xx", "officer"),
    "doru": ("police-xx", "officer"),
    "edda": ("return-yy", "receiving_worker"),
    "fen": ("statistics-xx", "statistician"),
    "gita": ("harbour", "administrator"),
    "hana": ("immigration-xx", "officer"),
    "ivo": ("identifying-xx", "identifying_officer"),
    "jun": ("clinic-xx", "health_worker"),
    "kofi": ("prosecution-xx", "prosecutor"),
    "lena": ("harbour", "supervisor"),
}
"""Who signs in. Amina, the person, has no sign-in of staff."""


@cache
def _ring(owner: str, month: str) -> Ring:
    own = (keys.REGISTER,) if owner == INSTALLATION else ()
    made = new_ring(owner).opened_for((*compartments(), keys.LOG, keys.WORKED, keys.INBOX, *own), month)
    return with_signing(with_signing(made, keys.LOG), TOMBSTONE) if owner == INSTALLATION else made


def open_keys(*more: str) -> None:
    """Hold rings for the installation and each agency; the same ones for the whole process, since drawing them takes time."""
    month = month_of(now())
    keys.hold(Rings({owner: _ring(owner, month) for owner in (INSTALLATION, *AGENCIES, *more)}))


def make_world() -> None:
    """Fill an empty database with the installation, its agencies and the cast."""
    Installation.objects.create(law="xx", since=BEGUN, release="test", demonstration=True)
    for name, (title, body) in AGENCIES.items():
        Agency.objects.create(id=name, title=title, body=body, since=BEGUN)
    for name, (agency, bundle) in CAST.items():
        User.objects.create(id=name, username=name, agency_id=agency, bundle=bundle, since=BEGUN)
    open_keys()


def actor(name: str, *, stepped_up: bool = False) -> Actor:
    """Return a member of the cast as an actor."""
    return actor_of(User.objects.select_related("agency").get(id=name), stepped_up=stepped_up)
