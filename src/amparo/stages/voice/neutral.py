"""What a code may show: neutral words that a worker chose, and no others.

Whoever forces somebody to open the page reads these too. So none of them names an agency, a place, a person, a decision or a
reason, and there is no field for words of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.desk.wording import said_day
from amparo.environment import today

ANSWERED: Final = "answered"
WORDS: Final = {
    "got": gettext_lazy("We got your message."),
    "talk": gettext_lazy("There is something to talk about. Call us, or come to your next appointment."),
    "come": gettext_lazy("Your next appointment is as agreed."),
    "changed": gettext_lazy("Your next appointment changes. Call us before you come."),
    "bring": gettext_lazy("There is something for you to collect. Ask for it when you come."),
}
"""What a worker may choose; what is asked and answered is added by the answer itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line that a code shows: a word of the list, and the day on which it was chosen, or asked."""

    word: str
    on: date

    def text(self) -> str:
        """Return the line in the language of the page."""
        if self.word == ANSWERED:
            return _("What you asked on %(day)s was answered. Ask for it when you come.") % {"day": said_day(self.on)}
        return str(WORDS[self.word])


def chosen(names: Iterable[str], before: Iterable[Shown] = ()) -> tuple[Shown, ...]:
    """Return the lines that a worker chose, each with its first day; what was answered stays until it is taken away."""
    named = set(names)
    kept = tuple(each for each in before if each.word in named or each.word == ANSWERED)
    fresh = named - {each.word for each in kept}
    return (*kept, *(Shown(word, today()) for word in WORDS if word in fresh))


def content_of(lines: Iterable[Shown]) -> Mapping[str, Any]:
    """Return what is sealed of these lines."""
    return {"shown": [[each.word, each.on.isoformat()] for each in lines]}


def lines_of(content: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Return lines as they were sealed; a word that this release does not know is left out."""
    found = (Shown(word, date.fromisoformat(on)) for word, on in content.get("shown", ()))
    return tuple(each for each in found if each.word in WORDS or each.word == ANSWERED)
