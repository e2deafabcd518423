"""Asks of each right whether the second of two people lacks what the first has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amparo.prove.cone import Cone, slots_for
from amparo.prove.encode import Encoded
from amparo.prove.people import Pair
from amparo.prove.person import Person, Words
from amparo.prove.replay import NOT_CONFIRMED, gives_as_much, is_given, shown
from amparo.prove.result import PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side, bindings, is_lacking, rights
from amparo.prove.search import SECONDS, Case, Search, Undecided
from amparo.prove.term import NotExpressible
from amparo.rules.exemption import STRIPS
from amparo.rules.rule import Rule


class Pairs:
    """A law asked about two people at a time, of whom a property speaks."""

    def __init__(self, side: Side, pair: Pair, cone: Cone, seconds: float = SECONDS) -> None:
        self.side, self.pair, self.law, self._cone = side, pair, side.law, cone
        self._concerned = [right for right in rights(side.law) if self._is_concerned(right)]
        slots = slots_for([(cone, rule) for rule in self._concerned])
        self.one = Person(side.law.vocabulary, side.law.day, Words(side.law.words), slots)
        self.other = Person(side.law.vocabulary, side.law.day, self.one.words, slots, like=self.one, varied=pair.varied)
        self.first, self.second = Encoded(side.law, self.one), Encoded(side.law, self.other)
        self.search = Search(self.one, self.other, seconds=seconds)

    def _is_concerned(self, right: Rule) -> bool:
        if self.pair.name == STRIPS and right.kind != "hold":
            return False
        return bool(self._cone.reads(right) & self.pair.varied.keys())

    def findings(self) -> Iterator[Finding]:
        """Yield the answer for each right that reads what the two differ in."""
        for right in self._concerned:
            yield self.finding(right)

    def finding(self, right: Rule) -> Finding:
        """Answer for one right; a right that an exception excuses is looked at with what the exception gives instead."""
        excused = self.side.exempts(self.pair.name, right, self.pair.about)
        instead = [rule for each in excused for rule in each.stand_ins(self.law)]
        if any(not each.instead for each in excused):
            return Finding(self.pair.name, PROVED, right, about=self.pair.about, exempt=excused)
        return replace(self._finding(right, [*self._answers(right), *instead]), exempt=excused)

    def _answers(self, right: Rule) -> list[Rule]:
        """What may stand for the right: to strip a hold is to leave its act without any."""
        if self.pair.name != STRIPS:
            return self.side.answers(right)
        holds = (rule for rule in self.law.rules.values() if rule.kind == "hold" and rule.act == right.act)
        return [rule for rule in holds if rule.each in (None, right.each)]

    def _finding(self, right: Rule, answers: list[Rule]) -> Finding:
        name, about, note = self.pair.name, self.pair.about, ""
        try:
            where = list(self.pair.where(self.one, self.other))
            for there, bound, item in bindings(right, self.first):
                lacking = [*where, there, is_lacking(right, self.first, answers, self.second, bound)]
                found = self.search.clearest(lacking, self.first.concludes(right, bound).yes)
                if isinstance(found, Undecided):
                    note = found.reason
                elif found is not None:
                    return self._refuted(right, answers, item, found)
        except NotExpressible as reason:
            note = str(reason)
        return Finding(name, UNDECIDED if note else PROVED, right, answers=tuple(answers), note=note, about=about)

    def _refuted(self, right: Rule, answers: list[Rule], item: str | None, found: tuple[Case, ...]) -> Finding:
        law, (case, other) = self.law, found
        asked = shown(law, case, right, item)
        is_so = is_given(asked) and not any(gives_as_much(asked, law, shown(law, other, each, item), law) for each in answers)
        result, note = (REFUTED, "") if is_so else (UNDECIDED, NOT_CONFIRMED)
        return Finding(self.pair.name, result, right, item, case, other, tuple(answers), note=note, about=self.pair.about)
