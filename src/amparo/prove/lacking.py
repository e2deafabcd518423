"""Whom one law gives a right that another does not: told for each right that the texts of the two touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.prove.cause import Cause, Causes, Text
from amparo.prove.encode import NOTHING_BOUND, Bound
from amparo.prove.replay import NOT_CONFIRMED, gives_as_much, is_given, shown
from amparo.prove.result import NOT_ASSESSED, UNDECIDED
from amparo.prove.right import bindings, is_lacking, reads_alike, rights
from amparo.prove.search import Case, Undecided
from amparo.prove.term import NotExpressible
from amparo.prove.truth import Formula, every, none
from amparo.prove.weaker import Comparison
from amparo.rules.determination import Determination
from amparo.rules.rule import FORCES, Rule

LOSES: Final = "loses"
GAINS: Final = "gains"
DIFFERS: Final = "differs"
CHANGES: Final = (LOSES, GAINS, UNDECIDED, DIFFERS, NOT_ASSESSED)
"""What a change of law can do to a right, in the order in which it is told."""
_SHORT: Final = 3
"""Facts up to which somebody already found is shown again for another right that the same texts touch."""
_MOST: Final = 8
"""Facts up to which somebody is shown who has nothing at all by the other law, rather than the same weaker or later."""


@dataclass(frozen=True)
class Change:
    """One right that a change of law touches, or a text that it changes without touching anybody.

    `case` replays what is told: `had` and `has` are what the two laws give that person, None where they give nothing.
    """

    change: str
    text: Text
    causes: tuple[Cause, ...] = ()
    item: str | None = None
    case: Case | None = None
    had: Determination | None = None
    has: Determination | None = None
    note: str = ""

    @property
    def why(self) -> tuple[Cause, ...]:
        """Return the texts that make the difference: of a right that is new or gone, that alone."""
        whole = (cause for cause in self.causes if cause.text.id == self.text.id and None in (cause.before, cause.after))
        return tuple(whole) or self.causes

    @property
    def since(self) -> date | None:
        """Return the day from which all that makes the difference is in force."""
        return max((cause.since for cause in self.why), default=None)

    @property
    def place(self) -> tuple[int, int, str]:
        """Return where it stands among others: losses first, the strongest right first."""
        force = FORCES.index(self.text.force) if self.text.force else len(FORCES)
        return CHANGES.index(self.change), force, self.text.id


class Lacking:
    """One law asked whom it gives what the other does not: what is lost with it, or gained by it."""

    def __init__(self, change: str, comparison: Comparison, causes: Causes) -> None:
        self.change, self._comparison, self._causes = change, comparison, causes
        self.giving, self.other = comparison.under, comparison.over
        self._met: list[tuple[frozenset[Cause], Case]] = []

    def changes(self) -> Iterator[Change]:
        """Yield what became of each right of the first law that the texts touch, if anything did."""
        for right in rights(self.giving.law):
            causes = self._causes.of(right.name)
            if causes and not self._is_spoken_of(right):
                yield Change(NOT_ASSESSED, right, causes)
            elif causes and (found := self._found(right, causes)) is not None:
                yield found

    def _is_spoken_of(self, right: Rule) -> bool:
        """Say whether the other law means to speak of what a right is about: its silence then is an answer.

        Of two laws of which one stands over the other, both do; a view speaks of what it shows.
        """
        scope, pack = self.other.law.scope, self.other.pack
        if not scope or scope == self.giving.law.scope or right.act in scope or right.subject in scope:
            return True
        stacked = {layer.name for layer in pack.layers} & {layer.name for layer in self.giving.pack.layers}
        return right.name in self.other.law.rules or (not pack.profile.view and pack.name in stacked)

    def _found(self, right: Rule, causes: tuple[Cause, ...]) -> Change | None:
        answers = self._answers(right)
        cones, memory = self._comparison.cones, self._comparison.memory
        if reads_alike(right, cones[0], answers, cones[1], memory) is not None:
            return None
        known = (case for met, case in self._met if met == frozenset(causes))
        for case in known:
            if (change := self._confirmed(right, answers, causes, case)) is not None and _is_clear(change, self.change):
                return change
        return self._searched(right, answers, causes)

    def _searched(self, right: Rule, answers: list[Rule], causes: tuple[Cause, ...]) -> Change | None:
        note = ""
        try:
            for there, bound, item in bindings(right, self._comparison.first):
                found = self._somebody(right, answers, there, bound)
                if isinstance(found, Undecided):
                    note = found.reason
                elif found is not None:
                    return self._shown(right, answers, causes, found, item)
        except NotExpressible as reason:
            note = str(reason)
        return self._undecided(right, causes, note) if note else None

    def _somebody(self, right: Rule, answers: list[Rule], there: Formula, bound: Bound) -> Case | Undecided | None:
        """The shortest person who lacks the right; better one who clearly has it by one law, and nothing by the other."""
        first, second, search = self._comparison.first, self._comparison.second, self._comparison.search
        lacking = [there, is_lacking(right, first, answers, second, bound)]
        clear = first.concludes(right, bound).yes
        bare = every(none(second.owed(rule, bound if rule.each else NOTHING_BOUND)) for rule in self._remaining(right))
        found = search.shortest(lacking)
        if not isinstance(found, tuple):
            return found
        for wish, most in (([clear, bare], _MOST), ([clear], None)):
            clearer = search.shortest([*lacking, *wish])
            if isinstance(clearer, tuple) and (most is None or len(clearer[0]["facts"]) <= most):
                return clearer[0]
        return found[0]

    def _shown(self, right: Rule, answers: list[Rule], causes: tuple[Cause, ...], case: Case, item: str | None) -> Change:
        change = self._confirmed(right, answers, causes, case, item)
        if change is None:
            return self._undecided(right, causes, NOT_CONFIRMED)
        if len(case["facts"]) <= _SHORT and item in (None, _first(right)):
            self._met.append((frozenset(causes), case))
        return change

    def _undecided(self, right: Rule, causes: tuple[Cause, ...], note: str) -> Change:
        return Change(UNDECIDED, right, causes, note=f"whether anybody {self.change} it: {note}")

    def _confirmed(
        self, right: Rule, answers: list[Rule], causes: tuple[Cause, ...], case: Case, item: str | None = None
    ) -> Change | None:
        """The change as the definition confirms it of a person, or None where it does not."""
        giving, other, item = self.giving.law, self.other.law, item or _first(right)
        given = shown(giving, case, right, item)
        as_much = (gives_as_much(given, giving, shown(other, case, rule, item), other) for rule in answers)
        if not is_given(given) or any(as_much):
            return None
        rest = [found for rule in self._remaining(right) if (found := shown(other, case, rule, item)) is not None]
        left = next((found for found in sorted(rest, key=_is_open) if is_given(found)), None)
        had, has = (given, left) if self.change == LOSES else (left, given)
        return Change(self.change, right, causes, item, case, had, has)

    def _answers(self, right: Rule) -> list[Rule]:
        """The rules of the other law that stand for a right, no weaker: also itself where it has got another id or name."""
        mine, theirs = self.giving.law.rules, self.other.law.rules
        gone = right.name not in theirs
        itself = [
            rule
            for rule in rights(self.other.law)
            if (rule.kind, rule.act, rule.each) == (right.kind, right.act, right.each)
            and (rule.id == right.id or (gone and rule.name not in mine and rule.title and rule.title == right.title))
        ]
        return [rule for rule in (*self.other.answers(right), *itself) if rule.rank() <= right.rank()]

    def _remaining(self, right: Rule) -> list[Rule]:
        """The rules of the other law that can give at least something in place of a right: itself, weaker or later."""
        rules = rights(self.other.law)
        own = [rule for rule in rules if rule.name == right.name]
        others = [rule for rule in rules if rule.act == right.act] if right.kind == "hold" else self._answers(right)
        found = {rule.name: rule for rule in (*own, *others)}.values()
        return [rule for rule in found if (rule.kind, rule.act) == (right.kind, right.act) and rule.each in (None, right.each)]


def _first(right: Rule) -> str | None:
    return f"{right.each}#1" if right.each else None


def _is_open(found: Determination) -> bool:
    return found.conclusion is None


def _is_clear(change: Change, what: str) -> bool:
    given, left = (change.had, change.has) if what == LOSES else (change.has, change.had)
    return given is not None and given.conclusion is True and left is None
