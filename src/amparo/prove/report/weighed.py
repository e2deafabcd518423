"""What became of each right of the baseline: kept and by which layer, widened, weakened, missing, excused, or not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from amparo.prove.changes import counterparts
from amparo.prove.proof import Proof
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import Side
from amparo.prove.weaker import Comparison
from amparo.rules.exemption import NOT_WEAKER
from amparo.rules.rule import FORCES, Rule

OWN: Final = "own"
BELOW: Final = "below"
WEAKENED: Final = "weakened"
MISSING: Final = "missing"
EXCUSED: Final = "excused"
STATES: Final = (OWN, BELOW, WEAKENED, MISSING, EXCUSED, NOT_ASSESSED, UNDECIDED)
"""Kept by the law's own layer; kept only by a layer below it; and what else can become of a right."""
MORE_PEOPLE: Final = "to more people"
MORE_FORCE: Final = "with more force"


@dataclass(frozen=True)
class Weighed:
    """A right of the baseline, its state, the rules that answer it, and how the law's own layer widens it, if it does."""

    finding: Finding
    right: Rule
    state: str
    answers: tuple[Rule, ...] = ()
    wider: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Answering(Side):
    """The baseline as the side that answers: of a rule that stands for one of its rights, that right does."""

    stands_for: Rule | None = None

    def answers(self, right: Rule) -> list[Rule]:
        """Return the rules of the baseline that answer a rule."""
        found = super().answers(right)
        return found if self.stands_for is None or self.stands_for in found else [self.stands_for, *found]

    def assesses(self, right: Rule) -> bool:  # noqa: ARG002 what stands for a right speaks of the same
        """Return yes."""
        return True


class Scales:
    """Weighs the rights of the baseline of a proof."""

    def __init__(self, proof: Proof) -> None:
        assert proof.baseline is not None  # noqa: S101 nothing is weighed against nothing
        self.proof = proof
        self.law, below = proof.pack.law_on(proof.day), proof.baseline.law_on(proof.day)
        self.own, self.under = Side(proof.pack, self.law), Side(proof.baseline, below)
        self.alone = Comparison(self.under, replace(self.own, alone=True), proof.seconds)

    def weigh(self) -> Iterator[Weighed]:
        """Yield what became of each right that was asked about."""
        for finding in self.proof.of(NOT_WEAKER):
            if finding.rule is not None:
                yield self._weighed(finding, finding.rule)

    def _weighed(self, finding: Finding, right: Rule) -> Weighed:
        near = counterparts(right, self.law)
        if finding.result in (NOT_ASSESSED, UNDECIDED):
            return Weighed(finding, right, finding.result, finding.answers)
        if finding.result == REFUTED:
            answers = tuple(dict.fromkeys((*near, *finding.answers)))
            return Weighed(finding, right, WEAKENED if answers else MISSING, answers)
        own = tuple(rule for rule in finding.answers if self._is_own(rule))
        others = tuple(rule for rule in finding.answers if not self._is_own(rule))
        if finding.exempt:
            return Weighed(finding, right, EXCUSED, own or others)
        is_kept = bool(own) and (not others or self.alone.finding(right).result == PROVED)
        wider = tuple(dict.fromkeys(how for rule in near if self._is_own(rule) for how in self._wider(rule, right)))
        named = [rule for rule in own if rule in near] or own
        return Weighed(finding, right, OWN if is_kept else BELOW, tuple(named) if is_kept else _nearest(right, others), wider)

    def _is_own(self, rule: Rule) -> bool:
        return rule.pack == self.proof.pack.name

    def _wider(self, rule: Rule, right: Rule) -> Iterator[str]:
        """How a rule of the law gives what the baseline alone does not; of force and of people, each by itself."""
        if rule.type != right.type or rule.each not in (None, right.each) or rule.kind != right.kind:
            return
        if FORCES.index(rule.force) < FORCES.index(right.force):
            yield MORE_FORCE
        if rule.each == right.each:
            level = replace(rule, force=right.force, strength=right.strength)
            turned = _Answering(self.under.pack, self.under.law, stands_for=right)
            if Comparison(self.own, turned, self.proof.seconds).finding(level).result == REFUTED:
                yield MORE_PEOPLE


def _nearest(right: Rule, answers: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rule of the same id where it still stands, else all that answer."""
    return tuple(rule for rule in answers if (rule.id, rule.pack) == (right.id, right.pack)) or answers
