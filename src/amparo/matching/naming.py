"""What two whole names say for or against one person: the best pairing of their words, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from amparo.matching.likeness import nearness
from amparo.matching.pairing import ALIKE, CLASH_BITS, SOUNDS, Pair, further, most_bits, paired
from amparo.matching.part import FAMILY, GIVEN, NAME, Part
from amparo.matching.words import Word

JOINED: Final = "joined"
CLASH: Final = "clash"
LACKING: Final = "lacking"
ORDER: Final = "order"

_WORST: Final = -12.0
_LACKING_FIRST: Final = -1.2
_LACKING_MORE: Final = -0.5
"""Middle, father's and tribe's names come and go: every second record has one fewer."""
_LACKING_FAMILY: Final = -2.0
_OTHER_ORDER: Final = -1.0
"""Given and family names change places in every third register; that more orders are tried than one has its price."""
_JOINED_COST: Final = -1.0
_JOINED_NEARNESS: Final = 0.85
_SPELLING: Final = 1
"""Letters by which two words written together may be longer or shorter than apart; a part of so few is an initial."""
_LEAST_CLASH: Final = max(CLASH_BITS.values())
_COMPOUND: Final = -3.0
"""A further word of the same part, which goes with the first: Vitor is often Vitor Hugo, and Casa is Casa Grande."""
_AGREEING: Final = {ALIKE: 6.0, SOUNDS: 3.0}
"""Bits from which two words that are not equal are one name to a careful eye: twins are called Hasan and Hussein."""
_TIE: Final = 1e-6
"""Of pairings that say the same, the one whose words stand nearest in order is taken, whichever side is asked first."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The bits of two whole names, of which parts they are, and whether the persons are called by other given names."""

    bits: float
    parts: tuple[Part, ...] = ()
    is_clash: bool = False


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


def may_reach(mine: Sequence[Word], theirs: Sequence[Word], least: float) -> bool:
    """Say whether two names may come to so many bits; their words are listened to only as long as that is open."""
    if not mine or not theirs:
        return least <= 0.0
    ways = ((mine, theirs, least), *((fewer, others, least - _JOINED_COST) for fewer, others in _joined(mine, theirs)))
    return least <= _WORST or any(_may_reach(*way) for way in ways)


def _may_reach(mine: Sequence[Word], theirs: Sequence[Word], least: float) -> bool:
    """Replace what words may say by what they do say, the least near first, until the sum falls short."""
    rows = [[most_bits(word, other) for other in theirs] for word in mine]
    behind = [[further(word, other) for other in theirs] for word in mine]
    heard: set[tuple[int, int]] = set()
    while _most(rows, behind) >= least:
        likely = ((at, row.index(max(row))) for at, row in enumerate(rows) if max(row) > 0)
        unheard = [(nearness(mine[at], theirs[place]), at, place) for at, place in likely if (at, place) not in heard]
        if not unheard:
            return True
        _, at, place = min(unheard)
        heard.add((at, place))
        pair = paired(at, mine[at], place, theirs[place])
        rows[at][place] = max(pair.bits, 0.0) if pair else -1.0
    return False


def _most(rows: Sequence[Sequence[float]], behind: Sequence[Sequence[float]]) -> float:
    """Return bits that two names do not exceed, by the most that each word may say with each of the others.

    Each word is taken with its best; words that can be paired with none clash, or are lacking on the other side.
    """
    best = [max(zip(row, less, strict=True)) for row, less in zip(rows, behind, strict=True)]
    columns: list[float] = [max(column) for column in zip(*rows, strict=True)]
    clashes = min(sum(bits < 0 for bits, _ in best), sum(bits < 0 for bits in columns))
    likely = sorted((each for each in best if each[0] > 0), reverse=True)[: len(columns)]
    most = sum([max(bits + less, 0.0) for bits, less in likely[1:]], likely[0][0] if likely else 0.0)
    return most + _LEAST_CLASH * clashes + _LACKING_FIRST * (len(best) != len(columns))


def _compared(mine: Sequence[Word], theirs: Sequence[Word]) -> Naming:
    pairs = _assigned(mine, theirs)
    parts = [*_told(pairs, mine, theirs)]
    left = [word for at, word in enumerate(mine) if all(pair.mine != at for pair in pairs)]
    right = [word for at, word in enumerate(theirs) if all(pair.theirs != at for pair in pairs)]
    parts += _left_over(left, right)
    if _is_out_of_order(pairs, mine, theirs):
        parts.append(Part(NAME, ORDER, _OTHER_ORDER))
    bits = max(sum(part.bits for part in parts), _WORST)
    return Naming(bits, tuple(parts), _is_other_given(pairs, mine, theirs))


def _assigned(mine: Sequence[Word], theirs: Sequence[Word]) -> list[Pair]:
    """Return the pairs of words, each word in one of them at most, whose gain over being left over is the greatest.

    Exact: for each set of their words that may be taken, the best so far; only pairs that gain something are followed.
    """
    best: dict[int, tuple[float, tuple[Pair, ...]]] = {0: (0.0, ())}
    for at, word in enumerate(mine):
        edges = [pair for place, other in enumerate(theirs) if (pair := paired(at, word, place, other))]
        if not edges:
            continue
        for taken, (gain, pairs) in list(best.items()):
            for pair in edges:
                bit = 1 << pair.theirs
                if taken & bit:
                    continue
                more = gain + pair.bits - CLASH_BITS[NAME] - _TIE * (pair.mine - pair.theirs) ** 2
                if more > best.get(taken | bit, (0.0, ()))[0]:
                    best[taken | bit] = (more, (*pairs, pair))
    return list(max(best.values(), key=lambda found: found[0])[1])


def _told(pairs: Sequence[Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Part]:
    """Turn pairs into parts, the weightiest first; each further one says less than it would alone."""
    weighed = ((pair.bits, further(mine[pair.mine], theirs[pair.theirs]), pair) for pair in pairs)
    told: set[str] = set()
    for count, (full, behind, pair) in enumerate(sorted(weighed, key=lambda each: (-each[0], each[1]))):
        one, other = mine[pair.mine], theirs[pair.theirs]
        kind = _kind(one, other)
        less = behind + (_COMPOUND if kind in told else 0.0)
        bits = full if not count or full <= 0 else max(full + less, 0.0)
        told.update({kind} - {NAME})
        yield Part(kind, pair.seen, bits, (one.script, other.script))


def _kind(one: Word, other: Word) -> str:
    """Return which part of a name two words are: what one of them says, unless the other says otherwise."""
    said = {one.part, other.part} - {""}
    return said.pop() if len(said) == 1 else NAME


def _left_over(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Part]:
    """What was paired with nothing: words on both sides clash, words on one side are lacking on the other."""
    clashes = min(len(left), len(right))
    for one, other in zip(_family_first(left)[:clashes], _family_first(right)[:clashes], strict=True):
        kind = _kind(one, other)
        yield Part(kind, CLASH, CLASH_BITS[kind], (one.script, other.script))
    more = _family_first(max(left, right, key=len))[clashes:]
    if more:
        first = _LACKING_FAMILY if more[0].part == FAMILY else _LACKING_FIRST
        yield Part(NAME, LACKING, first + _LACKING_MORE * min(len(more) - 1, 2))


def _family_first(words: Sequence[Word]) -> list[Word]:
    return sorted(words, key=lambda word: word.part != FAMILY)


def _is_out_of_order(pairs: Sequence[Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Say whether words of which nobody said which part they are stand in another order."""
    places = [pair.theirs for pair in pairs if not (mine[pair.mine].part and theirs[pair.theirs].part)]
    return places != sorted(places)


def _is_other_given(pairs: Sequence[Pair], mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
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
