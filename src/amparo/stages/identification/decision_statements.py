"""What a decision states: the facts on which the law turns, in the place of what the same agency stated before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.identification.decision import ELEMENTS, FINAL, INCONCLUSIVE, NO, PENDING, YES, Decision
from amparo.stages.identification.decision_evidence import NEW

DECIDED: Final = "decision"
"""The source of everything that a decision states."""
REVIEWED: Final = "negative_decision_reviewed"
REASON: Final = "negative_reason"
SETTLED_NOT: Final = "verification_inconclusive"
CHALLENGED: Final = "challenge_open"
_FOUND: Final = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Stating:
    """States things as one agency does that looked at a case: what it said before is corrected, what it said already is not."""

    sight: Sight
    agency: str

    def mine(self, key: str) -> list[Entry]:
        """Return what the agency itself states of a key, as it stands."""
        return [each for each in standing(self.sight.entries) if each.key == key and each.agency == self.agency and _says(each)]

    def state(self, key: str, value: Any, *, until: date | None = None, source: str = DECIDED) -> Iterator[Statement]:
        """State a value in the place of all that the agency stated of it before; nothing withdraws it."""
        before = self.mine(key)
        if value is not None and until is None and len(before) == 1 and before[0].value == value and not before[0].valid_until:
            return
        yield from (Statement(key, None, source, corrects=each.id) for each in before[:-1])
        corrects = before[-1].id if before else None
        if value is not None or corrects is not None:
            yield Statement(key, value, source, corrects=corrects, valid_until=until.isoformat() if until else None)

    def end(self, key: str) -> Iterator[Statement]:
        """State a no in the place of a yes of the same agency; where it stated none, nothing."""
        if any(each.value is True for each in self.mine(key)):
            yield from self.state(key, value=False)


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


def _says(entry: Entry) -> bool:
    return entry.value is not None and not entry.is_history
