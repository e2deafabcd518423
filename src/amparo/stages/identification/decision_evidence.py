"""The evidence index of a decision: every statement and paper that speaks for or against it, with its source.

It lists what the officer may read. Who made a statement, and how, stands beside it; nothing is weighed by figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.ledger.entry import Entry
from amparo.ledger.key import key_from
from amparo.ledger.known import standing

FOR: Final = "for"
AGAINST: Final = "against"
BESIDE: Final = "beside"
ACCOUNT: Final = "account"
NEW: Final = "new_evidence"
OUTSIDE: Final = frozenset({"recognised_abroad", "offender_convicted", "offender_acquitted", "may_be_child", "age_verified"})
"""Facts of other parts that are asked about here as well."""
OURS: Final = frozenset({"screened", "initial_interview_on", "formal_interview_on", "interviewer_fit", NEW})
"""Facts of the account that say what staff did, and nothing of what happened."""
PAPERS: Final = ("screening", "interview", "imported", "challenge")
NEUTRAL: Final = frozenset({"offender_acquitted", "age_verified"})
"""What says nothing either way, however it came out."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One line as an officer weighed it: a statement (`entry`) or a paper, relied on or not, and a word why."""

    key: str
    entry: str
    paper: str
    direction: str
    relied: bool
    why: str

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for the person having been trafficked."""
        return self.direction == FOR

    def table(self) -> dict[str, Any]:
        """Return what a paper keeps of it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the index before anybody weighed it."""

    key: str
    direction: str
    entry: Entry | None = None
    paper: Paper | None = None

    @property
    def id(self) -> str:
        """The id of the statement or the paper."""
        return self.entry.id if self.entry else self.paper.id if self.paper else ""

    def came_after(self, moment: datetime) -> bool:
        """Say whether it was stated or written after a moment."""
        return any(at > moment for at in (self.entry and self.entry.recorded, self.paper and self.paper.at) if at)


def index_of(sight: Sight) -> tuple[Piece, ...]:
    """Return every line that an officer may read: what speaks for it first, then against, then what only stands beside."""
    found = [*_statements(sight), *_papers(sight)]
    order = (FOR, AGAINST, BESIDE)
    return tuple(sorted(found, key=lambda piece: order.index(piece.direction)))


def since(sight: Sight, moment: datetime) -> tuple[Piece, ...]:
    """Return what came after a moment and was not weighed then: lines of the index, and that there is new evidence."""
    said = (each for each in standing(sight.entries) if each.key == NEW and each.value is True and each.is_valid_on(sight.on))
    found = (*(Piece(NEW, FOR, entry=each) for each in said), *index_of(sight))
    return tuple(each for each in found if each.came_after(moment))


def weighed(pieces: tuple[Piece, ...], sent: Mapping[str, str]) -> tuple[Weighed, ...]:
    """Return the index as a form sends it: `rely-<id>` and `why-<id>`."""
    return tuple(
        Weighed(
            key=piece.key,
            entry=piece.entry.id if piece.entry else "",
            paper=piece.paper.id if piece.paper else "",
            direction=piece.direction,
            relied=bool(sent.get(f"rely-{piece.id}")),
            why=sent.get(f"why-{piece.id}", "").strip()[:500],
        )
        for piece in pieces
    )


def _statements(sight: Sight) -> Iterator[Piece]:
    for entry in standing(sight.entries):
        if entry.value is None or entry.is_history or not entry.is_valid_on(sight.on):
            continue
        key = key_from(entry.key)
        if key.kind and not (key.kind == "episode" and key.name):
            continue
        named = key.name if not key.kind else ""
        if (compartment_of(entry.key) == ACCOUNT and named not in OURS) or named in OUTSIDE:
            yield Piece(entry.key, _direction(entry, named), entry=entry)


def _direction(entry: Entry, named: str) -> str:
    if named in NEUTRAL or not named:
        return BESIDE
    if isinstance(entry.value, bool):
        return FOR if entry.value else AGAINST
    return FOR if vocabulary().kind_of(named).type == "choice" else BESIDE


def _papers(sight: Sight) -> Iterator[Piece]:
    for paper in sight.papers:
        if paper.kind in PAPERS:
            yield Piece(paper.kind, BESIDE, paper=paper)
