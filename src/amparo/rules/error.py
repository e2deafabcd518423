"""An error in a pack: the file, the line, the line's text with a caret, in words that a lawyer can act on."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.errors import AmparoError


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a law file: which file, which line (from 1), the line's text and the column (from 0)."""

    file: str
    line: int = 0
    text: str = ""
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file


class LawError(AmparoError):
    """A pack that cannot be read as law."""

    def __init__(self, code: str, sentence: str, place: Place, *, help: str = "") -> None:
        super().__init__(code, sentence, help=help, where=str(place))
        self.place = place
        self.others: tuple[LawError, ...] = ()

    def __str__(self) -> str:
        """Return at most three lines: place and sentence, the line of the file, a caret (or the help)."""
        lines = [f"{self.where}: {self.sentence} [{self.code}]"]
        if self.place.text:
            lines += [f"  {self.place.text}", "  " + " " * self.place.column + "^" + (f" {self.help}" if self.help else "")]
        elif self.help:
            lines.append(self.help)
        return "\n".join(lines)


class ExpressionError(Exception):
    """An expression that is not one of the language's: the sentence, and the column of the text where it goes wrong."""

    def __init__(self, code: str, sentence: str, column: int = 0, help: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.column = column
        self.help = help
