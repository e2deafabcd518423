"""A rule as a pack states it: one legal thing, with its provision, its force and its choice for *not known*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.rules.error import Place
from amparo.rules.expression import Condition, Term

KINDS: Final = ("presumption", "definition", "hold", "duty", "entitlement")
FORCES: Final = ("mandatory", "consider", "recommended", "example")
"""From the strongest to the weakest, as in the source cited."""
STRENGTHS: Final = ("absolute", "qualified", "effort", "preference")
"""The source's own reach, from the furthest."""
APPLIES: Final = "applies"
ASK: Final = "ask"
DOES_NOT_APPLY: Final = "does-not-apply"
UNKNOWN: Final = (APPLIES, ASK, DOES_NOT_APPLY)
TRUTH: Final = "yesno"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule. Texts of conditions are already read; `since` is the day its source took force."""

    id: str
    kind: str
    pack: str
    subject: str
    place: Place
    type: str = TRUTH
    when: Condition | Term | None = None
    title: str = ""
    act: str | None = None
    force: str = ""
    strength: str = ""
    binds: str | None = None
    unknown: str = ""
    unknown_under: tuple[str, ...] = ()
    safe_side: str = ""
    under: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: date = date.min
    each: str | None = None
    unless: Condition | None = None
    until: Term | None = None
    lasts: str | None = None
    starts: Term | None = None
    within: str | None = None
    at_once: bool = False
    repeat: str | None = None
    do: str = ""
    demands: str | None = None
    """The act of the vocabulary that a duty requires to be done, if it is one."""
    done: Condition | None = None
    exception_of: str | None = None
    replaces: str | None = None
    meets: tuple[str, ...] = ()
    note: str = ""
    name: str = ""
    """How expressions name it: the id with `_`; a rule that replaces another answers to that one's name."""

    def rank(self) -> tuple[int, int]:
        """Return a key that sorts the strongest first: force, then strength."""
        return FORCES.index(self.force), STRENGTHS.index(self.strength)


def name_of(rule_id: str) -> str:
    """Return a rule's id as it is written in an expression."""
    return rule_id.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or date of the law: its unit and its dated values (None: no longer in force)."""

    id: str
    unit: str
    values: tuple[tuple[date, int | float | date | None], ...]
    title: str
    force: str
    under: tuple[str, ...]
    source: tuple[str, ...]
    place: Place

    def on(self, day: date) -> int | float | date | None:
        """Return the value in force on a day, or None where there is none."""
        found = None
        for since, value in self.values:
            if since <= day:
                found = value
        return found


@dataclass(frozen=True, slots=True)
class Repeal:
    """The removal of a rule of a lower layer, with the provision and the reason."""

    rule: str
    since: date
    under: tuple[str, ...]
    reason: str
    place: Place
