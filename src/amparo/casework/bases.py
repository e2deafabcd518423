"""On what another agency may be let in: the legal bases, what has to be written down for each, and how long each lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from amparo.casework.purpose import WHEREABOUTS
from amparo.errors import AmparoError

LONGEST_TEXT: Final = 1000


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal basis: what it is, what is recorded with each grant on it, how long it lasts, and what it never opens.

    `is_wish` is the person's own: on nothing else does a consulate, or an authority of the country of origin, read anything.
    """

    meaning: str
    records: Mapping[str, str]
    longest: timedelta
    never: frozenset[str] = frozenset()
    is_wish: bool = False


_NOT_WHERE: Final = frozenset({WHEREABOUTS})

BASES: Final[Mapping[str, Basis]] = {
    "consent": Basis(
        "the person agreed to this receiver, these compartments and this purpose, and may take it back at any time",
        {
            "given_on": "the day on which the person agreed",
            "given_how": "spoken, written or signed, and through which interpreter",
            "language": "the language in which it was explained",
            "explained": "what the person was told: who receives what, for what, and what follows from a no",
        },
        timedelta(days=365),
        is_wish=True,
    ),
    "best_interests": Basis(
        "the best interests of a child, as who has to decide on them decided",
        {
            "decided_on": "the day of that decision",
            "decided_by": "who took it",
            "child_view": "what the child said to it, or why it could not be asked",
        },
        timedelta(days=365),
    ),
    "vital_interest": Basis(
        "life or body is in danger, and the person cannot be asked",
        {"danger": "what the danger is", "not_asked": "why the person cannot be asked"},
        timedelta(days=7),
    ),
    "legal_duty": Basis(
        "a law or a court demands it; no more is given than it names",
        {
            "demanded_by": "who demands it",
            "provision": "the provision or order",
            "demanded_on": "the day of the demand",
            "told": "whether the person was told, or why not",
        },
        timedelta(days=90),
        _NOT_WHERE,
    ),
    "claim": Basis(
        "to bring or defend a claim of the person",
        {"claim": "which claim, before whom", "told": "whether the person was told, or why not"},
        timedelta(days=365),
        _NOT_WHERE,
    ),
}


def checked_record(basis: str, recorded: Mapping[str, str], since: datetime, until: datetime) -> dict[str, str]:
    """Return what is recorded with a grant, tidied; raise `AmparoError` where any of it is missing or cannot be."""
    found = BASES.get(basis)
    if found is None:
        raise AmparoError("unknown-basis", "there is no such legal basis", help=f"one of: {', '.join(BASES)}", where="basis")
    if set(recorded) != set(found.records):
        names = "; ".join(f"`{name}`: {meaning}" for name, meaning in found.records.items())
        raise AmparoError("basis-not-recorded", "what a grant on this basis rests on is not all there", help=names)
    tidy = {name: " ".join(text.split()) for name, text in recorded.items()}
    for name, text in tidy.items():
        if not 0 < len(text) <= LONGEST_TEXT or not text.isprintable():
            raise AmparoError("basis-not-recorded", f"from 1 to {LONGEST_TEXT} visible signs are needed", where=name)
        if name.endswith("_on"):
            _check_day(name, text, since)
    if not since < until <= since + found.longest:
        raise AmparoError(
            "wrong-end", f"a grant on this basis ends within {found.longest.days} days, and not before it begins", where="until"
        )
    return tidy


def _check_day(name: str, text: str, since: datetime) -> None:
    """A day of yesterday's consent or order is one that has come, and not long ago; a day's tolerance for time zones."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if not since.date() - timedelta(days=365) <= day <= since.date() + timedelta(days=1):
        raise AmparoError("basis-not-recorded", "a day of the past year is needed, as `2026-03-02`", where=name)
