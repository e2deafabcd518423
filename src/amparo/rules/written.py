"""Conditions as Python text, each as two: *is it yes* and *is it no*; and what the text may call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from amparo.facts.settled import meet
from amparo.facts.summary import extreme
from amparo.facts.value import INFINITY, Span, Value, compare, shift, years_between
from amparo.rules.evaluate import FURTHER


@dataclass(frozen=True, slots=True)
class Written:
    """A condition as written: an expression that is true when it is yes, one when it is no, perhaps one for its value."""

    yes: str
    no: str
    whole: str = ""

    def value(self) -> str:
        """Return an expression for its value."""
        return self.whole or f"True if {self.yes} else False if {self.no} else None"


def known_by(name: str) -> Written:
    """Return the condition whose value, yes, no or not known, has this name."""
    return Written(name, f"{name} is False", name)


def opposite(truth: Written) -> Written:
    """Return the opposite of a condition."""
    return Written(truth.no, truth.yes)


def joined(parts: Iterable[Written]) -> Written:
    """Return the conjunction of conditions."""
    every = list(parts)
    if not every:
        return Written("True", "False")
    yes, no = f"({' and '.join(p.yes for p in every)})", f"({' or '.join(p.no for p in every)})"
    # what is not no is yes or not known: of values, `and` then gives the first that is not known
    is_plain = all(part.yes == part.whole for part in every)
    return Written(yes, no, f"False if {no} else {yes}" if is_plain else "")


@dataclass(slots=True)
class Rows:
    """The items of one kind as rows: in which place of a row each fact stands, after the id."""

    kind: str
    number: int
    places: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Whether any of the items is asked about, or all of them."""
    further: bool = False
    """Whether a row for one further item is read."""

    def place(self, name: str) -> int:
        """Return the place of a fact, the next one where it has none yet."""
        return self.places.setdefault(name, len(self.places) + 1)

    def written(self, constant: Callable[[Any], str]) -> Iterator[str]:
        """Yield the lines that read all items once: a row each, its id and the facts that the law reads of it."""
        n = self.number
        row = f"(i, *map(v, keys{n}[i]))"
        yield f" w{n} = [{row} for i in x{n}] if x{n} else ()"
        yield f" c{n} = v({constant(f'{self.kind}.complete')}) is True"
        for how in sorted(self.asked):
            yield f" {how}{n} = {how == 'all'} if c{n} else None"
        if self.further:
            yield f" e{n} = (*w{n}, (further, *map(v, {constant(self.keys()[FURTHER])})))"

    def keys(self) -> Keys:
        """Return the keys of an item's facts in the order of their places, by the item's id."""
        return Keys(self.kind, tuple(self.places))


class Keys(dict[str, tuple[str, ...]]):
    """The keys of the facts of an item by its id; those of the first few numbers are ready, others made when asked for."""

    def __init__(self, kind: str, names: tuple[str, ...]) -> None:
        self._kind, self._names = kind, names
        super().__init__((str(number), self[str(number)]) for number in range(1, _READY))

    def __missing__(self, name: str) -> tuple[str, ...]:
        """Make the keys of one item; they are not kept."""
        return tuple(f"{self._kind}#{name}.{fact}" for fact in self._names)


_READY: Final = 20
"""The first number that is not ready."""


def _number(yes: int, unknown: int, complete: bool) -> Value:  # noqa: FBT001 called from the written function
    """How many items meet a condition: a lower bound where the list is not complete."""
    high = yes + unknown if complete else INFINITY
    return yes if yes == high else Span(yes, high)


def _extreme(days: list[Any], complete: bool, latest: bool) -> Value | None:  # noqa: FBT001 called from the written function
    return extreme(days, complete=complete, latest=latest)


def _age(born: Value | None, stated: Value | None, on: date) -> Value | None:
    """The age by the birth date and as stated: what both leave possible."""
    counted = years_between(born, on)
    if counted is None or stated is None:
        return stated if counted is None else counted
    return meet(counted, stated)


def _listed(rows: list[Any], place: int, complete: bool, stated: Value | None, void: tuple[bool, ...]) -> Value | None:  # noqa: FBT001 as above
    """A fact that is yes if any item has it: as the list says; where it leaves that open, as stated, if that is not void."""
    if stated is True and True not in void:
        return True
    found = [row[place] for row in rows]
    if True in found:
        return True
    if complete and None not in found:
        return False
    return None if stated in void else stated


def _last_day(rows: list[Any], place: int, complete: bool, stated: Value | None) -> Value | None:  # noqa: FBT001 as above
    """The latest of a date of the items, else the date as stated."""
    found = extreme([row[place] for row in rows], complete=complete, latest=True)
    return stated if found is None else found


def _last_form(rows: list[Any], place: int, end: int, complete: bool, stated: Value | None) -> Value | None:  # noqa: FBT001 as above
    """The form of the latest item, where the list is complete and its order does not matter or is known; else as stated."""
    forms = [row[place] for row in rows]
    if not complete or not forms:
        return stated
    if forms[0] is not None and forms.count(forms[0]) == len(forms):
        return forms[0]  # type: ignore[no-any-return]  # a choice
    ends = [row[end] for row in rows]
    if not all(isinstance(day, date) for day in ends) or ends.count(max(ends)) != 1:
        return stated
    form: Value | None = forms[ends.index(max(ends))]
    return stated if form is None else form


TOOLS: Final[Mapping[str, Any]] = {
    "compare": compare,
    "shift": shift,
    "shift_today": lru_cache(maxsize=100)(shift),
    "years": years_between,
    "number": _number,
    "extreme": _extreme,
    "age": _age,
    "listed": _listed,
    "last_day": _last_day,
    "last_form": _last_form,
    "date": date,
    "int": int,
    "type": type,
    "map": map,
    "further": FURTHER,
}
"""What the written function may call."""
