"""Which words of the law two laws have differently: the rules and numbers from which a difference between them comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amparo.prove.cone import Cone
from amparo.prove.right import Side
from amparo.rules.expression import Conclusion, Parameter
from amparo.rules.rule import Amount, Rule

Text = Rule | Amount
SUBSTANCE = (
    "kind", "act", "force", "strength", "when", "unless", "until", "lasts", "starts", "within", "at_once", "repeat", "done",
    "each", "exception_of", "unknown",
)  # fmt: skip
"""What of a rule can change who has it, how strongly, and by when."""
WORDING = ("title", "under", "binds", "do", "demands", "unknown_under")
"""What of a rule changes nobody's right as the rules count it: only a reader can tell what it does."""


@dataclass(frozen=True)
class Cause:
    """One rule or number that two laws have differently; None: one of them has it not. `since` is when the difference began."""

    name: str
    before: Text | None
    after: Text | None
    since: date
    is_repealed: bool = False

    @property
    def text(self) -> Text:
        """Return it as it now is, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 one of the two laws has it
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """Return what differs in a rule that both laws have."""
        if not (isinstance(self.before, Rule) and isinstance(self.after, Rule)):
            return ()
        return tuple(name for name in (*SUBSTANCE, *WORDING) if getattr(self.before, name) != getattr(self.after, name))

    @property
    def is_wording(self) -> bool:
        """Say whether only words differ that change nobody's right."""
        return bool(self.fields) and set(self.fields) <= set(WORDING)


class Causes:
    """All that two laws have differently, and what of it bears on a rule."""

    def __init__(self, before: Side, after: Side) -> None:
        self._sides = before, after
        self._cones = Cone(before.law), Cone(after.law)
        self.rules: Mapping[str, Cause] = {cause.name: cause for cause in self._rules()}
        self.amounts: Mapping[str, Cause] = {cause.name: cause for cause in self._amounts()}

    def of(self, name: str) -> tuple[Cause, ...]:
        """Return what differs of a rule: in its own text first, then in all that it reads."""
        rules, amounts = {name: None}, dict[str, None]()
        for side, cone in zip(self._sides, self._cones, strict=True):
            if (rule := side.law.rules.get(name)) is None:
                continue
            nodes = list(cone.nodes(rule))
            rules.update(dict.fromkeys(node.rule for node in nodes if isinstance(node, Conclusion)))
            amounts.update(dict.fromkeys(node.name for node in nodes if isinstance(node, Parameter)))
            amounts.update(dict.fromkeys(period for period in (rule.within, rule.repeat) if period))
        found = [self.rules[each] for each in rules if each in self.rules]
        found += [self.amounts[each] for each in amounts if each in self.amounts]
        return tuple(cause for cause in found if cause.name == name or not cause.is_wording)

    def _rules(self) -> Iterator[Cause]:
        before, after = (side.law.rules for side in self._sides)
        for name in dict.fromkeys((*before, *after)):
            old, new = before.get(name), after.get(name)
            cause = Cause(name, old, new, max(self._begun(side, name) for side in self._sides), self._is_repealed(name))
            if old is None or new is None or cause.fields:
                yield cause

    def _begun(self, side: Side, name: str) -> date:
        """The day from which a side says of a rule what it says: its `from`, the day of its repeal, or the pack's first."""
        begins = side.pack.profile.begins
        if (rule := side.law.rules.get(name)) is not None:
            return max(rule.since, begins)
        gone = (repeal.since for repeal in side.pack.repeals if repeal.rule == name and repeal.since <= side.law.day)
        return max(gone, default=begins)

    def _is_repealed(self, name: str) -> bool:
        after = self._sides[1]
        return any(repeal.rule == name and repeal.since <= after.law.day for repeal in after.pack.repeals)

    def _amounts(self) -> Iterator[Cause]:
        (before, first), (after, second) = ((side.law.amounts, side) for side in self._sides)
        for name in dict.fromkeys((*before, *after)):
            old, new = before.get(name), after.get(name)
            if old is None or new is None or _in_force(old, first) != _in_force(new, second):
                yield Cause(name, old, new, max(_valued(old, first), _valued(new, second)))


def _in_force(amount: Amount, side: Side) -> object:
    return amount.unit, amount.on(side.law.day)


def _valued(amount: Amount | None, side: Side) -> date:
    """The day from which a number has its value."""
    days = (day for day, _ in amount.values if day <= side.law.day) if amount is not None else iter(())
    return max(days, default=side.pack.profile.begins)
