"""One way to write a thing down, so that equal things are equal bytes: JSON with sorted names, NFC, no fractions, UTC."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, NoReturn

from amparo.errors import AmparoError

_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z", re.ASCII)


def canonical(table: Mapping[str, Any]) -> bytes:
    """Return the one form of a table of text, whole numbers, yes and no, nothing, days, moments, lists and tables."""
    try:
        return _ENCODER.encode(_plain(table)).encode("utf-8")
    except UnicodeEncodeError:
        raise AmparoError("not-canonical", "a text holds half a character") from None


def from_canonical(data: bytes) -> dict[str, Any]:
    """Read a table back; bytes that are not its one form are refused."""
    try:
        table = _DECODER.decode(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise AmparoError("not-canonical", "the bytes are not a table in JSON") from None
    if not isinstance(table, dict) or canonical(table) != data:
        raise AmparoError("not-canonical", "the bytes are not written in the one form that counts")
    return table


def written_moment(moment: datetime) -> str:
    """Write a moment in UTC to the microsecond, `2026-03-02T09:30:00.000000Z`."""
    if moment.tzinfo is None:
        raise AmparoError("wrong-moment", "a moment needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def moment_from(text: object, where: str = "") -> datetime:
    """Read a moment as `written_moment` writes it."""
    if isinstance(text, str) and _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise AmparoError("wrong-moment", "a moment is written in UTC, as `2026-03-02T09:30:00.000000Z`", where=where)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case datetime():
            return written_moment(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return _table(value)
        case _:
            raise AmparoError("not-canonical", f"{type(value).__name__} has no canonical form; write fractions as text")


def _table(table: Mapping[Any, Any]) -> dict[str, Any]:
    found = {_plain(name): _plain(value) for name, value in table.items() if isinstance(name, str)}
    if len(found) != len(table):
        raise AmparoError("not-canonical", "the names in a table are texts that differ from each other")
    return found


def _no_fraction(_text: str) -> NoReturn:
    raise ValueError


_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER: Final = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
