"""Somebody who may be the person, as a worker judges it in ten seconds: where they are, what speaks for it, both records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.alike import Alike, Likeness
from amparo.casework.register import Answer
from amparo.casework.register import Candidate as Entered
from amparo.desk.case_code import short_code
from amparo.desk.compared import Line, compared
from amparo.desk.links import case_page
from amparo.matching.decision import MATCH, NO_MATCH, REVIEW, Decision
from amparo.matching.reasons import CLEAR, SLIGHT, STRONG, Reason
from amparo.matching.record import Record

_ORDER: Final[tuple[Decision, ...]] = (MATCH, REVIEW, NO_MATCH)


@dataclass(frozen=True, slots=True)
class Said:
    """One reason: its sentence, whether it speaks for one person, and how much, in a word."""

    sentence: str
    is_for: bool
    weight: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One case that may be about the person, with both records side by side."""

    case: str
    code: str
    called: str
    href: str
    decision: Decision
    bits: float
    reasons: tuple[Said, ...]
    lines: tuple[Line, ...]
    judged: bool | None = None
    in_register: bool = False

    @property
    def words(self) -> str:
        """The decision in words: the machine never says that somebody is the person."""
        return {
            MATCH: _("May be the same person"),
            REVIEW: _("Look closer"),
            NO_MATCH: _("Less likely"),
        }[self.decision]

    @property
    def is_likely(self) -> bool:
        """Say whether they are shown openly."""
        return self.decision != NO_MATCH


def candidates(found: Likeness, answer: Answer | None = None) -> tuple[Candidate, ...]:
    """Return cases of one's agency and those of the register, each case once, the likeliest first."""
    cards = {each.case: _candidate(found.asked, each, judged=each.judged) for each in found.cases}
    for entered in answer.candidates if answer is not None else ():
        cards[entered.case] = _with_register(cards, found.asked, entered)
    return _sorted(cards)


def _sorted(cards: Mapping[str, Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(cards.values(), key=lambda each: (_ORDER.index(each.decision), -each.bits, each.case)))


def _with_register(cards: Mapping[str, Candidate], asked: Record, entered: Entered) -> Candidate:
    """Show who is in both by what speaks louder: a case may hold a name that the register does not, and the other way round."""
    mine, theirs = cards.get(entered.case), _candidate(asked, entered, in_register=True)
    return theirs if mine is None or theirs.bits > mine.bits else replace(mine, in_register=True)


def _candidate(asked: Record, each: Alike | Entered, *, judged: bool | None = None, in_register: bool = False) -> Candidate:
    return Candidate(
        case=each.case,
        code=short_code(each.case),
        called=each.called,
        href=case_page(each.case),
        decision=each.decision,
        bits=each.bits,
        reasons=_said(each.reasons),
        lines=compared(asked, each.record),
        judged=judged,
        in_register=in_register,
    )


def _said(reasons: Iterable[Reason]) -> tuple[Said, ...]:
    weights = {STRONG: _("strong"), CLEAR: _("clear"), SLIGHT: _("slight")}
    return tuple(Said(each.sentence, each.is_for, weights[each.weight]) for each in reasons)
