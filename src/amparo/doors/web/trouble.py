"""What is wrong with what was sent, as an error summary shows it: a sentence that leads to its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from amparo.desk.marked import begun
from amparo.errors import AmparoError

FIELDS = ("law", "on", "as_known", "act", "file")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One error: its sentence, its place, what to do, and the field of the page that it belongs to."""

    sentence: str
    help: str = ""
    where: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", begun(self.sentence))

    @classmethod
    def of(cls, error: AmparoError | None, otherwise: str) -> Self | None:
        """Return what an error says; it belongs to the field it names, or to `otherwise`."""
        if error is None:
            return None
        field = error.where if error.where in FIELDS else otherwise
        where = "" if field == error.where or f"`{error.where}`" in error.sentence else error.where
        return cls(error.sentence, error.help, where, field)
