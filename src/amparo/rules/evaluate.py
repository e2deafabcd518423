"""What the rules say of one person. This is the definition: every faster reader is held to it.

Kleene's strong logic over what is known; nothing is assumed. Reasons are worked out in `reasons.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, Span, Truth, Value, compare, negation, shift, years_between
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    And,
    Compare,
    Conclusion,
    Constant,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    OneOf,
    Or,
    Parameter,
    Quantifier,
    Shift,
    Today,
    YearsBetween,
)
from amparo.rules.law import Law

Bound = Mapping[str, str]
"""Which item of each kind is at hand: `{"offence": "1"}`."""
FURTHER: Final = "?"
"""The id of the one further item that an incomplete list may hold; nothing is known of it."""
NOTHING_BOUND: Final[Bound] = {}


class Evaluation:
    """The law asked about one person. Conclusions are worked out once and kept for the life of the object."""

    def __init__(self, law: Law, settled: Settled) -> None:
        self.law = law
        self.settled = settled
        self._concluded: dict[tuple[str, str | None], Any] = {}
        self._read: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self.inputs: dict[tuple[Any, ...], tuple[Node, tuple[str, ...]]] = {}
        """What `inputs.py` has found that a node reads, by the node's id and the items at hand; the node is kept beside it."""
        self._found: dict[int, tuple[Node, Value | None]] = {}

    def truth(self, node: Node, bound: Bound = NOTHING_BOUND) -> Truth:
        """Return whether a condition is yes, no or not known."""
        return self.value(node, bound)  # type: ignore[return-value]  # the loader has typed every condition

    def value(self, node: Node, bound: Bound = NOTHING_BOUND) -> Value | None:
        """Return what a term is known to be, or a condition's truth; kept where no item is at hand."""
        if bound:
            return self._worked_out(node, bound)
        kept = self._found.get(id(node))
        if kept is None:  # the node is kept beside its value, so that its id stays its own
            kept = self._found[id(node)] = (node, self._worked_out(node, bound))
        return kept[1]

    def _worked_out(self, node: Node, bound: Bound) -> Value | None:
        found: Value | None = _VALUE[type(node)](self, node, bound)
        return found

    def conclusion(self, name: str, bound: Bound = NOTHING_BOUND) -> Any:
        """Return a rule's own conclusion, for the item at hand where the rule is about each item."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._concluded:
            self._concluded[key] = self.value(self.law.conclusions[name], bound)
        return self._concluded[key]

    def kept_inputs(self, name: str, bound: Bound, read: Callable[[Node], tuple[str, ...]]) -> tuple[str, ...]:
        """Return the stated facts that a rule's conclusion reads, worked out by `read` once."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._read:
            self._read[key] = read(self.law.conclusions[name])
        return self._read[key]

    def items(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the listed items of a kind."""
        return self.settled.lists.get(kind, ())

    def is_complete(self, kind: str) -> bool:
        """Say whether the list of a kind is known to be complete."""
        return self.settled.values.get(f"{kind}.complete") is True

    def over(self, kind: str, body: Node, bound: Bound) -> list[Truth]:
        """Return the truth of a condition for each listed item."""
        return [self.truth(body, {**bound, kind: name}) for name in self.items(kind)]


def _and(self: Evaluation, node: And, bound: Bound) -> Truth:
    answer: Truth = True
    for part in node.parts:
        truth = self.truth(part, bound)
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def _or(self: Evaluation, node: Or, bound: Bound) -> Truth:
    answer: Truth = False
    for part in node.parts:
        truth = self.truth(part, bound)
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer


def _look(self: Evaluation, node: Look, bound: Bound) -> Truth:
    value = self.value(node.part, bound)
    if node.how == KNOWN:
        return value is not None
    return value is not False if node.how == PRESUMED else value is not True


def _one_of(self: Evaluation, node: OneOf, bound: Bound) -> Truth:
    value = self.value(node.term, bound)
    return None if value is None else value in node.values


def _compare(self: Evaluation, node: Compare, bound: Bound) -> Truth:
    return compare(node.operator, self.value(node.left, bound), self.value(node.right, bound))


def _conclusion(self: Evaluation, node: Conclusion, bound: Bound) -> Any:
    """A presumption turns *not known* into yes for the rules above it; no other kind does."""
    value = self.conclusion(node.rule, bound)
    return True if value is None and self.law.presumes(node.rule) else value


def _quantifier(self: Evaluation, node: Quantifier, bound: Bound) -> Truth:
    """Any is yes if one is yes, and no only if the list is known complete and all are no; all likewise, turned round."""
    found = self.over(node.kind, node.body, bound)
    decisive = node.how == "any"
    if decisive in found:
        return decisive
    if None in found or not self.is_complete(node.kind):
        return None
    return not decisive


def _count(self: Evaluation, node: Count, bound: Bound) -> Value:
    found = self.over(node.kind, node.body, bound)
    low = found.count(True)
    high = low + found.count(None) if self.is_complete(node.kind) else INFINITY
    return low if low == high else Span(low, high)


def _extreme(self: Evaluation, node: Extreme, bound: Bound) -> Value | None:
    days = [self.value(node.date, {**bound, node.kind: name}) for name in self.items(node.kind)]
    return extreme(days, complete=self.is_complete(node.kind), latest=node.how == "latest")


def _item_fact(self: Evaluation, node: ItemFact, bound: Bound) -> Value | None:
    return self.settled.values.get(f"{node.kind}#{bound[node.kind]}.{node.name}")


def _shift(self: Evaluation, node: Shift, bound: Bound) -> Value | None:
    amount = self.law.amount(node.amount.name)
    days = None if amount is None or isinstance(amount, date) else node.sign * amount
    return shift(self.value(node.date, bound), node.unit, days)


_VALUE: Final[dict[type, Callable[[Evaluation, Any, Bound], Any]]] = {
    And: _and,
    Or: _or,
    Not: lambda self, node, bound: negation(self.truth(node.part, bound)),
    Look: _look,
    Fact: lambda self, node, _: self.settled.get(node.key),
    ItemFact: _item_fact,
    OneOf: _one_of,
    Compare: _compare,
    Conclusion: _conclusion,
    Quantifier: _quantifier,
    Count: _count,
    Extreme: _extreme,
    Constant: lambda _self, node, _bound: node.value,
    Parameter: lambda self, node, _: self.law.amount(node.name),
    Today: lambda self, _node, _bound: self.settled.on,
    Shift: _shift,
    YearsBetween: lambda self, node, bound: years_between(self.value(node.start, bound), self.value(node.end, bound)),
}
