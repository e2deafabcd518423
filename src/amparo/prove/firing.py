"""*No dead rule*: each rule can come about. *No clash*: none demands what a binding one forbids the same person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final, TypeVar

from amparo.prove.cone import Cone, slots_for
from amparo.prove.encode import Encoded
from amparo.prove.person import Person, Words
from amparo.prove.result import PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side, bindings
from amparo.prove.search import SECONDS, Search, Undecided
from amparo.prove.term import NotExpressible
from amparo.prove.truth import Formula
from amparo.rules.exemption import CLASH, DEAD
from amparo.rules.rule import TRUTH, Rule

T = TypeVar("T")

_MOST_ITEMS: Final = 8
"""Items of a kind with which a rule is tried to come about: one that needs more counts as dead."""


@dataclass(frozen=True)
class Firing:
    """A law asked which of its rules can be yes, alone and together."""

    side: Side
    seconds: float = SECONDS

    @cached_property
    def _words(self) -> Words:
        return Words(self.side.law.words)

    @cached_property
    def _cone(self) -> Cone:
        return Cone(self.side.law)

    def dead(self) -> Iterator[Finding]:
        """Yield for each rule whether there can be somebody of whom it says yes."""
        for rule in self._truths():
            excused = self.side.exempts(DEAD, rule)
            found = self._asked((rule,), Search.anybody)
            if isinstance(found, Undecided):
                yield Finding(DEAD, UNDECIDED, rule, note=found.reason, exempt=excused)
            else:
                yield Finding(DEAD, PROVED if found or excused else REFUTED, rule, exempt=excused)

    def clashes(self) -> Iterator[Finding]:
        """Yield for each duty that demands an act, and each two exceptions to one rule, whether they can meet a bar."""
        for one, other in (*self._demands(), *self._exceptions()):
            excused = self.side.exempts(CLASH, one)
            found = self._asked((one, other), Search.shortest)
            if isinstance(found, Undecided):
                yield Finding(CLASH, UNDECIDED, one, answers=(other,), note=found.reason, exempt=excused)
            else:
                case, result = found[0] if found else None, REFUTED if found and not excused else PROVED
                yield Finding(CLASH, result, one, case=case, answers=(other,), exempt=excused)

    def _truths(self) -> list[Rule]:
        return [rule for rule in self.side.law.in_order if rule.type == TRUTH]

    def _demands(self) -> Iterator[tuple[Rule, Rule]]:
        for duty in (rule for rule in self.side.law.in_order if rule.kind == "duty" and rule.demands):
            for hold in self.side.law.in_order:
                if hold.kind == "hold" and hold.act == duty.demands and hold.force == "mandatory":
                    yield duty, hold

    def _exceptions(self) -> Iterator[tuple[Rule, Rule]]:
        """Two exceptions of equal rank to one rule."""
        exceptions = [rule for rule in self.side.law.in_order if rule.exception_of and rule.force]
        for one, other in combinations(exceptions, 2):
            if one.exception_of == other.exception_of and one.rank() == other.rank():
                yield one, other

    def _asked(self, rules: tuple[Rule, ...], ask: Callable[[Search, list[Formula]], T]) -> T | Undecided:
        """Ask for somebody of whom all these rules say yes, each of the person or of the first item that it is about."""
        encoded, search = self._open(rules)
        try:
            wanted = [part for rule in rules for part in _yes(encoded, rule)]
        except NotExpressible as reason:
            return Undecided(str(reason))
        return ask(search, wanted)

    def _open(self, rules: tuple[Rule, ...]) -> tuple[Encoded, Search]:
        """Return the open person with as many items as the rules need; those who need the same share one."""
        law, slots = self.side.law, slots_for(((self._cone, rule) for rule in rules), most=_MOST_ITEMS)
        key = tuple(sorted(slots.items()))
        if key not in self._opened:
            encoded = Encoded(law, Person(law.vocabulary, law.day, self._words, slots))
            self._opened[key] = encoded, Search(encoded.person, seconds=self.seconds)
        return self._opened[key]

    @cached_property
    def _opened(self) -> dict[tuple[tuple[str, int], ...], tuple[Encoded, Search]]:
        return {}


def _yes(encoded: Encoded, rule: Rule) -> Iterator[Formula]:
    there, bound, _ = next(bindings(rule, encoded))
    yield from (there, encoded.concludes(rule, bound).yes)
