"""The law that this server may be asked about: the packs that ship with it, read once; and its invented people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from amparo.desk.wording import SpokenWords, Wording
from amparo.errors import AmparoError
from amparo.explain.wording import Words, load_words
from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.pack import BASELINE, Pack, find_law, load_pack, pack_names


@dataclass(frozen=True)
class Person:
    """An invented person whose whole case ships with a pack."""

    key: str
    name: str
    story: str
    pack: str
    case: dict[str, Any]

    @property
    def beginning(self) -> str:
        """The first sentence of the story."""
        return re.split(r"(?<=[.!?])\s", self.story.strip(), maxsplit=1)[0]


@cache
def shipped() -> tuple[str, ...]:
    """The names of the packs, the baseline first."""
    return tuple(sorted(pack_names(), key=lambda name: (name != BASELINE, name)))


def shipped_pack(name: str) -> Pack:
    """Return a pack by its name. A folder is not a name: nobody chooses from afar which files are read."""
    if name not in shipped():
        known = ", ".join(shipped())
        raise AmparoError(
            "unknown-pack",
            f"`{shown(name)}` is not a law pack{nearest(name, shipped())}",
            help=f"packs here: {known}",
            where="law",
        )
    return _pack(name)


@cache
def _pack(name: str) -> Pack:
    return load_pack(name)


@cache
def titles() -> tuple[tuple[str, str], ...]:
    """Names and titles of the packs, for choosing."""
    return tuple((name, shipped_pack(name).profile.title) for name in shipped())


def vocabulary() -> Vocabulary:
    return _pack(BASELINE).vocabulary


@cache
def wording() -> Wording:
    """Return the words of the vocabulary, as a page says them: in its language."""
    said = law_words()
    return Wording(SpokenWords(said.questions, said.answers, said.labels), vocabulary())


@cache
def law_words() -> Words:
    """Return the words of the vocabulary as they stand in the law, for whoever reads it as it is written."""
    return load_words(find_law())


@cache
def people() -> tuple[Person, ...]:
    """The invented people of every pack, in the order of the packs."""
    return tuple(_people(shipped()))


def _people(packs: Iterable[str]) -> Iterable[Person]:
    for pack in packs:
        for file in sorted((find_law() / pack / "persons").glob("*.toml")):
            table = without_dates(tomllib.loads(file.read_text(encoding="utf-8")))
            case = {name: table[name] for name in ("facts", "items", "on") if name in table}
            yield Person(f"{pack}/{file.stem}", table["name"], table["story"], pack, case)


def without_dates(value: Any) -> Any:
    """Return what TOML says as JSON would say it."""
    if isinstance(value, dict):
        return {name: without_dates(each) for name, each in value.items()}
    if isinstance(value, list):
        return [without_dates(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
