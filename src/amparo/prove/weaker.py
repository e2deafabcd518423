"""*Not weaker*: what the baseline gives, the pack gives, one right at a time, to every person who could exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from amparo.prove.cone import Cone, slots_for
from amparo.prove.encode import Encoded
from amparo.prove.person import Person, Words
from amparo.prove.replay import determined, is_given, shortened
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side, bindings, is_as_often, is_lacking, reads_alike, rights
from amparo.prove.search import SECONDS, Case, Undecided, shortest
from amparo.prove.term import NotExpressible
from amparo.rules.determination import Determination
from amparo.rules.rule import FORCES, Rule

NOT_WEAKER: Final = "not-weaker"


@dataclass
class Comparison:
    """A pack held against a baseline on one day."""

    under: Side
    over: Side
    seconds: float = SECONDS
    memory: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = Words((*self.under.law.words, *self.over.law.words))
        self.cones = Cone(self.under.law), Cone(self.over.law)

    def findings(self, forces: tuple[str, ...] = FORCES) -> Iterator[Finding]:
        """Yield the answer for each right of the baseline."""
        for right in rights(self.under.law, forces):
            yield self.finding(right)

    def finding(self, right: Rule) -> Finding:
        """Answer for one right."""
        if not self.over.assesses(right):
            return Finding(NOT_WEAKER, NOT_ASSESSED, right)
        answers = self.over.answers(right)
        own = any(rule.pack == self.over.pack.name for rule in answers)
        if reads_alike(right, self.cones[0], answers, self.cones[1], self.memory) is not None:
            return Finding(NOT_WEAKER, PROVED, right, answers=tuple(answers), own=own)
        try:
            return self._searched(right, answers, own=own)
        except NotExpressible as reason:
            return Finding(NOT_WEAKER, UNDECIDED, right, answers=tuple(answers), note=str(reason))

    def _searched(self, right: Rule, answers: list[Rule], *, own: bool) -> Finding:
        slots = slots_for([(self.cones[0], right), *((self.cones[1], rule) for rule in answers)])
        person = Person(self.under.law.vocabulary, self.under.law.day, self.words, slots)
        under, over = Encoded(self.under.law, person), Encoded(self.over.law, person)
        note = ""
        for there, bound, item in bindings(right, under):
            found = shortest((person,), [there, is_lacking(right, under, answers, over, bound)], self.seconds)
            if isinstance(found, Undecided):
                note = found.reason
            elif found is not None:
                return self._refuted(right, answers, found[0], item)
        return Finding(NOT_WEAKER, UNDECIDED if note else PROVED, right, answers=tuple(answers), own=own, note=note)

    def _refuted(self, right: Rule, answers: list[Rule], case: Case, item: str | None) -> Finding:
        def holds(tried: Case) -> bool:
            return self.is_lacking(right, answers, tried, item)

        if not holds(case):
            return Finding(NOT_WEAKER, UNDECIDED, right, item, case, note="the definition does not confirm what the solver found")
        return Finding(NOT_WEAKER, REFUTED, right, item, shortened(case, holds), answers=tuple(answers))

    def is_lacking(self, right: Rule, answers: list[Rule], case: Case, item: str | None) -> bool:
        """Say by the definition whether a person has a right under the baseline and no rule of the pack gives as much."""
        asked = determined(self.under.law, case, right, item)
        if asked is None or not is_given(asked):
            return False
        return not any(self._gives_as_much(right, asked, rule, case, item) for rule in answers)

    def _gives_as_much(self, right: Rule, asked: Determination, answer: Rule, case: Case, item: str | None) -> bool:
        given = determined(self.over.law, case, answer, item if answer.each else None)
        if given is None or not is_given(given) or (right.repeat and not is_as_often(right, self.under.law, answer, self.over.law)):
            return False
        return asked.due is None or (given.due is not None and given.due <= asked.due)
