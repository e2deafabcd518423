"""The likeliest Latin spellings of a word in another script, by a narrow search along its units."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from amparo.matching import prior
from amparo.matching.romanise.channel import slots

MOST: Final = 4
"""So many spellings of a word are kept."""

_BEAM: Final = 3
_USAGE: Final = 0.6  # how far what names look like in Latin letters is listened to, beside the units themselves
_LONGEST: Final = 40


def spellings(written: str, script: str) -> tuple[str, ...]:
    """Return up to four Latin spellings, the likeliest first; none where no unit has a sound."""
    beam: list[tuple[float, str]] = [(0.0, "")]
    for slot in slots(written, script)[:_LONGEST]:
        longer: dict[str, float] = {}
        for cost, text in beam:
            for extra, letters in slot.likeliest:
                whole = cost + extra + (_meeting(text[-1:] + letters[0]) if letters else 0.0)
                joined = text + letters
                if joined not in longer or whole < longer[joined]:
                    longer[joined] = whole
        beam = sorted([(cost, text) for text, cost in longer.items()])[:_BEAM]
    found = sorted((cost + _USAGE * prior.cost(text), text) for cost, text in beam if text)
    return tuple(text for _, text in found[:MOST])


@lru_cache(maxsize=1024)
def _meeting(two: str) -> float:
    """What it costs that these two letters meet, against their meeting by chance; one letter is the first of its word."""
    return _USAGE * prior.meeting(two if len(two) > 1 else "^" + two)
