"""A field of a form as `web/field.html` shows it: label, hint, what was sent, and what is wrong with it, beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from amparo.doors.web.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `id` is where an error leads. `note` is what the reader is told of what was sent, though it is no error."""

    id: str
    name: str
    label: str
    value: str = ""
    hint: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    longest: int = 200
    note: str = ""
    wrong: str = ""

    def with_trouble(self, trouble: Trouble | None) -> Self:
        """Return the field with an error, if it is this one's."""
        if trouble is None or trouble.field != self.id:
            return self
        return replace(self, wrong=trouble.sentence)

    @property
    def described(self) -> str:
        """The ids of what is said about the field."""
        told = (("hint", self.hint), ("note", self.note), ("wrong", self.wrong))
        return " ".join(f"{self.id}-{name}" for name, text in told if text)
