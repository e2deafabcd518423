"""The law as formulas: what each rule concludes of every person at once, as `rules/evaluate.py` defines it for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from amparo.prove.derived import fact
from amparo.prove.person import Person
from amparo.prove.term import (
    Line,
    NotExpressible,
    Term,
    Word,
    Years,
    between,
    extreme,
    fixed,
    one_of,
    order,
    same_line,
    same_word,
    shifted,
    unlike_line,
    years,
)  # fmt: skip
from amparo.prove.truth import UNKNOWN, Formula, Truth, both, choose, either, every, none, opposite, settled, some
from amparo.rules.determination import is_in_effect
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
)  # fmt: skip
from amparo.rules.law import Law
from amparo.rules.rule import Rule

FURTHER: Final = 0
"""The slot of the one further item that an incomplete list may hold; nothing is known of it."""
Bound = Mapping[str, int]
NOTHING_BOUND: Final[Bound] = {}
_TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


class Encoded:
    """One law asked about one open person. Formulas are made once and shared."""

    def __init__(self, law: Law, person: Person) -> None:
        self.law = law
        self.person = person
        self._concluded: dict[tuple[str, int | None], Term] = {}
        self._shared: dict[Node, Term] = {}

    def truth(self, node: Node, bound: Bound = NOTHING_BOUND) -> Truth:
        """Return when a condition is yes and when it is no."""
        found = self.term(node, bound)
        assert isinstance(found, Truth)  # noqa: S101 the loader has typed every condition
        return found

    def term(self, node: Node, bound: Bound = NOTHING_BOUND) -> Term:
        """Return a term or a condition as formulas."""
        if bound or not isinstance(node, Fact | Compare):
            found: Term = _TERM[type(node)](self, node, bound)
            return found
        if node not in self._shared:
            self._shared[node] = _TERM[type(node)](self, node, bound)
        return self._shared[node]

    def conclusion(self, name: str, bound: Bound = NOTHING_BOUND) -> Term:
        """Return a rule's own conclusion, for the item at hand where the rule is about each item."""
        each = self.law.rules[name].each
        key = (name, bound[each] if each else None)
        if key not in self._concluded:
            self._concluded[key] = self.term(self.law.conclusions[name], bound)
        return self._concluded[key]

    def concludes(self, rule: Rule, bound: Bound = NOTHING_BOUND) -> Truth:
        """Return a rule's conclusion as a truth."""
        found = self.conclusion(rule.name, bound)
        assert isinstance(found, Truth)  # noqa: S101 only rules that answer yes or no are asked
        return found

    def in_effect(self, rule: Rule, bound: Bound = NOTHING_BOUND) -> Formula:
        """Return when a rule counts: yes; or not known, by its own choice."""
        truth = self.concludes(rule, bound)
        return none(truth.no) if is_in_effect(rule, None) else truth.yes

    def owed(self, rule: Rule, bound: Bound = NOTHING_BOUND) -> Formula:
        """Return when a right is there: in effect, and, for a duty, not known to be done."""
        here = self.in_effect(rule, bound)
        return here if rule.done is None else every([here, none(self.truth(rule.done, bound).yes)])

    def slots(self, kind: str) -> list[tuple[Formula, int]]:
        """Return the items of a kind: when each is listed, and its slot."""
        return [(self.person.listed(kind, slot), slot) for slot in range(1, self.person.slots.get(kind, 0) + 1)]


def _look(self: Encoded, node: Look, bound: Bound) -> Truth:
    part = self.term(node.part, bound)
    if isinstance(part, Truth):
        known, yes, no = some([part.yes, part.no]), part.yes, part.no
    else:
        known, yes, no = part.known, False, False
    if node.how == KNOWN:
        return settled(known)
    return settled(none(no)) if node.how == PRESUMED else settled(none(yes))


def _one_of(self: Encoded, node: OneOf, bound: Bound) -> Truth:
    word = self.term(node.term, bound)
    if not isinstance(word, Word):
        raise NotExpressible("something that is not a word is looked up in a list")
    return one_of(word, (self.person.words.index(str(value)) for value in node.values))


def _compare(self: Encoded, node: Compare, bound: Bound) -> Truth:
    left, right, operator = self.term(node.left, bound), self.term(node.right, bound), node.operator
    if isinstance(right, Years):
        left, right, operator = right, left, _TURNED[operator]
    if isinstance(left, Years) and isinstance(right, Line):
        return years(left, operator, right)
    if isinstance(left, Line) and isinstance(right, Line):
        if operator in ("==", "!="):
            return same_line(left, right) if operator == "==" else unlike_line(left, right)
        return order(operator, left, right)
    same = _same(left, right)
    return same if operator == "==" else opposite(same)


def _same(left: Term, right: Term) -> Truth:
    if isinstance(left, Word) and isinstance(right, Word):
        return same_word(left, right)
    if isinstance(left, Truth) and isinstance(right, Truth):
        alike = [both([left, right]), both([opposite(left), opposite(right)])]
        return either(alike)
    raise NotExpressible("two things of different sorts are compared")


def _conclusion(self: Encoded, node: Conclusion, bound: Bound) -> Term:
    """A presumption turns *not known* into yes for the rules above it; no other kind does."""
    found = self.conclusion(node.rule, bound)
    return settled(none(found.no)) if isinstance(found, Truth) and self.law.presumes(node.rule) else found


def _quantifier(self: Encoded, node: Quantifier, bound: Bound) -> Truth:
    found = [(listed, self.truth(node.body, {**bound, node.kind: slot})) for listed, slot in self.slots(node.kind)]
    complete = self.person.complete(node.kind).yes
    if node.how == "any":
        hit = some(every([listed, truth.yes]) for listed, truth in found)
        return Truth(hit, every([complete, *(some([none(listed), truth.no]) for listed, truth in found)]))
    miss = some(every([listed, truth.no]) for listed, truth in found)
    return Truth(every([complete, *(some([none(listed), truth.yes]) for listed, truth in found)]), miss)


def _count(self: Encoded, node: Count, bound: Bound) -> Line:
    """How many items meet a condition; no more is known to be the most where the list is not complete."""
    found = [(listed, self.truth(node.body, {**bound, node.kind: slot})) for listed, slot in self.slots(node.kind)]
    low = _sum([every([listed, truth.yes]) for listed, truth in found])
    most = _sum([every([listed, none(truth.no)]) for listed, truth in found])
    return Line(True, False, low, choose(self.person.complete(node.kind).yes, most, _WITHOUT_END))


_WITHOUT_END: Final = 10**9


def _sum(parts: list[Formula]) -> Any:
    total: Any = 0
    for part in parts:
        total = total + choose(part, 1, 0)
    return total


def _extreme(self: Encoded, node: Extreme, bound: Bound) -> Line:
    days = []
    for listed, slot in self.slots(node.kind):
        day = self.term(node.date, {**bound, node.kind: slot})
        assert isinstance(day, Line)  # noqa: S101 the loader has typed every term
        days.append((listed, day))
    return extreme(days, self.person.complete(node.kind).yes, latest=node.how == "latest")


def _item_fact(self: Encoded, node: ItemFact, bound: Bound) -> Term:
    if bound[node.kind] != FURTHER:
        return self.person.stated(f"{node.kind}#{bound[node.kind]}.{node.name}")
    kind = self.person.vocabulary.items[node.kind][node.name].type
    if kind == "yesno":
        return UNKNOWN
    return fixed(None) if kind in ("date", "number") else Word(known=False, index=0)


def _shift(self: Encoded, node: Shift, bound: Bound) -> Line:
    day = self.term(node.date, bound)
    assert isinstance(day, Line)  # noqa: S101 the loader has typed every term
    amount = self.law.amount(node.amount.name)
    return shifted(day, node.unit, None if amount is None or isinstance(amount, date) else int(amount) * node.sign)


def _between(self: Encoded, node: YearsBetween, bound: Bound) -> Years:
    start, end = self.term(node.start, bound), self.term(node.end, bound)
    assert isinstance(start, Line)  # noqa: S101 the loader has typed every term
    assert isinstance(end, Line)  # noqa: S101 as above
    return between(start, end)


def _parameter(self: Encoded, node: Parameter, _: Bound) -> Line:
    amount = self.law.amount(node.name)
    if isinstance(amount, float) and not amount.is_integer():
        raise NotExpressible("a number of the law is not whole")
    return fixed(int(amount) if isinstance(amount, float) else amount)


_TERM: Final[dict[type, Callable[[Encoded, Any, Bound], Any]]] = {
    And: lambda self, node, bound: both(self.truth(part, bound) for part in node.parts),
    Or: lambda self, node, bound: either(self.truth(part, bound) for part in node.parts),
    Not: lambda self, node, bound: opposite(self.truth(node.part, bound)),
    Look: _look,
    Fact: lambda self, node, _: (
        self.person.complete(node.key.partition(".")[0]) if node.key.endswith(".complete") else fact(self.person, node.key)
    ),
    ItemFact: _item_fact,
    OneOf: _one_of,
    Compare: _compare,
    Conclusion: _conclusion,
    Quantifier: _quantifier,
    Count: _count,
    Extreme: _extreme,
    Constant: lambda self, node, _: Word(known=True, index=self.person.words.index(str(node.value))),
    Parameter: _parameter,
    Today: lambda self, _node, _bound: fixed(self.person.today),
    Shift: _shift,
    YearsBetween: _between,
}
