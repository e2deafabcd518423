"""Latin spellings of names in other scripts, and how probable each is."""

from __future__ import annotations

from functools import lru_cache

from amparo.matching.fold import folded, sounded
from amparo.matching.romanise.best import MOST, spellings
from amparo.matching.romanise.rules import spelt_by_rule
from amparo.matching.romanise.table import table
from amparo.matching.script import LATIN


@lru_cache(maxsize=65536)
def romanise(written: str, script: str) -> tuple[str, ...]:
    """Return up to four Latin spellings (a to z) of a word that is normalised, the likeliest first.

    A Latin word gives its folded form and at most one by its sound. Empty only where nothing of the word has a sound.
    """
    if script == LATIN:
        found: tuple[str, ...] = (folded(written), sounded(written))
    elif table(script):
        found = (*spellings(written, script), spelt_by_rule(written, script))
    else:
        found = (spelt_by_rule(written, script), *spellings(written, script))
    return tuple(dict.fromkeys(each for each in found if each))[:MOST]
