"""The law on one day: the rules in force, closed over their definitions, ready to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.facts.vocabulary import Vocabulary
from amparo.rules.expression import (
    PRESUMED,
    PRESUMED_NOT,
    YES,
    Compare,
    Conclusion,
    Condition,
    Constant,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    OneOf,
    Parameter,
    Quantifier,
    Shift,
    Term,
    Today,
    conjunction,
    parts_of,
    walk,
)
from amparo.rules.kept import Kept
from amparo.rules.rule import APPLIES, DOES_NOT_APPLY, Amount, Rule, name_of
from amparo.rules.timed import timed_in


class ByRule(dict[str, Any]):
    """What is worked out for a rule when it is first asked for, by the rule's name."""

    def __init__(self, work: Callable[[str], Any]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, name: str) -> Any:
        """Work it out, and keep it."""
        self[name] = found = self._work(name)
        return found


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
        return ByRule(lambda name: _more_than_once(self._counts[name]))

    @cached_property
    def repeated_in_done(self) -> Mapping[str, frozenset[str]]:
        """Return, for each duty, the facts that its condition of being done reads more than once."""
        return ByRule(lambda name: _more_than_once(self._counts_of_done[name]))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words in quotes with which the law compares facts."""
        done = (rule.done for rule in self.rules.values() if rule.done is not None)
        nodes = [node for top in (*self.conclusions.values(), *done) for node in walk(top)]
        found = [value for node in nodes if isinstance(node, OneOf) for value in node.values]
        found += [node.value for node in nodes if isinstance(node, Constant)]
        return tuple(dict.fromkeys(str(value) for value in found))

    @cached_property
    def looks(self) -> frozenset[str]:
        """Return the rules whose conclusion looks at *not known* itself, by one of the three constructs or a presumption."""
        found: set[str] = set()
        for name in self._in_order():
            if self.looks_in(self.conclusions[name], found):
                found.add(name)
        return frozenset(found)

    def looks_in(self, node: Node, rules: Collection[str] | None = None) -> bool:
        """Say whether an expression looks at *not known* itself."""
        rules = self.looks if rules is None else rules
        return any(
            isinstance(part, Look) or (isinstance(part, Conclusion) and (part.rule in rules or self.presumes(part.rule)))
            for part in walk(node)
        )

    @cached_property
    def read(self) -> Mapping[str, frozenset[str]]:
        """Return, for each rule, all facts that its conclusion reads, definitions written out."""
        return ByRule(lambda name: frozenset(self._counts[name]))

    @cached_property
    def bears_on(self) -> Mapping[str, int]:
        """Return, for each rule, the facts and the kinds of items that bear on anything said by it, as bits."""
        return ByRule(self._bearing_on)

    def _bearing_on(self, name: str) -> int:
        rule = self.rules[name]
        dates = [fact for day in (rule.starts, rule.until) if day is not None for fact in self._counted(day)]
        return self.mask((*self.read[name], *dates, *([rule.each] if rule.each else []))) | self.bears_on_done[name]

    @cached_property
    def bears_on_done(self) -> Mapping[str, int]:
        """Return, for each duty, the facts and the kinds of items that bear on its being done, as bits."""
        return ByRule(lambda name: self.mask(self._counts_of_done[name]))

    def mask(self, facts: Iterable[str]) -> int:
        """Return facts and kinds of items as bits, so that they are soon compared; a fact of an item brings its kind."""
        found = 0
        for fact in facts:
            found |= self._bits[fact] | self._bits[fact.partition(".")[0]]
        return found

    @cached_property
    def _bits(self) -> Mapping[str, int]:
        return ByRule(lambda _: 1 << len(self._bits))

    @cached_property
    def _counts(self) -> Mapping[str, Counter[str]]:
        return ByRule(lambda name: self._counted(self.conclusions[name]))

    @cached_property
    def _counts_of_done(self) -> Mapping[str, Counter[str]]:
        return ByRule(lambda name: self._counted(self.rules[name].done or YES))

    def bearing(self, node: Node) -> int:
        """Return the facts and the kinds of items that bear on an expression, definitions written out, as bits."""
        kept = self.kept.bearing.get(id(node))
        if kept is None:
            kept = self.kept.bearing[id(node)] = (node, self.mask(self._counted(node)))
        return kept[1]

    def kinds_in(self, node: Node) -> frozenset[str]:
        """Return the kinds of items of which an expression reads a list, definitions written out."""
        kept = self.kept.kinds.get(id(node))
        if kept is None:
            kinds = frozenset(kind for part in walk(node) for kind in self._kinds_of(part))
            kept = self.kept.kinds[id(node)] = (node, kinds)
        return kept[1]

    def _kinds_of(self, node: Node) -> Iterable[str]:
        match node:
            case Fact(key):
                summary = self.vocabulary.summaries.get(key)
                return (summary.kind,) if summary else (key.partition(".")[0],) if "." in key else ()
            case Conclusion(name):
                return self._kinds_read[name]
            case ItemFact(kind, _) | Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _):
                return (kind,)
        return ()

    @cached_property
    def _kinds_read(self) -> Mapping[str, frozenset[str]]:
        return ByRule(lambda name: self.kinds_in(self.conclusions[name]))

    @cached_property
    def kept(self) -> Kept:
        """What is the same for everybody, kept as it is found."""
        return Kept()

    def is_derived(self, key: str) -> bool:
        """Say whether a fact may be decided by others than itself."""
        return key == AGE or key in self.vocabulary.implied or key in self.vocabulary.summaries

    def _counted(self, node: Node) -> Counter[str]:
        """Count the facts an expression reads, derived facts written out, each definition as one reading."""
        counted: Counter[str] = Counter()
        for part, times in _readings(node):
            match part:
                case Conclusion(name):
                    counted.update(dict.fromkeys(self.read[name], times))
                case Fact(key):
                    counted.update(dict.fromkeys(self._inputs(key), times))
                case ItemFact(kind, fact):
                    counted[f"{kind}.{fact}"] += 1
                case Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _):
                    counted[f"{kind}.complete"] += times
        return counted

    def _inputs(self, key: str) -> tuple[str, ...]:
        if key == AGE:
            return AGE_INPUTS
        signs = tuple(sign.fact for sign in self.vocabulary.implied.get(key, ()))
        summary = self.vocabulary.summaries.get(key)
        if summary is None:
            return (key, *signs)
        read = (summary.fact, "ended_on") if summary.fact == "form" else (summary.fact,)
        return (key, *signs, *(f"{summary.kind}.{fact}" for fact in read), f"{summary.kind}.complete")

    def amounts_in(self, node: Node) -> frozenset[str]:
        """Return the parameters that an expression reads, definitions written out."""
        kept = self.kept.amounts.get(id(node))
        if kept is None:
            named = [self._amounts_read[part.rule] for part in walk(node) if isinstance(part, Conclusion)]
            own = frozenset(part.name for part in walk(node) if isinstance(part, Parameter))
            kept = self.kept.amounts[id(node)] = (node, own.union(*named))
        return kept[1]

    @cached_property
    def _amounts_read(self) -> Mapping[str, frozenset[str]]:
        return ByRule(lambda name: self.amounts_in(self.conclusions[name]))

    @cached_property
    def timed_comparisons(self) -> Mapping[str, tuple[Compare, ...]]:
        """Return, for each rule, the comparisons that move with today, in its own text and in what it names."""
        return ByRule(self._timed)

    def _timed(self, name: str) -> tuple[Compare, ...]:
        found = [compare for node in self._expressions(name) for compare in timed_in(node)]
        found += [compare for named in self._named(name) for compare in self.timed_comparisons[named]]
        return tuple(dict.fromkeys(self.kept.comparisons.setdefault(compare, compare) for compare in found))

    @cached_property
    def turns(self) -> Mapping[str, date | None]:
        """Return, for each rule, the next day on which its own text, or a rule or parameter that it reads, changes."""
        return ByRule(self._turn)

    def _turn(self, name: str) -> date | None:
        days = [self.next_versions.get(name), *(self.turns[named] for named in self._named(name))]
        for node in (part for top in self._expressions(name) for part in walk(top)):
            if isinstance(node, Parameter):
                days.extend(day for day, _ in self.amounts[node.name].values if day > self.day)
        return min((day for day in days if day is not None), default=None)

    def _expressions(self, name: str) -> tuple[Node, ...]:
        done = self.rules[name].done
        return (self.conclusions[name],) if done is None else (self.conclusions[name], done)

    def _named(self, name: str) -> tuple[str, ...]:
        nodes = (part for top in self._expressions(name) for part in walk(top))
        return tuple(dict.fromkeys(node.rule for node in nodes if isinstance(node, Conclusion)))

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
        """Return, for each rule, the presumptions for the whole person that its conclusion reads, at any depth."""
        return ByRule(self._presumptions)

    def _presumptions(self, name: str) -> tuple[str, ...]:
        named = [node.rule for node in walk(self.conclusions[name]) if isinstance(node, Conclusion)]
        direct = [rule for rule in named if self.presumes(rule) and self.rules[rule].each is None]
        return tuple(dict.fromkeys([*direct, *(deep for rule in named for deep in self.presumptions_under[rule])]))

    @cached_property
    def in_order(self) -> tuple[Rule, ...]:
        """Return the rules as they are shown: holds first, in each kind the strongest first."""
        return tuple(sorted(self.rules.values(), key=_place))

    def presumes(self, name: str) -> bool:
        """Say whether the rule turns *not known* into yes for the rules above it."""
        rule = self.rules[name]
        return rule.kind == "presumption" and rule.unknown == APPLIES


def _more_than_once(counts: Counter[str]) -> frozenset[str]:
    return frozenset(fact for fact, number in counts.items() if number > 1)


_KINDS: Final = ("hold", "duty", "entitlement", "presumption", "definition")


def _place(rule: Rule) -> tuple[int, tuple[int, int], str]:
    return _KINDS.index(rule.kind), rule.rank() if rule.force else (0, 0), rule.id


def _readings(node: Node, times: int = 1) -> Iterator[tuple[Node, int]]:
    """Yield all nodes with how often they are read: what stands in a condition about items, once for each."""
    yield node, times
    for part in parts_of(node):
        yield from _readings(part, 2 if isinstance(node, Quantifier | Count) else times)


def _without(exception: Rule) -> Condition:
    """The part of a rule that an exception takes away, by the exception's own choice for *not known*."""
    named = Conclusion(exception.name)
    if exception.unknown == APPLIES:
        return Not(Look(PRESUMED, named))
    return Look(PRESUMED_NOT, named) if exception.unknown == DOES_NOT_APPLY else Not(named)
