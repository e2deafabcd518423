"""The figures of a pack, each with the days from which its values stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from amparo.explain.plain import day_in_words
from amparo.rules.pack import Pack
from amparo.rules.rule import Amount


def own_figures(pack: Pack) -> list[Amount]:
    """Return the figures that stand in the pack's own folder; a view has none."""
    own = pack.folder.resolve().name
    return [amount for amount in pack.amounts.values() if PurePath(amount.place.file).parent.name == own]


def dated(amount: Amount) -> Iterator[tuple[str, str]]:
    """Yield each value of a figure in words, with the day from which it stands."""
    unit = "" if amount.unit in ("number", "date") else f" {amount.unit}"
    for since, value in amount.values:
        said = "ended" if value is None else day_in_words(value) if isinstance(value, date) else f"{value:g}{unit}"
        yield day_in_words(since), said
