"""The facts that somebody may state, by compartment, for choosing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.desk.library import wording
from amparo.ledger.key import COMPLETE


def recordable(compartments: Collection[str]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return compartments with their facts of the person, and the lists to which an item can be added, in words."""
    found = ((wording().words.label("compartments", name), _of(name)) for name in sorted(compartments))
    return tuple((title, facts) for title, facts in found if facts)


def _of(compartment: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_facts(compartment), key=lambda pair: pair[1]))


def _facts(compartment: str) -> Iterator[tuple[str, str]]:
    spoken = vocabulary()
    yield from ((name, wording().fact(name)) for name, kind in spoken.facts.items() if kind.compartment == compartment)
    lists = (f"{kind}.{COMPLETE}" for kind in spoken.items)
    yield from ((key, wording().fact(key)) for key in lists if compartment_of(key) == compartment)
