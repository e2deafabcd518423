"""How much two words of names speak for one person: cheaply for ranking, and in bits for deciding."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from amparo.matching import prior
from amparo.matching.romanise.channel import agreement
from amparo.matching.script import ARABIC, CYRILLIC, LATIN
from amparo.matching.spelling import DIFFERENT, is_cut_short, of_a_family, spelling_bits
from amparo.matching.words import Word

FLOOR: Final = -7.0
"""Bits of two words that have nothing in common: one person in 128 is written down under another word altogether."""

RAREST: Final = 24.0
"""No agreement of one word is worth more: beyond that the letters, and not the name, are rare."""

_OTHERWISE: Final = 2**FLOOR
_SECOND_FORM: Final = 1.0
_BY_WAY_OF_LATIN: Final = 3.0  # what is lost where two native words are compared by their Latin spellings
_NOT_EQUAL: Final = 1.0  # bits by which another spelling stands behind the same one, whatever else speaks for it
_CUT_SHORT: Final = 7.0  # bits that it costs a name to be written without its end
_WAYS: Final = 2  # spellings of each of two native words that are tried on the other
_BEHIND_A_WOMAN: Final = re.compile("(?<=..)(ова|ева|ская)$")  # endings of a woman's family name
_ARTICLE: Final = "ال"
_SHORTEST_WITH_ARTICLE: Final = 5
_jaro_winkler: Final = JaroWinkler.similarity


def nearness(a: Word, b: Word) -> float:
    """Return from 0 to 1 how near two words are, by their Latin spellings: for ranking many, not for deciding."""
    if a.written == b.written:
        return 1.0
    others = b.latin
    best = 0.0
    for one in a.latin:
        for other in others:
            found = _jaro_winkler(one, other)
            if found > best:  # noqa: PLR1730 `max` costs as much again as the comparison of names
                best = found
    return best


def rarity(word: Word) -> float:
    """Return how rare a word is among names, in bits: -log2 of its share, by its most frequent Latin spelling."""
    return min(RAREST, min((prior.cost(latin) for latin in word.latin), default=RAREST))


def word_evidence(a: Word, b: Word) -> float:
    """Return log2 of how much likelier two words are of one person than of two, from `FLOOR` to `RAREST`; symmetric."""
    if (b.script == LATIN, b.script, b.written) < (a.script == LATIN, a.script, a.written):
        a, b = b, a
    return _evidence(a, b)


def most_evidence(a: Word, b: Word) -> float:
    """Return bits that `word_evidence` does not exceed; it is told without listening how a word of another script sounds.

    No agreement is worth more than the name in Latin letters is rare, that of a woman's or a man's family name among them.
    """
    if a.script == b.script:
        return word_evidence(a, b)
    if LATIN not in (a.script, b.script):
        return RAREST
    spellings = (a if a.script == LATIN else b).latin
    return _bounded(max(max(prior.cost(latin), prior.cost(of_a_family(latin))) for latin in spellings))


@lru_cache(maxsize=65536)
def _evidence(a: Word, b: Word) -> float:
    """The evidence of two words in a fixed order: a Latin one last."""
    if a.script == LATIN:
        bits = _latin(a, b)
    elif b.script == LATIN:
        bits = max((_native(a, latin) - _SECOND_FORM * bool(place) for place, latin in enumerate(b.latin)), default=FLOOR)
    elif a.script == b.script:
        bits = _same_script(a, b)
    else:
        bits = _two_scripts(a, b)
    return _bounded(bits)


def _bounded(bits: float) -> float:
    """Evidence with the chance that a person goes by another word altogether."""
    bits = min(bits, RAREST)
    return math.log2((1 - _OTHERWISE) * 2**bits + _OTHERWISE)


def _latin(a: Word, b: Word) -> float:
    """Two Latin words: what their spelling costs against what their meeting by chance would."""
    best = FLOOR
    for place, one in enumerate(a.latin):
        for other_place, other in enumerate(b.latin):
            bits = _spelt_alike(one, other) - _SECOND_FORM * bool(place or other_place)
            best = max(best, bits)
    return best


def _spelt_alike(one: str, other: str) -> float:
    """Never more than the more usual of the two is rare: who has a frequent name may have it misspelt."""
    if one == other:
        return prior.cost(one)
    common, rare = prior.cost(one), prior.cost(other)
    if (rare, other) < (common, one):
        one, other, common, rare = other, one, rare, common
    if len(one) == 1 or len(other) == 1:
        return prior.first_letter(one[0]) - 1.0 if one[0] == other[0] else FLOOR
    bits = min(common, RAREST, rare - spelling_bits(one, other) + _NOT_EQUAL) - _NOT_EQUAL
    if is_cut_short(one, other):
        bits = max(bits, common - _CUT_SHORT)
    return max(bits, FLOOR)


def _native(native: Word, latin: str) -> float:
    """A native word and a Latin spelling: by the learned chances of each for the other."""
    bits = max(agreement(latin, form, native.script) for form in _forms(native))
    if native.script == CYRILLIC:
        family, man = _BEHIND_A_WOMAN.sub(_of_a_man, native.written), of_a_family(latin)
        if (family, man) != (native.written, latin):
            bits = max(bits, agreement(man, family, CYRILLIC) - DIFFERENT)
    return bits


def _of_a_man(ending: re.Match[str]) -> str:
    return "ский" if ending.group() == "ская" else ending.group()[:-1]


def _forms(native: Word) -> tuple[str, ...]:
    """A native word as written, and an Arabic one without its article."""
    written = native.written
    if native.script == ARABIC and len(written) >= _SHORTEST_WITH_ARTICLE and written.startswith(_ARTICLE):
        return written, written[len(_ARTICLE) :]
    return (written,)


def _same_script(a: Word, b: Word) -> float:
    """Two native words of one script: equal, or by their Latin spellings."""
    if a.written == b.written:
        return rarity(a)
    if not a.latin or not b.latin:
        return FLOOR
    return _spelt_alike(a.latin[0], b.latin[0]) - _BY_WAY_OF_LATIN


def _two_scripts(a: Word, b: Word) -> float:
    """Native words of two scripts: the likeliest Latin spellings of each against the other."""
    if not a.latin or not b.latin:
        return FLOOR
    ways = [_native(a, latin) for latin in b.latin[:_WAYS]] + [_native(b, latin) for latin in a.latin[:_WAYS]]
    return max(ways) - _BY_WAY_OF_LATIN
