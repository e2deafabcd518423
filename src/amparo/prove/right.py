"""Rights: what a law gives a person by a rule, and which rules of another law answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amparo.prove.cone import Cone
from amparo.prove.encode import FURTHER, NOTHING_BOUND, Bound, Encoded
from amparo.prove.often import is_as_often
from amparo.prove.term import Line, fixed, shifted
from amparo.prove.truth import Formula, choose, every, none, some
from amparo.rules.exemption import Exemption
from amparo.rules.law import Law
from amparo.rules.pack import Pack
from amparo.rules.rule import FORCES, TRUTH, Rule

FLOORS: Final = {"mandatory": ("mandatory",), "consider": ("mandatory", "consider"), "recommended": FORCES}
"""Which forces of the baseline a floor looks at."""


def rights(law: Law, forces: tuple[str, ...] = FORCES) -> list[Rule]:
    """Return the rules that give somebody something: all but definitions."""
    return [rule for rule in law.in_order if rule.kind != "definition" and rule.type == TRUTH and rule.force in forces]


@dataclass(frozen=True)
class Side:
    """A pack on one day, as one side of a comparison. With `alone`, only its own layer answers."""

    pack: Pack
    law: Law
    alone: bool = False

    def answers(self, right: Rule) -> list[Rule]:
        """Return the rules that answer a right of another law."""
        return [rule for rule in self.law.rules.values() if self._answers(rule, right)]

    def _answers(self, rule: Rule, right: Rule) -> bool:
        if rule.type != TRUTH or (self.alone and rule.pack != self.pack.name):
            return False
        if rule.each not in (None, right.each) or rule.kind == "definition" or not _is_as_strong(rule, right):
            return False
        if "hold" in (rule.kind, right.kind):
            return rule.kind == right.kind and rule.act == right.act
        return (rule.kind, rule.name) == (right.kind, right.name) or f"{right.pack}/{right.id}" in rule.meets

    def exempts(self, name: str, right: Rule, about: str | None = None) -> tuple[Exemption, ...]:
        """Return the pack's exceptions that excuse a right from a property, for people who differ in a fact.

        One that is to give something instead excuses nothing on a day on which that is not in force.
        """
        found = (each for each in self.pack.exemptions if each.speaks_of(name, right, about, self.law.day))
        return tuple(each for each in found if not each.instead or each.stand_ins(self.law))

    def assesses(self, right: Rule) -> bool:
        """Say whether the pack speaks of what the right is about.

        An act that its scope names is spoken of for holds, a subject for all else. A pack that only tells what a source
        describes says nothing of rights that the source does not mention: silence there is no failure of a State.
        """
        scope = self.law.scope
        if not scope:
            return True
        if right.kind == "hold":
            return right.act in scope
        if self.pack.profile.standing == "illustrative":
            return bool(self.answers(right))
        return right.subject in scope and right.subject not in self.law.vocabulary.acts


def _is_as_strong(rule: Rule, right: Rule) -> bool:
    """A right is answered with no less force; one without any exception, by one without any."""
    if (right.force, right.strength) == ("mandatory", "absolute"):
        return (rule.force, rule.strength) == ("mandatory", "absolute")
    return FORCES.index(rule.force) <= FORCES.index(right.force)


def bindings(right: Rule, encoded: Encoded) -> Iterator[tuple[Formula, Bound, str | None]]:
    """Yield the things that a right is about: when there is such a thing, how it is bound, and its name in a case file."""
    if right.each is None:
        yield True, NOTHING_BOUND, None
        return
    yield encoded.person.listed(right.each, 1), {right.each: 1}, f"{right.each}#1"
    if right.kind == "hold":
        yield none(encoded.person.complete(right.each).yes), {right.each: FURTHER}, f"{right.each}#?"


def is_lacking(right: Rule, under: Encoded, answers: list[Rule], over: Encoded, bound: Bound) -> Formula:
    """Return when a right is there under one law, and no rule of the other gives as much."""
    given = (as_much(right, under, answer, over, bound) for answer in answers)
    return every([under.owed(right, bound), none(some(given))])


def as_much(right: Rule, under: Encoded, answer: Rule, over: Encoded, bound: Bound) -> Formula:
    """Return when a rule gives what a right gives: it is owed too, no later, and as often."""
    here = bound if answer.each else NOTHING_BOUND
    if not is_as_often(right, under.law, answer, over.law):
        return False
    return every([over.owed(answer, here), none(_is_later(right, under, answer, over, bound))])


def _is_later(right: Rule, under: Encoded, answer: Rule, over: Encoded, bound: Bound) -> Formula:
    asked, given = _due(right, under, bound), _due(answer, over, bound)
    if asked is None:
        return False
    here = every([asked.known, none(asked.never), asked.exact])
    if given is None:
        return here
    return every([here, some([none(given.known), given.never, given.high > asked.low])])


def _due(rule: Rule, encoded: Encoded, bound: Bound) -> Line | None:
    """The day by which a duty is to be done: as `Determination.due`."""
    if rule.kind != "duty" or not (rule.at_once or (rule.within and rule.starts is not None)):
        return None
    today = fixed(encoded.person.today)
    if rule.starts is None:
        return today
    start = encoded.term(rule.starts, bound)
    assert isinstance(start, Line)  # noqa: S101 the loader has typed every term
    if not rule.at_once and rule.within:
        amount = encoded.law.amount(rule.within)
        return shifted(start, encoded.law.amounts[rule.within].unit, amount if isinstance(amount, int) else None)
    day = choose(every([start.known, none(start.never), start.exact]), start.low, today.low)
    return Line(known=True, never=False, low=day, high=day)


def reads_alike(right: Rule, cone: Cone, answers: list[Rule], other: Cone, memory: dict[object, int]) -> Rule | None:
    """Return the answer that says of everybody the same as the right, if there is one; nothing then needs a proof."""
    wanted = cone.meaning(right, memory)
    return next((rule for rule in answers if other.meaning(rule, memory) == wanted), None)
