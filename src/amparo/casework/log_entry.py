"""How an act becomes a row of the log and is read again: sealed, and found by keyed marks alone."""

from __future__ import annotations

from collections.abc import Iterable
from hmac import digest
from typing import Final

from amparo.casework.actor import INSTALLATION
from amparo.casework.acts import Act, act_from
from amparo.casework.keys import LOG, CaseKeys, mark_key
from amparo.casework.log_rows import Ground
from amparo.casework.models import Case, LogRow
from amparo.errors import AmparoError
from amparo.ledger.leaf import LogRecord
from amparo.sealing.binding import joined
from amparo.sealing.value import LAYOUT, Place, sealed_by

CASE: Final = "case"
USER: Final = "user"
_MARKS: Final = "log-marks"
_MARK: Final = 16
_ID: Final = 16


def person_of(act: Act) -> str:
    """Return under whose key an act is sealed: that of its case where there is exactly one, else the installation's."""
    return act.cases[0] if len(act.cases) == 1 else INSTALLATION


def row_of(id_: str, act: Act, ground: Ground) -> LogRow:
    """Return an act sealed for `person_of` it."""
    person = person_of(act)
    keeper = _there(ground.keeper) if person != INSTALLATION else INSTALLATION
    sealed = CaseKeys(person, keeper, ground.wraps).sealed(act.written(), _place(id_), LOG)
    return LogRow(id=id_, sealed_for=person, data_key=sealed_by(sealed), sealed=sealed[len(LAYOUT) + _ID :])


def record_of(row: LogRow) -> LogRecord:
    """Return a row as the tree holds it, which nobody needs a key to check."""
    return LogRecord(row.id, bytes(row.sealed))


def mark(kind: str, id_: str) -> str:
    """Return the keyed mark under which the entries of a case or a user are found."""
    return _mark(kind, id_, mark_key(_MARKS).reveal())


def marks_of(act: Act) -> list[str]:
    """Return the marks of an entry: of its user and of each of its cases."""
    key = mark_key(_MARKS).reveal()
    return [_mark(USER, act.user, key), *(_mark(CASE, case, key) for case in act.cases)]


class Opening:
    """Reads what rows say, opening each key once; `None` for a row of which the key was destroyed."""

    def __init__(self) -> None:
        self._keys: dict[str, CaseKeys] = {}

    def prepare(self, rows: Iterable[LogRow]) -> None:
        """Find the keeping agencies of all cases of these rows in one query."""
        persons = {row.sealed_for for row in rows} - {INSTALLATION} - set(self._keys)
        for case, agency in Case.objects.filter(id__in=persons).values_list("id", "agency_id"):
            self._keys[case] = CaseKeys(case, agency)

    def act(self, row: LogRow) -> Act | None:
        """Return what a row says; raise `AmparoError` for one that was damaged."""
        keys = self._of(row.sealed_for)
        if not keys.holds(row.data_key):
            return None
        whole = LAYOUT + bytes.fromhex(row.data_key) + bytes(row.sealed)
        return act_from(keys.opened(whole, _place(row.id), row.data_key))

    def _of(self, person: str) -> CaseKeys:
        found = self._keys.get(person)
        if found is None:
            agency = INSTALLATION if person == INSTALLATION else _keeper(person)
            found = self._keys[person] = CaseKeys(person, agency)
        return found


def _keeper(case: str) -> str:
    return _there(Case.objects.filter(id=case).values_list("agency_id", flat=True).first())


def _there(agency: str | None) -> str:
    if agency is None:
        raise AmparoError("log-of-no-case", "an entry of the log names a case that is not there")
    return agency


def _place(id_: str) -> Place:
    return Place("log", id_, "body", 0)


def _mark(kind: str, id_: str, key: bytes) -> str:
    return digest(key, joined(kind, id_), "sha256")[:_MARK].hex()
