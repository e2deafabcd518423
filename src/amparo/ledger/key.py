"""What an entry is about, named as in a case file: `age_years`, `offence#1.compelled`, `offence#1`, `offence.complete`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from amparo.errors import AmparoError
from amparo.facts.words import shown

COMPLETE: Final = "complete"


@dataclass(frozen=True, slots=True)
class Key:
    """A fact of the person; or of one item; or, without a name, that the item is there; or that a list is complete."""

    name: str
    kind: str = ""
    item: str = ""

    @property
    def fact(self) -> str:
        """The name of the fact in the vocabulary, `offence.compelled` for an item's; "" where the key is of a list."""
        if not self.kind:
            return self.name
        return f"{self.kind}.{self.name}" if self.item and self.name else ""

    def named(self, name: str) -> Key:
        """Return the key of another fact of the same subject."""
        return replace(self, name=name)

    def __str__(self) -> str:
        """Return the key as it is written."""
        if not self.item:
            return f"{self.kind}.{COMPLETE}" if self.kind else self.name
        return f"{self.kind}#{self.item}.{self.name}" if self.name else f"{self.kind}#{self.item}"


def key_from(text: str) -> Key:
    """Read a key; whether the vocabulary has it is another question."""
    kind, mark, rest = text.partition("#")
    if mark:
        item, dot, name = rest.partition(".")
        if kind and item and bool(dot) == bool(name):
            return Key(name, kind, item)
    else:
        kind, dot, name = text.partition(".")
        if not dot and kind:
            return Key(kind)
        if kind and name == COMPLETE:
            return Key(COMPLETE, kind)
    raise AmparoError(
        "wrong-key",
        f"`{shown(text)}` names no fact",
        help="expected a fact, `kind#id.fact`, `kind#id` for an item, or `kind.complete` for a list",
    )


def changed_by(written: str) -> tuple[str, ...]:
    """Return the keys of which an entry changes what they say: its own, and for an item the completeness of its list."""
    kind, mark, _ = written.partition("#")
    return (written, f"{kind}.{COMPLETE}") if mark else (written,)
