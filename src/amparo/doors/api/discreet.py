"""Errors without what was sent: a name of the law or of a field may stand in them, a value that was given may not."""

from __future__ import annotations

from functools import cache
from typing import Final

from amparo.desk.library import shipped, vocabulary
from amparo.errors import AmparoError

_ABOUT_NAMES: Final = frozenset({
    "case-duplicate-key", "key-missing", "wrong-type",
    "unknown-act", "unknown-fact", "unknown-item", "unknown-key", "unknown-pack",
})  # fmt: skip
"""Errors whose quoted words are names of fields or of the law, or were meant to be."""
_INSTEAD: Final = "what was given"


def discreet(error: AmparoError) -> AmparoError:
    """Return the same error, each quoted value replaced; names of the vocabulary and of the place stay."""
    if error.code in _ABOUT_NAMES:
        return error
    pieces = error.sentence.split("`")
    said = (piece if n % 2 == 0 else _quoted(piece, error.where) for n, piece in enumerate(pieces))
    return AmparoError(error.code, "".join(said), help=error.help, where=error.where)


def _quoted(word: str, where: str) -> str:
    return f"`{word}`" if word == where or word in _names() else _INSTEAD


@cache
def _names() -> frozenset[str]:
    known = vocabulary()
    items = {f"{kind}.{fact}" for kind, facts in known.items.items() for fact in facts}
    words = {value for kind in known.facts.values() for value in kind.values}
    fixed = {"facts", "items", "on", "as_known", "value", "never", "2026-03-02", "km", "#", "application/json"}
    return frozenset({*known.facts, *known.items, *known.acts, *known.actors, *items, *words, *shipped(), *fixed})
