"""The directory of services: who helps with what, where, in which languages, and how they are reached; nobody's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.log import log
from amparo.casework.models import Agency, Provider
from amparo.casework.moment import fresh_id, now
from amparo.casework.office import is_as_signed_in
from amparo.casework.referring.states import HELPS
from amparo.casework.trouble import told_plainly
from amparo.casework.unseen import hides
from amparo.errors import AmparoError

LISTERS: Final = frozenset({"case_manager", "supervisor"})
"""The bundles whose people keep the directory."""
STALE_AFTER: Final = timedelta(days=180)
"""An entry that nobody confirmed for so long says so: a shelter may have closed since."""
MOST: Final = 200
MOST_PLACES: Final = 100_000
_TEXTS: Final = {"title": 200, "area": 80, "reached": 200, "hours": 200}
_NEEDED: Final = ("title", "area", "reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in the directory of one service. `agency` takes part here, so that cases can be referred to it."""

    title: str
    kinds: tuple[str, ...]
    area: str
    languages: tuple[str, ...] = ()
    reached: str
    hours: str = ""
    places: int | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """An entry as it is shown: who keeps it, when it was last confirmed, and whether the viewer may change it."""

    id: str
    entry: Entry
    listed_by: str
    confirmed: datetime
    is_stale: bool
    is_ours: bool


def may_list(actor: Actor) -> bool:
    """Say whether somebody may keep the directory."""
    return actor.bundle in LISTERS and is_as_signed_in(actor)


def services(actor: Actor, *, kind: str = "", area: str = "") -> tuple[Service, ...]:
    """Return the services there are, of one kind and in one area where these are said; those confirmed last come first."""
    rows = _current()
    if area.strip():
        rows = rows.filter(area__icontains=area.strip())
    found = [row for row in rows.order_by("-confirmed", "title")[:MOST] if not kind or kind in row.kinds]
    return tuple(_service(actor, row) for row in found)


def service(actor: Actor, id_: str) -> Service:
    """Return one; raise `no-such-case` where there is none."""
    row = _current().filter(id=id_).first()
    if row is None:
        raise not_there()
    return _service(actor, row)


def list_service(actor: Actor, entry: Entry) -> str:
    """Put a service into the directory, confirmed today; return its id."""
    with told_plainly(), transaction.atomic(durable=True):
        _check_lister(actor)
        row = Provider.objects.create(id=fresh_id(), listed_by_id=actor.agency, confirmed=now(), **_columns(entry))
        log("provider-listed", actor, about={"provider": row.id, "done": "listed"})
    return row.id


def change_service(actor: Actor, id_: str, entry: Entry) -> None:
    """Change an entry of one's agency, and so confirm it."""
    with told_plainly(), transaction.atomic(durable=True):
        row = _own(actor, id_)
        Provider.objects.filter(id=row.id).update(confirmed=now(), **_columns(entry))
        log("provider-listed", actor, about={"provider": row.id, "done": "changed"})


def confirm_service(actor: Actor, id_: str) -> None:
    """Say that an entry is right as it stands."""
    with told_plainly(), transaction.atomic(durable=True):
        Provider.objects.filter(id=_own(actor, id_).id).update(confirmed=now())
        log("provider-listed", actor, about={"provider": id_, "done": "confirmed"})


def end_service(actor: Actor, id_: str) -> None:
    """Take an entry out: the service is not there any more."""
    with told_plainly(), transaction.atomic(durable=True):
        Provider.objects.filter(id=_own(actor, id_).id).update(ended=now())
        log("provider-listed", actor, about={"provider": id_, "done": "ended"})


def _current() -> QuerySet[Provider]:
    return Provider.objects.filter(ended=None).filter(Q(agency=None) | Q(agency__ended=None))


def _check_lister(actor: Actor) -> None:
    if not may_list(actor):
        raise AmparoError(
            "not-yours-in-office",
            "that is for others to do",
            help="case managers and supervisors keep the directory of services",
        )


def _own(actor: Actor, id_: str) -> Provider:
    """Return an entry that somebody may change: their agency keeps it, or it is about their agency."""
    _check_lister(actor)
    row = Provider.objects.select_for_update().filter(id=id_, ended=None).first()
    if row is None or actor.agency not in (row.listed_by_id, row.agency_id):
        raise not_there()
    return row


def _service(actor: Actor, row: Provider) -> Service:
    entry = Entry(
        title=row.title,
        kinds=tuple(row.kinds),
        area=row.area,
        languages=tuple(row.languages),
        reached=row.reached,
        hours=row.hours,
        places=row.places,
        agency=row.agency_id or "",
    )
    ours = actor.agency in (row.listed_by_id, row.agency_id) and actor.bundle in LISTERS
    return Service(row.id, entry, row.listed_by_id, row.confirmed, row.confirmed < now() - STALE_AFTER, ours)


def _columns(entry: Entry) -> dict[str, Any]:
    """Return an entry as columns; raise `AmparoError` that names the field where something of it cannot stand."""
    tidy = {name: " ".join(getattr(entry, name).split()) for name in _TEXTS}
    for name, text in tidy.items():
        if hides(text) or len(text) > _TEXTS[name] or (not text and name in _NEEDED):
            raise AmparoError("wrong-service", f"from 1 to {_TEXTS[name]} visible signs are needed", where=name)
    if not entry.kinds or not set(entry.kinds) <= set(HELPS):
        raise AmparoError("wrong-service", "choose what the service gives", where="kinds")
    if any(not 2 <= len(each) <= 12 or not each.isascii() for each in entry.languages):  # noqa: PLR2004 as long as a code of a language is
        raise AmparoError("wrong-service", "a language is written by its code, as `km`", where="languages")
    if entry.places is not None and not 0 <= entry.places <= MOST_PLACES:
        raise AmparoError("wrong-service", "that many places no service has", where="places")
    if entry.agency and not Agency.objects.filter(id=entry.agency, ended=None).exists():
        raise AmparoError("unknown-agency", "there is no such agency at work here", where="agency")
    lists = {"kinds": list(entry.kinds), "languages": list(entry.languages)}
    return {**tidy, **lists, "places": entry.places, "agency_id": entry.agency or None}
