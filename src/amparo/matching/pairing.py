"""What two words of two names say for or against one person, and the most that they may say, told without listening to them."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Final

from rapidfuzz.distance.Levenshtein import normalized_similarity

from amparo.matching.likeness import most_evidence, nearness, word_evidence
from amparo.matching.part import FAMILY, GIVEN, NAME
from amparo.matching.script import LATIN
from amparo.matching.words import Word

EQUAL: Final = "equal"
ALIKE: Final = "alike"
SOUNDS: Final = "sounds"
INITIAL: Final = "initial"
UNLIKE: Final = "unlike"

CLASH_BITS: Final = {GIVEN: -6.0, FAMILY: -4.0, NAME: -5.0}
"""A whole word that is another one: by marriage, alias or mistake, of three to six in a hundred records of one person."""

_FAR: Final = 0.6
"""Words less near than this are not one name: the costly comparison is spared."""
_FAR_IN_SCRIPT: Final = 0.6
_OTHER_PLACE: Final = -0.5
_INITIAL_BITS: Final = 2.5
_FREQUENT_HERE: Final = 2.0**-14
"""No name is taken for rarer: the prior was learnt of the whole world's names, and knows few of Africa's."""
_FREQUENT_IN_SCRIPT: Final = 2.0**-12
"""The same of two words in one script other than Latin: fewer people, and fewer names, than the whole world's."""
_GUESSED_TWICE: Final = 2.0**-8
"""The same of words in two scripts neither of which is Latin: how they are spoken was guessed of both."""
_FURTHER: Final = {"latin": -1.0, "cyrillic": -2.0, "arabic": -4.0, "han": -4.0, "kana": -4.0, "hebrew": -3.0, "hangul": -7.0}
_FURTHER_ELSEWHERE: Final = -5.0
_FURTHER_ACROSS: Final = -1.0
"""Every further pair: the first word told the people already, and the names of one people are fewer than the world's.

By the script that both words share; elsewhere few names were counted when the prior was learnt."""
_NO_PAIR: Final = -1.0
_NO_INITIALS: Final = frozenset(("han", "kana", "hangul"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words by their places in the names, the bits of their being one, and what is seen."""

    mine: int
    theirs: int
    bits: float
    seen: str


def paired(at: int, word: Word, place: int, other: Word) -> Pair | None:
    """Return the evidence of two words if taking them for one name is better than leaving both over."""
    moved = _moved(word, other)
    if is_initial(word) or is_initial(other):
        return Pair(at, place, _INITIAL_BITS + moved, INITIAL) if _first(word) & _first(other) else None
    is_equal = word.written == other.written
    if not is_equal and not _is_near(word, other):
        return None
    bits = _tempered(word_evidence(word, other), word, other) + moved
    if bits <= CLASH_BITS[NAME]:
        return None
    return Pair(
        at, place, bits, EQUAL if is_equal else UNLIKE if bits < 0 else ALIKE if word.script == other.script else SOUNDS
    )


def most_bits(word: Word, other: Word) -> float:
    """Return the most that `paired` may say of two words for one person; less than nothing where they are no pair."""
    if is_initial(word) or is_initial(other):
        return _INITIAL_BITS if _first(word) & _first(other) else _NO_PAIR
    if word.written != other.written and not _is_near(word, other):
        return _NO_PAIR
    return max(_tempered(most_evidence(word, other), word, other) + _moved(word, other), 0.0)


def further(one: Word, other: Word) -> float:
    """Return what a pair says less, in bits, where another pair has told the people already."""
    return _FURTHER.get(one.script, _FURTHER_ELSEWHERE) if one.script == other.script else _FURTHER_ACROSS


def is_initial(word: Word) -> bool:
    """Say whether a word is one letter that stands for a name."""
    return len(word.written) == 1 and word.script not in _NO_INITIALS


def _moved(word: Word, other: Word) -> float:
    return _OTHER_PLACE if word.part and other.part and word.part != other.part else 0.0


def _is_near(word: Word, other: Word) -> bool:
    """Say whether two words may be one; in one script other than Latin by its own letters, which say more than any others."""
    if word.script == other.script != LATIN:
        return normalized_similarity(word.written, other.written) >= _FAR_IN_SCRIPT
    return nearness(word, other) >= _FAR


def _tempered(bits: float, word: Word, other: Word) -> float:
    """Return the bits of two words with the chance added that their name is more frequent here than the prior knows."""
    if bits <= 0:
        return bits
    if LATIN in (word.script, other.script):
        return -log2(2.0**-bits + _FREQUENT_HERE)
    return -log2(2.0**-bits + (_FREQUENT_IN_SCRIPT if word.script == other.script else _GUESSED_TWICE))


def _first(word: Word) -> set[str]:
    return {latin[0] for latin in word.latin if latin}
