"""The one root of every error that Amparo raises on purpose: a stable code, a sentence, help and a place."""

from __future__ import annotations


class AmparoError(Exception):
    """Something was asked for that cannot be done, said so that the reader can act on it.

    `code` is stable and listed in docs/errors.md. `sentence` is lower case, has no full stop, quotes input in
    backticks and holds no personal data. `help` says what to do, `where` names the place: a field, a file and line.
    Each is one line; a line break inside one of them is shown as a space.
    """

    def __init__(self, code: str, sentence: str, *, help: str = "", where: str = "") -> None:
        super().__init__(code, sentence, help, where)
        self.code = code
        self.sentence = sentence
        self.help = help
        self.where = where

    def __str__(self) -> str:
        """Return at most three lines: the sentence with its code, the place, the help."""
        lines = [f"{_one_line(self.sentence)} [{self.code}]"]
        if self.where:
            lines.append(f"at {_one_line(self.where)}")
        if self.help:
            lines.append(_one_line(self.help))
        return "\n".join(lines)

    def as_mapping(self) -> dict[str, str]:
        """Return the shape in which every door hands an error out: code, sentence, help, where."""
        return {"code": self.code, "sentence": self.sentence, "help": self.help, "where": self.where}


def _one_line(text: str) -> str:
    return " ".join(text.split())
