"""One change of a law at a time, in words: what might mend a right that it fails to give."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from amparo.explain.outline import outline, term_in_words
from amparo.explain.plain import FORCES as IN_WORDS
from amparo.explain.plain import Plain, inside
from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.prove.cone import Cone
from amparo.prove.grounds import grounds_added, parts_left_out
from amparo.rules.expression import Conclusion, Fact, Node, Parameter, walk
from amparo.rules.law import Law
from amparo.rules.rule import APPLIES, DOES_NOT_APPLY, FORCES, Rule, name_of

Says = Callable[[Any, Plain], str]


@dataclass(frozen=True)
class Change:
    """A law with one thing changed: the rule at which it is changed, and the change as a sentence to a drafter."""

    law: Law
    rule: Rule
    says: str


@dataclass(frozen=True)
class Drafter:
    """Changes rules of the law that `plain` speaks of; `below` speaks of the law that it is held against."""

    plain: Plain
    below: Plain

    @property
    def law(self) -> Law:
        """Return the law that is changed."""
        return self.plain.law

    def left_out(self, rule: Rule, kept: Collection[Node] = (), about: Collection[str] | None = None) -> Iterator[Change]:
        """Yield a rule without one condition that is not to be kept; with `about`, one that reads some of these facts."""
        for part, rest in parts_left_out(rule.when, kept):
            if about is None or self._reads(part) & set(about):
                yield self._changed(rule, f"Leave out: {self._said(part)}.", when=rest)
        for key, said in _ENDS.items():
            part = getattr(rule, key)
            if part is not None and (about is None or self._reads(part) & set(about)):
                yield self._changed(rule, said(part, self.plain), **{key: None})
        if rule.exception_of and not _is_named(rule, self.law):
            others = {name: each for name, each in self.law.rules.items() if name != rule.name}
            yield Change(replace(self.law, rules=others), rule, f"Leave out the exception “{rule.title or rule.id}”.")

    def added(self, rule: Rule, other: Rule) -> Iterator[Change]:
        """Yield a rule with a ground that another has and it has not."""
        if rule.when is not None and other.when is not None:
            for grounds, whole in grounds_added(rule.when, other.when):
                if self._knows(whole):
                    said = "; or: ".join(outline(ground, self.below).in_line() for ground in grounds)
                    yield self._changed(rule, f"Say also, as one more ground: {said}.", when=whole)

    def while_not_known(self, rule: Rule) -> Iterator[Change]:
        """Yield a rule with the choice for *not known* that protects."""
        better = DOES_NOT_APPLY if rule.exception_of else APPLIES
        if rule.unknown and rule.unknown != better:
            said = self.plain.while_not_known(replace(rule, unknown=better))
            yield self._changed(rule, f"Write: while that is not known, {said}.", unknown=better)

    def as_below(self, rule: Rule, other: Rule) -> Iterator[Change]:
        """Yield a rule with one period, day or force of another in place of its own."""
        for key, said in _PARTS.items():
            theirs = getattr(other, key)
            if theirs != getattr(rule, key) and self._is_there(key, theirs):
                yield self._changed(rule, said(theirs, self.below), **{key: theirs})
        if rule.force and other.force and FORCES.index(other.force) < FORCES.index(rule.force):
            says = f"Write it as {IN_WORDS[other.force]}."
            yield self._changed(rule, says, force=other.force, strength=other.strength)

    def figures(self, rule: Rule) -> Iterator[Change]:
        """Yield the law with one figure of the law below in place of its own, of those that a rule reads."""
        for name in sorted(_figures(rule) & self.below.law.amounts.keys() & self.law.amounts.keys()):
            own, theirs = self.law.amounts[name], self.below.law.amounts[name]
            if own.on(self.law.day) != theirs.on(self.law.day):
                says = f"Write {self.below.amount(theirs)} in place of {self.plain.amount(own)}: {inside(own.title or name)}."
                yield Change(replace(self.law, amounts={**self.law.amounts, name: theirs}), rule, says)

    def kept(self, other: Rule, instead_of: Rule | None, pack: str) -> Change:
        """Return the law of a pack with a rule of the law below as it stands there, beside or in place of its own."""
        below = self.below.law
        named = {node.rule for node in Cone(below).nodes(other) if isinstance(node, Conclusion)} - self.law.rules.keys()
        taken = {name: replace(below.rules[name], pack=pack) for name in sorted(named)}
        rules = {**self.law.rules, **taken, other.name: replace(other, pack=pack)}
        what = f"the definition “{inside(other.title)}”" if other.kind == "definition" else f"“{other.title or other.id}”"
        is_other = instead_of is not None and instead_of.title != other.title
        place = f" in place of “{instead_of.title or instead_of.id}”" if instead_of and is_other else ""
        law = replace(self.law, rules=rules, amounts={**below.amounts, **self.law.amounts})
        return Change(law, instead_of or other, f"Keep {what} as the baseline has it{place}.")

    def _changed(self, rule: Rule, says: str, **parts: Any) -> Change:
        changed = replace(rule, **parts)
        return Change(replace(self.law, rules={**self.law.rules, rule.name: changed}), rule, says)

    def _said(self, node: Node) -> str:
        return outline(node, self.plain).in_line()

    def _reads(self, node: Node) -> set[str]:
        """The facts of the person that an expression reads."""
        found: set[str] = set()
        for part in walk(node):
            if isinstance(part, Conclusion):
                found |= self.law.read[part.rule]
            elif isinstance(part, Fact):
                found |= {part.key, *(sign.fact for sign in self.law.vocabulary.implied.get(part.key, ()))}
                found.update(AGE_INPUTS if part.key == AGE else ())
        return found

    def _knows(self, node: Node) -> bool:
        """Whether the law has all that an expression of the law below names."""
        named = {part.rule for part in walk(node) if isinstance(part, Conclusion)}
        figures = {part.name for part in walk(node) if isinstance(part, Parameter)}
        return named <= self.law.rules.keys() and figures <= self.law.amounts.keys()

    def _is_there(self, key: str, theirs: Any) -> bool:
        if key in ("within", "lasts", "repeat"):
            return theirs in self.law.amounts
        return theirs is not None and theirs is not False and (theirs is True or self._knows(theirs))


def cone_of(rules: Iterable[Rule], law: Law) -> list[Rule]:
    """Return the rules of a law that decide some rules: these, and all that they read, exceptions included."""
    cone = Cone(law)
    found = {rule.name: rule for rule in rules}
    for rule in tuple(found.values()):
        named = (node.rule for node in cone.nodes(rule) if isinstance(node, Conclusion))
        found.update((name, law.rules[name]) for name in named)
    return [rule for rule in found.values() if rule.name in law.rules]


def counterparts(right: Rule, law: Law) -> list[Rule]:
    """Return the rules that a law has for a right of another: of the same name, or saying that they meet it."""
    same, meant = law.rules.get(right.name), f"{right.pack}/{right.id}"
    return [rule for rule in law.rules.values() if rule is same or meant in rule.meets]


def _is_named(rule: Rule, law: Law) -> bool:
    """Whether a rule has readers besides the rule that it is an exception to."""
    target = name_of((rule.exception_of or "").rpartition("/")[2])
    readers = (name for name, each in law.conclusions.items() if name != target and _names(each, rule.name))
    return next(readers, None) is not None


def _names(node: Node, name: str) -> bool:
    return any(isinstance(part, Conclusion) and part.rule == name for part in walk(node))


def _figures(rule: Rule) -> set[str]:
    parts = (rule.when, rule.unless, rule.until, rule.starts, rule.done)
    named = {part.name for top in parts if top is not None for part in walk(top) if isinstance(part, Parameter)}
    return named | {name for name in (rule.within, rule.lasts, rule.repeat) if name}


_ENDS: Final[Mapping[str, Says]] = {
    "unless": lambda part, plain: f"Leave out: unless {outline(part, plain).in_line()}.",
    "until": lambda part, plain: f"Leave out that it ends on {term_in_words(part, plain)}.",
    "lasts": lambda part, plain: f"Leave out that it ends after {plain.amount(plain.law.amounts[part])}.",
}
_PARTS: Final[Mapping[str, Says]] = {
    "at_once": lambda _, _plain: "Write: at once.",
    "within": lambda part, plain: f"Write: within {plain.amount(plain.law.amounts[part])}.",
    "lasts": lambda part, plain: f"Write: for {plain.amount(plain.law.amounts[part])}.",
    "repeat": lambda part, plain: f"Write: again every {plain.amount(plain.law.amounts[part])}.",
    "starts": lambda part, plain: f"Write: the time runs from {term_in_words(part, plain)}.",
    "until": lambda part, plain: f"Write: until {term_in_words(part, plain)}.",
    "done": lambda part, plain: f"Write: it is done when {outline(part, plain).in_line()}.",
}
