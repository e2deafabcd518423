"""Scripts of South and South-East Asia, in which a consonant brings a vowel of its own unless something takes it away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from amparo.matching.fold import folded
from amparo.matching.script import letter_script
from amparo.matching.text import normalise

BURMESE: Final = "burmese"
THAI: Final = "thai"
LAO: Final = "lao"
ABUGIDAS: Final = frozenset(
    {BURMESE, THAI, LAO, "devanagari", "bengali", "gurmukhi", "gujarati", "oriya", "tamil", "telugu", "kannada", "malayalam"}
    | {"sinhala", "khmer"}
)
"""Scripts that this module reads."""

# Burmese letters and rhymes as names are spelt in Myanmar (usage; no standard is followed by people)
_RHYMES: Final = {
    "ောင်": "aung", "ေါင်": "aung", "ိုင်": "aing", "ိုက်": "aik", "ောက်": "auk", "င်": "in",
    "င့်": "int", "န်": "an", "န့်": "ant", "က်": "et",
    "တ်": "at", "ပ်": "at", "စ်": "it", "ည်": "i", "ဉ်": "in", "မ်": "an", "ိန်": "ein", "ိမ်": "ein",
    "ိတ်": "eik", "ိပ်": "eik", "ုန်": "on",
    "ုမ်": "on", "ုတ်": "ok", "ုပ်": "ok", "ွန်": "un", "ွမ်": "un", "ွတ်": "ut", "ယ်": "e",
    "ို": "o", "ော်": "aw", "ေါ်": "aw", "ော": "aw",
    "ေါ": "aw", "ေ": "ay", "ဲ": "e", "ံ": "an", "ုံ": "on", "ာ": "a", "ါ": "a", "ိ": "i", "ီ": "i",
    "ု": "u", "ူ": "u", "ျ": "y", "ြ": "y",
    "ွ": "w", "ှ": "h", "း": "", "့": "", "်": "", "အ": "", "ဦ": "u", "ဥ": "u", "ဧ": "ay", "ရ": "y",
    "သ": "th", "ဝ": "w", "စ": "s", "ဆ": "s",
    "ဇ": "z", "ဈ": "z", "ည": "ny", "ဌ": "ht", "ထ": "ht", "ဖ": "ph",
}  # fmt: skip
_CUT_BURMESE: Final = re.compile("|".join(sorted(_RHYMES, key=len, reverse=True)) + "|.")
_SILENCED: Final = re.compile("[ก-ฮ][ิุ]?์|[ກ-ຮ]໌")
_WRITTEN_BEFORE: Final = re.compile("([เแโใไເແໂໃໄ])([ก-ฮກ-ຮ])")
_TONES: Final = frozenset("่้๊๋็່້໊໋")
_MEDIALS: Final = frozenset("ျြွှ")  # Burmese signs that follow a consonant, before its vowel
_VOWELS: Final = "aeiouy"
_KEEP_THE_LAST: Final = frozenset({BURMESE, "tamil", "telugu", "kannada", "malayalam", "sinhala", "khmer"})
_OTHER_VOWELS: Final = {
    "a": ("aa", "e", "o", "u"), "i": ("ee", "e", "y"), "u": ("oo", "o", "ou"), "e": ("i", "ay", "a"), "o": ("u", "au", "aw"),
    "ai": ("ay", "y", "e"), "ue": ("u", "eu", "e"), "ae": ("a", "e"), "aa": ("a",), "ii": ("i",), "uu": ("u",), "aw": ("o",),
}  # fmt: skip


def abugida_units(word: str, script: str) -> tuple[str, ...]:
    """Return the letters in the order in which they are spoken, silent ones and tones left out; Burmese rhymes whole."""
    if script == BURMESE:
        return tuple(_CUT_BURMESE.findall(word))
    if script in {THAI, LAO}:
        word = _WRITTEN_BEFORE.sub(r"\2\1", _SILENCED.sub("", word))
        return tuple(letter for letter in word if letter not in _TONES)
    return tuple(word)


@lru_cache(maxsize=4096)
def sound(unit: str) -> str:
    """Return the Latin letters of one unit, without the vowel that it may bring."""
    found = _RHYMES.get(unit)
    return folded(normalise(anyascii(unit))) if found is None else found


def _is_consonant(unit: str) -> bool:
    """Say whether a unit is a single consonant; a rhyme of several letters brings its own vowel."""
    return len(unit) == 1 and unicodedata.category(unit) == "Lo" and sound(unit)[-1:] not in _VOWELS


def spelt_abugida(word: str, script: str) -> str:
    """Return a word with the vowels that its consonants bring: before another consonant, and at the end where it is spoken."""
    found = abugida_units(word, script)
    letters = []
    closed = False  # whether a consonant closes the syllable of the vowel just brought, as in Thai `som`
    for place, unit in enumerate(found):
        letters.append(sound(unit))
        after = found[place + 1] if place + 1 < len(found) else ""
        if closed or not (_is_consonant(unit) or unit in _MEDIALS):
            closed = False
        elif not after:
            letters.append("a" if script in _KEEP_THE_LAST else "")
        elif _is_consonant(after):
            closed = script in {THAI, LAO} and (place + 2 == len(found) or _is_consonant(found[place + 2]))
            letters.append("o" if closed else "a")
    return "".join(letters)


def guessed_abugida(unit: str) -> dict[str, float]:
    """Return the chances of what a unit stands for: a consonant with a vowel or without, a vowel in its usual spellings."""
    letters = sound(unit)
    if not letters:
        return {"": 0.8, "a": 0.15}
    if _is_consonant(unit):
        return {letters: 0.4, letters + "a": 0.35, letters + "o": 0.05, letters + "e": 0.03, "": 0.02}
    others = _OTHER_VOWELS.get(letters, ())
    return {letters: 0.6, "": 0.06} | dict.fromkeys(others, 0.25 / max(1, len(others)))


def is_abugida(unit: str) -> bool:
    """Say whether a unit is of a script that this module reads."""
    return letter_script(unit[0]) in ABUGIDAS
