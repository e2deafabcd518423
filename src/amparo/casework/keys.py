"""The rings that this process holds open, and the data keys they open: one for each case and compartment.

A data key is wrapped for the agency that keeps the case, and for each agency that a grant lets read. Nothing is kept in
memory but the rings: every opening reads the wraps anew, so that what was ended or erased a moment ago does not open any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Lock
from typing import Final

from django.db import connection, transaction

from amparo.casework.actor import INSTALLATION
from amparo.casework.models import Stone, WrapRow
from amparo.casework.moment import month_of, now
from amparo.errors import AmparoError
from amparo.sealing.erasure import DOMAIN as TOMBSTONE
from amparo.sealing.erasure import Graves, Tombstone, checked
from amparo.sealing.index import index_key
from amparo.sealing.keeping import Rings
from amparo.sealing.key import Key
from amparo.sealing.ring import Ring
from amparo.sealing.signing import SigningKey, signing_key
from amparo.sealing.value import DataKey, Place, new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, Wrap, unwrap, wrap

LOG: Final = "log"
"""The compartment of what the log says of a case, and the domain of the key that signs its heads."""
WORKED: Final = "worked"
"""The compartment of what was determined of a case."""
REGISTER: Final = "register"
"""The installation's own compartment for the entries of the register."""
INBOX: Final = "inbox"
"""The compartment of what reaches an agency before it is in any case: offers, reports, names of its tags."""

_WRAPS: Final = (  # worded here, since every act and every look waits for it
    "SELECT data_key, compartment, month, sealed FROM casework_wraprow WHERE person = %s AND agency = %s"
)
_held: dict[str, Rings] = {}
_following: dict[str, Callable[[], None]] = {}
_lock: Final = Lock()
_RETIRING: Final = 0x616D7061726F
"""The number of PostgreSQL's lock between those who wrap and the one who retires a key."""


def hold(rings: Rings, follow: Callable[[], None] | None = None) -> None:
    """Take the rings that were opened when the process began, or opened anew; `follow` sees whether another process did."""
    with _lock:
        _held["open"] = rings
        if follow is not None:
            _following["rings"] = follow


def let_go() -> None:
    """Forget the rings."""
    with _lock:
        _held.clear()
        _following.clear()


def are_open() -> bool:
    """Say whether rings are held."""
    return "open" in _held


def rings() -> Rings:
    """Return the open rings, as the newest files have them; raise `AmparoError` where the installation was not opened."""
    for follow in tuple(_following.values()):
        follow()
    found = _held.get("open")
    if found is None:
        raise AmparoError("keys-not-open", "the keys of this installation are not open", help="start it with `amparo serve`")
    return found


def signing(domain: str = LOG) -> SigningKey:
    """Return the installation's signing key of a domain."""
    return signing_key(rings().of(INSTALLATION), domain)


def mark_key(purpose: str) -> Key:
    """Return the installation's key for keyed marks of one purpose."""
    return index_key(rings().of(INSTALLATION), purpose)


def graves() -> Graves:
    """Return what was erased, checked against the installation's own key."""
    stones = [
        Tombstone(row.number, bytes(row.before), row.person, row.compartment, row.generation, row.at, bytes(row.signature))
        for row in Stone.objects.order_by("number")
    ]
    return checked(stones, signing(TOMBSTONE).public)


def steady(*, retiring: bool = False) -> None:
    """See to it that no key is retired until this transaction ends, or, `retiring` one, that nobody wraps under it meanwhile.

    On SQLite the one writer is alone anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{'' if retiring else '_shared'}(%s)", [_RETIRING])


class CaseKeys:
    """The data keys of one person (a case, or `installation`), as one agency may open them."""

    def __init__(self, person: str, agency: str, wraps: Iterable[Wrap] | None = None) -> None:
        """Read the agency's wraps, but those that were read a moment ago, in this transaction, and are given."""
        self.person = person
        self.agency = agency
        self._open: dict[str, DataKey] = {}
        self._hold(self._kept_wraps() if wraps is None else wraps)

    def compartments(self) -> frozenset[str]:
        """Return the compartments to which the agency holds a key."""
        return frozenset(wrap.scope.compartment for wrap in self._wraps.values())

    def sealed(self, plain: bytes, place: Place, compartment: str) -> bytes:
        """Seal a value under the newest data key of a compartment, which is made where there is none."""
        return seal(plain, place, self.newest(compartment))

    def opened(self, data: bytes, place: Place, data_key: str) -> bytes:
        """Return what was sealed; raise `AmparoError` if the agency holds no key to it."""
        return unseal(data, place, self.key(data_key))

    def holds(self, data_key: str) -> bool:
        """Say whether the agency can open what was sealed under this data key."""
        return data_key in self._wraps

    def key(self, data_key: str) -> DataKey:
        """Return a data key; raise `AmparoError` if the agency has no wrap of it."""
        found = self._open.get(data_key)
        if found is None:
            found = self._open[data_key] = self._unwrapped(data_key)
        return found

    def every(self, compartment: str) -> dict[str, DataKey]:
        """Return all data keys of a compartment that the agency can open, by their ids."""
        mine = [wrap.data_key for wrap in self._wraps.values() if wrap.scope.compartment == compartment]
        return {data_key: self.key(data_key) for data_key in mine}

    def newest(self, compartment: str) -> DataKey:
        """Return the newest data key of a compartment, made and wrapped for this agency where there is none."""
        mine = [wrap.data_key for wrap in self._wraps.values() if wrap.scope.compartment == compartment]
        if mine:
            return self.key(max(mine))
        made = new_data_key(self.person, compartment, self._next_generation(compartment))
        self._keep(made, self.agency)
        return self._open.setdefault(made.id, made)

    def begin_anew(self, compartment: str) -> None:
        """Make a newer data key: what is sealed from now on, nobody opens who was given the older ones alone."""
        made = new_data_key(self.person, compartment, self._next_generation(compartment))
        self._keep(made, self.agency)
        self._open[made.id] = made

    def share(self, agency: str, compartments: Iterable[str]) -> None:
        """Wrap the keys of these compartments for another agency of this server too."""
        for compartment in sorted(compartments):
            self.newest(compartment)
        for mine in [mine for mine in self._wraps.values() if mine.scope.compartment in set(compartments)]:
            if not WrapRow.objects.filter(data_key=mine.data_key, agency=agency).exists():
                self._keep(self.key(mine.data_key), agency)

    def _kept_wraps(self) -> Iterable[Wrap]:
        with connection.cursor() as cursor:
            cursor.execute(_WRAPS, [self.person, self.agency])
            rows = cursor.fetchall()
        return [
            Wrap(data_key, self.person, Scope(self.agency, compartment, month), bytes(sealed))
            for data_key, compartment, month, sealed in rows
        ]

    def _hold(self, wraps: Iterable[Wrap]) -> None:
        """Take the wraps, and then the ring: a rotation changes them the other way round."""
        self._wraps = {wrap.data_key: wrap for wrap in wraps}
        self._ring = rings().of(self.agency)

    def _unwrapped(self, data_key: str) -> DataKey:
        """Open a wrap; where that fails, once more, with what a rotation has put in its place since."""
        try:
            return self._unwrapped_once(data_key)
        except AmparoError:
            self._hold(self._kept_wraps())
        return self._unwrapped_once(data_key)

    def _unwrapped_once(self, data_key: str) -> DataKey:
        found = self._wraps.get(data_key)
        if found is None:
            raise AmparoError(
                "wrap-missing",
                f"agency `{self.agency}` holds no key to this compartment",
                help="it was never shared, was ended, or was erased",
            )
        return unwrap(found, self._ring.wrapping(found.scope))

    def _next_generation(self, compartment: str) -> int:
        reached = graves().reached.get((self.person, compartment), 0)
        there = WrapRow.objects.filter(person=self.person, compartment=compartment).values_list("data_key", flat=True)
        return 1 + max([reached, *(int(data_key[:8], 16) for data_key in there)])

    @transaction.atomic
    def _keep(self, data_key: DataKey, agency: str) -> None:
        steady()
        ring = rings().of(agency)
        made = wrap(data_key, ring.wrapping(newest_scope(ring, data_key.compartment)))
        WrapRow.objects.create(
            data_key=made.data_key,
            person=made.person,
            agency=agency,
            compartment=data_key.compartment,
            month=made.scope.month,
            sealed=made.sealed,
        )
        if agency == self.agency:
            self._wraps[made.data_key] = made


def keys_of_many(wanted: Collection[tuple[str, str]], compartments: Collection[str]) -> Mapping[tuple[str, str], CaseKeys]:
    """Return the keys of many persons, each as the agency beside it may open them, of these compartments, read at once."""
    found: dict[tuple[str, str], list[Wrap]] = {each: [] for each in wanted}
    rows = WrapRow.objects.filter(
        person__in={person for person, _agency in wanted},
        agency__in={agency for _person, agency in wanted},
        compartment__in=compartments,
    )
    names = ("data_key", "person", "agency", "compartment", "month", "sealed")
    for data_key, person, agency, compartment, month, sealed in rows.values_list(*names):
        if (person, agency) in found:
            found[person, agency].append(Wrap(data_key, person, Scope(agency, compartment, month), bytes(sealed)))
    return {(person, agency): CaseKeys(person, agency, wraps) for (person, agency), wraps in found.items()}


def newest_scope(ring: Ring, compartment: str) -> Scope:
    """Return the scope of this month, or of the last month for which the ring was given a key to the compartment."""
    months = [scope.month for scope in ring.scopes() if scope.compartment == compartment and scope.month <= month_of(now())]
    if not months:
        raise AmparoError(
            "ring-without-compartment",
            f"the ring of `{ring.owner}` has no key for compartment `{compartment}`",
            help="`amparo tick` makes the keys of the month",
        )
    return Scope(ring.owner, compartment, max(months))


def as_wrap(row: WrapRow) -> Wrap:
    """Return a row as the wrap it is."""
    return Wrap(row.data_key, row.person, Scope(row.agency, row.compartment, row.month), bytes(row.sealed))
