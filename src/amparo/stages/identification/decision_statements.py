"""What a decision states: the facts on which the law turns, in the place of what the same agency stated before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from amparo.casework.own_word import OwnWord
from amparo.casework.record import Statement
from amparo.stages.identification.decision import ELEMENTS, FINAL, INCONCLUSIVE, NO, PENDING, YES, Decision
from amparo.stages.identification.decision_evidence import NEW

DECIDED: Final = "decision"
"""The source of everything that a decision states."""
REVIEWED: Final = "negative_decision_reviewed"
REASON: Final = "negative_reason"
SETTLED_NOT: Final = "verification_inconclusive"
CHALLENGED: Final = "challenge_open"
_FOUND: Final = {YES: True, NO: False}


class Stating(OwnWord):
    """States things as the authority does that looked at a case: all of it rests on the decision."""

    __slots__ = ()

    def state(self, key: str, value: Any, *, source: str = DECIDED, until: date | None = None) -> Iterator[Statement]:
        """State a value in the place of all that the authority stated of it before."""
        return super().state(key, value, source=source, until=until)

    def end(self, key: str, *, source: str = DECIDED) -> Iterator[Statement]:
        """State a no in the place of its own yes."""
        return super().end(key, source=source)


def statements(decision: Decision, stating: Stating, on: date, *, last_day: date | None = None) -> tuple[Statement, ...]:
    """Return what a decision states on the day on which it takes effect."""
    return (*findings(decision, stating), *outcome(decision, stating, on, last_day=last_day))


def findings(decision: Decision, stating: Stating) -> tuple[Statement, ...]:
    """Return what a decision found, and on what it rests, apart from what it comes to."""
    return tuple(_findings(decision, stating))


def outcome(decision: Decision, stating: Stating, on: date, *, last_day: date | None = None) -> tuple[Statement, ...]:
    """Return what a decision comes to: the status, and its day."""
    return tuple(_outcome(decision, stating, on, last_day))


def _findings(decision: Decision, stating: Stating) -> Iterator[Statement]:
    if decision.outcome == PENDING:
        yield from stating.end(REVIEWED)
        yield from stating.state(REASON, None)
        return
    for element in ELEMENTS:
        if decision.elements[element] in _FOUND:
            yield from stating.state(element, _FOUND[decision.elements[element]])
    if decision.outcome == NO:
        yield from stating.end(SETTLED_NOT)
        yield from stating.state(REASON, decision.negative_reason)
        yield from stating.state(REVIEWED, value=True)
        yield from stating.state(NEW, value=False)
        return
    yield from stating.end(REVIEWED)
    yield from stating.state(REASON, None)
    if decision.outcome == YES:
        yield from stating.end(SETTLED_NOT)


def _outcome(decision: Decision, stating: Stating, on: date, last_day: date | None) -> Iterator[Statement]:
    if decision.outcome == INCONCLUSIVE:
        yield from stating.state(SETTLED_NOT, value=True)
    stands = PENDING if decision.outcome == INCONCLUSIVE else decision.outcome
    yield from stating.state(decision.stage, stands)
    yield from stating.state(f"{decision.stage}_on", None if stands == PENDING else on.isoformat())
    if decision.outcome == NO:
        yield from stating.state(CHALLENGED, value=True, until=last_day)
    if decision.outcome == YES and decision.stage == FINAL:
        yield from stating.end(CHALLENGED)
        yield from stating.end(NEW)
