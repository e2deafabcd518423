"""What the statements about a person settle to at one moment: values, derived values, disputes and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from amparo.facts.case import Assertion, Case
from amparo.facts.power import lacks_power
from amparo.facts.summary import summarise
from amparo.facts.value import INFINITY, NEVER, Never, Span, Value, bounds, years_between
from amparo.facts.vocabulary import Vocabulary

AGE: Final = "age"
"""The derived fact that reads the birth date and the stated age together, in whole years."""
AGE_INPUTS: Final = ("birth_date", "age_years")


@dataclass(frozen=True)
class Settled:
    """The facts of one person as settled for one date. Keys: `age_years`, `offence#1.compelled`, `offence.complete`.

    A key that is absent is not known. Values of derived facts (implied, read from items, the age) are worked out here.
    """

    vocabulary: Vocabulary
    on: date
    values: Mapping[str, Value]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    _derived: dict[str, tuple[Value | None, tuple[str, ...]]] = field(default_factory=dict, compare=False, repr=False)

    def get(self, key: str) -> Value | None:
        """Return what the fact is known to be, or None."""
        if key in self.values and key not in self.vocabulary.implied and key not in self.vocabulary.summaries:
            return self.values[key]
        return self._decided(key)[0] if self.is_derived(key) else None

    def support(self, key: str) -> tuple[str, ...]:
        """Return the stated facts from which a known value comes: the fact itself, or those it is derived from."""
        return self._decided(key)[1] if self.is_derived(key) else (key,)

    def inputs(self, key: str) -> tuple[str, ...]:
        """Return all stated facts that could decide this one."""
        if key == AGE:
            return AGE_INPUTS
        signs = tuple(sign.fact for sign in self.vocabulary.implied.get(key, ()))
        summary = self.vocabulary.summaries.get(key)
        if summary is None or summary.kind not in self.lists:
            return (key, *signs)
        read = (summary.fact,) if summary.fact != "form" else (summary.fact, "ended_on")
        listed = tuple(f"{summary.kind}#{name}.{fact}" for name in self.lists[summary.kind] for fact in read)
        return (key, *signs, *listed, f"{summary.kind}.complete")

    def is_derived(self, key: str) -> bool:
        """Say whether the fact may be decided by others than itself."""
        return key == AGE or key in self.vocabulary.implied or key in self.vocabulary.summaries

    def only(self, keys: Iterable[str]) -> Settled:
        """Return the same person with nothing known but these stated facts."""
        kept = {key: self.values[key] for key in keys if key in self.values}
        return Settled(self.vocabulary, self.on, kept, self.lists)

    def with_value(self, values: Mapping[str, Value]) -> Settled:
        """Return the same person with these facts learnt."""
        return Settled(self.vocabulary, self.on, {**self.values, **values}, self.lists)

    def at(self, day: date) -> Settled:
        """Return the same facts, asked for another date."""
        return Settled(self.vocabulary, day, self.values, self.lists)

    def _decided(self, key: str) -> tuple[Value | None, tuple[str, ...]]:
        if key not in self._derived:
            self._derived[key] = self._age() if key == AGE else self._derive(key)
        return self._derived[key]

    def _age(self) -> tuple[Value | None, tuple[str, ...]]:
        born, stated = self.values.get("birth_date"), self.values.get("age_years")
        counted = years_between(born, self.on)
        if counted is None or stated is None:
            return (stated, ("age_years",)) if counted is None else (counted, ("birth_date",))
        both = meet(counted, stated)
        return both, AGE_INPUTS if both is not None else ()

    def _derive(self, key: str) -> tuple[Value | None, tuple[str, ...]]:
        stated = self.values.get(key)
        summary = self.vocabulary.summaries.get(key)
        is_listed = summary is not None and summary.kind in self.lists
        if stated is True and not (is_listed and self.vocabulary.lifts(key, stated)):
            return True, (key,)
        for sign in self.vocabulary.implied.get(key, ()):
            if self.values.get(sign.fact) == sign.value:
                return True, (sign.fact,)
        return self._from_list(key, stated) if is_listed else (stated, (key,))

    def _from_list(self, key: str, stated: Value | None) -> tuple[Value | None, tuple[str, ...]]:
        listed, support = summarise(self.vocabulary.summaries[key], self.lists, self.values)
        if listed is not None:
            return listed, support
        # Our safe side: a list that leaves the question open does not let a bare statement lift a protection.
        return (None, ()) if stated is None or self.vocabulary.lifts(key, stated) else (stated, (key,))


def meet(one: Value, other: Value) -> Value | None:
    """Return what two statements of the same number leave possible, or None where they contradict each other."""
    (low, high), (low_too, high_too) = _ends(one), _ends(other)
    low, high = max(low, low_too), min(high, high_too)
    if low > high:
        return None
    return Span(low, high) if low != high else low


def _ends(value: Any) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def settle(case: Case, vocabulary: Vocabulary, *, on: date, as_known: date | None = None) -> Settled:
    """Settle a case for the date `on`, from what was recorded up to `as_known` (default: everything)."""
    settler = _Settler(vocabulary, on, as_known)
    for name, said in case.facts.items():
        settler.add(name, name, said)
    lists = {}
    for kind, items in case.items.items():
        lists[kind] = tuple(item.id for item in items.items)
        if items.complete is not None:
            settler.values[f"{kind}.complete"] = items.complete
        for item in items.items:
            for name, said in item.facts.items():
                settler.add(f"{kind}#{item.id}.{name}", settler.summary_of(kind, name), said)
    settler.note_signs()
    settler.drop_contradictions()
    settler.warnings.extend(_overruled(vocabulary, settler.values, lists, on))
    return Settled(vocabulary, on, settler.values, lists, tuple(settler.warnings), tuple(settler.disputed))


class _Settler:
    """Collects settled values, disputes and warnings, one fact at a time."""

    def __init__(self, vocabulary: Vocabulary, on: date, as_known: date | None) -> None:
        self.vocabulary = vocabulary
        self.on = on
        self.as_known = as_known
        self.values: dict[str, Value] = {}
        self.warnings: list[str] = []
        self.disputed: list[str] = []
        self._summaries = {(s.kind, s.fact): fact for fact, s in vocabulary.summaries.items()}

    def summary_of(self, kind: str, name: str) -> str:
        """Return the fact of the person that is read from this fact of an item, or the item fact's own name."""
        return self._summaries.get((kind, name), f"{kind}.{name}")

    def add(self, key: str, rule: str, said: tuple[Assertion, ...]) -> None:
        """Settle one fact from its open assertions; `rule` names the fact whose power and dispute rule apply."""
        opened = [a for a in said if a.value is not None and not self._is_later(a)]
        counted = []
        for assertion in opened:
            needed = lacks_power(rule, assertion, self.vocabulary)
            if needed:
                self.warnings.append(f"`{key}`: an assertion counts as absent, since it takes {needed}")
            else:
                counted.append(assertion)
        if key == "age_years":
            self._add_age(counted)
            return
        if _differ(a.value for a in opened):
            self.disputed.append(key)
        value = self._agreed(rule, [a.value for a in counted])
        if value is not None:
            self.values[key] = value

    def _is_later(self, assertion: Assertion) -> bool:
        return self.as_known is not None and assertion.recorded is not None and assertion.recorded > self.as_known

    def _agreed(self, rule: str, values: list[Value | None]) -> Value | None:
        if not values:
            return None
        if not _differ(values):
            return values[0]
        if rule in self.vocabulary.one_yes and True in values:
            return True
        if rule in self.vocabulary.latest:
            return _latest(values)
        return False if rule in self.vocabulary.one_no and False in values else None

    def _add_age(self, said: list[Assertion]) -> None:
        """An age holds on the day it was asserted; from the next day on it means at least that."""
        ages = [_age_on(a.value, a.recorded or self.on, self.on) for a in said]
        if not ages:
            return
        known: Value | None = ages[0]
        for age in ages[1:]:
            known = None if known is None else meet(known, age)
        if known is None:
            self.disputed.append("age_years")
        else:
            self.values["age_years"] = known

    def note_signs(self) -> None:
        """Note a fact by each of its signs that is yes; whoever stated otherwise is warned."""
        for fact, signs in self.vocabulary.signs.items():
            noted = next((sign for sign in signs if self.values.get(sign) is True), None)
            if noted is None:
                continue
            if self.values.get(fact) is False:
                self.warnings.append(f"`{fact}` as stated gives way to `{noted}`")
            self.values[fact] = True

    def drop_contradictions(self) -> None:
        """Warn of facts that cannot both be so; they count as not known."""
        for keys, sentence in contradictions(self.values, self.on):
            self.warnings.append(sentence)
            for key in keys:
                self.values.pop(key, None)


def _differ(values: Iterable[Value | None]) -> bool:
    seen = list(values)
    return any(value != seen[0] or type(value) is not type(seen[0]) for value in seen[1:])


def _latest(values: Iterable[Value | None]) -> Value:
    """Return the last of several days: each may be known in part, and a *never* gives way to any day."""
    spans = [bounds(value) for value in values if value is not NEVER]
    low, high = max(low for low, _high in spans), max(high for _low, high in spans)
    day: Value = low if low == high else Span(low, high)
    return day


def _age_on(value: Any, asserted: date, on: date) -> Value:
    if asserted == on:
        return value  # type: ignore[no-any-return]  # a number, as read
    return Span(value, INFINITY) if asserted < on else Span(0, value)


def contradictions(values: Mapping[str, Value], on: date) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the facts that contradict each other, each with a sentence that says so."""
    for decision in ("reasonable_grounds", "conclusive_decision"):
        day = values.get(f"{decision}_on")
        if values.get(decision) == "pending" and day is not None and day is not NEVER:
            yield (decision, f"{decision}_on"), f"`{decision}` is pending and yet `{decision}_on` is a date"
        if values.get(decision) in ("yes", "no") and day is NEVER:
            yield (decision, f"{decision}_on"), f"`{decision}` is decided and yet `{decision}_on` is never"
    decided = values.get("asylum_decided")
    if values.get("asylum_claimed") is False and decided not in (None, "not_claimed"):
        yield ("asylum_claimed", "asylum_decided"), "`asylum_claimed` is no and yet `asylum_decided` speaks of a claim"
    if values.get("asylum_claimed") is True and decided == "not_claimed":
        yield ("asylum_decided",), "`asylum_claimed` is yes and yet `asylum_decided` is not_claimed"
    yield from _contradictions_of_age(values, on)


def _contradictions_of_age(values: Mapping[str, Value], on: date) -> Iterator[tuple[tuple[str, ...], str]]:
    born, stated = values.get("birth_date"), values.get("age_years")
    if born is None or isinstance(born, Never):
        return
    if _ends(born)[0] > on:
        yield ("birth_date",), "`birth_date` lies after the day asked for"
    elif stated is not None:
        counted = years_between(born, on)
        if counted is not None and meet(counted, stated) is None:
            yield AGE_INPUTS, "`birth_date` and `age_years` contradict each other"


def _overruled(
    vocabulary: Vocabulary, values: Mapping[str, Value], lists: Mapping[str, tuple[str, ...]], on: date
) -> Iterator[str]:
    """Warn where a stated value gives way to what implies it or to the list it is read from."""
    settled = Settled(vocabulary, on, values, lists)
    for key in (*vocabulary.implied, *vocabulary.summaries):
        stated, known = values.get(key), settled.get(key)
        if stated is None:
            continue
        listed = settled.inputs(key)
        if stated != known:
            others = ", ".join(f"`{name}`" for name in settled.support(key) if name != key) or "its list"
            yield f"`{key}` as stated gives way to {others}"
        elif key in vocabulary.summaries and len(listed) > 1:
            read, _ = summarise(vocabulary.summaries[key], lists, values)
            if read is not None and read != stated:
                yield f"`{key}` as stated contradicts its list; one yes is enough"
