"""The words of a person's name as they are compared: each with its script, Latin spellings and part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from amparo.matching.east import parted
from amparo.matching.fold import folded
from amparo.matching.particles import ARTICLE, ARTICLES, ELIDED, FATHER, PARTICLES, SERVANT, SON, TITLES
from amparo.matching.romanise import romanise
from amparo.matching.script import word_script
from amparo.matching.text import normalise

GIVEN: Final = "given"
FAMILY: Final = "family"
UNKNOWN: Final = ""

MOST: Final = 12
"""Words of one name that are looked at."""

_PLAIN_ARTICLES: Final = frozenset({"al", "el", "ال"})
_ANYWHERE: Final = SON | TITLES | {ARTICLE}
_WITH_ARTICLE: Final = ARTICLES | {ARTICLE}
_JOINED: Final = SERVANT | FATHER
_SHORTEST_BEHIND_ARTICLE: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written in its own script, that script, at most four Latin spellings, and its part.

    `latin` holds the likeliest spelling first, in the letters a to z; for a Latin word its folded form and at most one
    more. `part` is `given`, `family` or empty where the order is not known.
    """

    written: str
    script: str
    latin: tuple[str, ...]
    part: str = UNKNOWN


@lru_cache(maxsize=16384)
def words(given: str, family: str, full: str) -> tuple[Word, ...]:
    """Return the words of a name; `full` counts only where neither `given` nor `family` says anything.

    Titles and particles go, what belongs together is joined (`abd al-rahman`), what Chinese, Japanese and Korean names
    hold without a blank is parted. Never raises; a name without any letter has no words.
    """
    found = [*_part(given, GIVEN), *_part(family, FAMILY)] or list(_part(full, UNKNOWN))
    return tuple(found[:MOST])


@lru_cache(maxsize=65536)
def word(written: str, part: str = UNKNOWN, also: str = "") -> Word:
    """Return one word that is normalised; `also` is a second Latin spelling that its neighbours in the name suggest."""
    script = word_script(written)
    latin = romanise(written, script)
    if also and latin and also not in latin:
        latin = (latin[0], also, *latin[1:3])
    return Word(written, script, latin, part)


def _part(text: str, part: str) -> Iterator[Word]:
    """The words of one field."""
    pieces = normalise(text).split()
    if len(pieces) == 1 and part == UNKNOWN:
        pieces = parted(pieces[0])
    for written, also in _settled([each for piece in pieces for each in _apart(piece)], part):
        found = word(written, part, also)
        if found.latin:
            yield found


def _apart(piece: str) -> list[str]:
    """A word parted at its hyphens; an article before one, in any spelling, in one spelling."""
    first, *others = [each for each in piece.split("-") if each]
    if piece in _PLAIN_ARTICLES or (others and first in ARTICLES):
        return [ARTICLE, *others]
    return [first, *others]


def _settled(pieces: list[str], part: str) -> Iterator[tuple[str, str]]:
    """The pieces that are words of their own, each with a second Latin spelling or none.

    What is left out before a word is kept in that word's second spelling: `van der berg` is `berg` or `vanderberg`.
    A particle never stands last, and first only in a family name: `Le` and `Do` are names too.
    """
    place, held = 0, ""
    while place < len(pieces):
        piece = pieces[place]
        plain = folded(piece) or piece
        rest = len(pieces) - place - 1
        if rest and piece in _JOINED:
            place += 2 if rest > 1 and pieces[place + 1] in _WITH_ARTICLE else 1
            yield _JOINED[piece] + _bare(pieces[place], piece), ""
            held = ""
        elif rest and piece in ELIDED:
            place += 1
            yield piece + pieces[place], pieces[place] if pieces[place].isascii() else ""
        elif rest and (plain in _ANYWHERE or ((place or part == FAMILY) and plain in PARTICLES)):
            held = "" if plain in TITLES or plain in SON else held + plain
        else:
            yield piece, folded(held + piece) if held.isascii() else ""
            held = ""
        place += 1


def _bare(piece: str, before: str) -> str:
    """A word behind `servant of` without its own article, which the joined form holds already."""
    if before in SERVANT and piece.startswith("ال") and len(piece) >= _SHORTEST_BEHIND_ARTICLE + 1:
        return piece[2:]
    return piece
