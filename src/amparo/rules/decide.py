"""All determinations of a law for one person: conclusions with their reasons, dates and provisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from amparo.facts.settled import Settled
from amparo.facts.value import Truth, shift
from amparo.rules.determination import Determination, Reason, is_in_effect
from amparo.rules.evaluate import FURTHER, NOTHING_BOUND, Bound
from amparo.rules.expression import Condition, Term
from amparo.rules.inputs import Keys
from amparo.rules.law import Law
from amparo.rules.missing import Missing
from amparo.rules.needless import Needless
from amparo.rules.nobody import Nobody
from amparo.rules.quick import Quick
from amparo.rules.reasons import Reasons
from amparo.rules.rule import TRUTH, Rule
from amparo.rules.turning import Turning

_FURTHER_FACT: Final = f"#{FURTHER}."


def decide(law: Law, settled: Settled) -> tuple[Determination, ...]:
    """Return every determination of the law for this person, holds first, the strongest first."""
    decider = Decider(law, settled)
    return tuple(decider.all())


class Decider:
    """One person asked about under one law; what was worked out for one rule serves the others."""

    def __init__(self, law: Law, settled: Settled) -> None:
        self.law = law
        self.settled = settled
        self.evaluation = Quick(law, settled)
        needless = Needless(self.evaluation)
        self._nobody = Nobody(law, settled)
        self.reasons = Reasons(self.evaluation, needless, self._nobody)
        self.missing = Missing(self.evaluation, needless, self._nobody)
        self._turning = Turning(self.evaluation)
        self._reasons = _ByFact(settled)

    def all(self) -> Iterator[Determination]:
        """Yield the determinations of all rules that answer yes, no or not known."""
        for rule in self.law.in_order:
            if rule.type == TRUTH:
                yield from self.of(rule)

    def shown(self) -> Iterator[Determination]:
        """Yield the determinations that are shown without being asked for: no definition, and none that is a no."""
        for rule in self.law.in_order:
            if rule.kind != "definition" and not self._is_no(rule):
                yield from (found for found in self.of(rule) if found.conclusion is not False)

    def _is_no(self, rule: Rule) -> bool:
        """Say, before any reason is looked for, whether a rule of the whole person is a no; what is kept has its reasons."""
        if rule.each is not None or not self._nobody.known & self.law.bears_on[rule.name]:
            return False
        return self.evaluation.conclusion(rule.name) is False

    def of(self, rule: Rule) -> tuple[Determination, ...]:
        """Return a rule's determinations: one, or one for each item that it is about.

        A list that is not complete counts as holding one further item; it is shown where a hold could reach it.
        """
        if self._nobody.known & self.law.bears_on[rule.name]:
            return self._determinations(rule)
        found: tuple[Determination, ...] = self._nobody.kept(rule.name, lambda: self._determinations(rule))
        return found

    def _determinations(self, rule: Rule) -> tuple[Determination, ...]:
        if rule.each is None:
            return (self._determine(rule, NOTHING_BOUND, None),)
        each = [(name, self._determine(rule, {rule.each: name}, f"{rule.each}#{name}")) for name in self.items_of(rule)]
        return tuple([found for name, found in each if name != FURTHER or found.in_effect])

    def items_of(self, rule: Rule) -> tuple[str, ...]:
        """Return the ids of the items that a rule is about; a hold also counts one further item of an open list."""
        kind = rule.each or ""
        further = rule.kind == "hold" and not self.evaluation.is_complete(kind)
        return (*self.evaluation.items(kind), *([FURTHER] if further else []))

    def _determine(self, rule: Rule, bound: Bound, item: str | None) -> Determination:
        truth: Truth = self.evaluation.conclusion(rule.name, bound)
        because: Keys = () if truth is None else self.reasons.because(rule.name, bound)
        fulfilled, fulfilled_because = (None, ()) if rule.done is None else self._fulfilled(rule, rule.done, bound)
        starts = None if rule.starts is None else self._day(rule.starts, bound)
        return Determination(
            rule,
            item,
            truth,
            fulfilled,
            starts,
            None if rule.until is None and rule.lasts is None else self._until(rule, starts, bound),
            self._due(rule, starts) if (rule.at_once or rule.within) and is_in_effect(rule, truth) else None,
            self._turning.next_change(rule, bound),
            self._read(because) if because else (),
            self._read(fulfilled_because) if fulfilled_because else (),
            self._missing(rule, bound) if truth is None else (),
            self._under(rule, truth, because),
        )

    def _missing(self, rule: Rule, bound: Bound) -> Keys:
        """The facts that would settle a conclusion; of a further item, that the list is complete does it alone."""
        keys = self.seen(self.missing.settling(rule.name, bound))
        if not bound or FURTHER not in bound.values():
            return keys
        complete = f"{rule.each}.complete"
        return (complete,) if complete in keys else keys

    def _fulfilled(self, rule: Rule, done: Condition, bound: Bound) -> tuple[Truth, Keys]:
        if self._nobody.known & self.law.bears_on_done[rule.name]:
            return self._done(rule, done, bound)
        found: tuple[Truth, Keys] = self._nobody.kept((rule.name, "done"), lambda: self._done(rule, done, bound))
        return found

    def _done(self, rule: Rule, done: Condition, bound: Bound) -> tuple[Truth, Keys]:
        fulfilled = self.evaluation.truth(done, bound)
        return fulfilled, () if fulfilled is None else self.reasons.because_done(rule, bound)

    def seen(self, keys: Keys) -> Keys:
        """Return keys as the outside knows them: of a further item only that the list is not complete."""
        for key in keys:
            if _FURTHER_FACT in key:
                break
        else:
            return keys
        return tuple(dict.fromkeys(f"{k.partition('#')[0]}.complete" if _FURTHER_FACT in k else k for k in keys))

    def _read(self, keys: Keys) -> tuple[Reason, ...]:
        return tuple([self._reasons[key] for key in self.seen(keys)])

    def _day(self, term: Term, bound: Bound) -> date | None:
        value = self.evaluation.value(term, bound)
        return value if isinstance(value, date) else None

    def _until(self, rule: Rule, starts: date | None, bound: Bound) -> date | None:
        """The last day in force: 30 days from 1 March are in force to 30 March."""
        if rule.lasts is None or starts is None:
            return None if rule.until is None else self._day(rule.until, bound)
        return _less_a_day(self._after(starts, rule.lasts))

    def _due(self, rule: Rule, starts: date | None) -> date | None:
        """A duty within 5 days of 1 March is due on 6 March; one to be met at once is due today, or when it starts."""
        if rule.at_once:
            return starts or self.settled.on
        return self._after(starts, rule.within) if rule.within and starts else None

    def _after(self, starts: date, period: str) -> date | None:
        amount = self.law.amount(period)
        moved = shift(starts, self.law.amounts[period].unit, amount if isinstance(amount, int | float) else None)
        return moved if isinstance(moved, date) else None

    def _under(self, rule: Rule, truth: Truth, because: Keys) -> tuple[str, ...]:
        """The rule's provisions, those of its choice where that decides, and those of presumptions it rests on."""
        under = rule.under
        if truth is None:
            under += rule.unknown_under if is_in_effect(rule, truth) else ()
        elif presumed := self.law.presumptions_under[rule.name]:
            unknown = {key for key in because if key not in self.settled.values}
            for name in presumed if unknown else ():
                if self.evaluation.conclusion(name) is None and unknown & self.law.read[name]:
                    under += self.law.rules[name].under
        return tuple(dict.fromkeys(under))


class _ByFact(dict[str, Reason]):
    """What is stated of each fact, as a reason."""

    def __init__(self, settled: Settled) -> None:
        super().__init__()
        self._values = settled.values

    def __missing__(self, key: str) -> Reason:
        """Make it, and keep it."""
        self[key] = found = Reason(key, self._values.get(key))
        return found


def _less_a_day(day: date | None) -> date | None:
    return None if day is None or day == date.min else day - timedelta(days=1)
