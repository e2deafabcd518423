"""What is said of invented people, settled for the tests of this room."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from amparo.facts.case import case_from
from amparo.facts.settled import Settled, settle
from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from house.tree import ROOT

ON: Final = date(2026, 3, 2)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "law" / "vocabulary")


def settled(
    facts: dict[str, Any] | None = None, items: dict[str, Any] | None = None, on: date = ON, as_known: date | None = None
) -> Settled:
    """Settle what is said of a person."""
    case = case_from({"facts": facts or {}, "items": items or {}}, vocabulary())
    return settle(case, vocabulary(), on=on, as_known=as_known)


def said(value: Any, by: str | None = None, source: str | None = None, recorded: str | None = None) -> dict[str, Any]:
    """Return one statement of a fact as a case file holds it."""
    whole = {"value": value, "by": by, "source": source, "recorded": recorded}
    return {key: part for key, part in whole.items() if part is not None or key == "value"}


def listed(*items: dict[str, Any], complete: bool | None = None) -> dict[str, Any]:
    """Return a list of items, numbered from 1."""
    entries = [{"id": str(number), **item} for number, item in enumerate(items, 1)]
    return {"list": entries} if complete is None else {"list": entries, "complete": complete}
