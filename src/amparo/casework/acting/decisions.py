"""Decisions that a held act goes on, of all in a case: which of them counts, which waits, and what a second person ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from amparo.casework.papers import Paper

ASKED: Final = "act-asked"
DECIDED: Final = "act-decided"
TOLD: Final = "act-told"
GO_ON: Final = "go-on"
STAY: Final = "stay"
TO_SAVE: Final = "to-save-a-life"
VERDICTS: Final = (GO_ON, STAY, TO_SAVE)
RESCUE: Final = timedelta(days=1)
"""How long a rescue lasts: what is still to be done then is decided with reasons."""
_ABOUT: Final = ("act", "item", "print")


def counting(papers: Sequence[Paper], about: tuple[str, str, str], moment: datetime) -> Paper | None:
    """Return the last decision on these very holds that the act goes on, agreed to by whoever had to; or nothing."""
    found = _last(papers, about)
    if found is None or found.body["verdict"] == STAY:
        return None
    if found.body["verdict"] == TO_SAVE and moment - found.at > RESCUE:
        return None
    if not found.body["needs_second"]:
        return found
    second = seconded(papers, found)
    return found if second is not None and second.body["verdict"] == GO_ON else None


def waiting(papers: Sequence[Paper], about: tuple[str, str, str]) -> Paper | None:
    """Return the decision on these very holds that waits for its second person."""
    found = _last(papers, about)
    if found is None or not found.body["needs_second"]:
        return None
    return found if seconded(papers, found) is None else None


def seconded(papers: Sequence[Paper], first: Paper) -> Paper | None:
    """Return what the second person said of a decision; never the first one's own word."""
    said = (each for each in papers if each.kind == DECIDED and each.answers == first.id and each.user != first.user)
    return next(said, None)


def is_refused(papers: Sequence[Paper], about: tuple[str, str, str]) -> bool:
    """Say whether a second person said no on these very holds: that stays so while what holds the act is the same."""
    firsts = [each for each in papers if each.kind == DECIDED and not each.answers and _is_about(each, about)]
    seconds = (seconded(papers, each) for each in firsts)
    return any(each is not None and each.body["verdict"] == STAY for each in seconds)


def _last(papers: Sequence[Paper], about: tuple[str, str, str]) -> Paper | None:
    firsts = (each for each in reversed(papers) if each.kind == DECIDED and not each.answers)
    return next((each for each in firsts if _is_about(each, about)), None)


def _is_about(paper: Paper, about: tuple[str, str, str]) -> bool:
    return tuple(paper.body[name] for name in _ABOUT) == about
