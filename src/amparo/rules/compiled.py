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
from typing import Any

from amparo.facts.settled import AGE, AGE_INPUTS, Settled
from amparo.facts.vocabulary import Summary
from amparo.rules.arranged import Group, arranged
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
from amparo.rules.term_types import PLAIN, TEXTS, is_of_person, is_sure, is_term, type_of
from amparo.rules.written import TOOLS, Rows, Written, joined, known_by, opposite

Answers = tuple[Any, ...]
"""The conclusions in the order of `Compiled.names`; for a rule about each item a table of them by the item's id."""
_Loops = Mapping[str, int]
"""For each kind of item at hand, the number of the loop that runs through it."""
_Value = Callable[[Node, _Loops], str]
"""How a condition or a term is written as an expression for its value."""


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
    space: dict[str, Any] = {"__builtins__": {}, **TOOLS, **dict(writer.constants())}
    exec(compile(source, f"<law of {law.pack!r}>", "exec"), space)  # noqa: S102 the text is made here of numbers alone; no word of a pack or a case is in it
    return Compiled(tuple(writer.order), space["answer"], source)


class _Writer:
    """Writes the function: first what is read of the person, then each rule after those that it names."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.arranged = arranged(law)
        self.order = tuple(self.arranged.names())
        self.number = {name: n for n, name in enumerate(self.order)}
        self.rows: dict[str, Rows] = {}
        self.stated: dict[str, str] = {}
        """The local of each fact that is read as stated."""
        self.head: list[str] = []
        self.body: list[str] = []
        self.depth = 1
        self._constants: dict[tuple[type, Any], str] = {}
        self._kept: dict[Node, str] = {}
        self._same: dict[str, str] = {}
        """The rule in which an expression was already worked out."""
        self._depths: dict[int, int] = {}
        self._read: dict[tuple[int, int], str] = {}
        self._locals = 0

    def source(self) -> str:
        for name in self.arranged.single:
            self._rules(self.law.rules[name].each, [(name, self.law.conclusions[name])], self._value)
        for group in self.arranged.groups:
            self._group(group)
        answers = "".join(f"r{n}, " for n in range(len(self.order)))
        rows = [line for rows in self.rows.values() for line in rows.written(self._constant)]
        lists = [f" x{rows.number} = ids({self._constant(kind)})" for kind, rows in self.rows.items()]
        facts = "".join(f"{name}, " for name in self.stated.values())
        stated = [f" {facts} = map(v, {self._constant(tuple(self.stated))})"] if facts else []
        lines = ["def answer(settled):", " v = settled.values.get", " get = settled.get", " ids = settled.lists.get"]
        return "\n".join([*lines, *lists, *stated, *rows, *self.head, *self.body, f" return ({answers})", ""])

    def constants(self) -> Iterator[tuple[str, Any]]:
        yield from ((name, value) for (_, value), name in self._constants.items())
        yield from ((f"keys{rows.number}", rows.keys()) for rows in self.rows.values())

    # -------------------------------------------------------------- statements
    def _rules(self, each: str | None, rules: Iterable[tuple[str, Node]], value: _Value) -> None:
        """Write rules about the whole person, or about each item of one kind in one loop."""
        targets = [(f"r{self.number[name]}", node) for name, node in rules]
        if each is None:
            for target, node in targets:
                text = value(node, {})
                self._say(f"{target} = {self._same.get(text, text)}")
                if self.depth == 1:
                    self._same[text] = target
            return
        for target, _ in targets:
            self._say(f"{target} = {{}}")
        with self._loop(each, {}, further=True) as loops:
            for target, node in targets:
                self._say(f"{target}[{self._of_item(loops[each], 0)}] = {value(node, loops)}")

    def _group(self, group: Group) -> None:
        """Write rules that rest on one conclusion for each of its truths, so that it is looked at once."""
        rests_on = self._truth(group.rests_on, {})
        kinds = dict.fromkeys(self.law.rules[name].each for name, _ in group.rules)
        values: tuple[tuple[str, _Value | None], ...] = (
            (f"if {rests_on.yes}:", self._value),
            (f"elif {rests_on.no}:", None),
            ("else:", lambda node, loops: f"False if {self._truth(node, loops).no} else None"),
        )
        for condition, value in values:
            self._say(condition)
            self.depth += 1
            for each in kinds:
                rules = [rule for rule in group.rules if self.law.rules[rule[0]].each == each]
                if value is None:
                    self._say("".join(f"r{self.number[name]} = " for name, _ in rules) + self._no(each))
                else:
                    self._rules(each, rules, value)
            self.depth -= 1

    def _no(self, each: str | None) -> str:
        """The answer no, for each item where the rules are about items: the answers of several rules may be one table."""
        return f"{{q[0]: False for q in e{self._rows(each).number}}}" if each else "False"

    def _say(self, line: str) -> None:
        self.body.append(" " * self.depth + line)

    def _local(self, value: str) -> str:
        self._locals += 1
        self._say(f"t{self._locals} = {value}")
        return f"t{self._locals}"

    @contextmanager
    def _loop(self, kind: str, loops: _Loops, *, further: bool = False) -> Iterator[_Loops]:
        self._locals += 1
        number, rows = self._locals, self._rows(kind)
        rows.further |= further
        self._say(f"for q{number} in {'e' if further else 'w'}{rows.number}:")
        self.depth += 1
        self._depths[number] = self.depth
        yield {**loops, kind: number}
        self.depth -= 1

    def _rows(self, kind: str) -> Rows:
        return self.rows.setdefault(kind, Rows(kind, len(self.rows)))

    def _constant(self, value: Any) -> str:
        return self._constants.setdefault((type(value), value), f"k{len(self._constants)}")

    def _value(self, node: Node, loops: _Loops) -> str:
        return self._term(node, loops) if is_term(self.law, node) else self._truth(node, loops).value()

    # -------------------------------------------------------------- conditions
    def _truth(self, node: Node, loops: _Loops) -> Written:
        match node:
            case And(parts):
                return joined([self._truth(part, loops) for part in parts])
            case Or(parts):
                return opposite(joined([opposite(self._truth(part, loops)) for part in parts]))
            case Not(part):
                return opposite(self._truth(part, loops))
            case Look(how, part):
                return self._look(how, part, loops)
        return self._leaf(node, loops)

    def _leaf(self, node: Node, loops: _Loops) -> Written:
        match node:
            case Conclusion(name):
                own = self._own(name, loops)
                return Written(f"{own} is not False", f"{own} is False") if self.law.presumes(name) else known_by(own)
            case Quantifier():
                return known_by(self._quantifier(node, loops))
            case Compare():
                return self._comparison(node, loops)
            case OneOf(term, values):
                left, listed = self._term(term, loops), self._constant(values)
                outside = f"({left} is not None and {left} not in {listed})"
                return Written(f"{left} in {listed}", outside, f"None if {left} is None else {left} in {listed}")
        return known_by(self._term(node, loops))

    def _look(self, how: str, part: Node, loops: _Loops) -> Written:
        if how == KNOWN:
            value = self._value(part, loops)
            value = value if value.isalnum() else self._local(value)
            return Written(f"{value} is not None", f"{value} is None")
        inside = self._truth(part, loops)
        if how == PRESUMED:
            return Written(f"(not {inside.no})", inside.no)
        return Written(f"(not {inside.yes})", inside.yes)

    def _own(self, name: str, loops: _Loops) -> str:
        each = self.law.rules[name].each
        return f"r{self.number[name]}[{self._of_item(loops[each], 0)}]" if each else f"r{self.number[name]}"

    def _quantifier(self, node: Quantifier, loops: _Loops) -> str:
        decisive, rows = node.how == "any", self._rows(node.kind)
        rows.asked.add(node.how)
        found = self._local(f"{node.how}{rows.number}")
        self._say(f"if w{rows.number}:")
        self.depth += 1
        with self._loop(node.kind, loops) as inside:
            body = self._truth(node.body, inside)
            self._say(f"if {body.yes if decisive else body.no}:")
            self._say(f" {found} = {decisive}")
            self._say(" break")
            self._say(f"if not {body.no if decisive else body.yes}: {found} = None")
        self.depth -= 1
        return found

    def _comparison(self, node: Compare, loops: _Loops) -> Written:
        if type_of(self.law, node.left) in TEXTS:
            left, right = self._term(node.left, loops), self._term(node.right, loops)
            read = [side for side in (left, right) if not side.startswith("k")]
            known, unknown = (
                f" {word} ".join(f"{side} is {is_}None" for side in read) for word, is_ in (("and", "not "), ("or", ""))
            )
            same, other = f"({known} and {left} == {right})", f"({known} and {left} != {right})"
            whole = f"None if {unknown} else {left} {node.operator} {right}"
            return Written(same, other, whole) if node.operator == "==" else Written(other, same, whole)
        return known_by(self._once(node, lambda: self._compared(node, loops)))

    def _compared(self, node: Compare, loops: _Loops) -> str:
        left, right = self._term(node.left, loops), self._term(node.right, loops)
        plain, operator = PLAIN[type_of(self.law, node.left)], node.operator
        sides = [side for side, term in ((left, node.left), (right, node.right)) if not is_sure(self.law, term)]
        unsure, unknown = [f"type({side}) is {plain}" for side in sides], " is ".join(sides)
        compared = f"compare({self._constant(operator)}, {left}, {right})"
        plainly = f"{left} {operator} {right} if {' and '.join(unsure) or True}"
        return f"None if {unknown or True} is None else {plainly} else {compared}"

    # -------------------------------------------------------------- facts
    def _of_item(self, loop: int, place: int) -> str:
        """A fact of the item at hand, read once in the body of its loop."""
        if self.depth != self._depths[loop]:
            return self._local(f"q{loop}[{place}]")
        if (loop, place) not in self._read:
            self._read[loop, place] = self._local(f"q{loop}[{place}]")
        return self._read[loop, place]

    def _derived(self, key: str) -> str:
        """A fact of the person derived from others, as in `settled.py`."""
        words = self.law.vocabulary
        if key == AGE:
            return f"age({', '.join(self._stated(name) for name in AGE_INPUTS)}, {self._term(Today(), {})})"
        stated = self._stated(key)
        signs = [f"{self._stated(sign.fact)} == {self._constant(sign.value)}" for sign in words.implied.get(key, ())]
        value = f"(True if {' or '.join([f'{stated} is True', *signs])} else {stated})"
        summary = words.summaries.get(key)
        return self._listed(key, summary, stated, signs, value) if summary else value

    def _listed(self, key: str, summary: Summary, stated: str, signs: list[str], value: str) -> str:
        """A fact read from a list where there is one: what no item settles is as stated, unless that lifts a protection."""
        rows, words = self._rows(summary.kind), self.law.vocabulary
        if signs or (summary.how != "any" and key in words.lifting):
            return f"{value} if x{rows.number} is None else get({self._constant(key)})"
        if summary.how != "any":
            at, end = rows.place(summary.fact), f"{rows.place('ended_on')}, " if summary.fact == "form" else ""
            how = "last_form" if summary.fact == "form" else "last_day"
            return f"{stated} if x{rows.number} is None else {how}(w{rows.number}, {at}, {end}c{rows.number}, {stated})"
        void = self._constant(tuple(said for said in (True, False) if words.lifts(key, said)))
        found = f"listed(w{rows.number}, {rows.place(summary.fact)}, c{rows.number}, {stated}, {void})"
        return f"{stated} if x{rows.number} is None else {found}"

    def _stated(self, key: str) -> str:
        return self.stated.setdefault(key, f"s{len(self.stated)}")

    # -------------------------------------------------------------- terms
    def _term(self, node: Node, loops: _Loops) -> str:
        match node:
            case Constant(value):
                return self._constant(value)
            case Parameter(name):
                return self._constant(self.law.amount(name))
            case Fact(key):
                return self._keep(node, lambda: self._derived(key)) if self.law.is_derived(key) else self._stated(key)
            case Today():
                return self._keep(node, lambda: "settled.on")
            case ItemFact(kind, name):
                return self._of_item(loops[kind], self._rows(kind).place(name))
            case Conclusion(name):
                return self._own(name, loops)
        return (
            self._over(node, loops)
            if isinstance(node, Count | Extreme)
            else self._once(node, lambda: self._called(node, loops))
        )

    def _over(self, node: Count | Extreme, loops: _Loops) -> str:
        rows = self._rows(node.kind)
        if isinstance(node, Count):
            return self._count(rows, node.body, loops)
        days = f"[q[{rows.place(node.date.name)}] for q in w{rows.number}]"
        return self._local(f"extreme({days}, c{rows.number}, {node.how == 'latest'})")

    def _count(self, rows: Rows, body: Node, loops: _Loops) -> str:
        yes, unknown = self._local("0"), self._local("0")
        with self._loop(rows.kind, loops) as inside:
            truth = self._truth(body, inside)
            self._say(f"if {truth.yes}: {yes} += 1")
            self._say(f"elif not {truth.no}: {unknown} += 1")
        return self._local(f"number({yes}, {unknown}, c{rows.number})")

    def _called(self, node: Node, loops: _Loops) -> str:
        if isinstance(node, Shift):
            amount = self.law.amount(node.amount.name)
            moved = None if amount is None or isinstance(amount, date) else node.sign * amount
            day, by = self._term(node.date, loops), f"{self._constant(node.unit)}, {self._constant(moved)}"
            if isinstance(node.date, Today):
                return f"shift_today({day}, {by})"
            return f"None if {day} is None else shift({day}, {by})"
        assert isinstance(node, YearsBetween)  # noqa: S101 no other term is left
        return f"years({self._term(node.start, loops)}, {self._term(node.end, loops)})"

    def _once(self, node: Node, value: Callable[[], str]) -> str:
        return self._keep(node, value) if is_of_person(node) else self._local(value())

    def _keep(self, node: Node, value: Callable[[], str]) -> str:
        """Read something of the person once, at the head of the function."""
        if node not in self._kept:
            text = value()
            self._kept[node] = f"f{len(self._kept)}"
            self.head.append(f" {self._kept[node]} = {text}")
        return self._kept[node]
