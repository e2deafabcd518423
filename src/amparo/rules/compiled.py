"""The law on one day written out as one Python function, for asking it of many people one after another.

The function answers all rules for one person from the settled values, in Kleene's logic with `True`, `False` and `None`.
It is made in memory from the rules' own nodes and never kept on disk. It is held to the definition in `evaluate.py`, cell
by cell, by a property test: where the two differ, this file is wrong.

Each condition becomes two plain conditions, *is it yes* and *is it no*, so that Python's own `and` and `or` do the work.
No text of a pack enters the source: every name becomes a numbered local, every value a numbered constant beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, Span, Value, compare, shift, years_between
from amparo.facts.vocabulary import Vocabulary
from amparo.rules.evaluate import FURTHER
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
    walk,
)
from amparo.rules.law import Law

Answers = tuple[Any, ...]
"""The conclusions in the order of `Compiled.names`; for a rule about each item a table of them by the item's id."""
_Loops = Mapping[str, int]
"""For each kind of item at hand, the number of the loop that runs through it."""


@dataclass(frozen=True)
class Compiled:
    """A law's compiled form: the rules' names, in the order in which `answer` gives their conclusions."""

    names: tuple[str, ...]
    answer: Callable[[Settled], Answers]
    source: str


def compile_law(law: Law) -> Compiled:
    """Return the compiled form of a law."""
    writer = _Writer(law)
    source = writer.source()
    space: dict[str, Any] = {"__builtins__": {}, **_TOOLS, **dict(writer.constants())}
    exec(compile(source, f"<law of {law.pack!r}>", "exec"), space)  # noqa: S102 the text is made here of numbers alone; no word of a pack or a case is in it
    return Compiled(tuple(writer.order), space["answer"], source)


def _number(yes: int, unknown: int, complete: object) -> Value:
    """How many items meet a condition: a lower bound where the list is not complete."""
    high = yes + unknown if complete is True else INFINITY
    return yes if yes == high else Span(yes, high)


def _extreme(days: list[Any], complete: object, latest: bool) -> Value | None:  # noqa: FBT001 called from the written function
    return extreme(days, complete=complete is True, latest=latest)


_TOOLS: Final[Mapping[str, Any]] = {
    "compare": compare, "shift": shift, "years": years_between, "number": _number, "extreme": _extreme,
    "date": date, "int": int, "type": type, "further": FURTHER,
}  # fmt: skip
_TEXTS: Final = frozenset({"choice", "country", "language", "currency"})
_PLAIN: Final = {"date": "date", "number": "int"}
"""The class for which Python's own comparison is right; spans, *never* and *not known* go through `compare`."""


@dataclass(frozen=True, slots=True)
class _Truth:
    """A condition as written: an expression that is true when it is yes, one when it is no, perhaps one for its value."""

    yes: str
    no: str
    whole: str = ""

    def value(self) -> str:
        return self.whole or f"True if {self.yes} else False if {self.no} else None"


def _of(name: str) -> _Truth:
    return _Truth(f"{name} is True", f"{name} is False", name)


class _Writer:
    """Writes the function: first what is read of the person, then each rule after those that it names."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.order = _in_order(law)
        self.number = {name: n for n, name in enumerate(self.order)}
        self.head: list[str] = []
        self.body: list[str] = []
        self.depth = 1
        self._constants: dict[tuple[type, Any], str] = {}
        self._kept: dict[Node, str] = {}
        self._locals = 0

    def source(self) -> str:
        for name in self.order:
            self._rule(name)
        answers = "".join(f"r{n}, " for n in range(len(self.order)))
        lines = ["def answer(settled):", " v = settled.values.get", " get = settled.get", " ids = settled.lists.get"]
        return "\n".join([*lines, *self.head, *self.body, f" return ({answers})", ""])

    def constants(self) -> Iterator[tuple[str, Any]]:
        yield from ((name, value) for (_, value), name in self._constants.items())

    # -------------------------------------------------------------- statements
    def _rule(self, name: str) -> None:
        node, each, target = self.law.conclusions[name], self.law.rules[name].each, f"r{self.number[name]}"
        if each is None:
            self._say(f"{target} = {self._value(node, {})}")
            return
        self._say(f"{target} = {{}}")
        with self._loop(each, {}, further=True) as loops:
            self._say(f"{target}[i{loops[each]}] = {self._value(node, loops)}")

    def _say(self, line: str) -> None:
        self.body.append(" " * self.depth + line)

    def _local(self, value: str) -> str:
        self._locals += 1
        self._say(f"t{self._locals} = {value}")
        return f"t{self._locals}"

    @contextmanager
    def _loop(self, kind: str, loops: _Loops, *, further: bool = False) -> Iterator[_Loops]:
        self._locals += 1
        number, ids = self._locals, f"ids({self._constant(kind)}, ())"
        self._say(f"for i{number} in {f'(*{ids}, further)' if further else ids}:")
        self.depth += 1
        self._say(f"p{number} = {self._constant(f'{kind}#')} + i{number} + {self._constant('.')}")
        yield {**loops, kind: number}
        self.depth -= 1

    def _constant(self, value: Any) -> str:
        return self._constants.setdefault((type(value), value), f"k{len(self._constants)}")

    def _value(self, node: Node, loops: _Loops) -> str:
        return self._term(node, loops) if _is_term(self.law, node) else self._truth(node, loops).value()

    # -------------------------------------------------------------- conditions
    def _truth(self, node: Node, loops: _Loops) -> _Truth:
        match node:
            case And(parts):
                return _joined([self._truth(part, loops) for part in parts])
            case Or(parts):
                return _opposite(_joined([_opposite(self._truth(part, loops)) for part in parts]))
            case Not(part):
                return _opposite(self._truth(part, loops))
            case Look(how, part):
                return self._look(how, part, loops)
        return self._leaf(node, loops)

    def _leaf(self, node: Node, loops: _Loops) -> _Truth:
        match node:
            case Conclusion(name):
                own = self._own(name, loops)
                return _Truth(f"{own} is not False", f"{own} is False") if self.law.presumes(name) else _of(own)
            case Quantifier():
                return _of(self._quantifier(node, loops))
            case Compare():
                return self._comparison(node, loops)
            case OneOf(term, values):
                left, listed = self._term(term, loops), self._constant(values)
                return _Truth(f"{left} in {listed}", f"({left} is not None and {left} not in {listed})")
        return _of(self._term(node, loops))

    def _look(self, how: str, part: Node, loops: _Loops) -> _Truth:
        if how == KNOWN:
            value = self._value(part, loops)
            value = value if value.isalnum() else self._local(value)
            return _Truth(f"{value} is not None", f"{value} is None")
        inside = self._truth(part, loops)
        if how == PRESUMED:
            return _Truth(f"(not {inside.no})", inside.no)
        return _Truth(f"(not {inside.yes})", inside.yes)

    def _own(self, name: str, loops: _Loops) -> str:
        each = self.law.rules[name].each
        return f"r{self.number[name]}[i{loops[each]}]" if each else f"r{self.number[name]}"

    def _quantifier(self, node: Quantifier, loops: _Loops) -> str:
        decisive = node.how == "any"
        found = self._local(str(not decisive))
        with self._loop(node.kind, loops) as inside:
            body = self._truth(node.body, inside)
            self._say(f"if {body.yes if decisive else body.no}:")
            self._say(f" {found} = {decisive}")
            self._say(" break")
            self._say(f"if not {body.no if decisive else body.yes}: {found} = None")
        self._say(f"if {found} is {not decisive} and v({self._constant(f'{node.kind}.complete')}) is not True: {found} = None")
        return found

    def _comparison(self, node: Compare, loops: _Loops) -> _Truth:
        if _type(self.law, node.left) in _TEXTS:
            left, right = self._term(node.left, loops), self._term(node.right, loops)
            known = " and ".join(f"{side} is not None" for side in (left, right) if not side.startswith("k"))
            same, other = f"({known} and {left} == {right})", f"({known} and {left} != {right})"
            return _Truth(same, other) if node.operator == "==" else _Truth(other, same)
        return _of(self._once(node, lambda: self._compared(node, loops)))

    def _compared(self, node: Compare, loops: _Loops) -> str:
        left, right = self._term(node.left, loops), self._term(node.right, loops)
        plain, operator = _PLAIN[_type(self.law, node.left)], node.operator
        return (
            f"{left} {operator} {right} if type({left}) is {plain} is type({right})"
            f" else compare({self._constant(operator)}, {left}, {right})"
        )

    # -------------------------------------------------------------- terms
    def _term(self, node: Node, loops: _Loops) -> str:
        match node:
            case Constant(value):
                return self._constant(value)
            case Parameter(name):
                return self._constant(self.law.amount(name))
            case Fact(key):
                derived = _is_derived(self.law.vocabulary, key)
                return self._keep(node, lambda: f"{'get' if derived else 'v'}({self._constant(key)})")
            case Today():
                return self._keep(node, lambda: "settled.on")
            case ItemFact(kind, name):
                return self._local(f"v(p{loops[kind]} + {self._constant(name)})")
            case Conclusion(name):
                return self._own(name, loops)
        return (
            self._over(node, loops)
            if isinstance(node, Count | Extreme)
            else self._once(node, lambda: self._called(node, loops))
        )

    def _over(self, node: Count | Extreme, loops: _Loops) -> str:
        kind, complete = node.kind, f"v({self._constant(f'{node.kind}.complete')})"
        if isinstance(node, Count):
            return self._count(kind, node.body, complete, loops)
        start, end = self._constant(f"{kind}#"), self._constant(f".{node.date.name}")
        days = f"[v({start} + i + {end}) for i in ids({self._constant(kind)}, ())]"
        return self._local(f"extreme({days}, {complete}, {node.how == 'latest'})")

    def _count(self, kind: str, body: Node, complete: str, loops: _Loops) -> str:
        yes, unknown = self._local("0"), self._local("0")
        with self._loop(kind, loops) as inside:
            truth = self._truth(body, inside)
            self._say(f"if {truth.yes}: {yes} += 1")
            self._say(f"elif not {truth.no}: {unknown} += 1")
        return self._local(f"number({yes}, {unknown}, {complete})")

    def _called(self, node: Node, loops: _Loops) -> str:
        if isinstance(node, Shift):
            amount = self.law.amount(node.amount.name)
            moved = None if amount is None or isinstance(amount, date) else node.sign * amount
            return f"shift({self._term(node.date, loops)}, {self._constant(node.unit)}, {self._constant(moved)})"
        assert isinstance(node, YearsBetween)  # noqa: S101 no other term is left
        return f"years({self._term(node.start, loops)}, {self._term(node.end, loops)})"

    def _once(self, node: Node, value: Callable[[], str]) -> str:
        return self._keep(node, value) if _is_of_person(node) else self._local(value())

    def _keep(self, node: Node, value: Callable[[], str]) -> str:
        """Read something of the person once, at the head of the function."""
        if node not in self._kept:
            text = value()
            self._kept[node] = f"f{len(self._kept)}"
            self.head.append(f" {self._kept[node]} = {text}")
        return self._kept[node]


def _opposite(truth: _Truth) -> _Truth:
    return _Truth(truth.no, truth.yes)


def _joined(parts: Iterable[_Truth]) -> _Truth:
    every = list(parts)
    if not every:
        return _Truth("True", "False")
    return _Truth(f"({' and '.join(p.yes for p in every)})", f"({' or '.join(p.no for p in every)})")


def _is_of_person(node: Node) -> bool:
    """Say whether a term needs no item and no rule's conclusion, so that it can be read first."""
    return not any(isinstance(part, ItemFact | Conclusion | Count | Extreme) for part in walk(node))


def _is_term(law: Law, node: Node) -> bool:
    return isinstance(node, Count | Extreme | Shift | YearsBetween | Today | Parameter | Constant | Fact | ItemFact) or (
        isinstance(node, Conclusion) and not law.presumes(node.rule)
    )


def _is_derived(vocabulary: Vocabulary, key: str) -> bool:
    return key == "age" or key in vocabulary.implied or key in vocabulary.summaries


def _type(law: Law, node: Node) -> str:
    match node:
        case Fact("age") | YearsBetween() | Count():
            return "number"
        case Today() | Shift() | Extreme():
            return "date"
        case Fact(key):
            return law.vocabulary.facts[key].type
        case ItemFact(kind, name):
            return law.vocabulary.items[kind][name].type
        case Conclusion(name):
            return law.rules[name].type
        case Parameter(name):
            return "date" if law.amounts[name].unit == "date" else "number"
    return "choice"


def _in_order(law: Law) -> list[str]:
    """Return the rules so that each comes after those it names."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in ordered:
            for node in walk(law.conclusions[name]):
                if isinstance(node, Conclusion):
                    visit(node.rule)
            ordered[name] = None

    for name in law.rules:
        visit(name)
    return list(ordered)
