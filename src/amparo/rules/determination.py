"""A determination: what one rule says of one person (or item), why, and what would change it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amparo.facts.value import Truth, Value
from amparo.rules.rule import APPLIES, ASK, Rule


class Reason(NamedTuple):
    """One fact that decides, by its key, at the value it has; None: it decides because it is not known."""

    fact: str
    value: Value | None


class Determination(NamedTuple):
    """What a rule says. `conclusion` is that of `when`, `fulfilled` that of `done` (duties only).

    `because` and `missing` speak of `when`, `fulfilled_because` of `done`. `until`, `due` and `changes_on` are the last
    day in force, the day by which it is to be done, and the next day on which the answer could differ by itself.
    """

    rule: Rule
    item: str | None
    conclusion: Truth
    fulfilled: Truth
    starts: date | None
    until: date | None
    due: date | None
    changes_on: date | None
    because: tuple[Reason, ...]
    fulfilled_because: tuple[Reason, ...]
    missing: tuple[str, ...]
    under: tuple[str, ...]

    @property
    def in_effect(self) -> bool:
        """Say whether the rule counts: yes; or not known and it applies then; or not known, and a hold that asks."""
        return is_in_effect(self.rule, self.conclusion)

    @property
    def is_owed(self) -> bool:
        """Say whether this is a duty in effect that is not known to be fulfilled."""
        return self.rule.kind == "duty" and self.in_effect and self.fulfilled is not True


def is_in_effect(rule: Rule, conclusion: Truth) -> bool:
    """Say whether a rule with this conclusion counts, by its own choice for *not known*."""
    if conclusion is not None:
        return conclusion
    return rule.unknown == APPLIES or (rule.unknown == ASK and rule.kind == "hold")
