"""A field of a form as `desk/field.html` shows it: label, hint, what was sent, and what is wrong with it, beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol, Self

from django.utils.translation import gettext as _

from amparo.errors import AmparoError

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
GROUPS: Final = ("radios", "yesno", "checks", "day")
"""Kinds that are several controls under one legend."""
_NATIVE: Final = {"date": "date", "time": "time", "moment": "datetime-local", "file": "file", "tel": "tel"}


class Wrong(Protocol):
    """What is wrong with one field of a form."""

    @property
    def sentence(self) -> str: ...
    @property
    def field(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `id` is where an error leads. `note` is what the reader is told of what was sent, though it is no error.

    `kind` is one of: text, number, tel, area, date, time, moment, day (three boxes, of which the year is enough), select,
    radios, yesno (yes, no and not known, equal in size), checks, file. `ticked` holds the values of checks.
    """

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
    ticked: tuple[str, ...] = ()
    rows: int = 4
    accept: str = ""
    optional: bool = False

    def with_trouble(self, trouble: Wrong | None) -> Self:
        """Return the field with an error, if it is this one's."""
        if trouble is None or trouble.field != self.id:
            return self
        return replace(self, wrong=trouble.sentence)

    @property
    def look(self) -> str:
        """How it is shown: a choice of which nothing else is said is a list to pick from."""
        if self.kind in ("text", "select"):
            return "select" if self.choices else "text"
        return self.kind

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def native(self) -> str:
        """The type of an `input` that the browser itself helps with; none for text."""
        return _NATIVE.get(self.kind, "")

    @property
    def answers(self) -> tuple[tuple[str, str, str, bool], ...]:
        """Each answer that can be pressed: its id, value, words, and whether it is chosen. The first has the field's own id."""
        said = ((YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("Not known"))) if self.kind == "yesno" else self.choices
        chosen = self.ticked if self.kind == "checks" else (self.value,)
        ids = (self.id, *(f"{self.id}-{n}" for n in range(2, len(said) + 1)))
        return tuple((id_, value, words, value in chosen) for id_, (value, words) in zip(ids, said, strict=True))

    @property
    def boxes(self) -> tuple[tuple[str, str, str, str, int], ...]:
        """Day, month and year of a day: the id, name, label, what was sent, and the figures each takes."""
        year, month, day = (*self.value.split("-"), "", "")[:3]
        return (
            (self.id, f"{self.name}-day", _("Day"), day, 2),
            (f"{self.id}-month", f"{self.name}-month", _("Month"), month, 2),
            (f"{self.id}-year", f"{self.name}-year", _("Year"), year, 4),
        )

    @property
    def described(self) -> str:
        """The ids of what is said about the field."""
        told = (("hint", self.hint), ("note", self.note), ("wrong", self.wrong))
        return " ".join(f"{self.id}-{name}" for name, text in told if text)


def day_from(form: Mapping[str, str], name: str) -> str:
    """Return what was written in the three boxes of a day: `2026`, `2026-03` or `2026-03-12`, and nothing for none."""
    year, month, day = (form.get(f"{name}-{part}", "").strip() for part in ("year", "month", "day"))
    if not (year or month or day):
        return ""
    if not year or (day and not month):
        raise AmparoError("answer-part-date", _("a date needs its year, and a day its month"), where=name)
    return "-".join((year.zfill(4), *(part.zfill(2) for part in (month, day) if part)))


def sent_day(form: Mapping[str, str], name: str) -> str:
    """Return what was written in the three boxes as it was written, to be shown again."""
    return "-".join(form.get(f"{name}-{part}", "").replace("-", " ") for part in ("year", "month", "day"))
