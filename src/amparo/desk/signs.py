"""Two texts sign by sign: which signs of one the other has not. Pure; what people call one sign stays together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

_ALIKE: Final = 0.4
"""Two words less alike than this are not compared sign by sign."""
_JOINERS: Final = frozenset("\u200c\u200d")
_VIRAMA: Final = 9
"""The combining class of a sign that ties the next letter to its own, as in Devanagari."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A run of signs, and whether the other text differs there."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """Both texts in runs, and whether the same words stand in another order."""

    one: tuple[Sign, ...]
    other: tuple[Sign, ...]
    is_reordered: bool = False

    @property
    def differ(self) -> bool:
        """Say whether anything does."""
        return any(each.differs for each in (*self.one, *self.other))


def of_words(one: str, other: str) -> Signs:
    """Compare words with the words likest to them, wherever they stand, without regard to capitals."""
    mine, theirs = _words(one), _words(other)
    pairs = _paired(mine, theirs)
    marked = {place: _marks(mine[place], theirs[there]) for place, there in pairs.items()}
    back = {there: place for place, there in pairs.items()}
    return Signs(
        _runs([(word, marked[n][0] if n in marked else None) for n, word in enumerate(mine)]),
        _runs([(word, marked[back[n]][1] if n in back else None) for n, word in enumerate(theirs)]),
        is_reordered=list(pairs.values()) != sorted(pairs.values()),
    )


def of_parts(one: str, other: str) -> Signs:
    """Compare dates as `1998-04-17`, part by part; a part that one of them lacks does not differ."""
    parts = list(zip_longest(*(text.split("-") if text else () for text in (one, other))))
    mine, theirs = (
        tuple(
            Sign(f"{'-' if n else ''}{pair[side]}", None not in pair and pair[0] != pair[1])
            for n, pair in enumerate(parts)
            if pair[side] is not None
        )
        for side in (0, 1)
    )
    return Signs(mine, theirs)


def plain(text: str) -> tuple[Sign, ...]:
    """Return a text with nothing marked in it."""
    return (Sign(text),) if text else ()


def _words(text: str) -> list[list[str]]:
    return [_clusters(word) for word in unicodedata.normalize("NFC", text).split()]


def _clusters(word: str) -> list[str]:
    """Part a word into what its readers call signs: a letter with its marks."""
    found: list[str] = []
    for sign in word:
        if found and (_is_mark(sign) or found[-1][-1] in _JOINERS or unicodedata.combining(found[-1][-1]) == _VIRAMA):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _is_mark(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign).startswith("M")


def _paired(mine: Sequence[list[str]], theirs: Sequence[list[str]]) -> dict[int, int]:
    """Pair each word with the likest one that is left, the likest pairs first; in the order of the first text."""
    ranked = sorted(
        ((-_likeness(one, other), abs(n - m), n, m) for n, one in enumerate(mine) for m, other in enumerate(theirs)),
    )
    found: dict[int, int] = {}
    for unlike, _apart, n, m in ranked:
        if -unlike >= _ALIKE and n not in found and m not in found.values():
            found[n] = m
    return dict(sorted(found.items()))


def _likeness(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).ratio()


def _marks(one: list[str], other: list[str]) -> tuple[list[bool], list[bool]]:
    """Say of each sign of two words whether the other word lacks it there."""
    mine, theirs = [True] * len(one), [True] * len(other)
    for block in SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).get_matching_blocks():
        mine[block.a : block.a + block.size] = [False] * block.size
        theirs[block.b : block.b + block.size] = [False] * block.size
    return mine, theirs


def _folded(word: list[str]) -> list[str]:
    return [unicodedata.normalize("NFKC", sign).casefold() for sign in word]


def _runs(words: Sequence[tuple[list[str], list[bool] | None]]) -> tuple[Sign, ...]:
    """Join signs that are marked alike; a word without a partner is marked as a whole, and the blank before it is not."""
    found: list[Sign] = []
    for n, (word, marks) in enumerate(words):
        signs = list(zip(word, marks or [True] * len(word), strict=True))
        for text, differs in [*([(" ", False)] if n else []), *signs]:
            if found and found[-1].differs == differs:
                found[-1] = Sign(found[-1].text + text, differs)
            else:
                found.append(Sign(text, differs))
    return tuple(found)
