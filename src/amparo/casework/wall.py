"""The second wall: PostgreSQL itself shows nothing of what a case holds to a transaction that has not entered the case.

The policy (`policy.py`) is the first wall, and alone says yes or no. Whoever forgets to ask it, or asks it wrongly, meets this
one: a transaction enters the cases that it is about, and the database lets it into those that the acting agency keeps, was
given, or holds open in an emergency. What was entered ends with the transaction, so that no connection carries it into the
next request. The policies of the tables stand in `migrations/0002_kept_for_ever.py`. SQLite knows no such wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Final

from django.db import connection, transaction

from amparo.casework.moment import now

VARIABLE: Final = "amparo.cases"
"""The setting of a transaction that names the cases entered, with a blank between two."""
ALL: Final = "*"
"""What stands there in the installation's own work, for which every case is open."""

WALLED: Final[Mapping[str, str]] = {
    "casework.kept": "case_id",
    "casework.label": "case_id",
    "casework.wraprow": "person",
    "casework.determined": "case_id",
    "casework.task": "case_id",
    "casework.paper": "case_id",
    "casework.hand": "case_id",
    "casework.indexfigure": "case_id",
}
"""The tables behind the wall, and the column that says of which case a row is."""
BEFORE_IT: Final[Mapping[str, str]] = {
    "casework.case": "its id, who keeps it, how many entries it has and when the last came, how much is owed and by when: the "
    "policy and the wall are asked by it",
    "casework.membership": "the policy is asked by it, before a case is entered",
    "casework.conflict": "as above",
    "casework.grant": "as above; the wall too is asked by it, and what a grant rests on is sealed",
    "casework.breakglass": "as above; the reason is sealed",
    "casework.legalhold": "a ground and a day; an erasure of the clock asks by it",
    "casework.pairing": "that two cases were judged to be of one person, or of two; the reason is sealed",
    "casework.waiting": "that a case waits for an answer of an agency; what for is sealed",
    "casework.tagged": "that a case bears a tag, whose name is sealed",
    "casework.referral": "read by a receiver who is not in the case yet; the offer is sealed for it",
    "casework.report": "that a report became a case; what it tells is sealed",
    "casework.personcode": "asked by a digest, by somebody who is no user; what it shows is sealed",
    "casework.imported": "that an old record became a case: a keyed mark",
    "casework.notice": "to an agency of which another may have done something",
    "casework.registerentry": "the register is asked across agencies, under a key of its own",
    "casework.registerrefusal": "that somebody is not to be in the register",
    "casework.logrow": "the log tells of whoever was refused, too; what it says is sealed",
    "casework.stone": "what was destroyed, and nothing else",
}
"""The tables about cases that stand before the wall, and why: none has a readable word about the person."""

_ENTER: Final = "SELECT casework_enter(%s, %s::text[], %s)"
_SET: Final = "SELECT set_config(%s, %s, true)"


def enter(agency: str, cases: Iterable[str]) -> None:
    """Enter cases in the name of an agency, and leave all others, until the open transaction ends.

    Called once the policy has said yes. A case that this agency neither keeps, was given nor holds open stays closed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ENTER, [agency, list(cases), now()])


@contextmanager
def reading(agency: str, cases: Iterable[str]) -> Iterator[None]:
    """Read behind the wall outside of any act: in a transaction where there is a wall, and in none where there is not."""
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        enter(agency, cases)
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """Open a transaction of the installation's own work, or a part of one: the clock, keys, what proves the rows."""
    with transaction.atomic():
        before = _everything_entered()
        yield
        _set(before)


@contextmanager
def reading_everywhere() -> Iterator[None]:
    """The same to read alone: on SQLite without a transaction, which would keep everybody else from writing."""
    with everywhere() if connection.vendor == "postgresql" else nullcontext():
        yield


def enter_everywhere() -> None:
    """Enter every case for the rest of the open transaction, which is the installation's own."""
    _set(ALL)


def _everything_entered() -> str:
    """Enter every case; return what was entered before."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [VARIABLE])
        before = cursor.fetchone()[0] or ""
    _set(ALL)
    return before


def _set(entered: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SET, [VARIABLE, entered])
