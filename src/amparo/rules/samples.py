"""Values that a fact could turn out to have: enough of them to reach every side of every comparison in a law."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, Final

from amparo.facts.settled import Settled
from amparo.facts.value import INFINITY, NEVER, Span, Value, bounds, shift
from amparo.rules.inputs import plain
from amparo.rules.law import Law

_ONE_DAY: Final = timedelta(days=1)
_SHIFTS: Final = {"days": "days", "months": "months", "years": "years", "number": "years"}
"""How a parameter may move a date; a plain number may count years between two dates."""
_FAR: Final = (date(1900, 1, 1), date(2200, 1, 1))
_CODE: Final = {"country": "ZZ", "currency": "XTS", "language": "und", "text": ""}


def samples(key: str, law: Law, settled: Settled, amounts: Collection[str] | None = None) -> tuple[Value, ...]:
    """Return the values worth trying for an open fact; where a span is known, only those inside it.

    `amounts` names the parameters it could be compared with (default: all of the law).
    """
    amounts = law.amounts if amounts is None else sorted(amounts)
    if key.endswith(".complete"):
        return (True,)
    kind = law.vocabulary.kind_of(plain(key))
    match kind.type:
        case "yesno":
            return (True, False)
        case "choice":
            return kind.values
        case "number":
            return _inside(settled.values.get(key), dict.fromkeys(_numbers(law, settled, amounts)))
        case "date":
            days = dict.fromkeys((*_dates(law, settled, amounts), *(_births(settled) if key == "birth_date" else ())))
            found = _inside(settled.values.get(key), days)
            if key == "birth_date":
                return tuple(day for day in found if isinstance(day, date) and day <= settled.on)
            return found if isinstance(settled.values.get(key), Span) else (NEVER, *found)
    others = dict.fromkeys((*law.words, *(v for v in settled.values.values() if isinstance(v, str))))
    return (*others, _CODE[kind.type])


def _numbers(law: Law, settled: Settled, amounts: Collection[str]) -> Iterator[int]:
    for name in amounts:
        value = law.amount(name)
        if law.amounts[name].unit != "date" and isinstance(value, int | float):
            yield from (int(value), int(value) - 1, int(value) + 1)
    for known in settled.values.values():
        if isinstance(known, int | float) and not isinstance(known, bool):
            yield from (int(known), int(known) - 1, int(known) + 1)
    yield from (0, 1_000_000)


def _dates(law: Law, settled: Settled, amounts: Collection[str]) -> Iterator[date]:
    fixed = [v for name in amounts if isinstance(v := law.amount(name), date)]
    known = [v for v in settled.values.values() if isinstance(v, date)]
    periods = [
        (_SHIFTS[unit], sign * value)
        for name in amounts
        for sign in (1, -1)
        if (unit := law.amounts[name].unit) in _SHIFTS and isinstance(value := law.amount(name), int)
    ]
    for day in dict.fromkeys((settled.on, *known, *fixed)):
        yield from _around(day)
        for unit, value in periods:
            moved = shift(day, unit, value)
            if isinstance(moved, date):
                yield from _around(moved)
    yield from _FAR


def _births(settled: Settled) -> Iterator[date]:
    """Days of birth that give the age that was stated."""
    age = settled.values.get("age_years")
    for years in dict.fromkeys(bounds(age)) if age is not None else ():
        born = shift(settled.on, "years", -years) if years != INFINITY else None
        if isinstance(born, date):
            yield from _around(born)


def _around(day: date) -> Iterator[date]:
    yield day
    if day > date.min:
        yield day - _ONE_DAY
    if day < date.max:
        yield day + _ONE_DAY


def _inside(known: Value | None, values: Any) -> tuple[Value, ...]:
    if not isinstance(known, Span):
        return tuple(values)
    return tuple(v for v in dict.fromkeys((*values, known.low, known.high)) if known.low <= v <= known.high)
