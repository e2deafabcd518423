"""Short names and answers in words, from `law/vocabulary/questions`: no page ever shows an identifier instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from django.utils import formats
from django.utils.translation import gettext as _

from amparo.desk.marked import begun, lowered, of_law
from amparo.explain.wording import Wording as Asked
from amparo.explain.wording import Words
from amparo.facts.value import NEVER
from amparo.facts.vocabulary import FactKind, Vocabulary

COUNTRIES: Final = Path(__file__).parent / "countries.txt"


@dataclass(frozen=True)
class SpokenWords(Words):
    """The words of the vocabulary in the language of the page; what nobody translated is marked as English."""

    def question(self, key: str) -> Asked:
        asked = super().question(key)
        return Asked(of_law(asked.person), of_law(asked.worker), of_law(asked.hint))

    def label(self, group: str, name: str) -> str:
        return of_law(super().label(group, name))

    def choice(self, fact: str, value: str) -> str:
        return of_law(super().choice(fact, value))


@dataclass(frozen=True)
class Wording:
    """The words for everything of the vocabulary, by the keys of facts: `age_years`, `offence#1.compelled`."""

    words: Words
    vocabulary: Vocabulary

    def answer(self, name: str) -> str:
        """Return the name of an answer about an act: held, held until known, no hold."""
        return begun(self.words.label("answers", name))

    def act(self, name: str) -> str:
        return begun(self.words.label("acts", name))

    def actor(self, name: str | None) -> str:
        return begun(self.words.label("actors", name)) if name else _("Whoever is responsible")

    def fact(self, key: str) -> str:
        """Return the short name of a fact; an item's begins with the item."""
        kind, number, name = parts(key)
        label = begun(self.words.label("facts", f"{kind}.{name}" if kind else name))
        return f"{self.item(kind, number)}: {lowered(label)}" if number else label

    def item(self, kind: str, number: str) -> str:
        """Return the name of one item: `Proceeding no. 1`; a number of `?` is one that is not listed."""
        label = begun(self.words.label("items", kind))
        return (
            _("%(label)s not listed") % {"label": label}
            if number == "?"
            else _("%(label)s no. %(number)s") % {"label": label, "number": number}
        )

    def asked(self, key: str) -> Asked:
        return self.words.question(key)

    def value(self, key: str, value: Any) -> str:
        """Return a value of a case file as a reader says it: `Yes`, `Not known`, `2 March 2026`."""
        if value is None:
            return self.words.label("values", "unknown")
        if isinstance(value, bool):
            return self.words.label("values", "yes" if value else "no")
        if value == NEVER.value:
            return self.words.label("values", "never")
        if isinstance(value, float):
            return f"{value:g}"
        kind = kind_of(key, self.vocabulary)
        return (
            _SAID.get(kind.type if kind else "", str)(value)
            if kind is None or kind.type != "choice"
            else self.words.choice(key, value)
        )


def parts(key: str) -> tuple[str, str, str]:
    """Split a key into kind of item, its id and the fact; what is absent is empty."""
    front, dot, fact = key.partition(".")
    kind, hash_sign, number = front.partition("#")
    return (kind, number, fact) if dot or hash_sign else ("", "", key)


def kind_of(key: str, vocabulary: Vocabulary) -> FactKind | None:
    """Return the kind of fact behind a key; there is none behind `offence.complete`."""
    kind, _number, name = parts(key)
    return vocabulary.items.get(kind, {}).get(name) if kind else vocabulary.facts.get(name)


def said_date(text: str) -> str:
    """Return `2026-03-02`, `2026-03` or `2026` in words."""
    year, _dash, rest = text.partition("-")
    if len(rest) == len("03-02"):
        return said_day(date.fromisoformat(text))
    return formats.date_format(date(int(year), int(rest), 1), "F Y") if rest else year


def said_day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def countries() -> tuple[tuple[str, str], ...]:
    """Return the code and the name of each country, in the order of the names."""
    named = ((code, of_law(name)) for code, name in _countries())
    return tuple(sorted(named, key=lambda pair: normalize("NFKD", pair[1]).casefold()))


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    return tuple((line[:2], line[3:]) for line in lines)


_SAID: Final[dict[str, Callable[[Any], str]]] = {
    "date": said_date,
    "country": lambda code: of_law(dict(_countries()).get(str(code).upper(), str(code))),
}
