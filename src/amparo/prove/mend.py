"""The one change of a law that mends a right which it fails to give, proved again before it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from amparo.explain.plain import Plain
from amparo.prove.changes import Change, Drafter, cone_of, counterparts
from amparo.prove.cone import Cone
from amparo.prove.pairs import Pairs
from amparo.prove.people import Pair, all_pairs
from amparo.prove.proof import Proof
from amparo.prove.replay import gives_as_much, is_given, shown
from amparo.prove.result import PROVED, REFUTED, Finding
from amparo.prove.right import Side
from amparo.prove.weaker import Comparison
from amparo.rules.exemption import NOT_WEAKER
from amparo.rules.expression import Node, walk
from amparo.rules.rule import Rule

_MOST_PROOFS: Final = 12
"""Changes of one right that are held against every person; more than these are only tried on the one who is shown."""


@dataclass(frozen=True)
class Mending:
    """Looks for changes of the law of a proof. `plain` and `below` speak of it and of the law it is held against."""

    proof: Proof
    plain: Plain
    below: Plain | None

    def mend(self, found: Finding) -> Change | None:
        """Return the first single change with which a refuted right is proved, or None where there is none."""
        if found.result != REFUTED or found.rule is None or found.case is None:
            return None
        if found.name == NOT_WEAKER:
            return self._of_weaker(found, found.rule)
        pair = next((each for each in all_pairs(self.plain.law) if (each.name, each.about) == (found.name, found.about)), None)
        return self._of_pair(found, found.rule, pair) if pair is not None else None

    def _of_weaker(self, found: Finding, right: Rule) -> Change | None:
        if self.below is None or self.proof.baseline is None:
            return None
        under = Side(self.proof.baseline, self.below.law)
        likely = (change for change in self._changes(found, right, self.below) if self._answers(change, found, right, under))
        for _, change in zip(range(_MOST_PROOFS), likely, strict=False):
            if Comparison(under, self._side(change), self.proof.seconds).finding(right).result == PROVED:
                return change
        return None

    def _changes(self, found: Finding, right: Rule, below: Plain) -> Iterator[Change]:
        """The likely changes first: of what answers the right by its name, then of what else decides the answers."""
        drafter, pack = Drafter(self.plain, below), self.proof.pack.name
        near = counterparts(right, self.plain.law)
        deciding = cone_of(near or found.answers, self.plain.law)
        rules = [rule for rule in deciding if rule.pack == pack]
        others = {rule.name: right if rule in near else below.law.rules.get(rule.name) for rule in rules}
        replaced = [(rule, other) for rule in rules if (other := others[rule.name]) is not None and other.pack != pack]
        for rule, other in replaced:
            yield from drafter.added(rule, other)
        for rule in rules if near else ():
            yield from drafter.left_out(rule, _conditions(others[rule.name]))
        for rule in rules:
            yield from drafter.while_not_known(rule)
        for rule, other in replaced:
            yield from drafter.as_below(rule, other)
        for rule in deciding:
            yield from drafter.figures(rule)
        for rule, other in replaced:
            if other.kind == "definition":
                yield drafter.kept(other, rule, pack)
        yield drafter.kept(right, near[0] if near else None, pack)

    def _answers(self, change: Change, found: Finding, right: Rule, under: Side) -> bool:
        """Whether the person who is shown has the right under the changed law."""
        side, case = self._side(change), found.case or {}
        asked = shown(under.law, case, right, found.item)
        given = (shown(side.law, case, each, found.item) for each in side.answers(right))
        return any(gives_as_much(asked, under.law, each, side.law) for each in given)

    def _side(self, change: Change) -> Side:
        return Side(self.proof.pack, change.law, self.proof.alone)

    def _of_pair(self, found: Finding, right: Rule, pair: Pair) -> Change | None:
        drafter, pack = Drafter(self.plain, self.below or self.plain), self.proof.pack.name
        for rule in (each for each in cone_of([right], self.plain.law) if each.pack == pack):
            for change in (*drafter.left_out(rule, about=pair.varied), *drafter.while_not_known(rule)):
                if self._treats_alike(change, found, right, pair):
                    return change
        return None

    def _treats_alike(self, change: Change, found: Finding, right: Rule, pair: Pair) -> bool:
        law, changed = change.law, change.law.rules.get(right.name)
        if changed is None or found.case is None or found.other is None:
            return False
        asked, given = shown(law, found.case, changed, found.item), shown(law, found.other, changed, found.item)
        if is_given(asked) and not gives_as_much(asked, law, given, law):
            return False
        cone = Cone(law)
        if not cone.reads(changed) & pair.varied.keys():
            return True
        return Pairs(replace(self._side(change), alone=False), pair, cone, self.proof.seconds).finding(changed).result == PROVED


def _conditions(rule: Rule | None) -> frozenset[Node]:
    """All that the other rule requires: no change leaves that out."""
    parts = (rule.when, rule.unless, rule.until) if rule is not None else ()
    return frozenset(node for part in parts if part is not None for node in walk(part))
