"""What the solver found, tried by the definition before anybody is shown it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from amparo.facts.case import case_from
from amparo.facts.settled import Settled, settle
from amparo.prove.search import Case
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.law import Law
from amparo.rules.rule import Rule

Holds = Callable[[Case], bool]
"""Whether a case file still shows what it is to show."""


def settled_from(case: Case, law: Law) -> Settled:
    """Read a case file as every door reads it."""
    read = case_from(case, law.vocabulary)
    return settle(read, law.vocabulary, on=read.on or law.day)


def determined(law: Law, case: Case, rule: Rule, item: str | None) -> Determination | None:
    """Return what the definition says of one rule, for one item where it is about each."""
    decider = Decider(law, settled_from(case, law))
    return next((found for found in decider.of(rule) if found.item == item), None)


def is_given(found: Determination | None) -> bool:
    """Say whether a right is there: in effect, and, for a duty, still owed."""
    if found is None:
        return False
    return found.is_owed if found.rule.kind == "duty" else found.in_effect


def shortened(case: Case, holds: Holds) -> Case:
    """Return the case with nothing in it that could be left out, and with days and ages that people know."""
    for smaller in _smaller(case):
        if holds(smaller):
            return shortened(smaller, holds)
    for table in (case["facts"], *(item for said in case.get("items", {}).values() for item in said["list"])):
        for name in [name for name in table if name != "id"]:
            _plainer(case, table, name, holds)
    return case


def _smaller(case: Case) -> Iterator[Case]:
    """Yield the case with one thing less."""
    items = case.get("items", {})
    for name in case["facts"]:
        yield {**case, "facts": _less(case["facts"], name)}
    for kind, said in items.items():
        yield {**case, "items": _less(items, kind)}
        if "complete" in said:
            yield {**case, "items": {**items, kind: _less(said, "complete")}}
        for place, item in enumerate(said["list"]):
            others = [*said["list"][:place], *said["list"][place + 1 :]]
            yield {**case, "items": {**items, kind: {**said, "list": others}}}
            for name in _less(item, "id"):
                fewer = [*said["list"][:place], _less(item, name), *said["list"][place + 1 :]]
                yield {**case, "items": {**items, kind: {**said, "list": fewer}}}


def _less(table: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != name}


def _plainer(case: Case, table: dict[str, Any], name: str, holds: Holds) -> None:
    """Put the plainest day or age in place of the solver's own that shows the same; the table is the case's."""
    found = table[name]
    for other in _plain_values(name, found, date.fromisoformat(case["on"])):
        table[name] = other
        if holds(case):
            return
    table[name] = found


def _plain_values(name: str, value: Any, on: date) -> Iterator[Any]:
    if name == "age_years":
        yield from (30, 16, 10)
    elif name == "birth_date":
        yield from (f"{on.year - years}-05-14" for years in (30, 16, 10))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (100, 40, 10, 1)
    elif isinstance(value, str) and value[:1].isdigit():
        yield from ((on + timedelta(days=days)).isoformat() for days in (-10, -100, -400, 30, 200, 0))
