"""What is owed in a case, by who owes it, as a page shows the first of it; and in whose hands each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amparo.desk.standing import Owed, RuleLine, Standing

MOST: Final = 7
"""So many duties of a case stand on its page; all of them stand behind it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: groups by who owes, and how many more there are."""

    groups: tuple[Owed, ...]
    more: int


def first_owed(standing: Standing, body: str, most: int = MOST) -> Shown:
    """Return the most urgent duties, those of the reader's own body before those of others, and how many more there are."""
    lines = sorted(standing.owed, key=lambda line: line.who != body)
    shown: list[RuleLine] = lines[:most]
    return Shown(_grouped(shown), standing.owed_count - sum(line.count for line in shown))


def _grouped(lines: Sequence[RuleLine]) -> tuple[Owed, ...]:
    groups: Mapping[str, list[RuleLine]] = {line.who: [] for line in lines}
    for line in lines:
        groups[line.who].append(line)
    return tuple(Owed(who, tuple(rules)) for who, rules in groups.items())
