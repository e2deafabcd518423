"""A sheet as text: wrapped to the width, in colour on a terminal, plain in a pipe."""

from __future__ import annotations

import shutil
import sys
from io import StringIO
from typing import Final

from rich.console import Console
from rich.text import Text

from amparo.doors.cli.sheet import Line, Sheet

WIDEST: Final = 100
"""Columns beyond which a line is tiring to read."""
NARROWEST: Final = 40
_LEAST: Final = 20
_LOOKS: Final = {
    "": "",
    "strong": "bold",
    "quiet": "dim",
    "heading": "bold cyan",
    "held": "bold white on red",
    "wait": "bold black on yellow",
    "free": "bold reverse",
}


def written(sheet: Sheet) -> str:
    """Return a sheet as text for standard output as it is now."""
    width = shutil.get_terminal_size().columns
    return render(sheet, min(max(width, NARROWEST), WIDEST), colour=sys.stdout.isatty())


def render(sheet: Sheet, width: int, *, colour: bool) -> str:
    """Return a sheet as text of at most `width` columns. Colours also give way to NO_COLOR and to a dumb terminal."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, highlight=False, markup=False, emoji=False, legacy_windows=False
    )  # fmt: skip
    for line in sheet:
        for text in _wrapped(line, console, width):
            console.print(text, soft_wrap=True)
    return "\n".join(row.rstrip() for row in out.getvalue().splitlines()).strip("\n") + "\n"


def _wrapped(line: Line, console: Console, width: int) -> list[Text]:
    said = Text.assemble(*((_printable(piece.text), _LOOKS[piece.style]) for piece in line.pieces))
    mark = Text(_printable(line.mark.text), _LOOKS[line.mark.style])
    first = Text.assemble(" " * line.indent, mark, " " if line.mark.text else "")
    later = Text(" " * first.cell_len)
    room = max(width - first.cell_len, _LEAST)
    rows = [said] if "https://" in said.plain else said.wrap(console, room) or [Text("")]  # an address is never broken
    for row in rows:
        row.rstrip()
    return [Text.assemble(later if number else first, row) for number, row in enumerate(rows)]


def _printable(text: str) -> str:
    """A text without what would steer the terminal; law packs and case files may come from anywhere."""
    return "".join(c if c.isprintable() else " " for c in text)
