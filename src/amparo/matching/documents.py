"""Numbers of documents: brought to one form, check digits read, slips of a pen or a scanner told from other numbers."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from math import log2
from typing import Final

LONGEST: Final = 24
"""Signs of a number that are kept."""

FEWEST: Final = 5
"""A shorter number says too little."""

_FIGURES: Final = 3
"""With fewer figures it is a word of some form."""

MOST: Final = 4
"""Numbers of one record that are kept."""

_SIGNS: Final = 200
"""Signs of a field that are read."""

_LOOKS_LATIN: Final = str.maketrans("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSABEZHIKMNOPTYX")
_MISREAD: Final = str.maketrans("OQDILSBZG", "000115826")
_WEIGHTS: Final = (7, 3, 1)
_LINE_OF_PASSPORT: Final = re.compile(r"([A-Z0-9<]{9})(\d)[A-Z<]{3}\d{6}\d[MFX<]\d{6}[\dA-Z<]+")
_LINE_OF_CARD: Final = re.compile(r"[ACI][A-Z0-9<][A-Z<]{3}([A-Z0-9<]{9})([\d<])[A-Z0-9<]*")
_PARTS: Final = re.compile(r"[;,|\n]|\s/\s")

UNUSABLE: Final = "the document number is too short, or none that is given to one person"
TOO_MANY: Final = f"more than {MOST} document numbers; the first are used"

SAME: Final = "same"

_SAME_PERSON_SAME_NUMBER: Final = 0.9
_MOST_BITS: Final = 20.0
_BITS_A_SIGN: Final = 2.8
"""Numbers are given out in runs and blocks, so that a figure of one carries less than log2(10) bits."""
_CHECKED: Final = 1.0
"""A check digit that is right rules out most slips of the other number."""
_MISREAD_COST: Final = 2.0
_SLIP_COST: Final = 9.0
"""Five in a hundred numbers slip, and there are some eighty slips of one number."""
_OTHER: Final = -1.0
"""People have several documents: another number says little."""


def check_digit(text: str) -> int:
    """Return the check digit of a field of a travel document (ICAO Doc 9303-3, 4.9): weights 7, 3, 1, `<` and blanks are 0."""
    total = sum(_figure(sign) * _WEIGHTS[place % 3] for place, sign in enumerate(text))
    return total % 10


def _figure(sign: str) -> int:
    if sign.isdigit():
        return int(sign)
    return ord(sign) - ord("A") + 10 if "A" <= sign <= "Z" else 0


def documents_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the numbers of a field in one form, and in words if one of them cannot be used.

    Several numbers stand between `;` or `,`. Of a machine-readable line the number is taken, if its check digit is right.
    """
    found: dict[str, None] = {}
    is_whole = True
    for part in _PARTS.split(_plain(text)):
        number = _number(part)
        if number:
            found[number] = None
        else:
            is_whole = is_whole and not any(sign.isalnum() for sign in part)
    is_cut = len(found) > MOST or len(text) > _SIGNS
    return tuple(found)[:MOST], TOO_MANY if is_cut else "" if is_whole else UNUSABLE


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:_SIGNS]).upper()
    return "".join(str(unicodedata.decimal(s)) if s.isdecimal() else s for s in folded).translate(_LOOKS_LATIN)


def _number(part: str) -> str:
    line = re.sub(r"[^A-Z0-9<]", "", part)
    read = _LINE_OF_PASSPORT.fullmatch(line) or (_LINE_OF_CARD.fullmatch(line) if "<" in line else None)
    if read and str(check_digit(read[1])) == read[2]:
        line = read[1]
    number = line.replace("<", "")[:LONGEST]
    return number if _is_evidence(number) else ""


def _is_evidence(number: str) -> bool:
    """Say whether a number can be one person's: not too short, with figures, and none typed to fill a field."""
    figures = [int(sign) for sign in number if sign.isdigit()]
    if len(number) < FEWEST or len(figures) < _FIGURES:
        return False
    steps = {(after - before) % 10 for before, after in pairwise(figures)}
    return steps != {0} and (len(figures) < len(number) or steps not in ({1}, {9}))


def document_evidence(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, float]:
    """Return what is seen of the nearest two numbers (`same`, `misread`, `slip`, `other`) and its bits; nothing if unknown."""
    if not mine or not theirs:
        return "", 0.0
    return max((_compared(one, other) for one in mine for other in theirs), key=lambda found: found[1])


def worth_of_shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return the bits that sharing a number is worth by itself, uncapped, and 0 where none is shared.

    It says how rarely two people come to one number by chance, and so when a number alone is reason to look.
    """
    return max((_worth(one) for one in mine for other in theirs if _compared(one, other)[0] == SAME), default=0.0)


def _compared(one: str, other: str) -> tuple[str, float]:
    if one == other:
        return SAME, min(_worth(one), _MOST_BITS)
    short, long = sorted((one, other), key=len)
    if long[:-1] == short and long[-1] == str(check_digit(short)):
        return SAME, min(_worth(short) + _CHECKED, _MOST_BITS)
    if len(one) == len(other) and one.translate(_MISREAD) == other.translate(_MISREAD):
        return "misread", min(_worth(one), _MOST_BITS) - _MISREAD_COST
    if is_slip(one, other):
        return "slip", max(min(_worth(short), _MOST_BITS) - _SLIP_COST, 0.0)
    return "other", _OTHER


def _worth(number: str) -> float:
    return _BITS_A_SIGN * len(number) + log2(_SAME_PERSON_SAME_NUMBER)


def is_slip(one: str, other: str) -> bool:
    """Say whether two numbers differ by one sign put in, left out or changed, or by two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        rest = one[start + 1 :] == other[start + 1 :]
        return rest or (one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :])
    short, long = sorted((one, other), key=len)
    return long[start + 1 :] == short[start:]


def thirds(number: str, length: int) -> tuple[str, ...]:
    """Return the number without its first, middle and last third, as of one of `length` signs.

    One slip leaves at least one of them whole, but for two signs swapped that a cut parts (`swapped_at_cuts`); a number that
    may lack a sign is cut as if it had one more, too.
    """
    part = length // 3
    kept = length - part
    return f"{number[:kept]}~", f"~{number[-kept:]}", f"{number[:part]}~{number[-part:]}"


def swapped_at_cuts(number: str) -> tuple[str, ...]:
    """Return the number with the two signs about either cut into thirds swapped: a slip that leaves none of the three whole."""
    part = len(number) // 3
    cuts = (part, len(number) - part)
    return tuple(number[: cut - 1] + number[cut] + number[cut - 1] + number[cut + 1 :] for cut in cuts)
