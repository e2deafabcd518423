"""Reasons: which facts decide a conclusion, and which missing facts would settle it.

A *reason* is a set of stated facts, each at its value or *not known*, such that the conclusion holds whatever all
other facts turn out to be, and of which no part can be left out. What *missing* names can together settle the
conclusion, and no part of it can alone. Sets are worked out along the expression; where a fact stands in it more
than once, they are then checked against the definition and reduced or searched anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, product
from typing import Any, Final

from amparo.facts.value import Value
from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import (
    KNOWN,
    PRESUMED,
    And,
    Conclusion,
    Fact,
    Look,
    Node,
    Not,
    Or,
    Quantifier,
    walk,
)
from amparo.rules.inputs import Keys, inputs, is_open, plain
from amparo.rules.possible import Possible
from amparo.rules.rule import Rule
from amparo.rules.samples import samples
from amparo.rules.truths import ANY, BITS, FALSE, SETTLED, TRUE, UNKNOWN, swap
from amparo.rules.worlds import Worlds

_MOST_TOGETHER: Final = 3
_MOST_TRIALS: Final = 4_000
_MANY: Final = 1_000
_FEW: Final = 20
"""Values that are sooner tried than reasoned about."""


class Reasons:
    """Reasons for the conclusions of one evaluation; kept as long as it is."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.settled = evaluation.settled
        self._why: dict[tuple[str, str | None, int], Keys | None] = {}
        self._settle: dict[tuple[str, str | None, bool], Keys | None] = {}
        self._show: dict[tuple[str, str | None, bool], Keys | None] = {}
        self._possible: dict[frozenset[str], tuple[Possible, Worlds]] = {}
        self._nothing_held = Possible(evaluation, frozenset())
        self._learnt: dict[tuple[Keys, tuple[Any, ...]], Evaluation] = {}
        self._samples: dict[str, tuple[Value, ...]] = {}

    # ------------------------------------------------------------ because
    def because(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return the facts that decide a rule whose conclusion is yes or no."""
        return self._own(name, bound, BITS[self.evaluation.conclusion(name, bound)]) or ()

    def because_done(self, rule: Rule, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return the facts that decide whether a duty is done, where that is yes or no."""
        if rule.done is None:
            return ()
        target = BITS[self.evaluation.truth(rule.done, bound)]
        return self._reduced(rule.done, bound, target, self.evaluation.law.repeated_in_done[rule.name]) or ()

    def _reduced(self, node: Node, bound: Bound, target: int, repeated: frozenset[str]) -> Keys | None:
        """Reasons as the expression shows them, less those that facts standing more than once make needless."""
        keys = self.why(node, bound, target)
        if keys is None or not repeated or not any(plain(key) in repeated for key in keys):
            return keys
        return self._without_needless(node, bound, keys, target)

    def _without_needless(self, node: Node, bound: Bound, keys: Keys, target: int) -> Keys:
        kept = list(keys)
        for key in sorted(keys, key=lambda k: k in self.settled.values):
            fewer = [k for k in kept if k != key]
            if self._is_needless(node, bound, frozenset(fewer), target):
                kept = fewer
        return tuple(kept)

    def _is_needless(self, node: Node, bound: Bound, others: frozenset[str], target: int) -> bool:
        """Say whether a condition stays inside a set of truths while only the others are held fast."""
        if others not in self._possible:
            self._possible[others] = Possible(self.evaluation, others), Worlds(self.evaluation, others)
        possible, worlds = self._possible[others]
        if not possible.of(node, bound) & ~target:
            return True
        if BITS[possible.fixed.truth(node, bound)] & ~target or not (target & UNKNOWN or self.evaluation.law.looks_in(node)):
            return False
        if possible.can_leave(node, bound, target):
            return False
        return not worlds.exactly(node, bound, target) & ~target

    def why(self, node: Node, bound: Bound, target: int) -> Keys | None:
        """Return facts that keep a condition inside `target`, a set of truths; None where it is not inside it."""
        match node:
            case And(parts):
                return self._and([(self.why, part, bound) for part in parts], target)
            case Or(parts):
                return self._and([(self._not, part, bound) for part in parts], swap(target))
            case Not(part):
                return self.why(part, bound, swap(target))
            case Look(how, part):
                return self._look(how, part, bound, target)
            case Conclusion(name):
                return self._concluded(name, bound, target)
            case Quantifier():
                return self._quantified(node, bound, target)
        return self._leaf(node, bound, target)

    def _not(self, node: Node, bound: Bound, target: int) -> Keys | None:
        return self.why(node, bound, swap(target))

    def _and(self, parts: list[tuple[Callable[[Any, Bound, int], Keys | None], Any, Bound]], target: int) -> Keys | None:
        """Reasons for a conjunction: all parts where none may fail, else the cheapest part that fails."""

        def ask(target: int) -> list[Keys | None]:
            return [why(part, bound, target) for why, part, bound in parts]

        if target == SETTLED:
            return self._cheapest([_union(ask(SETTLED)), *ask(FALSE)])
        if target & FALSE:
            return self._cheapest(ask(target))
        whole = _union(ask(target | TRUE))
        if whole is None or target & TRUE:
            return whole
        return _union([whole, self._cheapest(ask(UNKNOWN))])

    def _look(self, how: str, part: Node, bound: Bound, target: int) -> Keys | None:
        if target & SETTLED == SETTLED:
            return ()
        inside = _LOOKED[how]
        found = [
            self.why(part, bound, inside if wanted == TRUE else ANY & ~inside) for wanted in (TRUE, FALSE) if target & wanted
        ]
        return self._cheapest(found)

    def _concluded(self, name: str, bound: Bound, target: int) -> Keys | None:
        law = self.evaluation.law
        if law.presumes(name):
            if target & SETTLED == SETTLED:
                return ()
            found = [_TURNED[wanted] for wanted in (TRUE, FALSE) if target & wanted]
            return self._cheapest([self._own(name, bound, inside) for inside in found])
        return self._own(name, bound, target)

    def _own(self, name: str, bound: Bound, target: int) -> Keys | None:
        each = self.evaluation.law.rules[name].each
        key = (name, bound[each] if each else None, target)
        if key not in self._why:
            law = self.evaluation.law
            self._why[key] = self._reduced(law.conclusions[name], bound, target, law.repeated[name])
        return self._why[key]

    def _quantified(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        """An item each, and the further item that an incomplete list may hold: never decisive itself."""
        is_any = node.how == "any"
        why = self._not if is_any else self.why
        parts: list[Any] = [(why, node.body, {**bound, node.kind: n}) for n in self.evaluation.items(node.kind)]
        parts.append((self._further, node, bound))
        return self._and(parts, swap(target) if is_any else target)

    def _further(self, node: Quantifier, bound: Bound, target: int) -> Keys | None:
        truth = True if self.evaluation.is_complete(node.kind) else None
        if not BITS[truth] & target:
            return None
        return () if not self._nothing_held.left_open(node, bound) & ~target else (f"{node.kind}.complete",)

    def _leaf(self, node: Node, bound: Bound, target: int) -> Keys | None:
        value = self.evaluation.value(node, bound)
        if not (UNKNOWN if value is None else FALSE if value is False else TRUE) & target:
            return None
        if (
            isinstance(node, Fact)
            and node.key in self.evaluation.law.vocabulary.implied
            and (value is not None or target & TRUE)
        ):
            return self.settled.support(node.key)  # a stated no stands; what is not known is no no while nobody says so
        keys = inputs(self.evaluation, node, bound)
        if len(keys) == 1 and target in (TRUE, FALSE, UNKNOWN):
            return keys
        return self._without_needless(node, bound, keys, target)

    def _cheapest(self, found: Iterable[Keys | None]) -> Keys | None:
        """Prefer known facts to what is decided because it is not known, then fewer facts."""
        some = [keys for keys in found if keys is not None]
        values = self.settled.values
        return min(some, key=lambda keys: (sum(k not in values for k in keys), len(keys)), default=None)

    # ------------------------------------------------------------ missing
    def missing(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together settle a rule's conclusion, none of them superfluous."""
        sides = []
        for wanted in (False, True):
            shown = self._shown(name, bound, wanted=wanted)
            if shown is not None and len(shown) == 1 and self._settling(name, bound, wanted=wanted) == shown:
                return shown
            sides.append((wanted, shown))
        for wanted, shown in sorted(sides, key=lambda side: len(side[1] or ()) or _MANY):
            if shown is not None and (found := self._settling(name, bound, wanted=wanted)):
                return self._least(name, bound, found)
        return self._least(name, bound, self._fewest(self._settling(name, bound, wanted=wanted) for wanted in (False, True)))

    def _least(self, name: str, bound: Bound, found: Keys | None) -> Keys:
        """Return a part of the facts that settles the conclusion one way or the other, if one does."""
        node = self.evaluation.law.conclusions[name]
        for size in range(1, len(found or ()) if self.evaluation.law.repeated[name] else 0):
            for part in combinations(found or (), size):
                if any(self._reaches(node, bound, part, wanted=wanted) for wanted in (False, True)):
                    return part
        return found or ()

    def lifting(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together turn a rule's conclusion to no, or nothing where they cannot."""
        return self._settling(name, bound, wanted=False) or ()

    def _settling(self, name: str, bound: Bound, *, wanted: bool) -> Keys | None:
        each = self.evaluation.law.rules[name].each
        key = (name, bound[each] if each else None, wanted)
        if key not in self._settle:
            law = self.evaluation.law
            found = self._shown(name, bound, wanted=wanted)
            self._settle[key] = self._checked(law.conclusions[name], law.repeated[name], bound, found, wanted=wanted)
        return self._settle[key]

    def _shown(self, name: str, bound: Bound, *, wanted: bool) -> Keys | None:
        """What the expression itself shows, each fact taken as standing once."""
        each = self.evaluation.law.rules[name].each
        key = (name, bound[each] if each else None, wanted)
        if key not in self._show:
            self._show[key] = self.settling(self.evaluation.law.conclusions[name], bound, wanted=wanted)
        return self._show[key]

    def _checked(self, node: Node, repeated: frozenset[str], bound: Bound, found: Keys | None, *, wanted: bool) -> Keys | None:
        """Keep what the expression shows if it holds, and no part of it does; else search.

        What is shown is exact but for facts that stand more than once: such a fact may settle more, or less, than shown.
        """
        if not repeated or (found is not None and not any(plain(key) in repeated for key in found)):
            return found
        if found is not None and self._reaches(node, bound, found, wanted=wanted):
            return self._without_superfluous(node, repeated, bound, found, wanted=wanted)
        every = [key for key in inputs(self.evaluation, node, bound) if is_open(self.settled, key)]
        for size in range(1, min(len(every), _MOST_TOGETHER) + 1):
            for keys in combinations(every, size):
                if self._reaches(node, bound, keys, wanted=wanted):
                    return keys
        return None

    def _without_superfluous(self, node: Node, repeated: frozenset[str], bound: Bound, found: Keys, *, wanted: bool) -> Keys:
        for key in found if len(found) > 1 else ():
            fewer = tuple(k for k in found if k != key)
            if any(plain(k) in repeated for k in fewer) and self._reaches(node, bound, fewer, wanted=wanted):
                return self._without_superfluous(node, repeated, bound, fewer, wanted=wanted)
        return found

    def settling(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        """Return the fewest facts not known that can give a condition the wanted truth, as the expression shows them."""
        truth = self.evaluation.truth(node, bound)
        if truth is not None:
            return () if truth is wanted else None
        if type(node) is Fact and not self.settled.is_derived(node.key):
            return (node.key,) if wanted or not node.key.endswith(".complete") else None
        match node:
            case And(parts) | Or(parts):
                each = (self.settling(part, bound, wanted=wanted) for part in parts)
                return _union(each) if isinstance(node, And) == wanted else self._fewest(each)
            case Not(part):
                return self.settling(part, bound, wanted=not wanted)
            case Conclusion(name):
                return self._settling(name, bound, wanted=wanted)
            case Quantifier(how, kind, body):
                found = [self.settling(body, {**bound, kind: n}, wanted=wanted) for n in self.evaluation.items(kind)]
                if (how == "all") != wanted:
                    return self._fewest(found)
                return _union([*found, () if self.evaluation.is_complete(kind) else (f"{kind}.complete",)])
        return self._leaf_settling(node, bound, wanted=wanted)

    def _leaf_settling(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        if not self._ever(node, bound) & BITS[wanted]:
            return None
        keys = tuple(key for key in inputs(self.evaluation, node, bound) if is_open(self.settled, key))
        if len(keys) == 1:
            return keys
        if isinstance(node, Fact) and node.key in keys and node.key not in self.evaluation.law.vocabulary.summaries:
            return (node.key,)  # a fact that others could imply is as stated while they are not known
        for key in keys:
            if self._reaches(node, bound, (key,), wanted=wanted):
                return (key,)
        return keys or None

    def _ever(self, node: Node, bound: Bound) -> int:
        """Return the truths a comparison could ever have; where it reads no list, the law keeps them for everybody."""
        if bound or any(isinstance(part, Conclusion) or self._is_listed(part) for part in walk(node)):
            return self._nothing_held.of(node, bound)
        kept = self.evaluation.law.ever
        if id(node) not in kept:
            kept[id(node)] = self._nothing_held.of(node, bound)
        return kept[id(node)]

    def _is_listed(self, node: Node) -> bool:
        return isinstance(node, Fact) and (node.key in self.evaluation.law.vocabulary.summaries or "." in node.key)

    def _reaches(self, node: Node, bound: Bound, keys: Keys, *, wanted: bool) -> bool:
        """Say whether some values of these facts give the condition the wanted truth."""
        if len(keys) > 1 or len(self.samples(keys[0])) > _FEW:
            others = frozenset(inputs(self.evaluation, node, bound)).difference(keys)
            if not Possible(self.evaluation, others).of(node, bound) & BITS[wanted]:
                return False
        for number, values in enumerate(product(*(self.samples(key) for key in keys))):
            if number > _MOST_TRIALS:
                break
            if self._with(keys, values).truth(node, bound) is wanted:
                return True
        return False

    def samples(self, key: str) -> tuple[Value, ...]:
        """Return the values worth trying for a fact of this person."""
        if key not in self._samples:
            self._samples[key] = samples(key, self.evaluation.law, self.settled)
        return self._samples[key]

    def _with(self, keys: Keys, values: tuple[Value, ...]) -> Evaluation:
        """Return the evaluation in which these facts were learnt; single facts are kept, since rules share them."""
        if len(keys) > 1:
            return Evaluation(self.evaluation.law, self.settled.with_value(dict(zip(keys, values, strict=True))))
        if (keys, values) not in self._learnt:
            self._learnt[keys, values] = Evaluation(self.evaluation.law, self.settled.with_value({keys[0]: values[0]}))
        return self._learnt[keys, values]

    def could_be(self, key: str, value: Value) -> Evaluation:
        """Return the evaluation in which one fact has turned out to have this value."""
        return self._with((key,), (value,))

    @staticmethod
    def _fewest(found: Iterable[Keys | None]) -> Keys | None:
        """Take the first single fact, else the fewest facts."""
        best: Keys | None = None
        for keys in found:
            if keys is not None and (best is None or len(keys) < len(best)):
                best = keys
                if len(keys) <= 1:
                    break
        return best


_LOOKED: Final = {KNOWN: SETTLED, PRESUMED: TRUE | UNKNOWN, "presumed_not": FALSE | UNKNOWN}
_TURNED: Final = {TRUE: TRUE | UNKNOWN, FALSE: FALSE}


def _union(found: Iterable[Keys | None]) -> Keys | None:
    keys: dict[str, None] = {}
    for part in found:
        if part is None:
            return None
        keys.update(dict.fromkeys(part))
    return tuple(keys)
