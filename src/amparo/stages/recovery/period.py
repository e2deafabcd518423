"""Where the time to recover stands: its first day as stated, its last day as the law in force works it out, and what ended it.

No number stands here. Which rules give the time, and how long, is read from the law: a right that begins on the first day of
the period and lasts as long as a parameter says. Where several give it (a child, a layer of the law), the longest counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.determine import law
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import time_zone
from amparo.facts.settled import settle
from amparo.facts.value import NEVER
from amparo.ledger.known import case_of
from amparo.rules.decide import Decider
from amparo.rules.expression import Fact
from amparo.rules.law import Law
from amparo.rules.rule import Rule

FIRST: Final = "recovery_started_on"
ENDED: Final = "recovery_ended_early_on"
OFFERED: Final = "recovery_offered"
EXCEPTION: Final = "recovery_exception"
EXTENDED: Final = "recovery_extended"
ENOUGH: Final = "recovery_time_enough"
LIFTING: Final = ("public_order", "improper_claim")
"""The exceptions that the authority can decide."""

NONE: Final = "none"
IS_OFFERED: Final = "offered"
TO_COME: Final = "to-come"
RUNNING: Final = "running"
OVER: Final = "over"
ENDED_EARLY: Final = "ended-early"
UNCLEAR: Final = "unclear"


@dataclass(frozen=True, slots=True)
class Period:
    """Where the time stands on the day of the look.

    `rules` are the rights that give it, as ids, with their last days. `first` is nothing where none is stated, or where two
    sources differ (`unclear`). `lifted` is the exception that the authority decided, and nothing for none.
    """

    state: str
    on: date
    first: date | None = None
    last: date | None = None
    rules: tuple[tuple[str, date], ...] = ()
    ended: date | None = None
    lifted: str = ""

    @property
    def days(self) -> int | None:
        """How many days it has, the first one counted."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def day(self) -> int | None:
        """Which day of it today is."""
        return (self.on - self.first).days + 1 if self.first and self.state == RUNNING else None

    @property
    def left(self) -> int | None:
        """How many days are left after today."""
        return (self.last - self.on).days if self.last and self.state == RUNNING else None

    @property
    def goes_on(self) -> bool:
        """Whether there is a time that somebody could end: one that runs, is to come, or of which the days are not clear."""
        return self.state in (RUNNING, TO_COME, UNCLEAR)


def period_of(sight: Sight) -> Period:
    """Return where the time to recover stands, on what the viewer may read."""
    facts = KeptFacts(sight)
    first, ended = facts.settled.get(FIRST), facts.settled.get(ENDED)
    exception = facts.settled.get(EXCEPTION)
    lifted = str(exception) if exception in LIFTING else ""
    ended_on = ended if isinstance(ended, date) and ended <= sight.on else None
    if not isinstance(first, date):
        state = _without_a_day(sight, facts, first)
        return Period(ENDED_EARLY if ended_on else state, sight.on, ended=ended_on, lifted=lifted)
    if ended_on and ended_on < first <= sight.on:
        ended_on = None  # it ended an earlier time: this one was given after the person came back
    rules = _last_days(sight, first)
    last = max((day for _rule, day in rules), default=None)
    state = TO_COME if first > sight.on else OVER if last is not None and last < sight.on else RUNNING
    if ended_on and state != OVER:
        state = ENDED_EARLY
    return Period(state, sight.on, first, last, rules, ended_on, lifted)


def giving(rules: Law) -> tuple[Rule, ...]:
    """Return the rights of a law that are a time to recover: from its first day, for as long as a parameter says."""
    return tuple(
        rule for rule in rules.rules.values() if rule.kind == "entitlement" and rule.lasts and rule.starts == Fact(FIRST)
    )


@dataclass(frozen=True, slots=True)
class Length:
    """How long a right makes the time, by the law of a day, and under which provisions."""

    rule: str
    amount: int
    unit: str
    under: tuple[str, ...]


def lengths(on: date) -> tuple[Length, ...]:
    """Return how long the time is by the law of a day, by each right that gives it."""
    today = law().law_on(on)
    named = ((rule, today.amounts[rule.lasts]) for rule in giving(today) if rule.lasts)
    return tuple(Length(rule.id, value, each.unit, each.under) for rule, each in named if isinstance(value := each.on(on), int))


def _without_a_day(sight: Sight, facts: KeptFacts, first: Any) -> str:
    if first is not NEVER and any(each.key == FIRST and each.value is not None for each in sight.entries):
        return UNCLEAR
    return IS_OFFERED if facts.as_it_stands(OFFERED) is True else NONE


def _last_days(sight: Sight, first: date) -> tuple[tuple[str, date], ...]:
    """Return the last day by each right in effect; for a time that does not run today, as the law had it on its first day."""
    now = tuple(_of_today(sight))
    return now or tuple(_on_the_first_day(sight, first))


def _of_today(sight: Sight) -> Iterator[tuple[str, date]]:
    names = {rule.id for rule in giving(law().law_on(sight.on))}
    for each in sight.determinations:
        if each["rule"] in names and each["in_effect"] and each["until"]:
            yield each["rule"], date.fromisoformat(each["until"])


def _on_the_first_day(sight: Sight, first: date) -> Iterator[tuple[str, date]]:
    if first < law().profile.begins:
        return
    rules = law().law_on(first)
    settled = settle(case_of(sight.entries, on=first, zone=time_zone()), law().vocabulary, on=first)
    decider = Decider(rules, settled)
    for rule in giving(rules):
        for found in decider.of(rule):
            if found.until is not None and found.conclusion is not False:
                yield rule.id, found.until


def told_by_law(sight: Sight) -> tuple[Mapping[str, Any], ...]:
    """Return the determinations in effect that give the time, for showing why."""
    names = {rule.id for rule in giving(law().law_on(sight.on))}
    return tuple(each for each in sight.determinations if each["rule"] in names and each["in_effect"])
