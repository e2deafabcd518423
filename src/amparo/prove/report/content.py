"""What a report of a proof says, in the order in which it is read, before it is put on a page or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

YES: Final = "yes"
NO: Final = "no"
OPEN: Final = "open"
QUIET: Final = "quiet"
"""How a line looks: it stands, it fails, it is not decided, it says nothing for or against."""


@dataclass(frozen=True)
class Count:
    """One line of the count of rights: what became of them, how many of each force, and of all."""

    label: str
    numbers: tuple[int, ...]
    look: str
    part: bool = False
    """Says that these are counted in the lines above already."""


@dataclass(frozen=True)
class Promise:
    """One of the seven promises: what it says, what came out, and of how many rights."""

    claim: str
    result: str
    detail: str
    look: str


@dataclass(frozen=True)
class Right:
    """One right of the baseline, where it stands, how strongly, and which rules answer it."""

    id: str
    title: str
    force: str
    under: str
    answers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The rights of which the same became."""

    name: str
    heading: str
    meaning: str
    look: str
    rights: tuple[Right, ...]


@dataclass(frozen=True)
class Story:
    """One weakness: the promise and the right concerned, the invented person, and the one change that would mend it."""

    anchor: str
    claim: str
    title: str
    force: str
    under: str
    told: str
    mend_in: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Excuse:
    """One exception that a pack states to what is proved of it."""

    claim: str
    rights: tuple[str, ...]
    under: str
    reason: str
    since: str
    instead: tuple[str, ...] = ()
    layer: str = ""
    """The layer below that states it; "" where the law does itself."""


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    law: str
    day: str
    date: str
    """The day as 2026-03-02, for the properties of a file."""
    asked: str
    about: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    verdict: str
    answer: str
    sentences: tuple[str, ...]
    forces: tuple[str, ...]
    counts: tuple[Count, ...]
    weakness: str
    """What stands above the stories."""
    gravest: tuple[Story, ...]
    promises: tuple[Promise, ...]
    reach: tuple[str, ...]
    at_stake: tuple[Group, ...]
    stories: tuple[Story, ...]
    excuses: tuple[Excuse, ...]
    decided: tuple[str, ...]
    undecided: tuple[str, ...]
    rest: tuple[Group, ...]
