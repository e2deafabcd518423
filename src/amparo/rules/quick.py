"""The definition, read faster: each expression of a law is made once into a function of one person, and kept with the law.

It says what `evaluate.py` says and no more; the property tests hold it to that. Where the two differ, this file is wrong.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, Span, Truth, Value, compare, negation, shift, years_between
from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
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
from amparo.rules.inputs import plain
from amparo.rules.law import Law


class Quick(Evaluation):
    """The law asked about one person, by functions made of it."""

    def __init__(self, law: Law, settled: Settled, of: Evaluation | None = None) -> None:
        super().__init__(law, settled)
        if of is not None:  # the same items are listed: what is read of them is the same
            self.inputs = of.inputs
        self._before: Quick | None = None
        self._learnt = 0
        self.stated = settled.values.get
        self.whole: dict[str, Any] = {}
        """The conclusions of rules about the whole person; those that nothing learnt bears on are as they were before."""
        self._readers = law.kept.readers

    def learning(self, values: Mapping[str, Value]) -> Quick:
        """Return what is said of the same person once these facts are learnt."""
        now = Quick(self.law, self.settled.with_value(values), self)
        now._before, now._learnt = self, self.law.mask(map(plain, values))
        return now

    def value(self, node: Node, bound: Bound = NOTHING_BOUND) -> Value | None:
        """Return what a term is known to be, or a condition's truth."""
        kept = self._readers.get(id(node))
        found: Value | None = (kept[1] if kept else made(self.law, node))(self, bound)
        return found

    truth: Callable[..., Truth] = value  # type: ignore[assignment]  # the loader has typed every condition

    def conclusion(self, name: str, bound: Bound = NOTHING_BOUND) -> Any:
        """Return a rule's own conclusion, for the item at hand where the rule is about each item."""
        if name in self.whole:
            return self.whole[name]
        if self.law.rules[name].each:
            return super().conclusion(name, bound)
        node = self.law.conclusions[name]
        if self._before is not None and not self._learnt & self.law.bearing(node):
            found = self.whole[name] = self._before.conclusion(name)
        else:
            found = self.whole[name] = self.value(node)
        return found


Read = Callable[[Quick, Bound], Any]
"""What an expression is for one person and the items at hand."""


def made(law: Law, node: Node) -> Read:
    """Return the function of an expression; the node is kept beside it, so that its id stays its own."""
    kept = law.kept.readers.get(id(node))
    if kept is None:
        kept = law.kept.readers[id(node)] = (node, _MAKE[type(node)](law, node))
    read: Read = kept[1]
    return read


def _and(law: Law, node: And) -> Read:
    parts = [made(law, part) for part in node.parts]

    def read(person: Quick, bound: Bound) -> Truth:
        answer: Truth = True
        for part in parts:
            truth = part(person, bound)
            if truth is False:
                return False
            if truth is None:
                answer = None
        return answer

    return read


def _or(law: Law, node: Or) -> Read:
    parts = [made(law, part) for part in node.parts]

    def read(person: Quick, bound: Bound) -> Truth:
        answer: Truth = False
        for part in parts:
            truth = part(person, bound)
            if truth is True:
                return True
            if truth is None:
                answer = None
        return answer

    return read


def _not(law: Law, node: Not) -> Read:
    part = made(law, node.part)
    return lambda person, bound: negation(part(person, bound))


def _look(law: Law, node: Look) -> Read:
    part = made(law, node.part)
    if node.how == KNOWN:
        return lambda person, bound: part(person, bound) is not None
    if node.how == PRESUMED:
        return lambda person, bound: part(person, bound) is not False
    return lambda person, bound: part(person, bound) is not True


def _fact(law: Law, node: Fact) -> Read:
    key = node.key
    if law.is_derived(key):
        return lambda person, _: person.settled.get(key)
    return lambda person, _: person.stated(key)


def _item_fact(_law: Law, node: ItemFact) -> Read:
    kind, name = node.kind, node.name
    return lambda person, bound: person.stated(f"{kind}#{bound[kind]}.{name}")


def _one_of(law: Law, node: OneOf) -> Read:
    term, values = made(law, node.term), node.values

    def read(person: Quick, bound: Bound) -> Truth:
        value = term(person, bound)
        return None if value is None else value in values

    return read


_OPERATORS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_PLAIN: Final = frozenset({date, int, str})
"""The classes of whose values Python's own comparison is right; spans, *never* and *not known* go through `compare`."""


def _compare(law: Law, node: Compare) -> Read:
    left, right, sign = made(law, node.left), made(law, node.right), node.operator
    plainly = _OPERATORS[sign]

    def read(person: Quick, bound: Bound) -> Truth:
        one, other = left(person, bound), right(person, bound)
        if type(one) is type(other) and type(one) in _PLAIN:
            return plainly(one, other)  # type: ignore[no-any-return]  # yes or no
        return compare(sign, one, other)

    return read


def _conclusion(law: Law, node: Conclusion) -> Read:
    name = node.rule
    if law.presumes(name):
        return lambda person, bound: True if (own := person.conclusion(name, bound)) is None else own
    if law.rules[name].each:
        return lambda person, bound: person.conclusion(name, bound)
    return lambda person, bound: person.whole[name] if name in person.whole else person.conclusion(name, bound)


def _over(law: Law, kind: str, body: Node) -> Callable[[Quick, Bound], list[Any]]:
    """What the body is for each listed item."""
    each = made(law, body)
    return lambda person, bound: [each(person, {**bound, kind: name}) for name in person.items(kind)]


def _quantifier(law: Law, node: Quantifier) -> Read:
    over, kind, decisive = _over(law, node.kind, node.body), node.kind, node.how == "any"

    def read(person: Quick, bound: Bound) -> Truth:
        found = over(person, bound)
        if decisive in found:
            return decisive
        return None if None in found or not person.is_complete(kind) else not decisive

    return read


def _count(law: Law, node: Count) -> Read:
    over, kind = _over(law, node.kind, node.body), node.kind

    def read(person: Quick, bound: Bound) -> Value:
        found = over(person, bound)
        low = found.count(True)
        high = low + found.count(None) if person.is_complete(kind) else INFINITY
        return low if low == high else Span(low, high)

    return read


def _extreme(law: Law, node: Extreme) -> Read:
    over, kind, latest = _over(law, node.kind, node.date), node.kind, node.how == "latest"
    return lambda person, bound: extreme(over(person, bound), complete=person.is_complete(kind), latest=latest)


def _parameter(law: Law, node: Parameter) -> Read:
    amount = law.amount(node.name)
    return lambda _person, _bound: amount


def _constant(_law: Law, node: Constant) -> Read:
    value = node.value
    return lambda _person, _bound: value


def _shift(law: Law, node: Shift) -> Read:
    day, unit, amount = made(law, node.date), node.unit, law.amount(node.amount.name)
    by = None if amount is None or isinstance(amount, date) else node.sign * amount
    return lambda person, bound: shift(day(person, bound), unit, by)


def _years(law: Law, node: YearsBetween) -> Read:
    start, end = made(law, node.start), made(law, node.end)
    return lambda person, bound: years_between(start(person, bound), end(person, bound))


_MAKE: Final[dict[type, Callable[[Law, Any], Read]]] = {
    And: _and, Or: _or, Not: _not, Look: _look, Fact: _fact, ItemFact: _item_fact, OneOf: _one_of, Compare: _compare,
    Conclusion: _conclusion, Quantifier: _quantifier, Count: _count, Extreme: _extreme, Constant: _constant,
    Parameter: _parameter, Today: lambda _law, _node: lambda person, _: person.settled.on, Shift: _shift, YearsBetween: _years,
}  # fmt: skip
