"""What a case file says, line by line, as its reader may check and change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from amparo.desk.control import statement
from amparo.desk.standing import FactLine
from amparo.desk.wording import Wording


def stated(case: Mapping[str, Any], wording: Wording) -> tuple[FactLine, ...]:
    """Return everything that the case says, the person first, then things of which there can be several."""
    facts = [stated_line(name, entry, wording) for name, entry in (case.get("facts") or {}).items() if entry is not None]
    return (*facts, *_items(case, wording))


def _items(case: Mapping[str, Any], wording: Wording) -> Iterator[FactLine]:
    for kind, listed in (case.get("items") or {}).items():
        for item in listed.get("list") or ():
            for name, entry in item.items():
                if name != "id" and entry is not None:
                    yield stated_line(f"{kind}#{item['id']}.{name}", entry, wording)
        if listed.get("complete") is not None:
            yield stated_line(f"{kind}.complete", listed["complete"], wording)


def stated_line(key: str, entry: Any, wording: Wording) -> FactLine:
    """Return one entry of a case file; several statements of one fact stand beside each other."""
    if not isinstance(entry, list):
        return FactLine(key, wording.fact(key), wording.value(key, entry), known=entry is not None)
    said = "; ".join(statement(key, each, wording) for each in entry)
    return FactLine(key, wording.fact(key), said or _("Not known"), known=bool(entry))
