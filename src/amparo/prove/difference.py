"""What a change of law changes: who loses which right, who gains one, from when, and what is only said differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from amparo.prove.cause import SUBSTANCE, WORDING, Causes
from amparo.prove.lacking import DIFFERS, GAINS, LOSES, Change, Lacking
from amparo.prove.right import Side
from amparo.prove.search import SECONDS
from amparo.prove.weaker import Comparison
from amparo.rules.law import Law
from amparo.rules.pack import Pack


@dataclass(frozen=True)
class Difference:
    """One law held against another on one day. `then` asks the first as its text stood on an earlier day."""

    before: Pack
    after: Pack
    day: date
    then: date | None = None
    seconds: float = SECONDS

    @cached_property
    def sides(self) -> tuple[Side, Side]:
        """Return both laws, each asked about people as they are on the day."""
        before = as_it_stood(self.before, self.then, self.day) if self.then else self.before.law_on(self.day)
        return Side(self.before, before), Side(self.after, self.after.law_on(self.day))

    @cached_property
    def causes(self) -> Causes:
        """Return all texts that differ."""
        return Causes(*self.sides)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return all that the change of law changes, losses first, each by force."""
        memory: dict[object, int] = {}
        before, after = self.sides
        found = [
            *Lacking(LOSES, Comparison(before, after, self.seconds, memory), self.causes).changes(),
            *Lacking(GAINS, Comparison(after, before, self.seconds, memory), self.causes).changes(),
        ]
        return tuple(sorted((*found, *self._untouching(found)), key=lambda change: change.place))

    @cached_property
    def later(self) -> tuple[date, ...]:
        """Return the days after the one asked about on which one of the two laws changes and the other does not."""
        first, second = (_turns(pack, self.day) for pack in (self.before, self.after))
        return tuple(sorted({day for _, day, _ in first ^ second}))

    def _untouching(self, found: list[Change]) -> Iterator[Change]:
        """Texts that differ and from which nothing that was found comes."""
        told = {cause for change in found for cause in change.causes}
        for cause in (*self.causes.rules.values(), *self.causes.amounts.values()):
            if cause not in told:
                yield Change(DIFFERS, cause.text, (cause,))


def as_it_stood(pack: Pack, then: date, day: date) -> Law:
    """Return the law of one day as if nothing in it had changed up to another, the day on which it is asked."""
    law = pack.law_on(then)
    amounts = {
        name: replace(amount, values=tuple(value for value in amount.values if value[0] <= then))
        for name, amount in law.amounts.items()
    }
    return replace(law, day=day, amounts=amounts, next_versions={})


def _turns(pack: Pack, day: date) -> set[tuple[str, date, object]]:
    """The later versions, repeals and values of a pack: which, from when, and what they say."""
    said = (*SUBSTANCE, *WORDING)
    rules = {(rule.name, rule.since, tuple(getattr(rule, name) for name in said)) for rule in pack.rules if rule.since > day}
    repeals = {(repeal.rule, repeal.since, None) for repeal in pack.repeals if repeal.since > day}
    values = {(name, since, value) for name, amount in pack.amounts.items() for since, value in amount.values if since > day}
    return {*rules, *repeals, *values}
