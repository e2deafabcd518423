"""Facts that are recorded together: topics of the person, and each kind of thing of which there can be several."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.desk.library import law_words
from amparo.desk.marked import begun, of_law
from amparo.rules.pack import find_law

FILE: Final = "topics.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """A name, a title, and the facts that belong together; of a kind of item, the facts of one item, without its number."""

    name: str
    written: str
    facts: tuple[str, ...]
    is_kind: bool = False

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return of_law(self.written)

    def keys(self, number: str = "") -> tuple[str, ...]:
        """Return the keys that the ledger writes them under; of a kind, those of the item with this number."""
        return tuple(f"{self.name}#{number}.{fact}" for fact in self.facts) if self.is_kind else self.facts


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by name: those of the person in their order, then the kinds of items."""
    tables = tomllib.loads((find_law() / "vocabulary" / "questions" / FILE).read_text("utf-8"))["topics"]
    person = {name: Topic(name, table["title"], tuple(table["facts"])) for name, table in tables.items()}
    kinds = {
        kind: Topic(kind, begun(law_words().label("items", kind)), tuple(facts), is_kind=True)
        for kind, facts in vocabulary().items.items()
    }
    return {**person, **kinds}


def topic_of(key: str) -> str:
    """Return the name of the topic to which a key belongs; none for a sign, which belongs to the screening."""
    kind = key.partition("#")[0].partition(".")[0]
    return kind if kind in vocabulary().items else _of_fact().get(key, "")


def topics_in(compartments: Collection[str]) -> tuple[Topic, ...]:
    """Return the topics of which at least one fact stands in these compartments."""
    return tuple(each for each in topics().values() if any(compartment_of(key) in compartments for key in each.keys("1")))


@cache
def _of_fact() -> dict[str, str]:
    return {fact: topic.name for topic in topics().values() if not topic.is_kind for fact in topic.facts}
