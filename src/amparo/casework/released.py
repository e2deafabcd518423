"""Figures that were given out: made once in a calendar year, kept whole in the log, and shown unchanged until it ends.

Were they worked out anew for each who asks, two looks with one decision, erasure or pairing between them would differ by one
person. A table of an earlier release is put right by the next one alone, and only where no figure changes by a few.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db import connection

from amparo.casework.actor import INSTALLATION, Actor
from amparo.casework.acts import UNREADABLE
from amparo.casework.log import log
from amparo.casework.told import told_of_user
from amparo.disclosure.release import THRESHOLD, Release
from amparo.errors import AmparoError

Key = tuple[str, int]
"""The status and the year of a table."""
ACT: Final = "figures-released"
COUNTER: Final = Actor(f"{INSTALLATION}:figures", INSTALLATION, INSTALLATION, INSTALLATION)
"""The installation as it counts: under this name its releases are found in the log."""
_LOCK: Final = 0x6669_6775_7265_7321


@dataclass(frozen=True, slots=True)
class Figures:
    """The tables that may be shown, by status and year; of a year that is not there, fewer than the threshold were identified.

    `made` says of each table when it was made. `is_whole` is false where new ones were due, and the records of an agency could
    not be opened here. `digest` names these very figures in the log.
    """

    tables: Mapping[Key, Release]
    made: Mapping[Key, date]
    on: date
    digest: str
    is_whole: bool = True


def wait_for_turn() -> None:
    """Wait until nobody else makes a release; on SQLite one transaction writes at a time anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def latest() -> Figures | None:
    """Return the last release; raise `AmparoError` where one was made and cannot be read: none is made a second time."""
    told = told_of_user(COUNTER.user)
    if any(each.act == UNREADABLE for each in told):
        raise AmparoError(
            "figures-lost",
            "figures were given out that cannot be read any more, and others in their place would tell of a few people",
            help="restore a backup in which the key of the log opens them",
        )
    found: dict[int, Figures] = {}
    for each in told:
        made = _from_log(each.about)
        found.setdefault(made.on.year, made)
    return found[max(found)] if found else None


def give_out(before: Figures | None, fresh: Mapping[Key, Release], on: date) -> Figures:
    """Keep a release in the log: the tables of the one before, put right where that tells of nobody, and the new ones."""
    kept = before.tables if before else {}
    made = {key: on for key, table in fresh.items() if key not in kept or may_replace(kept[key], table)}
    tables = {key: fresh[key] if key in made else kept[key] for key in sorted({*fresh, *kept})}
    dates = {key: made[key] if key in made or before is None else before.made[key] for key in tables}
    found = Figures(tables, dates, on, digest(tables))
    written = [_written(key, table, dates[key]) for key, table in tables.items()]
    log(ACT, COUNTER, about={"on": on.isoformat(), "threshold": THRESHOLD, "digest": found.digest, "tables": written})
    return found


def may_replace(before: Release, after: Release) -> bool:
    """Say whether a table may be put right by another: every figure that was shown stands, the same or changed by many."""
    if (before.rows, before.columns) != (after.rows, after.columns):
        return False
    return all(
        (new := after.at(place)) is not None and (new == old or abs(new - old) >= THRESHOLD)
        for place, old in before.shown.items()
    )


def digest(tables: Mapping[Key, Release]) -> str:
    """Return what names these very figures."""
    told = [
        [status, year, [[row, column, number] for (row, column), number in sorted(found.shown.items())]]
        for (status, year), found in tables.items()
    ]
    return sha256(json.dumps(told).encode()).hexdigest()


def _written(key: Key, table: Release, made: date) -> dict[str, Any]:
    status, year = key
    shown = [[row, column, number] for (row, column), number in sorted(table.shown.items())]
    sides = {"rows": list(table.rows), "columns": list(table.columns)}
    return {"status": status, "year": year, "made": made.isoformat(), **sides, "shown": shown}


def _from_log(about: Mapping[str, Any]) -> Figures:
    tables: dict[Key, Release] = {}
    made: dict[Key, date] = {}
    for each in about["tables"]:
        key = (each["status"], each["year"])
        shown = {(row, column): number for row, column, number in each["shown"]}
        tables[key] = Release(tuple(each["rows"]), tuple(each["columns"]), shown)
        made[key] = date.fromisoformat(each["made"])
    return Figures(tables, made, date.fromisoformat(about["on"]), about["digest"])
