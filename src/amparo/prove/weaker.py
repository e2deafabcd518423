"""*Not weaker*: what the baseline gives, the pack gives, one right at a time, to every person who could exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from amparo.prove.cone import Cone, slots_for
from amparo.prove.encode import Encoded
from amparo.prove.person import Person, Words
from amparo.prove.replay import NOT_CONFIRMED, gives_as_much, is_given, shown
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side, bindings, is_lacking, reads_alike, rights
from amparo.prove.search import SECONDS, Case, Search, Undecided
from amparo.prove.term import NotExpressible
from amparo.rules.exemption import NOT_WEAKER
from amparo.rules.rule import FORCES, Rule


@dataclass
class Comparison:
    """A pack held against a baseline on one day."""

    under: Side
    over: Side
    seconds: float = SECONDS
    memory: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cones = Cone(self.under.law), Cone(self.over.law)
        asked = [(self.cones[0], rule) for rule in rights(self.under.law)] + [
            (self.cones[1], rule) for rule in rights(self.over.law)
        ]
        words = Words((*self.under.law.words, *self.over.law.words))
        person = Person(self.under.law.vocabulary, self.under.law.day, words, slots_for(asked))
        self.first, self.second = Encoded(self.under.law, person), Encoded(self.over.law, person)
        self.search = Search(person, seconds=self.seconds)

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
        excused = self.over.exempts(NOT_WEAKER, right)
        instead = [rule for each in excused for rule in each.stand_ins(self.over.law)]
        alike = reads_alike(right, self.cones[0], answers, self.cones[1], self.memory)
        if alike is not None or any(not each.instead for each in excused):
            return Finding(NOT_WEAKER, PROVED, right, answers=tuple(answers), own=own, exempt=excused)
        return replace(self._searched(right, [*answers, *instead]), own=own, exempt=excused)

    def _searched(self, right: Rule, answers: list[Rule]) -> Finding:
        note = ""
        try:
            for there, bound, item in bindings(right, self.first):
                lacking = [there, is_lacking(right, self.first, answers, self.second, bound)]
                found = self.search.clearest(lacking, self.first.concludes(right, bound).yes)
                if isinstance(found, Undecided):
                    note = found.reason
                elif found is not None:
                    return self._refuted(right, answers, found[0], item)
        except NotExpressible as reason:
            note = str(reason)
        return Finding(NOT_WEAKER, UNDECIDED if note else PROVED, right, answers=tuple(answers), note=note)

    def _refuted(self, right: Rule, answers: list[Rule], case: Case, item: str | None) -> Finding:
        law, other = self.under.law, self.over.law
        asked = shown(law, case, right, item)
        is_so = is_given(asked) and not any(
            gives_as_much(asked, law, shown(other, case, each, item), other) for each in answers
        )
        result, note = (REFUTED, "") if is_so else (UNDECIDED, NOT_CONFIRMED)
        return Finding(NOT_WEAKER, result, right, item, case, answers=tuple(answers), note=note)
