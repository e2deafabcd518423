"""One value of a case file, read strictly by the type of its fact."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from amparo.errors import AmparoError
from amparo.facts.value import NEVER, Span, Value
from amparo.facts.vocabulary import FactKind
from amparo.facts.words import nearest

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CODES: Final = {
    "country": (re.compile(r"[A-Za-z]{2}", re.ASCII), "a country code of two letters (ISO 3166)"),
    "currency": (re.compile(r"[A-Za-z]{3}", re.ASCII), "a currency code of three letters (ISO 4217)"),
    "language": (re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII), "a language tag such as `km` (BCP 47)"),
}
_LONGEST_TEXT: Final = 10_000
_LARGEST_NUMBER: Final = 10**19
"""Beyond every number that a fact has; infinity lies beyond it too, and what is not a number on no side of it."""
_SORTS: Final[dict[type, str]] = {
    bool: "yes or no", int: "a number", float: "a number", str: "this text", list: "a list", dict: "a table",
    datetime: "a time", date: "a date", type(None): "nothing",
}  # fmt: skip


def value_of(value: object, kind: FactKind, where: str) -> Value | None:
    """Return the value as its fact's type reads it, or None for null; raise `AmparoError` for anything else."""
    return None if value is None else _READERS[kind.type](value, kind, where)


def day(value: object, where: str) -> date:
    """Read a whole date, `2026-03-02`."""
    found = _span(value, where)
    if isinstance(found, Span):
        raise _refused(where, "a whole date such as `2026-03-02`", value)
    return found


def _span(value: object, where: str) -> date | Span:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _refused(where, "a date such as `2026-03-02`, or `never`", value)
    year, month, number = (int(part) if part else 0 for part in match.groups())
    try:
        if match.group(3):
            return date(year, month, number)
        if match.group(2):
            return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Span(date(year, 1, 1), date(year, 12, 31))
    except (ValueError, calendar.IllegalMonthError):
        raise AmparoError("impossible-date", f"`{where}` names a day that the calendar has not", where=where) from None


def _yesno(value: object, _kind: FactKind, where: str) -> bool:
    if not isinstance(value, bool):
        raise _refused(where, "true or false (leave out what is not known)", value)
    return value


def _choice(value: object, kind: FactKind, where: str) -> str:
    if not isinstance(value, str) or value not in kind.values:
        found = nearest(value, kind.values) if isinstance(value, str) else ""
        raise _refused(where, f"one of {', '.join(kind.values)}", value, found)
    return value


def _date(value: object, kind: FactKind, where: str) -> Value:
    if value != NEVER.value:
        return _span(value, where)
    if kind.name == "birth_date":
        raise _refused(where, "a date: everybody was born", value)
    return NEVER


def _number(value: object, kind: FactKind, where: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        raise _refused(where, "a finite number", value if not isinstance(value, float) else None)
    if (kind.least is not None and value < kind.least) or (kind.most is not None and value > kind.most):
        most = "" if kind.most is None else f" and at most {kind.most:g}"
        raise AmparoError("out-of-range", f"`{where}` must be at least {kind.least or 0:g}{most}", where=where)
    return value


def _code(value: object, kind: FactKind, where: str) -> str:
    pattern, meaning = _CODES[kind.type]
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _refused(where, meaning, value)
    return value if kind.type == "language" else value.upper()


def _text(value: object, _kind: FactKind, where: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise _refused(where, f"a text of at most {_LONGEST_TEXT} characters", value)
    return value


_READERS: Final[dict[str, Callable[[object, FactKind, str], Value]]] = {
    "yesno": _yesno,
    "choice": _choice,
    "date": _date,
    "number": _number,
    "country": _code,
    "language": _code,
    "currency": _code,
    "text": _text,
}


def _refused(where: str, expected: str, value: object, found: str = "") -> AmparoError:
    given = "" if value is None else f", not {sort_of(value)}"
    return AmparoError("wrong-value", f"`{where}` must be {expected}{'' if found else given}{found}", where=where)


def sort_of(value: object) -> str:
    """Name the sort of a value, for messages that must not repeat what may be personal."""
    return _SORTS.get(type(value), "something else")
