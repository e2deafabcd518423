"""Evidence in sentences: what a worker reads in ten seconds, the weightiest for one person first, then what speaks against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from amparo.matching.part import OF_NAMES, Part

STRONG: Final = "strong"
CLEAR: Final = "clear"
SLIGHT: Final = "slight"

_STRONG_FROM: Final = 8.0
_CLEAR_FROM: Final = 3.0
_WORTH_A_WORD: Final = 0.4
MOST: Final = 8
"""More sentences are not read in ten seconds."""

_OF_NAMES: Final = {
    "equal": "the {names} are the same",
    "alike": "the {names} are spelt alike",
    "sounds": "the {names} sound alike in {scripts} script",
    "unlike": "the {names} are hardly alike",
    "initial": "one of the {names} is the initial of the other",
    "joined": "two words of one name are written as one in the other",
    "clash": "the {names} differ",
    "lacking": "one name has words that the other lacks",
    "order": "the words of the names stand in another order",
}
_NAMES: Final = {"given": "given names", "family": "family names", "name": "names"}
_GUESS: Final = "1 January is often an estimate"
_SAID: Final = {
    "birth": {
        "same-day": "born on the same day",
        "swapped": "the same date of birth with day and month swapped",
        "moved-digits": "dates of birth with two figures swapped",
        "digit-of-year": "born on the same day of another year, one figure apart",
        "other-day": "born in the same month, on another day",
        "other-month": "born on the same day of another month of the same year",
        "ethiopian": "one date of birth is the other in the Ethiopian calendar",
        "same-year": "born in the same year, on another day",
        "near-year": "born within two years, on another day",
        "some-years": "born some years apart",
        "different": "born many years apart",
        "year-same": "born in the same year, as far as is known",
        "year-near": "born within two years, as far as is known",
        "year-some": "born some years apart, as far as is known",
        "year-different": "born many years apart",
        "month-same": "born in the same month, as far as is known",
        "estimate-same": f"born in the same year; {_GUESS}",
        "estimate-next": f"born a year apart; {_GUESS}",
        "estimate-two": f"born two years apart; {_GUESS}",
        "estimate-some": f"born some years apart; {_GUESS}",
        "estimate-different": "born many years apart",
        "estimates-same": f"both born on 1 January of the same year; {_GUESS}",
        "estimates-next": f"both born on 1 January, a year apart; {_GUESS}",
        "estimates-two": f"both born on 1 January, two years apart; {_GUESS}",
        "estimates-some": f"both born on 1 January, some years apart; {_GUESS}",
        "estimates-different": "born many years apart",
    },
    "sex": {"same": "the sex is the same", "different": "the sex differs"},
    "nationality": {"same": "the nationality is the same", "different": "the nationality differs"},
    "place": {
        "same": "the place is the same",
        "alike": "the places are written alike",
        "different": "the places differ",
    },
    "document": {
        "same": "a document number is the same",
        "misread": "document numbers are the same but for signs that look alike",
        "slip": "document numbers differ in one sign",
        "other": "the document numbers differ",
    },
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence without a full stop, whether it speaks for one person, and how much: strong, clear or slight."""

    sentence: str
    is_for: bool
    weight: str

    def __str__(self) -> str:
        """Return the sentence with its weight, as `against: the sex differs (clear)`."""
        return f"{'' if self.is_for else 'against: '}{self.sentence} ({self.weight})"


def reasons(parts: Iterable[Part]) -> tuple[Reason, ...]:
    """Return the reasons in the order in which they are read; what hardly says anything is left out."""
    bits: dict[str, float] = {}
    for part in parts:
        sentence = _sentence(part)
        bits[sentence] = bits.get(sentence, 0.0) + part.bits
    worth = [(sentence, found) for sentence, found in bits.items() if abs(found) >= _WORTH_A_WORD]
    ordered = sorted(worth, key=lambda each: (each[1] < 0, -abs(each[1])))
    return tuple(Reason(sentence, found > 0, _weight(abs(found))) for sentence, found in ordered[:MOST])


def why(parts: Iterable[Part]) -> str:
    """Return the reasons in one line, for a column of a table."""
    return "; ".join(str(reason) for reason in reasons(parts))


def _sentence(part: Part) -> str:
    if part.kind in OF_NAMES:
        scripts = " and ".join(dict.fromkeys(each.capitalize() for each in part.scripts))
        return _OF_NAMES[part.seen].format(names=_NAMES[part.kind], scripts=scripts)
    return _SAID[part.kind][part.seen]


def _weight(bits: float) -> str:
    return STRONG if bits >= _STRONG_FROM else CLEAR if bits >= _CLEAR_FROM else SLIGHT
