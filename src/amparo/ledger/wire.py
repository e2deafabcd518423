"""Values of facts as they are written down: what a case file would say, and fractions as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.value import NEVER, Span

_DECIMAL: Final = "decimal"
_DECEMBER: Final = 12


def to_wire(value: Any) -> Any:
    """Return a value as it is written down; a fraction has no form in JSON that everybody reads alike."""
    match value:
        case float():
            return {_DECIMAL: repr(value)}
        case Span():
            return _part_date(value)
        case date():
            return value.isoformat()
        case _:
            return NEVER.value if value is NEVER else value


def from_wire(value: Any) -> Any:
    """Return what a case file would say."""
    if not isinstance(value, Mapping):
        return value
    text = value.get(_DECIMAL)
    try:
        found = float(text) if isinstance(text, str) and len(value) == 1 else None
    except ValueError:
        found = None
    if found is None or repr(found) != text:
        raise AmparoError("wrong-decimal", 'a fraction is written as `{"decimal": "12.5"}`, in the fewest digits')
    return found


def _part_date(span: Span) -> str:
    """Write the months that a birth date leaves open as `2010`, the days as `2010-03`."""
    first: date = span.low
    whole_year = span.high.month == _DECEMBER and first.month == 1
    return f"{first.year:04}" if whole_year else f"{first.year:04}-{first.month:02}"
