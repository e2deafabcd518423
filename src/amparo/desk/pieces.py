"""What the pieces of a page are told: plain values, which a template in `desk/` shows. How each is used: `components.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HELD: Final = "held"
WAIT: Final = "wait"
OWED: Final = "owed"
CALM: Final = ""
"""How a state looks, beside the words that always say it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of “check your answers”: what was asked, what is said, and how it is changed (by an address or by a button)."""

    words: str
    value: str
    known: bool = True
    href: str = ""
    press: str = ""
    name: str = "show"
    form: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One moment of a timeline."""

    at: str
    words: str
    who: str = ""
    detail: str = ""
    href: str = ""
    state: str = ""
    look: str = CALM


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Something that somebody has to do, by when, and why; `state` says in words how it stands."""

    words: str
    who: str = ""
    state: str = ""
    look: str = OWED
    href: str = ""
    code: str = ""
    called: str = ""
    why: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A page that belongs to the one shown: where it is, and whether it is this one; or a group of such pages."""

    words: str
    href: str
    here: bool = False
    count: int = 0
    look: str = CALM
    within: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that opens the list it counts."""

    number: int
    words: str
    href: str = ""
    look: str = CALM


@dataclass(frozen=True, slots=True)
class Paging:
    """The ways on through a long list: by addresses, or by buttons of a form where what is looked for must not stand in one."""

    words: str = ""
    earlier: str = ""
    later: str = ""
    form: str = ""
    name: str = "after"
