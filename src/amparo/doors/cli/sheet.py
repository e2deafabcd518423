"""What a command says: an exit code with a table for machines, a sheet for people, or a finished text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

STYLES = ("", "strong", "quiet", "heading", "held", "wait", "free")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in one style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its pieces follow each other; `mark` stands before it, and the rest is aligned behind the mark."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    mark: Piece = Piece("")


Sheet = tuple[Line, ...]
GAP = Line()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to. Exactly one of `table`, `sheet` and `text` is set, or none where all was said before."""

    exit: int = 0
    table: Mapping[str, Any] | None = None
    sheet: Sheet | None = None
    text: str | None = None


def line(text: str, style: str = "", *, indent: int = 0, mark: str = "", mark_style: str = "") -> Line:
    """Return a paragraph in one style."""
    return Line((Piece(text, style),), indent, Piece(mark, mark_style))


def mixed(*pieces: tuple[str, str], indent: int = 0, mark: str = "", mark_style: str = "") -> Line:
    """Return a paragraph of several pieces, each a text and its style; empty ones are left out."""
    return Line(tuple(Piece(*piece) for piece in pieces if piece[0]), indent, Piece(mark, mark_style))


def section(title: str, lines: Iterable[Line]) -> Sheet:
    """Return lines under a heading, or nothing where there are none."""
    found = tuple(lines)
    return (GAP, line(title.upper(), "heading"), *found) if found else ()
