"""The compartments of a case, and in which of them a statement belongs."""

from __future__ import annotations

from collections import Counter
from functools import cache

from amparo.facts.vocabulary import Vocabulary, load_vocabulary
from amparo.ledger.key import key_from
from amparo.rules.pack import find_law


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with this release, read once."""
    return load_vocabulary(find_law() / "vocabulary")


@cache
def compartments() -> tuple[str, ...]:
    """Return the names of all compartments of facts, sorted."""
    spoken = vocabulary()
    items = (kind for facts in spoken.items.values() for kind in facts.values())
    return tuple(sorted({kind.compartment for kind in (*spoken.facts.values(), *items)}))


@cache
def compartment_of(key: str) -> str:
    """Return the compartment of a key of the ledger: of its fact, or, where it is of an item or a list, of the item's kind."""
    read = key_from(key)
    return vocabulary().kind_of(read.fact).compartment if read.fact else _of_kind(read.kind)


@cache
def _of_kind(kind: str) -> str:
    """Return the compartment in which most facts of such an item belong; of two, the first by name."""
    count = Counter(fact.compartment for fact in vocabulary().items[kind].values())
    return min(count, key=lambda name: (-count[name], name))
