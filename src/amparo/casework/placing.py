"""Places to sleep: who has one with a service of the directory, and who waits for one, in which order.

That a place is taken stands in the clear, since places are counted; whose it is, is sealed for the agency that runs it, or
lists it. No row names a case: the ids of a case's rows follow from it under a key of the installation, so that they are found
from the case, and never the case from them. Its moment is sealed too, and its day alone stands in the clear, or a row would be
found by the case that moved at that moment. A row that ended is emptied: where somebody slept stands in their case alone, and
goes with its whereabouts.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.inbox import opened_for_many, sealed_for
from amparo.casework.keys import mark_key
from amparo.casework.models import Placement, Provider
from amparo.casework.moment import now
from amparo.errors import AmparoError
from amparo.ledger.canonical import moment_from, written_moment

TABLE: Final = "placement"
HOUSING: Final = "shelter"
"""The kind of help, in the directory, of a service that houses people."""
WAITING: Final = "waiting"
PLACED: Final = "placed"
ENDED: Final = "ended"
STATES: Final[Mapping[str, str]] = {WAITING: "waits for a place", PLACED: "has a place", ENDED: "left, or waits no more"}
"""A closed list."""
_CHUNK: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """One row, opened: whose it is, with whom, since when. `is_pressing`: it comes before others on the list."""

    id: str
    provider: str
    state: str
    since: datetime
    case: str
    is_pressing: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How many places a service has (nothing: it did not say), how many are taken, and who waits, the first one first."""

    places: int | None
    taken: int
    waiting: tuple[Place, ...]

    @property
    def free(self) -> int | None:
        """How many places nobody has; those who wait come first for them."""
        return None if self.places is None else max(0, self.places - self.taken)

    def ahead_of(self, case: str, *, is_pressing: bool) -> int:
        """Return how many come before a case: all who are pressing, unless it is; then who waits longer."""
        mine = next((each for each in self.waiting if each.case == case), None)
        if mine is not None:
            return self.waiting.index(mine)
        return sum(each.is_pressing or not is_pressing for each in self.waiting)

    def has_place_for(self, case: str, *, is_pressing: bool) -> bool:
        """Say whether there is a place for a case now, once all who come before it have theirs."""
        return self.free is None or self.free > self.ahead_of(case, is_pressing=is_pressing)


def houses() -> tuple[Provider, ...]:
    """Return the services of the directory that house people, by title."""
    rows = Provider.objects.filter(ended=None).order_by("title", "id")
    return tuple(row for row in rows if HOUSING in row.kinds)


def houses_of(agency: str) -> tuple[Provider, ...]:
    """Return the houses that an agency runs or lists; one that left the directory as well, as long as somebody is there."""
    current = [each for each in houses() if run_by(each) == agency]
    lived_in = Placement.objects.filter(ended=None).exclude(provider__in=[each.id for each in current]).values("provider")
    left = [each for each in Provider.objects.filter(id__in=lived_in).order_by("title", "id") if run_by(each) == agency]
    return (*current, *(each for each in left if each.ended is not None or HOUSING not in each.kinds))


def run_by(provider: Provider) -> str:
    """Return the agency for which places with a service are sealed: that which runs it, or else lists it."""
    return provider.agency_id or provider.listed_by_id


def opened(rows: Iterable[Placement]) -> tuple[Place, ...]:
    """Return rows as they stand, in the order given."""
    found = [row for row in rows if row.sealed]
    sealed: dict[str, dict[str, bytes]] = defaultdict(dict)
    for row in found:
        sealed[row.agency_id][row.id] = bytes(row.sealed)
    inside = {id_: said for agency, some in sealed.items() for id_, said in opened_for_many(agency, TABLE, some).items()}
    return tuple(
        Place(row.id, row.provider_id, row.state, _since(row, told := inside[row.id]), told["case"], told["is_pressing"])
        for row in found
    )


def rooms(providers: Collection[Provider]) -> Mapping[str, tuple[Room, tuple[Place, ...]]]:
    """Return, by service, how full it is and who has a place there."""
    by_provider: dict[str, list[Place]] = {each.id: [] for each in providers}
    for place in opened(Placement.objects.filter(provider__in=by_provider, ended=None).order_by("since", "id")):
        by_provider[place.provider].append(place)
    return {each.id: _room(each, by_provider[each.id]) for each in providers}


def places_of(case: str) -> tuple[Place, ...]:
    """Return where a case has a place or waits for one now; inside a look at it, or an act of it."""
    return opened(_rows_of(case, is_open=True))


def take(actor: Actor, case: str, provider: str, *, is_pressing: bool) -> str:
    """Take a place for a case, or raise `no-free-place`; a place that it has elsewhere ends with it. Return the row's id.

    Inside the transaction of the act that says so. Of two who want the last place, the second waits for the first.
    """
    service = _locked(provider)
    mine = places_of(case)
    ((room, _taken),) = rooms([service]).values()
    if any(each.provider == provider and each.state == PLACED for each in mine):
        raise AmparoError("place-twice", "this case has that place already", where="provider")
    if not room.has_place_for(case, is_pressing=is_pressing):
        raise AmparoError("no-free-place", "no place is free there, or others come first", where="provider")
    for each in mine:
        _end(each.id)
    return _begin(actor, case, service, PLACED, is_pressing=is_pressing)


def wait(actor: Actor, case: str, provider: str, *, is_pressing: bool) -> str:
    """Put a case on the list of a service, in its turn; once. Return the row's id."""
    service = _locked(provider)
    there = next((each for each in places_of(case) if each.provider == provider), None)
    return there.id if there else _begin(actor, case, service, WAITING, is_pressing=is_pressing)


def leave(case: str, provider: str) -> str:
    """End the place of a case with a service, or its wait for one; return the row's id."""
    _locked(provider, is_ended_too=True)
    mine = next((each for each in places_of(case) if each.provider == provider), None)
    if mine is None:
        raise not_there()
    _end(mine.id)
    return mine.id


def press(case: str) -> None:
    """Let a case that waits come before others from now on: something changed that bears on its safety."""
    for row in _rows_of(case, is_open=True):
        if row.state == WAITING:
            told = opened_for_many(row.agency_id, TABLE, {row.id: bytes(row.sealed)})[row.id]
            sealed = sealed_for(row.agency_id, TABLE, row.id, {**told, "is_pressing": True})
            Placement.objects.filter(id=row.id).update(sealed=sealed)


def leave_all(cases: Collection[str]) -> None:
    """End and empty every row of these cases, by whomever it was sealed: their whereabouts were erased."""
    for case in cases:
        for row in _rows_of(case, is_open=True):
            _end(row.id)


def _room(provider: Provider, places: Sequence[Place]) -> tuple[Room, tuple[Place, ...]]:
    taken = tuple(each for each in places if each.state == PLACED)
    waiting = sorted(
        (each for each in places if each.state == WAITING), key=lambda each: (not each.is_pressing, each.since, each.id)
    )
    return Room(provider.places, len(taken), tuple(waiting)), taken


def _locked(provider: str, *, is_ended_too: bool = False) -> Provider:
    row = Provider.objects.select_for_update().filter(id=provider).first()
    if row is None or not (is_ended_too or (row.ended is None and HOUSING in row.kinds)):
        raise not_there()
    return row


def _begin(actor: Actor, case: str, provider: Provider, state: str, *, is_pressing: bool) -> str:
    agency, id_ = run_by(provider), _next(case)
    told = {"case": case, "is_pressing": is_pressing, "at": written_moment(now())}
    sealed = sealed_for(agency, TABLE, id_, told)
    Placement.objects.create(
        id=id_, agency_id=agency, provider=provider, state=state, since=_day(), sealed=sealed, by_id=actor.user
    )
    return id_


def _end(row: str) -> None:
    Placement.objects.filter(id=row).update(state=ENDED, ended=_day(), sealed=b"")


def _since(row: Placement, told: Mapping[str, Any]) -> datetime:
    return moment_from(told["at"]) if "at" in told else row.since


def _day() -> datetime:
    """Return the beginning of this day: a moment in the clear would tell the case that moved at the same moment."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def _rows_of(case: str, *, is_open: bool = False) -> tuple[Placement, ...]:
    """Return the rows of a case, in the order in which they came: no number is left out, since no row is taken away."""
    found: list[Placement] = []
    for start in count(step=_CHUNK):
        ids = [_id(case, number) for number in range(start, start + _CHUNK)]
        there = Placement.objects.in_bulk(ids)
        found += [there[id_] for id_ in ids if id_ in there]
        if len(there) < _CHUNK:
            break
    return tuple(row for row in found if not is_open or row.ended is None)


def _next(case: str) -> str:
    return _id(case, len(_rows_of(case)))


def _id(case: str, number: int) -> str:
    return hmac.digest(mark_key(TABLE).reveal(), f"{case}/{number}".encode(), "sha256")[:16].hex()
