"""Keys under which a person is kept and asked for: texts that are equal where two records may be of one person.

The caller blinds them. What is kept is little; the one who asks tries the neighbouring years, the other skeletons and slips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from amparo.matching.born import Born
from amparo.matching.documents import thirds
from amparo.matching.likeness import rarity
from amparo.matching.person import Person
from amparo.matching.skeleton import coarse, skeletons
from amparo.matching.words import Word

NUMBER: Final = "N"
PART_OF_NUMBER: Final = "NT"
DAY: Final = "D"
PAIR: Final = "SS"
SINGLE: Final = "S1"
YEAR: Final = "SY"
GUESSED_YEAR: Final = "SG"
DAY_OF_YEAR: Final = "SD"
COARSE_YEAR: Final = "CY"
COARSE_GUESSED: Final = "CG"
COARSE_UNBORN: Final = "C0"

WEIGHTS: Final[dict[str, float]] = {
    # Bits by which sharing a key of this kind tells one person from a register's others: how long its lists are.
    NUMBER: 18.0,
    PART_OF_NUMBER: 12.0,
    DAY: 11.0,
    PAIR: 8.0,
    SINGLE: 10.0,
    YEAR: 6.0,
    GUESSED_YEAR: 5.0,
    DAY_OF_YEAR: 6.0,
    COARSE_YEAR: 7.0,
    COARSE_GUESSED: 6.0,
    COARSE_UNBORN: 4.0,
}
"""By the kind of key, which is its text up to the first blank."""

_WORDS: Final = 4
"""Words of a name from which keys are made."""
_RARE: Final = 13.0
"""Bits from which one word alone is worth a key."""
_AROUND: Final = (0, -1, 1, -2, 2)
"""How far a guessed year of birth may be off."""
_DAYS_AROUND: Final = (0, -1, 1, -2, 2)


def weight(key: str) -> float:
    """Return what sharing this key is worth, in bits, for ranking candidates before any of them is opened."""
    return WEIGHTS[key.partition(" ")[0]]


def keys(person: Person, *, asked: bool) -> tuple[str, ...]:
    """Return the keys under which a person is kept, or `asked` for; each begins with its kind and a blank."""
    words = person.words[:_WORDS]
    found = dict.fromkeys(_of_documents(person, asked=asked))
    found.update(dict.fromkeys(_of_days(person.born, asked=asked)))
    found.update(dict.fromkeys(_of_names(words, asked=asked)))
    found.update(dict.fromkeys(_of_years(words, person.born, asked=asked)))
    return tuple(found)


def _of_documents(person: Person, *, asked: bool) -> Iterator[str]:
    for number in person.documents:
        yield f"{NUMBER} {number}"
        lengths = (0, 1, -1) if asked else (0,)
        for off in lengths:
            yield from (f"{PART_OF_NUMBER} {part}" for part in thirds(number, len(number) + off))


def _of_days(readings: Sequence[Born], *, asked: bool) -> Iterator[str]:
    """A day with day and month in order of size, so that swapping them changes nothing."""
    for born in readings:
        if not born.is_whole or born.is_estimate:
            continue
        around = _DAYS_AROUND if asked and born.is_converted else (0,)
        for off in around:
            yield f"{DAY} {born.year} {_order_free(born.month, born.day + off)}"


def _order_free(month: int, day: int) -> str:
    return f"{min(month, day)}.{max(month, day)}"


def _of_names(words: Sequence[Word], *, asked: bool) -> Iterator[str]:
    variants = [_skeletons(word, asked=asked) for word in words]
    for one, other in combinations(variants, 2):
        for first, second in product(one, other):
            yield f"{PAIR} {min(first, second)} {max(first, second)}"
    for word, skeleton in zip(words, variants, strict=True):
        if len(words) == 1 or rarity(word) >= _RARE:
            yield from (f"{SINGLE} {each}" for each in skeleton)


def _skeletons(word: Word, *, asked: bool) -> tuple[str, ...]:
    return skeletons(word) if asked else skeletons(word)[:1]


def _of_years(words: Sequence[Word], readings: Sequence[Born], *, asked: bool) -> Iterator[str]:
    """Names with what is known of the birth; a guessed year is kept under a kind of its own, and asked for all around."""
    pairs = list(_coarse_pairs(words, asked=asked))
    if asked or not readings:
        yield from (f"{COARSE_UNBORN} {pair}" for pair in pairs)
    singles = [skeleton for word in words for skeleton in _skeletons(word, asked=asked)]
    for born in readings:
        for kind, coarse_kind, years in _years(born, asked=asked):
            for year in years:
                yield from (f"{kind} {year} {single}" for single in singles)
                yield from (f"{coarse_kind} {year} {pair}" for pair in pairs)
        if born.is_whole and not born.is_estimate:
            day = _order_free(born.month, born.day)
            yield from (f"{DAY_OF_YEAR} {day} {single}" for single in singles)


def _years(born: Born, *, asked: bool) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    around = tuple(born.year + off for off in _AROUND)
    is_guessed = born.is_estimate or (born.is_converted and not born.is_whole)
    if not asked:
        yield (GUESSED_YEAR, COARSE_GUESSED, (born.year,)) if is_guessed else (YEAR, COARSE_YEAR, (born.year,))
        return
    yield YEAR, COARSE_YEAR, around if is_guessed else (born.year,)
    yield GUESSED_YEAR, COARSE_GUESSED, around


def _coarse_pairs(words: Sequence[Word], *, asked: bool) -> Iterator[str]:
    classes = [coarse(word) if asked else coarse(word)[:1] for word in words]
    for one, other in combinations(classes, 2):
        for first, second in product(one, other):
            yield f"{min(first, second)} {max(first, second)}"
