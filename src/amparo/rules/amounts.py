"""Parameters: every number and cut-off date of the law, dated, each with its provision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, TypeGuard

from amparo.facts.words import nearest, shown
from amparo.rules.citation import Citations
from amparo.rules.lawfile import Entry
from amparo.rules.rule import FORCES, Amount, name_of

UNITS: Final = ("days", "months", "years", "hours", "working-days", "number", "date")
_TEXTS: Final = ("id", "title", "unit", "force", "safe_side", "note")


def amount_from(entry: Entry, citations: Citations) -> Amount:
    """Read one `[[parameter]]` with its dated values."""
    table = entry.table
    entry.check_keys(_TEXTS, ("under", "source"), ("value",))
    for key in ("id", "unit", "under"):
        if not table.get(key):
            raise entry.error(f"parameter-without-{key}", f"the parameter `{shown(table.get('id', ''))}` needs `{key}`")
    if table["unit"] not in UNITS:
        raise entry.error(
            "parameter-unknown-unit", f"`{shown(table['unit'])}` is not a unit{nearest(table['unit'], UNITS)}", "unit"
        )
    if table.get("force", "example") not in FORCES:
        raise entry.error(
            "parameter-unknown-force", f"`{shown(table['force'])}` is not a force{nearest(table['force'], FORCES)}", "force"
        )
    for cited in table["under"]:
        if fault := citations.fault(cited):
            raise entry.error("parameter-unknown-provision", fault, "under")
    return Amount(
        name_of(table["id"]), table["unit"], _values(entry), table.get("title", ""), table.get("force", ""),
        tuple(table["under"]), tuple(table.get("source", ())), entry.place(),
    )  # fmt: skip


def _values(entry: Entry) -> tuple[tuple[date, int | float | date | None], ...]:
    given = entry.table.get("value")
    if not isinstance(given, list) or not given:
        raise entry.error("parameter-without-value", "a parameter needs dated values, each `[[parameter.value]]`")
    values = sorted((_value(entry, each) for each in given), key=lambda pair: pair[0])
    days = [day for day, _ in values]
    if len(set(days)) != len(days):
        raise entry.error("parameter-same-date", "two values of a parameter have the same `from`")
    return tuple(values)


def _value(entry: Entry, each: Any) -> tuple[date, int | float | date | None]:
    since = each.get("from") if isinstance(each, dict) else None
    if not _is_date(since):
        raise entry.error("parameter-undated", "each value of a parameter needs `from`, a date without quotes")
    if each.get("ended") is True:
        return since, None
    value = each.get("value")
    wanted = _is_date(value) if entry.table["unit"] == "date" else _is_number(value)
    if not wanted:
        sort = "a date" if entry.table["unit"] == "date" else "a whole number of at least 0"
        raise entry.error("parameter-bad-value", f"a value in {entry.table['unit']} must be {sort}")
    return since, value


def _is_date(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100_000  # noqa: PLR2004 far beyond any period of law
