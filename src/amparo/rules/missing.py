"""Which facts, not known, would settle a conclusion together, so that none of them is superfluous.

They are worked out along the expression. Where a fact stands in it more than once, or is looked at while not known, what
the expression shows is tried on the definition, and searched anew where it does not hold.
"""

from __future__ import annotations

from itertools import combinations, islice, product
from math import prod
from typing import Any, Final

from amparo.facts.value import Value
from amparo.rules.evaluate import NOTHING_BOUND, Bound, Evaluation
from amparo.rules.expression import And, Conclusion, Fact, Node, Not, Or
from amparo.rules.inputs import Keys, inputs, is_open, plain
from amparo.rules.needless import Needless
from amparo.rules.nobody import Nobody
from amparo.rules.quick import Quick
from amparo.rules.samples import samples
from amparo.rules.shown import Shown, fewest
from amparo.rules.truths import BITS
from amparo.rules.turned import turned

_MOST_TOGETHER: Final = 3
_MOST_TRIALS: Final = 1_000
_MANY: Final = 1_000
_FEW: Final = 20
"""Values that are sooner tried than reasoned about."""


class Missing:
    """What would settle the conclusions of one evaluation; kept as long as it is."""

    def __init__(self, evaluation: Quick, needless: Needless, nobody: Nobody) -> None:
        self._nobody = nobody
        self.evaluation = evaluation
        self.settled = evaluation.settled
        self._needless = needless
        self._shows = Shown(evaluation, nobody, self._settling, self._leaf_settling)
        self._settle: dict[tuple[str, str | None, bool], Keys | None] = {}
        self._show: dict[tuple[str, str | None, bool], Keys | None] = {}
        self._learnt: dict[tuple[Keys, tuple[Any, ...]], Quick] = {}
        self._samples: dict[str, tuple[Value, ...]] = {}
        self._tried: dict[tuple[int, str], tuple[Value, ...]] = {}

    def settling(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together settle a rule's conclusion, none of them superfluous."""
        sides = []
        for wanted in (False, True):
            shown = self._shown(name, bound, wanted=wanted)
            if shown is not None and len(shown) == 1 and self._holds(name, bound, shown, wanted=wanted):
                return shown
            sides.append((wanted, shown))
        for wanted, shown in sorted(sides, key=lambda side: len(side[1] or ()) or _MANY):
            if shown is not None and (found := self._settling(name, bound, wanted=wanted)):
                return self._least(name, bound, found)
        found = fewest(self._settling(name, bound, wanted=wanted) for wanted in (False, True))
        return self._least(name, bound, found or self._turning(name, bound, (False, True)))

    def _holds(self, name: str, bound: Bound, shown: Keys, *, wanted: bool) -> bool:
        """Say whether what the expression shows is all there is to it."""
        return not self.evaluation.law.repeated[name] or self._settling(name, bound, wanted=wanted) == shown

    def _least(self, name: str, bound: Bound, found: Keys) -> Keys:
        """Return a part of the facts that settles the conclusion one way or the other, if one does."""
        node = self.evaluation.law.conclusions[name]
        for size in range(1, len(found) if self.evaluation.law.repeated[name] else 0):
            for part in combinations(found, size):
                if any(self._reaches(node, bound, part, wanted=wanted) for wanted in (False, True)):
                    return part
        return found

    def _turning(self, name: str, bound: Bound, truths: tuple[bool, ...]) -> Keys:
        """Facts that settle a conclusion by ending what is presumed while they are not known."""
        node = self.evaluation.law.conclusions[name]
        for wanted in truths:
            values = turned(self.evaluation, node, bound, frozenset(), wanted=wanted)
            if values and self._with(tuple(values), tuple(values.values())).truth(node, bound) is wanted:
                return tuple(values)
        return ()

    def lifting(self, name: str, bound: Bound = NOTHING_BOUND) -> Keys:
        """Return facts not known that can together turn a rule's conclusion to no, or nothing where they cannot."""
        return self._settling(name, bound, wanted=False) or self._turning(name, bound, (False,))

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
            self._show[key] = self._shows.of(self.evaluation.law.conclusions[name], bound, wanted=wanted)
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

    def _leaf_settling(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        """What settles a fact or a comparison; where nothing that it reads is known, it is the same for everybody."""
        if bound or not self._nobody.knows_each(inputs(self.evaluation, node)):
            return self._leaf(node, bound, wanted=wanted)
        found: Keys | None = self._nobody.kept(("settling", id(node), wanted), lambda: self._leaf(node, bound, wanted=wanted))
        return found

    def _leaf(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        if not self._needless.ever(node, bound) & BITS[wanted]:
            return None
        read = inputs(self.evaluation, node, bound)
        keys = tuple(key for key in read if is_open(self.settled, key))
        if len(keys) == 1:
            is_plain = len(read) == 1 and read[0] not in self.settled.values and not read[0].endswith(".complete")
            return keys if is_plain or self._reaches(node, bound, keys, wanted=wanted) else None
        if isinstance(node, Fact) and node.key in keys and node.key not in self.evaluation.law.vocabulary.summaries:
            return (node.key,)  # a fact that others could imply is as stated while they are not known
        for size in range(1, len(keys)):
            for some in combinations(keys, size):
                if self._reaches(node, bound, some, wanted=wanted):
                    return some
        if keys and any(key in self.settled.values for key in read):  # what is known may rule out what could ever be
            return keys if self._reaches(node, bound, keys, wanted=wanted) else None
        return keys or None

    def _reaches(self, node: Node, bound: Bound, keys: Keys, *, wanted: bool) -> bool:
        """Say whether some values of these facts give the condition the wanted truth."""
        choices = [self._choices(node, bound, key) for key in keys]
        number = prod(map(len, choices))
        if number > _FEW:
            others = frozenset(inputs(self.evaluation, node, bound)).difference(keys)
            if not self._needless.holding(others)[0].of(node, bound) & BITS[wanted]:
                return False
            values = turned(self.evaluation, node, bound, others, wanted=wanted)
            if values and self._with(tuple(values), tuple(values.values())).truth(node, bound) is wanted:
                return True
        if _FEW < number <= _MOST_TRIALS:
            fewest_first = sorted(zip(keys, choices, strict=True), key=lambda each: len(each[1]))
            return self._tried_out(node, bound, fewest_first, self.evaluation, wanted=wanted)
        some = islice(product(*choices), _MOST_TRIALS)
        return any(self._with(keys, values).truth(node, bound) is wanted for values in some)

    def _tried_out(
        self, node: Node, bound: Bound, left: list[tuple[str, tuple[Value, ...]]], so_far: Quick, *, wanted: bool
    ) -> bool:
        """Try the values of the facts that are left, one fact after another, as long as nothing speaks against it."""
        if not left:
            return so_far.truth(node, bound) is wanted
        (key, values), *rest = left
        keys = frozenset(key for key, _ in rest)
        for value in values:
            now = self._with((key,), (value,)) if so_far is self.evaluation else so_far.learning({key: value})
            if _could(now, node, bound, keys, wanted=wanted) and self._tried_out(node, bound, rest, now, wanted=wanted):
                return True
        return False

    def _choices(self, node: Node, bound: Bound, key: str) -> tuple[Value, ...]:
        """Return the values worth trying for a fact that an expression reads."""
        law, at = self.evaluation.law, (id(node), key)
        if at not in self._tried:
            read = inputs(self.evaluation, node, bound)
            self._tried[at] = samples(key, law, self.settled.only(read), law.amounts_in(node))
        return self._tried[at]

    def samples(self, key: str) -> tuple[Value, ...]:
        """Return the values worth trying for a fact of this person."""
        if key not in self._samples:
            self._samples[key] = samples(key, self.evaluation.law, self.settled)
        return self._samples[key]

    def _with(self, keys: Keys, values: tuple[Value, ...]) -> Quick:
        """Return the evaluation in which these facts were learnt; single facts are kept, since rules share them."""
        if len(keys) > 1:
            return self.evaluation.learning(dict(zip(keys, values, strict=True)))
        if (keys, values) not in self._learnt:
            self._learnt[keys, values] = self.evaluation.learning({keys[0]: values[0]})
        return self._learnt[keys, values]

    def could_be(self, key: str, value: Value) -> Evaluation:
        """Return the evaluation in which one fact has turned out to have this value."""
        return self._with((key,), (value,))


def _could(person: Quick, node: Node, bound: Bound, left: frozenset[str], *, wanted: bool) -> bool:
    """Say whether a condition could still have a truth once the facts that are left are known, by what reads none of them."""
    if left.isdisjoint(inputs(person, node, bound)):
        return person.truth(node, bound) is wanted
    match node:
        case And(parts) | Or(parts):
            of_parts = all if isinstance(node, And) == wanted else any
            return of_parts(_could(person, part, bound, left, wanted=wanted) for part in parts)
        case Not(part):
            return _could(person, part, bound, left, wanted=not wanted)
        case Conclusion(name) if not person.law.presumes(name):
            return _could(person, person.law.conclusions[name], bound, left, wanted=wanted)
    return True
