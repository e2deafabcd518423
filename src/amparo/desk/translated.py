"""How far each language of the pages is: counted when translations come back, and kept beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from amparo.desk.tongues import FIRST, LOCALE, TONGUES, Tongue

FILE: Final = "state.toml"


@dataclass(frozen=True, slots=True)
class Progress:
    """One language: how many texts of the pages are translated, and how many words of the law's questions and of the record."""

    tongue: Tongue
    pages: int
    words: int


@dataclass(frozen=True, slots=True)
class Counted:
    """On which day it was counted, how many texts there are, and each language."""

    on: date
    pages: int
    words: int
    languages: tuple[Progress, ...]


@cache
def counted() -> Counted:
    """Return how far each language is."""
    kept = tomllib.loads((LOCALE / FILE).read_text("utf-8"))
    others = [each for each in TONGUES if each.code != FIRST]
    found = tuple(Progress(each, kept[each.code]["pages"], kept[each.code]["words"]) for each in others)
    return Counted(kept["counted"], kept["texts"]["pages"], kept["texts"]["words"], found)
