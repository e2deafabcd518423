"""What a pack says of itself: title, layers, standing, scope, languages, contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError
from amparo.rules.lawfile import LawFile

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STANDINGS: Final = ("illustrative", "draft", "reviewed", "adopted")
_KEYS: Final = (
    "title", "version", "over", "view", "begins", "standing", "scope", "instrument", "languages", "contacts", "holidays",
    "note",
)  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """The head of a pack. `begins` is the first day for which it answers; `scope` the subjects it covers ([]: all).

    `weekend` and `holidays` are the days on which offices rest, for periods in working days.
    A pack with a `view` has no rules of its own: it shows those of the layers below that rest on these instruments.
    """

    name: str
    title: str
    version: str
    over: tuple[str, ...]
    begins: date
    standing: str
    scope: tuple[str, ...] = ()
    view: tuple[str, ...] = ()
    instruments: tuple[Mapping[str, Any], ...] = ()
    languages: tuple[str, ...] = ()
    contacts: Mapping[str, Any] = field(default_factory=dict)
    weekend: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()
    standing_details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def profile_from(file: LawFile, name: str) -> Profile:
    """Read `pack.toml`; raise `LawError` at the key that is wrong."""
    content = file.content
    for key in content:
        if key not in _KEYS and key not in ("rule", "repeal", "exception"):
            raise LawError("pack-unknown-key", f"`{shown(key)}` is not a key of a pack{nearest(key, _KEYS)}", file.place(key))
    if not isinstance(content.get("title"), str):
        raise LawError("pack-without-title", f"the pack `{name}` needs a `title`", file.place("title"))
    begins = content.get("begins", date.min)
    if not isinstance(begins, date) or isinstance(begins, datetime):
        raise LawError("pack-bad-date", "`begins` must be a date such as 2003-12-25, without quotes", file.place("begins"))
    standing = content.get("standing", {})
    details = {"state": standing} if isinstance(standing, str) else standing
    state = details.get("state") if isinstance(details, dict) else None
    if state not in STANDINGS:
        raise LawError(
            "pack-unknown-standing", f"`standing` must be one of {', '.join(STANDINGS)}{nearest(str(state), STANDINGS)}",
            file.place("standing"),
        )  # fmt: skip
    weekend, holidays = _rest(file)
    return Profile(
        name=name, title=content["title"], version=str(content.get("version", "0")), over=_texts(file, "over"),
        begins=begins, standing=state, scope=_texts(file, "scope"), view=_texts(file, "view"),
        instruments=tuple(entry.table for entry in file.tables("instrument")), languages=_texts(file, "languages"),
        contacts=content.get("contacts", {}), standing_details=details, note=str(content.get("note", "")),
        weekend=weekend, holidays=holidays,
    )  # fmt: skip


def _rest(file: LawFile) -> tuple[tuple[str, ...], tuple[date, ...]]:
    """Read `[holidays]`: the days of the week on which offices rest, and the days of the year."""
    table = file.content.get("holidays", {})
    weekend: Any = table.get("weekend", []) if isinstance(table, dict) else None
    days: Any = table.get("days", []) if isinstance(table, dict) else None
    are_weekdays = isinstance(weekend, list) and all(each in WEEKDAYS for each in weekend)
    are_days = isinstance(days, list) and all(isinstance(each, date) and not isinstance(each, datetime) for each in days)
    if not (are_weekdays and are_days and len(weekend) < len(WEEKDAYS)):
        raise LawError(
            "pack-bad-holidays", "`holidays` holds `weekend`, some weekdays in quotes, and `days`, dates without quotes",
            file.place("holidays"),
        )  # fmt: skip
    return tuple(weekend), tuple(sorted(days))


def _texts(file: LawFile, key: str) -> tuple[str, ...]:
    value = file.content.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise LawError("pack-not-list", f"`{key}` must be a list of texts in quotes", file.place(key))
    return tuple(value)
