"""A fact of the person read from a list of items: any of them, the latest of them, their count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.facts.value import NEVER, Span, Value, bounds
from amparo.facts.vocabulary import Summary

Found = tuple[Value | None, tuple[str, ...]]
"""A value and the stated facts that decide it."""


def summarise(summary: Summary, lists: Mapping[str, tuple[str, ...]], values: Mapping[str, Value]) -> Found:
    """Read one fact of the person from a list, or (None, ()) where the list leaves it open."""
    keys = [f"{summary.kind}#{name}.{summary.fact}" for name in lists.get(summary.kind, ())]
    complete = f"{summary.kind}.complete"
    if summary.how == "any":
        return _any(keys, complete, values)
    if summary.fact == "form":
        return _form(summary.kind, keys, complete, values)
    found = extreme([values.get(key) for key in keys], complete=values.get(complete) is True, latest=True)
    return (None, ()) if found is None else (found, (*(k for k in keys if k in values), complete))


def _any(keys: list[str], complete: str, values: Mapping[str, Value]) -> Found:
    for key in keys:
        if values.get(key) is True:
            return True, (key,)
    if values.get(complete) is True and all(values.get(key) is False for key in keys):
        return False, (*keys, complete)
    return None, ()


def _form(kind: str, keys: list[str], complete: str, values: Mapping[str, Value]) -> Found:
    """The form of the latest episode: known where the list is complete and its order does not matter or is known."""
    forms = [values.get(key) for key in keys]
    if values.get(complete) is not True or not forms:
        return None, ()
    if all(form is not None and form == forms[0] for form in forms):
        return forms[0], (*keys, complete)
    ends = [values.get(f"{kind}#{_name(key)}.ended_on") for key in keys]
    last = max((e for e in ends if isinstance(e, date)), default=None)
    if last is None or any(not isinstance(e, date) for e in ends) or ends.count(last) != 1:
        return None, ()
    form = forms[ends.index(last)]
    if form is None:
        return None, ()
    ended = tuple(f"{kind}#{_name(key)}.ended_on" for key in keys)
    return form, (keys[ends.index(last)], *ended, complete)


def _name(key: str) -> str:
    return key.partition("#")[2].rpartition(".")[0]


def extreme(days: list[Any], *, complete: bool, latest: bool) -> Value | None:
    """Return the latest (or earliest) of some dates: a span where some are not known or the list is not complete.

    A date that is *never* did not happen and is passed over; a complete list without any date gives *never*.
    """
    known = [bounds(value) for value in days if value is not None and value is not NEVER]
    is_open = not complete or any(value is None for value in days)
    if not known:
        return None if is_open else NEVER
    lows, highs = zip(*known, strict=True)
    low, high = (max(lows), max(highs)) if latest else (min(lows), min(highs))
    if is_open:
        low, high = (low, date.max) if latest else (date.min, high)
    return low if low == high else Span(low, high)
