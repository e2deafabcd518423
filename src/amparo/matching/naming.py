"""What two whole names say for or against one person: the best pairing of their words, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import Final

from rapidfuzz.distance.Levenshtein import normalized_similarity

from amparo.matching.likeness import nearness, word_evidence
from amparo.matching.part import FAMILY, GIVEN, NAME, Part
from amparo.matching.script import LATIN
from amparo.matching.words import Word

EQUAL: Final = "equal"
ALIKE: Final = "alike"
SOUNDS: Final = "sounds"
INITIAL: Final = "initial"
JOINED: Final = "joined"
UNLIKE: Final = "unlike"
CLASH: Final = "clash"
LACKING: Final = "lacking"
ORDER: Final = "order"

_FAR: Final = 0.6
"""Words less near than this are not one name: the costly comparison is spared."""
_FAR_IN_SCRIPT: Final = 0.6

_CLASH_BITS: Final = {GIVEN: -6.0, FAMILY: -4.0, NAME: -5.0}
"""A whole word that is another one: by marriage, alias or mistake, of three to six in a hundred records of one person."""
_WORST: Final = -12.0
_LACKING_FIRST: Final = -1.2
_LACKING_MORE: Final = -0.5
"""Middle, father's and tribe's names come and go: every second record has one fewer."""
_LACKING_FAMILY: Final = -2.0
_OTHER_PLACE: Final = -0.5
_OTHER_ORDER: Final = -1.0
"""Given and family names change places in every third register; that more orders are tried than one has its price."""
_INITIAL_BITS: Final = 2.5
_JOINED_COST: Final = -1.0
_JOINED_NEARNESS: Final = 0.85
_SPELLING: Final = 1
"""Letters by which two words written together may be longer or shorter than apart; a part of so few is an initial."""
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
_COMPOUND: Final = -3.0
"""A further word of the same part, which goes with the first: Vitor is often Vitor Hugo, and Casa is Casa Grande."""
_AGREEING: Final = {ALIKE: 6.0, SOUNDS: 3.0}
"""Bits from which two words that are not equal are one name to a careful eye: twins are called Hasan and Hussein."""
_TIE: Final = 1e-6
"""Of pairings that say the same, the one whose words stand nearest in order is taken, whichever side is asked first."""
_NO_INITIALS: Final = frozenset(("han", "kana", "hangul"))


@dataclass(frozen=True, slots=True)
class Naming:
    """The bits of two whole names, of which parts they are, and whether the persons are called by other given names."""

    bits: float
    parts: tuple[Part, ...] = ()
    is_clash: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    mine: int
    theirs: int
    bits: float
    seen: str


def named(mine: Sequence[Word], theirs: Sequence[Word]) -> Naming:
    """Compare two names whose words may stand in any order, be missing, be one letter, or be written together."""
    if not mine or not theirs:
        return Naming(0.0)
    best = _compared(mine, theirs)
    for fewer, others in _joined(mine, theirs):
        found = _compared(fewer, others)
        if found.bits + _JOINED_COST > best.bits:
            part = Part(NAME, JOINED, _JOINED_COST)
            best = Naming(found.bits + _JOINED_COST, (*found.parts, part), found.is_clash)
    return best


def _compared(mine: Sequence[Word], theirs: Sequence[Word]) -> Naming:
    pairs = _assigned(mine, theirs)
    parts = [*_paired(pairs, mine, theirs)]
    left = [word for at, word in enumerate(mine) if all(pair.mine != at for pair in pairs)]
    right = [word for at, word in enumerate(theirs) if all(pair.theirs != at for pair in pairs)]
    parts += _left_over(left, right)
    if _is_out_of_order(pairs, mine, theirs):
        parts.append(Part(NAME, ORDER, _OTHER_ORDER))
    bits = max(sum(part.bits for part in parts), _WORST)
    return Naming(bits, tuple(parts), _is_other_given(pairs, mine, theirs))


def _assigned(mine: Sequence[Word], theirs: Sequence[Word]) -> list[_Pair]:
    """Return the pairs of words, each word in one of them at most, whose gain over being left over is the greatest.

    Exact: for each set of their words that may be taken, the best so far; only pairs that gain something are followed.
    """
    best: dict[int, tuple[float, tuple[_Pair, ...]]] = {0: (0.0, ())}
    for at, word in enumerate(mine):
        edges = [pair for place, other in enumerate(theirs) if (pair := _pair(at, word, place, other))]
        if not edges:
            continue
        for taken, (gain, pairs) in list(best.items()):
            for pair in edges:
                bit = 1 << pair.theirs
                if taken & bit:
                    continue
                more = gain + pair.bits - _CLASH_BITS[NAME] - _TIE * (pair.mine - pair.theirs) ** 2
                if more > best.get(taken | bit, (0.0, ()))[0]:
                    best[taken | bit] = (more, (*pairs, pair))
    return list(max(best.values(), key=lambda found: found[0])[1])


def _pair(at: int, word: Word, place: int, other: Word) -> _Pair | None:
    """Return the evidence of two words if taking them for one name is better than leaving both over."""
    moved = _OTHER_PLACE if word.part and other.part and word.part != other.part else 0.0
    if _is_initial(word) or _is_initial(other):
        is_same = _first(word) & _first(other)
        return _Pair(at, place, _INITIAL_BITS + moved, INITIAL) if is_same else None
    is_equal = word.written == other.written
    if not is_equal and not _is_near(word, other):
        return None
    bits = _tempered(word_evidence(word, other), word, other) + moved
    if bits <= _CLASH_BITS[NAME]:
        return None
    return _Pair(
        at, place, bits, EQUAL if is_equal else UNLIKE if bits < 0 else ALIKE if word.script == other.script else SOUNDS
    )


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


def _is_initial(word: Word) -> bool:
    return len(word.written) == 1 and word.script not in _NO_INITIALS


def _first(word: Word) -> set[str]:
    return {latin[0] for latin in word.latin if latin}


def _paired(pairs: Sequence[_Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Part]:
    """Turn pairs into parts, the weightiest first; each further one says less than it would alone."""
    weighed = ((pair.bits, _further(mine[pair.mine], theirs[pair.theirs]), pair) for pair in pairs)
    told: set[str] = set()
    for count, (full, further, pair) in enumerate(sorted(weighed, key=lambda each: (-each[0], each[1]))):
        one, other = mine[pair.mine], theirs[pair.theirs]
        kind = _kind(one, other)
        less = further + (_COMPOUND if kind in told else 0.0)
        bits = full if not count or full <= 0 else max(full + less, 0.0)
        told.update({kind} - {NAME})
        yield Part(kind, pair.seen, bits, (one.script, other.script))


def _further(one: Word, other: Word) -> float:
    return _FURTHER.get(one.script, _FURTHER_ELSEWHERE) if one.script == other.script else _FURTHER_ACROSS


def _kind(one: Word, other: Word) -> str:
    """Return which part of a name two words are: what one of them says, unless the other says otherwise."""
    said = {one.part, other.part} - {""}
    return said.pop() if len(said) == 1 else NAME


def _left_over(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Part]:
    """What was paired with nothing: words on both sides clash, words on one side are lacking on the other."""
    clashes = min(len(left), len(right))
    for one, other in zip(_family_first(left)[:clashes], _family_first(right)[:clashes], strict=True):
        kind = _kind(one, other)
        yield Part(kind, CLASH, _CLASH_BITS[kind], (one.script, other.script))
    more = _family_first(max(left, right, key=len))[clashes:]
    if more:
        first = _LACKING_FAMILY if more[0].part == FAMILY else _LACKING_FIRST
        yield Part(NAME, LACKING, first + _LACKING_MORE * min(len(more) - 1, 2))


def _family_first(words: Sequence[Word]) -> list[Word]:
    return sorted(words, key=lambda word: word.part != FAMILY)


def _is_out_of_order(pairs: Sequence[_Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Say whether words of which nobody said which part they are stand in another order."""
    places = [pair.theirs for pair in pairs if not (mine[pair.mine].part and theirs[pair.theirs].part)]
    return places != sorted(places)


def _is_other_given(pairs: Sequence[_Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Say whether both are called by given names of which none agrees: brothers, sisters and twins are.

    Where nobody said which words are given names, every word must agree that has another on the other side.
    """
    agreeing = [pair for pair in pairs if pair.bits >= _AGREEING.get(pair.seen, 0.0)]
    if any(GIVEN in (mine[pair.mine].part, theirs[pair.theirs].part) for pair in agreeing):
        return False
    left = [word for at, word in enumerate(mine) if all(pair.mine != at for pair in agreeing)]
    right = [word for at, word in enumerate(theirs) if all(pair.theirs != at for pair in agreeing)]
    return any(word.part != FAMILY for word in left) and any(word.part != FAMILY for word in right)


def _joined(mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Return the names with two neighbours written as one word, where the other name has such a word."""
    for words, others, is_mine in ((mine, theirs, True), (theirs, mine, False)):
        for at, (one, other) in enumerate(pairwise(words)):
            if any(_is_both(one, other, whole) for whole in others):
                fewer = (*words[:at], together(one, other), *words[at + 2 :])
                yield (fewer, others) if is_mine else (others, fewer)


def _is_both(one: Word, other: Word, whole: Word) -> bool:
    """Say whether a word is two others written together, and neither of them alone."""
    off = len(one.latin[0]) + len(other.latin[0]) - len(whole.latin[0])
    if abs(off) > _SPELLING or min(len(one.latin[0]), len(other.latin[0])) <= _SPELLING:
        return False
    near = nearness(together(one, other), whole)
    return near >= _JOINED_NEARNESS and near > max(nearness(one, whole), nearness(other, whole))


def together(one: Word, other: Word) -> Word:
    """Return two words as one: `Mary Ann` as `Maryann`."""
    latin = tuple(first + second for first in one.latin[:2] for second in other.latin[:2])
    return Word(one.written + other.written, one.script, latin, one.part if one.part == other.part else "")
