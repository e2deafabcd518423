"""The nearest right name, for messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 60


def nearest(name: str, names: Iterable[str]) -> str:
    """Return "; did you mean `x`?" with the name most like `name`, or nothing when none is like it."""
    found = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""


def shown(text: object) -> str:
    """Return input as it may stand in a message: one line, short, without control characters."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 3] + "..."
