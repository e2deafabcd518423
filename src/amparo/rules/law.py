"""The law on one day: the rules in force, closed over their definitions, ready to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.facts.vocabulary import Vocabulary
from amparo.rules.expression import (
    PRESUMED,
    PRESUMED_NOT,
    Compare,
    Conclusion,
    Condition,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    Parameter,
    Quantifier,
    Shift,
    Term,
    Today,
    conjunction,
    walk,
)
from amparo.rules.rule import APPLIES, DOES_NOT_APPLY, Amount, Rule, name_of
from amparo.rules.timed import timed_comparisons


@dataclass(frozen=True)
class Law:
    """A pack as it stands on `day`: rules by their name in expressions, and the value of each parameter."""

    pack: str
    version: str
    digest: str
    standing: str
    day: date
    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    amounts: Mapping[str, Amount]
    next_versions: Mapping[str, date] = field(default_factory=dict)
    scope: tuple[str, ...] = ()

    def find(self, rule_id: str) -> Rule | None:
        """Return the rule in force that has this id; one that replaces another is found by either's."""
        return self._by_id.get(rule_id) or self.rules.get(name_of(rule_id.rpartition("/")[2]))

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules.values()}

    def amount(self, name: str) -> int | float | date | None:
        """Return a parameter's value on the day of the law."""
        return self.amounts[name].on(self.day)

    @cached_property
    def conclusions(self) -> Mapping[str, Condition | Term]:
        """Return, for each rule, the one expression that gives its conclusion: `when`, less all that ends it."""
        exceptions: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            if rule.exception_of:
                exceptions.setdefault(name_of(rule.exception_of.rpartition("/")[2]), []).append(rule)
        return {name: self._closed(rule, exceptions.get(name, ())) for name, rule in self.rules.items()}

    def _closed(self, rule: Rule, exceptions: Iterable[Rule]) -> Condition | Term:
        if rule.when is None or isinstance(rule.when, Count | Extreme):
            return rule.when or conjunction()
        parts = [rule.when]
        if rule.unless is not None:
            parts.append(Not(rule.unless))
        if rule.until is not None:
            parts.append(Not(Compare(">", Today(), rule.until)))
        if rule.lasts is not None and rule.starts is not None:
            ends = Shift(rule.starts, 1, self.amounts[rule.lasts].unit, Parameter(rule.lasts))
            parts.append(Not(Compare(">=", Today(), ends)))
        parts.extend(_without(exception) for exception in exceptions)
        return conjunction(*parts)  # type: ignore[arg-type]  # a rule with these parts is a condition

    @cached_property
    def repeated(self) -> Mapping[str, frozenset[str]]:
        """Return, for each rule, the facts that its conclusion reads more than once; a definition it names reads once."""
        return {name: self.repeated_in(self.conclusions[name]) for name in self.rules}

    @cached_property
    def repeated_in_done(self) -> Mapping[str, frozenset[str]]:
        """Return, for each duty, the facts that its condition of being done reads more than once."""
        return {name: self.repeated_in(rule.done) for name, rule in self.rules.items() if rule.done is not None}

    def repeated_in(self, node: Node) -> frozenset[str]:
        """Return the facts that an expression reads more than once."""
        return frozenset(fact for fact, number in self._counted(node).items() if number > 1)

    @cached_property
    def read(self) -> Mapping[str, frozenset[str]]:
        """Return, for each rule, all facts that its conclusion reads, definitions written out."""
        found: dict[str, frozenset[str]] = {}
        for name in self._in_order():
            found[name] = frozenset(self._counted(self.conclusions[name], found))
        return found

    def _counted(self, node: Node, read: Mapping[str, frozenset[str]] | None = None) -> Counter[str]:
        """Count the facts an expression reads, derived facts written out, each definition as one reading."""
        read = self.read if read is None else read
        counted: Counter[str] = Counter()
        for part in walk(node):
            match part:
                case Conclusion(name):
                    counted.update(read[name])
                case Fact(key):
                    counted.update(self._inputs(key))
                case ItemFact(kind, fact):
                    counted[f"{kind}.{fact}"] += 1
                case Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _):
                    counted[f"{kind}.complete"] += 1
        return counted

    def _inputs(self, key: str) -> tuple[str, ...]:
        if key == AGE:
            return AGE_INPUTS
        signs = tuple(sign.fact for sign in self.vocabulary.implied.get(key, ()))
        summary = self.vocabulary.summaries.get(key)
        listed = (f"{summary.kind}.{summary.fact}", f"{summary.kind}.complete") if summary else ()
        return (key, *signs, *listed)

    @cached_property
    def timed_comparisons(self) -> Mapping[str, tuple[Compare, ...]]:
        """Return, for each rule whose answer can change with the date alone, the comparisons that move with today."""
        return timed_comparisons({name: self._written_out(name) for name in self.rules})

    def _written_out(self, name: str) -> tuple[Node, ...]:
        rule = self.rules[name]
        found: dict[Node, None] = dict.fromkeys([self.conclusions[name], *([rule.done] if rule.done else [])])
        for node in (queue := list(found)):
            for part in walk(node):
                if isinstance(part, Conclusion) and self.conclusions[part.rule] not in found:
                    found[self.conclusions[part.rule]] = None
                    queue.append(self.conclusions[part.rule])
        return tuple(found)

    @cached_property
    def turns(self) -> Mapping[str, date]:
        """Return, for each rule, the next day on which its own text, or a rule or parameter that it reads, changes."""
        found: dict[str, date] = {}
        for name in self._in_order():
            days = [self.next_versions[name]] if name in self.next_versions else []
            for node in (part for top in self._written_out(name) for part in walk(top)):
                if isinstance(node, Conclusion) and node.rule in found:
                    days.append(found[node.rule])
                if isinstance(node, Parameter):
                    days.extend(day for day, _ in self.amounts[node.name].values if day > self.day)
            if days:
                found[name] = min(days)
        return found

    def _in_order(self) -> list[str]:
        """Return the rules so that each comes after those it names; the loader has refused circles."""
        ordered: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in ordered:
                return
            for node in walk(self.conclusions[name]):
                if isinstance(node, Conclusion):
                    visit(node.rule)
            ordered[name] = None

        for name in self.rules:
            visit(name)
        return list(ordered)

    @cached_property
    def presumptions_under(self) -> Mapping[str, tuple[str, ...]]:
        """Return, for each rule, the presumptions for the whole person that it reads, at any depth."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self._in_order():
            named = [node.rule for node in walk(self.conclusions[name]) if isinstance(node, Conclusion)]
            direct = [rule for rule in named if self.presumes(rule) and self.rules[rule].each is None]
            found[name] = tuple(dict.fromkeys([*direct, *(deep for rule in named for deep in found[rule])]))
        return found

    @cached_property
    def in_order(self) -> tuple[Rule, ...]:
        """Return the rules as they are shown: holds first, in each kind the strongest first."""
        return tuple(sorted(self.rules.values(), key=_place))

    def presumes(self, name: str) -> bool:
        """Say whether the rule turns *not known* into yes for the rules above it."""
        rule = self.rules[name]
        return rule.kind == "presumption" and rule.unknown == APPLIES


_KINDS: Final = ("hold", "duty", "entitlement", "presumption", "definition")


def _place(rule: Rule) -> tuple[int, tuple[int, int], str]:
    return _KINDS.index(rule.kind), rule.rank() if rule.force else (0, 0), rule.id


def _without(exception: Rule) -> Condition:
    """The part of a rule that an exception takes away, by the exception's own choice for *not known*."""
    named = Conclusion(exception.name)
    if exception.unknown == APPLIES:
        return Not(Look(PRESUMED, named))
    return Look(PRESUMED_NOT, named) if exception.unknown == DOES_NOT_APPLY else Not(named)
