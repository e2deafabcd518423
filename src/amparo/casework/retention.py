"""How long each kind of data is kept: read strictly from a table, and which cases are due under it.

Work on a case has ended when it was closed, or when nobody works on it; and no other agency may read it any more. The last such
end, or what was recorded after it, is where periods begin. A legal hold stops them, and so does beginning again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Max, Q

from amparo.casework.compartment import compartments
from amparo.casework.keys import LOG
from amparo.casework.models import Case, Grant, LegalHold, Membership, WrapRow
from amparo.casework.wall import reading_everywhere
from amparo.environment import home
from amparo.errors import AmparoError
from amparo.facts.words import shown

FILE: Final = "retention.toml"
ERASE: Final = "erase"
THEN: Final = (ERASE, "end", "remove", "keep", "operator")
UNSET: Final = "our choice, to be set by the controller"
_SAID: Final = ("holds", "purpose", "counts_from", "then", "standing", "why")
_LENGTHS: Final = {"months": 600, "days": 3650, "hours": 24}
_SHORTEST_WARNING: Final = 30


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of data: what it holds, what for, from when the period counts, how long, what then, who set it and why."""

    kind: str
    holds: str
    purpose: str
    counts_from: str
    then: str
    standing: str
    why: str
    compartments: tuple[str, ...] = ()
    months: int | None = None
    days: int | None = None
    hours: int | None = None
    warn_days: int = 0

    def length(self) -> str:
        """Return the period in words."""
        for name in _LENGTHS:
            count = getattr(self, name)
            if count:
                return f"{count} {name if count > 1 else name[:-1]}"
        return "its own end" if self.then == "end" else "for as long as the installation stands"

    def ends(self, begun: datetime) -> datetime:
        """Return when it ends that began at a moment; months clamp to the end of the month."""
        year, month = divmod(begun.year * 12 + begun.month - 1 + (self.months or 0), 12)
        return _clamped(begun, year, month + 1)


@dataclass(frozen=True, slots=True)
class Due:
    """A case some of whose data are due to be erased, under which period, and from when."""

    case: str
    period: Period
    compartments: tuple[str, ...]
    on: datetime


def periods() -> Mapping[str, Period]:
    """Return all periods by kind: those that ship, each in the controller's form where the home has one."""
    shipped = _read(Path(__file__).with_name(FILE))
    own = home() / FILE
    if not own.exists():
        return shipped
    found = _read(own)
    unknown = sorted(set(found) - set(shipped))
    if unknown:
        raise _wrong(own, unknown[0], f"is no kind of data; kinds are {', '.join(shipped)}")
    for kind, period in found.items():
        if (period.then, period.compartments) != (shipped[kind].then, shipped[kind].compartments):
            raise _wrong(own, kind, "may set the period, its warning and its reason, and nothing else")
    return {**shipped, **found}


def due(moment: datetime) -> tuple[Due, ...]:
    """Return what is due to be erased at a moment, or was before; no case under a legal hold."""
    with reading_everywhere():
        return tuple(_due(moment))


def _due(moment: datetime) -> Iterator[Due]:
    erasing = [period for period in periods().values() if period.then == ERASE]
    held = set(LegalHold.objects.filter(ended=None).values_list("case_id", flat=True))
    for case, ended in _ended(moment):
        there = set(WrapRow.objects.filter(person=case).values_list("compartment", flat=True)) if case not in held else set()
        for period in erasing:
            left = tuple(sorted(there & set(period.compartments)))
            if left and period.ends(ended) <= moment:
                yield Due(case, period, left, period.ends(ended))


def _ended(moment: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield each case on which nobody works any more, and since when; of a closed one, who could still look does not count."""
    in_force = Q(ended=None) & (Q(until=None) | Q(until__gt=moment))
    rows_closed = Case.objects.exclude(closed=None).values_list("id", "closed", "moved")
    closed = {case: max(ended, moved) for case, ended, moved in rows_closed if ended is not None}
    working = {
        *(set(Membership.objects.filter(in_force).values_list("case_id", flat=True)) - set(closed)),
        *Grant.objects.filter(in_force).values_list("case_id", flat=True),
    }
    last: dict[str, datetime] = dict(closed)
    for model in (Membership, Grant):
        rows = model.objects.values_list("case_id").annotate(ended=Max("ended"), until=Max("until"), since=Max("since"))
        for case, ended, until, since in rows:
            ends = [each for each in (ended, until if ended is None else None, since) if each is not None and each <= moment]
            last[case] = max([*ends, *([last[case]] if case in last else [])])
    for case in Case.objects.exclude(id__in=working).order_by("id").values_list("id", flat=True):
        if case in last:
            yield case, last[case]


@cache
def _known() -> frozenset[str]:
    return frozenset((*compartments(), LOG))


def _read(path: Path) -> dict[str, Period]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise AmparoError("retention-unreadable", "the table of periods cannot be read as TOML", where=str(path)) from None
    found = table.pop("period", None)
    if table or not isinstance(found, dict):
        raise _wrong(path, "period", "is the one table that belongs there")
    return {kind: _period(path, kind, said) for kind, said in found.items()}


def _period(path: Path, kind: str, said: Any) -> Period:
    if not isinstance(said, dict):
        raise _wrong(path, kind, "is no table")
    unknown = sorted(set(said) - {*_SAID, *_LENGTHS, "compartments", "warn_days"})
    missing = [name for name in _SAID if not isinstance(said.get(name), str) or not said[name].strip()]
    if unknown or missing:
        raise _wrong(
            path, kind, f"has a name that is none, `{shown(unknown[0])}`" if unknown else f"lacks `{missing[0]}`, a text"
        )
    for name, most in {**_LENGTHS, "warn_days": 365}.items():
        count = said.get(name, 0)
        if type(count) is not int or not 0 <= count <= most:
            raise _wrong(path, kind, f"needs a whole number from 0 to {most} as `{name}`")
    named = said.get("compartments", [])
    if not isinstance(named, list) or not set(named) <= _known():
        raise _wrong(path, kind, "names a compartment that is none")
    _check(path, kind, said)
    return Period(kind, **{**said, "compartments": tuple(named)})


def _check(path: Path, kind: str, said: Mapping[str, Any]) -> None:
    """Refuse what could erase at once, or unseen."""
    if said["then"] not in THEN:
        raise _wrong(path, kind, f"says under `then` something else than {', '.join(THEN)}")
    if said["then"] != ERASE:
        return
    if not said.get("months") or not said.get("compartments"):
        raise _wrong(path, kind, "is erased, and so needs `months` and `compartments`")
    if said.get("warn_days", 0) < _SHORTEST_WARNING:
        raise _wrong(path, kind, f"is erased after a warning of {_SHORTEST_WARNING} days at least")


def _clamped(begun: datetime, year: int, month: int) -> datetime:
    following = begun.replace(year=year + month // 12, month=month % 12 + 1, day=1)
    last = (following - timedelta(days=1)).day
    return begun.replace(year=year, month=month, day=min(begun.day, last))


def _wrong(path: Path, kind: str, what: str) -> AmparoError:
    return AmparoError("retention-wrong", f"`{shown(kind)}` {what}", where=str(path))
