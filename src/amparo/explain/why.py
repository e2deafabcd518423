"""The tree of reasons: a conclusion, what decides it, and what decides that, down to the facts.

Groups, *not* and the three constructs that look at *not known* vanish into the statements they join: each line is a
statement and its value. Where one of several parts is enough, the one that the determination's own `because` names is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from amparo.explain.outline import outline
from amparo.explain.plain import Plain, sentence
from amparo.explain.wording import Words
from amparo.facts.settled import AGE
from amparo.facts.value import Truth, Value
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.evaluate import NOTHING_BOUND, Bound
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
    Quantifier,
    parts_of,
)
from amparo.rules.rule import Rule
from amparo.rules.truths import BITS, FALSE, TRUE, UNKNOWN, swap

_LOOKED: Final = {KNOWN: (TRUE | FALSE, UNKNOWN), PRESUMED: (TRUE | UNKNOWN, FALSE), "presumed_not": (FALSE | UNKNOWN, TRUE)}
"""What the inside of each construct must be for a yes, and for a no."""
_COUNTS: Final = {PRESUMED: "which counts as yes here", "presumed_not": "which counts as no here"}
_FOUND: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "not known"}

Branches = tuple["Why", ...]


@dataclass(frozen=True, slots=True)
class Why:
    """One statement and its value, both in words, with the statements that decide it.

    `rule` is set where the statement is a rule's or a definition's, `fact` (a key) where it is a fact; a comparison or an
    item has neither. `known` is false where the value is not known, `note` says what that does, `under` are provisions;
    `stated` is false for a fact whose value is drawn from other facts, which are its parts.
    """

    text: str
    value: str
    known: bool = True
    rule: Rule | None = None
    fact: str | None = None
    note: str = ""
    under: tuple[str, ...] = ()
    parts: Branches = ()
    stated: bool = True

    def facts(self) -> Iterator[str]:
        """Yield the keys of the stated facts on which the statement rests."""
        if self.fact is not None and self.stated:
            yield self.fact
        for part in self.parts:
            yield from part.facts()


def why(decider: Decider, determination: Determination, words: Words) -> Why:
    """Return the tree of reasons for a determination, of its `when`."""
    d, rule = determination, determination.rule
    grower = _Grower(decider, words, frozenset(reason.fact for reason in d.because))
    node = decider.law.conclusions[rule.name]
    parts = grower.tree(node, _bound(d), BITS[d.conclusion]) or ()
    note = grower.plain.while_not_known(rule) if d.conclusion is None and rule.unknown else ""
    title = grower.plain.title(rule.id)
    text = f"{grower.plain.item(d.item)}: {title}" if d.item else title
    return Why(text, _FOUND[d.conclusion], d.conclusion is not None, rule, None, note, d.under, parts)


def why_fulfilled(decider: Decider, determination: Determination, words: Words) -> Why | None:
    """Return the tree of reasons for whether a duty is fulfilled, of its `done`; None where it has none."""
    d, rule = determination, determination.rule
    if rule.done is None:
        return None
    grower = _Grower(decider, words, frozenset(reason.fact for reason in d.fulfilled_because))
    parts = grower.tree(rule.done, _bound(d), BITS[d.fulfilled]) or ()
    return Why(rule.do, _FOUND[d.fulfilled], d.fulfilled is not None, rule, parts=parts)


def _bound(determination: Determination) -> Bound:
    each, item = determination.rule.each, determination.item
    return {each: item.partition("#")[2]} if each and item else NOTHING_BOUND


class _Grower:
    """Grows the tree for one determination; `held` are the facts that decide it."""

    def __init__(self, decider: Decider, words: Words, held: frozenset[str]) -> None:
        self.decider = decider
        self.law = decider.law
        self.evaluation = decider.evaluation
        self.plain = Plain(decider.law, words)
        self.held = held

    def tree(self, node: Node, bound: Bound, target: int) -> Branches | None:
        """Return the statements that keep a condition inside `target`, a set of truths; None where it is not inside."""
        match node:
            case And(parts):
                return self._all([(self.tree, part, bound) for part in parts], target)
            case Or(parts):
                return self._all([(self._opposite, part, bound) for part in parts], swap(target))
            case Not(part):
                return self.tree(part, bound, swap(target))
            case Look(how, part):
                return self._looked(how, part, bound, target)
            case Quantifier(how, kind, body):
                reader = self._item if how == "all" else self._item_opposite
                items: list[Any] = [(reader, body, {**bound, kind: name}, kind) for name in self.evaluation.items(kind)]
                return self._all([*items, (self._list, kind)], target if how == "all" else swap(target))
        return self._tip(node, bound, target)

    def _opposite(self, node: Node, bound: Bound, target: int) -> Branches | None:
        return self.tree(node, bound, swap(target))

    def _all(self, readers: Iterable[tuple[Any, ...]], target: int) -> Branches | None:
        """The statements for a conjunction: all where none may fail, else the one that fails with the fewest facts."""
        asked = [_asker(*reader) for reader in readers]
        if target == TRUE | FALSE:
            whole = _joined(ask(TRUE) for ask in asked)
            return self._fewest(ask(FALSE) for ask in asked) if whole is None else whole
        if target & FALSE:
            return self._fewest(ask(target) for ask in asked)
        whole = _joined(ask(target | TRUE) for ask in asked)
        if whole is None or target & TRUE:
            return whole
        return _joined(found for ask in asked if (found := ask(UNKNOWN)) is not None) or None

    def _looked(self, how: str, part: Node, bound: Bound, target: int) -> Branches | None:
        wanted = [inside for bit, inside in zip((TRUE, FALSE), _LOOKED[how], strict=True) if target & bit]
        found = self._fewest(self.tree(part, bound, inside) for inside in wanted)
        if found is None or how not in _COUNTS or self.evaluation.value(part, bound) is not None:
            return found
        return tuple(each if each.known or each.note else replace(each, note=_COUNTS[how]) for each in found)

    def _item(self, body: Node, bound: Bound, kind: str, target: int) -> Branches | None:
        parts = self.tree(body, bound, target)
        truth = self.evaluation.truth(body, bound)
        text = self.plain.item(f"{kind}#{bound[kind]}")
        return None if parts is None else (Why(text, _FOUND[truth], truth is not None, parts=parts),)

    def _item_opposite(self, body: Node, bound: Bound, kind: str, target: int) -> Branches | None:
        return self._item(body, bound, kind, swap(target))

    def _list(self, kind: str, target: int) -> Branches | None:
        truth = True if self.evaluation.is_complete(kind) else None
        return (self._fact(f"{kind}.complete"),) if BITS[truth] & target else None

    def _tip(self, node: Node, bound: Bound, target: int) -> Branches | None:
        value: Any = self.evaluation.value(node, bound)
        truth: Truth = None if value is None else value is not False
        if not BITS[truth] & target:
            return None
        match node:
            case Conclusion(name):
                return (self._concluded(name, bound, target, truth),)
            case Fact() | ItemFact() | OneOf() | Compare(_, _, Constant()) | Compare(_, Constant(), _):
                return self._stated(node, bound)
        parts = self._stated(node, bound)
        if truth is not None:  # a date that is never decides alone
            parts = tuple(part for part in parts if part.known or self._seen(part) & self.held)
        return (Why(self._said(node), _FOUND[truth], truth is not None, parts=parts),)

    def _said(self, node: Node) -> str:
        return sentence(outline(node, self.plain).in_line())

    def _concluded(self, name: str, bound: Bound, target: int, truth: Truth) -> Why:
        """The statement of a rule that another names, as that one reads it: a presumption turns not known into yes."""
        rule = self.law.rules[name]
        presumed = truth is True and self.evaluation.conclusion(name, bound) is None
        inside = TRUE | UNKNOWN if truth is True and self.law.presumes(name) else target
        parts = self.tree(self.law.conclusions[name], bound, inside) or ()
        note = "presumed while it is not known" if presumed else ""
        return Why(self.plain.title(rule.id), _FOUND[truth], truth is not None, rule, None, note, rule.under, parts)

    def _stated(self, node: Node, bound: Bound) -> Branches:
        """The facts that a comparison reads, with their values."""
        match node:
            case Fact(key):
                return (self._fact(key),)
            case ItemFact(kind, name):
                return (self._fact(f"{kind}#{bound[kind]}.{name}"),)
            case Conclusion(name):
                value = self.evaluation.conclusion(name, bound)
                said = self.plain.value("", value)
                parts = self._stated(self.law.conclusions[name], bound)
                return (
                    Why(self.plain.title(self.law.rules[name].id), said, value is not None, self.law.rules[name], parts=parts),
                )
            case Count(kind, body) | Extreme(_, kind, body):
                found = [each for name in self.evaluation.items(kind) for each in self._stated(body, {**bound, kind: name})]
                return (*found, self._fact(f"{kind}.complete"))
        return _joined(self._stated(part, bound) for part in parts_of(node)) or ()

    def _fact(self, key: str) -> Why:
        settled = self.decider.settled
        if not settled.is_derived(key):
            return self._as_stated(key)
        value = settled.get(key)
        otherwise = settled.support(key) if value is not None else settled.inputs(key) if key == AGE else ()
        sources = tuple(source for source in settled.inputs(key) if source in self.held) or otherwise
        parts = tuple(self._as_stated(source) for source in sources if source != key)
        found = Why(self.plain.fact(key), self.plain.value(key, value), value is not None, fact=key, parts=parts)
        return replace(found, stated=not parts or key in sources)

    def _as_stated(self, key: str) -> Why:
        value: Value | None = self.decider.settled.values.get(key)
        return Why(self.plain.fact(key), self.plain.value(key, value), value is not None, fact=key)

    def _fewest(self, found: Iterable[Branches | None]) -> Branches | None:
        """Prefer statements that rest on the deciding facts, then on what is known, then on few facts."""
        return min((each for each in found if each is not None), key=self._cost, default=None)

    def _cost(self, branches: Branches) -> tuple[bool, int, int]:
        tips = {key for branch in branches for key in self._seen(branch)}
        return not tips & self.held, len(tips - self.held), len(tips)

    def _seen(self, branch: Why) -> set[str]:
        return set(self.decider.seen(tuple(branch.facts())))


def _asker(reader: Callable[..., Branches | None], *about: Any) -> Callable[[int], Branches | None]:
    return lambda target: reader(*about, target)


def _joined(found: Iterable[Branches | None]) -> Branches | None:
    """Return all statements, each once; None where one of them is none."""
    whole: dict[Why, None] = {}
    for each in found:
        if each is None:
            return None
        whole.update(dict.fromkeys(each))
    return tuple(whole)
