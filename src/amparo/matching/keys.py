"""Keys under which a person is kept and asked for: texts that are equal where two records may be of one person.

The caller blinds them. What is kept is little; the one who asks tries the neighbouring years, the other skeletons and slips.
A skeleton is what is left of a word in every script and spelling: the classes of its consonants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from amparo.matching.born import Born
from amparo.matching.consonants import shape
from amparo.matching.documents import swapped_at_cuts, thirds
from amparo.matching.person import Person
from amparo.matching.script import LATIN
from amparo.matching.skeleton import skeletons
from amparo.matching.words import Word

NUMBER: Final = "N"
PART_OF_NUMBER: Final = "NT"
DAY: Final = "D"
PAIR: Final = "SS"
SHAPES: Final = "SV"
SINGLE: Final = "S1"
YEAR: Final = "SY"
GUESSED_YEAR: Final = "SG"
DAY_OF_YEAR: Final = "SD"
INITIALS_YEAR: Final = "IY"

WEIGHTS: Final[dict[str, float]] = {
    # Bits by which sharing a key of this kind tells one person from a register's others, beside its skeletons.
    NUMBER: 18.0,
    PART_OF_NUMBER: 12.0,
    DAY: 13.0,
    PAIR: 0.0,
    SHAPES: 10.0,
    SINGLE: 0.0,
    YEAR: 5.0,
    GUESSED_YEAR: 4.0,
    DAY_OF_YEAR: 6.0,
    INITIALS_YEAR: 11.0,
}
"""By the kind of key, which is its text up to the first blank."""

_SKELETON_BITS: Final = (4.5, 4.9, 5.7, 7.6, 9.6, 11.2, 12.0)
"""How rare a skeleton of so many consonants is, in bits; counted on invented people."""
_SHARED: Final = 0.5
"""What of that a key adds: a shared skeleton is mostly shared under two keys."""
_OF_SKELETONS: Final = frozenset((PAIR, SINGLE, YEAR, GUESSED_YEAR, DAY_OF_YEAR))

_WORDS: Final = 4
"""Words of a name from which keys are made."""
_SPELLINGS: Final = 2
"""Latin spellings of which the first letter is asked for."""
_TELLING: Final = 4
"""Consonants from which one word alone is worth a key."""
_COMMON: Final = 6
"""Consonants of two words up to which so many people share their skeletons that the vowels' places have to tell."""
_AROUND: Final = (0, -1, 1, -2, 2)
"""How far a guessed year of birth may be off, and the day of another calendar."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What keys are made of: the skeletons of all words, and pairs of them, of first letters, and of shapes of short words."""

    singles: tuple[str, ...]
    pairs: tuple[str, ...]
    initials: tuple[str, ...]
    shapes: tuple[str, ...]


def weight(key: str) -> float:
    """Return what sharing this key is worth, in bits, for ranking candidates before any of them is opened."""
    kind, *rest = key.split(" ")
    bits = WEIGHTS[kind]
    if kind not in _OF_SKELETONS:
        return bits
    skeleton_bits = (_SKELETON_BITS[min(len(each), len(_SKELETON_BITS) - 1)] for each in rest if each.isalpha() or each == "-")
    return bits + _SHARED * sum(skeleton_bits)


def keys(person: Person, *, asked: bool) -> tuple[str, ...]:
    """Return the keys under which a person is kept, or `asked` for; each begins with its kind and a blank."""
    names = _names(person.readings, asked=asked)
    found = dict.fromkeys(_of_documents(person.documents, asked=asked))
    found.update(dict.fromkeys(_of_names(names, is_alone=1 in map(len, person.readings))))
    for born in person.born:
        found.update(dict.fromkeys(_of_day(born, names, asked=asked)))
        found.update(dict.fromkeys(_of_year(born, names, asked=asked)))
    return tuple(found)


def _names(readings: Sequence[Sequence[Word]], *, asked: bool) -> _Names:
    """Gather what keys are made of, from a name in one script or in two."""
    found = [_of_reading(words[:_WORDS], asked=asked) for words in readings]
    return _Names(
        tuple(dict.fromkeys(each for one in found for each in one.singles)),
        tuple(dict.fromkeys(each for one in found for each in one.pairs)),
        tuple(dict.fromkeys(each for one in found for each in one.initials)),
        tuple(dict.fromkeys(each for one in found for each in one.shapes)),
    )


def _of_reading(words: Sequence[Word], *, asked: bool) -> _Names:
    """Who asks tries all skeletons; kept are the likeliest pairs, and two skeletons of a word whose sound was guessed."""
    found = [skeletons(word) for word in words]
    single = found if asked else [each[: 1 if word.script == LATIN else 2] for word, each in zip(words, found, strict=True)]
    paired = found if asked else [each[:1] for each in found]
    pairs = (_sorted(one, other) for first, second in combinations(paired, 2) for one, other in product(first, second))
    singles = tuple(each for some in single for each in some)
    return _Names(singles, tuple(pairs), tuple(_initials(words, asked=asked)), tuple(_shapes(words, asked=asked)))


def _initials(words: Sequence[Word], *, asked: bool) -> Iterator[str]:
    """The first Latin letters of two words: right where every skeleton was mistyped."""
    spellings = _SPELLINGS if asked else 1
    letters = [dict.fromkeys(latin[:1] for latin in word.latin[:spellings]) for word in words]
    for first, second in combinations(letters, 2):
        yield from (_sorted(one, other) for one, other in product(first, second))


def _shapes(words: Sequence[Word], *, asked: bool) -> Iterator[str]:
    """The shapes of two words; kept only of those whose skeletons too many people share."""
    spellings = _SPELLINGS if asked else 1
    for first, second in combinations(words, 2):
        if asked or len(skeletons(first)[0]) + len(skeletons(second)[0]) <= _COMMON:
            for one, other in product(first.latin[:spellings], second.latin[:spellings]):
                yield _sorted(shape(one), shape(other))


def _sorted(one: str, other: str) -> str:
    return f"{one} {other}" if one <= other else f"{other} {one}"


def _of_documents(numbers: Sequence[str], *, asked: bool) -> Iterator[str]:
    for number in numbers:
        yield f"{NUMBER} {number}"
        for off in (0, 1, -1) if asked else (0,):
            yield from (f"{PART_OF_NUMBER} {part}" for part in thirds(number, len(number) + off))
        for other in swapped_at_cuts(number) if asked else ():
            yield f"{PART_OF_NUMBER} {thirds(other, len(other))[0]}"


def _of_names(names: _Names, *, is_alone: bool) -> Iterator[str]:
    yield from (f"{PAIR} {pair}" for pair in names.pairs)
    yield from (f"{SHAPES} {pair}" for pair in names.shapes)
    yield from (f"{SINGLE} {each}" for each in names.singles if is_alone or len(each) >= _TELLING)


def _of_day(born: Born, names: _Names, *, asked: bool) -> Iterator[str]:
    """A day with day and month in order of size, so that swapping them changes nothing; a guess has none."""
    if not born.is_whole or born.is_estimate:
        return
    for off in _AROUND if asked and born.is_converted else (0,):
        day = born.day + off
        yield f"{DAY} {born.year} {min(born.month, day)}.{max(born.month, day)}"
    day_of_year = f"{min(born.month, born.day)}.{max(born.month, born.day)}"
    yield from (f"{DAY_OF_YEAR} {day_of_year} {single}" for single in names.singles)


def _of_year(born: Born, names: _Names, *, asked: bool) -> Iterator[str]:
    """Names with a year; a guessed year is kept under a kind of its own, and asked for all around."""
    around = [born.year + off for off in _AROUND]
    is_guessed = born.is_estimate or (born.is_converted and not born.is_whole)
    exact = around if asked and is_guessed else [born.year]
    guessed = around if asked else [born.year]
    if asked or not is_guessed:
        yield from (f"{YEAR} {year} {single}" for year in exact for single in names.singles)
    yield from (f"{INITIALS_YEAR} {year} {pair}" for year in exact for pair in names.initials)
    if asked or is_guessed:
        yield from (f"{GUESSED_YEAR} {year} {single}" for year in guessed for single in names.singles)
