"""Where the stay stands: the permit with its first and last day, what was applied for, and the day from which renewal is due.

The number of days before the end is the law's parameter. A last day is a day of the calendar, as the paper says it: one of
29 February ends with that day. Where months are counted, the law's own arithmetic counts them, and clamps to the month's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.determine import law
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.facts.value import shift
from amparo.ledger.known import standing as as_stated

LEGAL: Final = "legal"
PERMIT: Final = "residence_permit"
FROM: Final = "residence_permit_from"
UNTIL: Final = "residence_permit_until"
WORK: Final = "work_permit"
SITUATION: Final = "stay_needed_for_situation"
COOPERATION: Final = "stay_needed_for_cooperation"
WEIGHED: Final = "stay_factors_weighed"
FOR_GOOD: Final = "permanent_stay_considered"
NOTICE: Final = "renewal_notice_days"
"""The parameter that says how many days before its end a permit's renewal is due."""
TEMPORARY: Final = "temporary"
RENEWAL: Final = "renewal_applied"
PERMANENT: Final = "permanent"
RUNS: Final = (TEMPORARY, RENEWAL)
APPLICATION: Final = "stay-application"
WEIGHING: Final = "stay-weighing"
DECISION: Final = "stay-decision"


@dataclass(frozen=True, slots=True)
class Permit:
    """The permit as it stands on the day of the look. `renew_from` is the day from which renewal is due by the law."""

    on: date
    state: str | None
    first: date | None
    last: date | None
    renew_from: date | None
    notice: int | None
    work: str | None
    differs: bool

    @property
    def runs(self) -> bool:
        """Whether a permit for a time is held that has not run out."""
        return self.state in RUNS and (self.last is None or self.on <= self.last)

    @property
    def has_run_out(self) -> bool:
        """Whether the last day of a permit for a time has passed."""
        return self.state in RUNS and self.last is not None and self.last < self.on

    @property
    def left(self) -> int | None:
        """How many days are left after today."""
        return (self.last - self.on).days if self.runs and self.last else None

    @property
    def is_due(self) -> bool:
        """Whether the day has come from which renewal is due; where no last day is known, it may be near."""
        return self.state == TEMPORARY and (self.renew_from is None or self.renew_from <= self.on)


def permit_of(sight: Sight) -> Permit:
    """Return the permit as it stands, on what the viewer may read."""
    facts = KeptFacts(sight)
    first, last = _day(facts, FROM), _day(facts, UNTIL)
    state, notice = facts.as_it_stands(PERMIT), notice_days(sight.on)
    said = {each.value for each in as_stated(sight.entries) if each.key == PERMIT and each.value is not None}
    return Permit(
        on=sight.on,
        state=state,
        first=first,
        last=last,
        renew_from=renewal_from(last, notice) if state in RUNS else None,
        notice=notice,
        work=facts.as_it_stands(WORK),
        differs=state is None and len(said) > 1,
    )


def renewal_from(last: date | None, notice: int | None) -> date | None:
    """Return the day from which the renewal of a permit is due."""
    found = shift(last, "days", -notice) if last is not None and notice is not None else None
    return found if isinstance(found, date) else None


def notice_days(on: date) -> int | None:
    """Return how many days before its end the law wants renewal looked at; nothing where it names none."""
    amount = law().amounts.get(NOTICE)
    value = amount.on(on) if amount is not None else None
    return value if isinstance(value, int) else None


def papers_of(sight: Sight, kind: str) -> tuple[Paper, ...]:
    """Return the papers of a kind that the viewer may read, the last one first."""
    return tuple(reversed([each for each in sight.papers if each.kind == kind]))


def _day(facts: KeptFacts, key: str) -> date | None:
    found: Any = facts.settled.get(key)
    return found if isinstance(found, date) else None
