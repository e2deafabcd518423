"""From what stands in a cell to the value of a fact: yes and no in many languages, dates in a said order, choices by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from amparo.errors import AmparoError
from amparo.facts.reading import value_of
from amparo.facts.vocabulary import FactKind

_YES: Final = "yes y true t 1 x ja j si sí s oui o sim vrai wahr نعم да так evet ใช่ បាទ ចាស ✓"
_NO: Final = "no n false f 0 nein non não nao faux falsch لا нет ні hayır hayir ไม่ ទេ"
YES: Final = frozenset(_YES.split())
NO: Final = frozenset(_NO.split())
NOTHING: Final = frozenset(
    ["", "-", "--", "?", "n/a", "na", "n.a.", "unknown", "not known", "unk", "none", "null", "nil", "k.a.", "/"]
)
"""What people write where they know nothing: it is no answer, and never a no."""
ORDERS: Final = ("dmy", "mdy", "ymd")
"""The order in which a file writes the parts of a date: day, month and year, or otherwise. It is said, never guessed."""
_PARTED: Final = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})", re.ASCII)
_YEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was expected in a cell, in words; its text is never repeated in an error."""

    words: str


def is_nothing(text: str) -> bool:
    return folded(text) in NOTHING


def folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def value_from(text: str, kind: FactKind, order: str, said: Mapping[str, str], words: Mapping[str, str]) -> Any | Wanted:
    """Return the value of a cell as a case file writes it, or what was expected.

    `said` maps texts of this column to values, as whoever brings the file has said; `words` the names of choices to choices.
    """
    mapped = said.get(folded(text))
    found = _typed(mapped if mapped is not None else text, kind, order, words)
    if isinstance(found, Wanted):
        return found
    try:
        value_of(found, kind, kind.name)
    except AmparoError:
        return Wanted(_expected(kind))
    return found


def _typed(text: str, kind: FactKind, order: str, words: Mapping[str, str]) -> Any | Wanted:
    match kind.type:
        case "yesno":
            return _yesno(text)
        case "date":
            return _date(text, order)
        case "number":
            return _number(text, kind)
        case "choice":
            return _choice(text, kind, words)
        case "country" | "language":
            return words.get(folded(text), text.strip())
        case _:
            return text.strip()


def _yesno(text: str) -> bool | Wanted:
    said = folded(text)
    return True if said in YES else False if said in NO else Wanted("yes or no")


def _date(text: str, order: str) -> str | Wanted:
    plain = text.strip()
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", plain, re.ASCII):
        return plain
    parts = _PARTED.fullmatch(plain)
    if parts is None:
        return Wanted(_DATES[order])
    named = dict(zip("ymd" if len(parts[1]) == _YEAR else order, parts.groups(), strict=True))
    if len(named["y"]) != _YEAR:
        return Wanted(_DATES[order])
    return f"{named['y']}-{named['m'].zfill(2)}-{named['d'].zfill(2)}"


def _number(text: str, kind: FactKind) -> float | Wanted:
    plain = text.strip().replace("\u00a0", "").replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        return Wanted(_expected(kind))
    return int(found) if found.is_integer() else found


def _choice(text: str, kind: FactKind, words: Mapping[str, str]) -> str | Wanted:
    said = folded(text)
    found = words.get(said, said.replace(" ", "_"))
    return found if found in kind.values else Wanted("one of the answers to this question")


def _expected(kind: FactKind) -> str:
    if kind.type == "number" and kind.least is not None:
        return f"a number from {kind.least:g} to {kind.most:g}" if kind.most is not None else f"a number from {kind.least:g}"
    return _EXPECTED.get(kind.type, "a value of this fact")


_DATES: Final = {
    "dmy": "a date as day, month and year: 31.12.2026, or 2026-12-31",
    "mdy": "a date as month, day and year: 12/31/2026, or 2026-12-31",
    "ymd": "a date as 2026-12-31",
}
_EXPECTED: Final = {
    "number": "a number",
    "date": "a day that there is",
    "country": "a country, by name or by its two letters",
    "language": "a language, by its code",
}
