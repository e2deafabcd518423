"""Which truths a condition can still take when only some facts are held fast and all others may be anything.

A fact held fast keeps its value, or stays *not known*; any other is free. Parts of a condition are taken as independent;
where a fact stands in several of them, `worlds.py` tries its cases one by one.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Final

from amparo.rules.evaluate import FURTHER, Bound, Evaluation
from amparo.rules.expression import (
    PRESUMED,
    And,
    Compare,
    Conclusion,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    OneOf,
    Or,
    Quantifier,
)
from amparo.rules.quick import Quick
from amparo.rules.reach import Terms
from amparo.rules.rule import TRUTH
from amparo.rules.truths import ANY, BITS, FALSE, TRUE, UNKNOWN, all_of, any_of, bits, looked, swap
from amparo.rules.turned import turned


class Possible:
    """The truths that conditions can take while only the facts `held` are held fast."""

    def __init__(self, evaluation: Evaluation, held: frozenset[str]) -> None:
        self.law = evaluation.law
        self.held = held
        self.fixed = Quick(evaluation.law, evaluation.settled.only(held), evaluation)
        self.terms = Terms(self.fixed, held, self.of)
        self._concluded: dict[tuple[str, str | None], int] = {}

    def can_leave(self, node: Node, bound: Bound, target: int) -> bool:
        """Say whether a condition is seen, at first sight, to leave a set of truths once more is known."""
        for wanted in (False, True):
            if not BITS[wanted] & target and (values := turned(self.fixed, node, bound, self.held, wanted=wanted)):
                learnt = self.fixed.learning(values)
                if not BITS[learnt.truth(node, bound)] & target:
                    return True
        return False

    def of(self, node: Node, bound: Bound) -> int:
        """Return the set of truths that a condition can still take."""
        match node:
            case And(parts):
                return all_of(self.of(part, bound) for part in parts)
            case Or(parts):
                return any_of(self.of(part, bound) for part in parts)
            case Not(part):
                return swap(self.of(part, bound))
            case Look(how, part):
                return looked(how, self.of(part, bound))
            case Conclusion(name):
                inside = self.concluded(name, bound)
                return looked(PRESUMED, inside) if self.law.presumes(name) else inside
            case Quantifier(how, kind, body):
                found = [self.of(body, {**bound, kind: item}) for item in self.fixed.items(kind)]
                left = self.left_open(node, bound)
                return all_of([*found, left]) if how == "all" else any_of([*found, swap(left)])
        return self.leaf(node, bound)

    def concluded(self, name: str, bound: Bound) -> int:
        """Return the set of truths that a rule's own conclusion can still take."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._concluded:
            self._concluded[key] = self.of(self.law.conclusions[name], bound)
        return self._concluded[key]

    def left_open(self, node: Quantifier, bound: Bound) -> int:
        """Return what a list leaves open: yes for nothing, not known, or no for further items that would decide."""
        left = self.further(node.kind)
        return left if not left & FALSE or self.can_decide(node, bound) else left & ~FALSE

    def can_decide(self, node: Quantifier, bound: Bound) -> bool:
        """Say whether a further item, of which nothing is held fast, can decide what is asked of the items."""
        decisive = TRUE if node.how == "any" else FALSE
        return bool(self.of(node.body, {**bound, node.kind: FURTHER}) & decisive)

    def further(self, kind: str) -> int:
        """Return what a list adds to its items: nothing (as yes), what is not known, or further items of any kind."""
        if f"{kind}.complete" not in self.held:
            return ANY
        return TRUE if self.fixed.is_complete(kind) else UNKNOWN

    def leaf(self, node: Node, bound: Bound) -> int:
        """Return the set of truths of a fact, a comparison or a choice; of a term, whether it can be known."""
        match node:
            case Compare():
                return self.terms.compared(node, bound)
            case OneOf():
                return self.terms.one_of(node, bound)
            case Fact(key) if key.endswith(".complete") or self._type(key) == TRUTH:
                return self._fact(key)
            case ItemFact(kind, name) if self.law.vocabulary.items[kind][name].type == TRUTH:
                return self._plain(f"{kind}#{bound[kind]}.{name}")
        return self.terms.known(node, bound)

    def _type(self, key: str) -> str:
        kind = self.law.vocabulary.facts.get(key)
        return kind.type if kind else ""

    def _plain(self, key: str) -> int:
        value: Any = self.fixed.settled.values.get(key)
        return BITS[value] if key in self.held else ANY

    def _fact(self, key: str) -> int:
        """A fact of the person: as stated; else yes by any other that implies it, else by its list.

        What would contradict a fact held fast is left aside: contradictions count as not known.
        """
        vocabulary, stated = self.law.vocabulary, self._plain(key)
        if stated == UNKNOWN:
            for sign in vocabulary.implied.get(key, ()):
                stated |= TRUE if sign.fact not in self.held else 0
        if self.fixed.settled.get(key) is True:
            return TRUE
        summary = vocabulary.summaries.get(key)
        if summary is None or summary.kind not in self.fixed.settled.lists:
            return stated
        items = [self._plain(f"{summary.kind}#{item}.{summary.fact}") for item in self.fixed.items(summary.kind)]
        listed = any_of([*items, swap(self.further(summary.kind))])
        # a bare statement that lifts a protection counts for nothing beside a list
        void = sum(bit for bit in (TRUE, FALSE) if vocabulary.lifts(key, bit == TRUE))
        return _SUMMARISED[void][stated, listed]


def _summarised(stated: int, listed: int, void: int) -> int:
    """The truths of a fact that is stated and read from a list: what both say, or what one says where the other is silent."""
    agreed, differing = 0, 0
    for said, read in product(bits(stated), bits(listed)):
        if said in (read, UNKNOWN) or said & void:
            agreed |= read
        elif read == UNKNOWN:
            agreed |= said
        else:
            differing |= TRUE
    return agreed or differing


_SUMMARISED: Final = {
    void: {(one, other): _summarised(one, other, void) for one, other in product(range(8), repeat=2)}
    for void in (0, TRUE, FALSE)
}
