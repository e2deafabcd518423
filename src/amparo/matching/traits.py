"""Sex, nationality and place: brought to one form, and what they say for or against one person, in bits."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from math import log2
from pathlib import Path
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

_TABLE: Final = Path(__file__).parent / "tables" / "countries.tsv"

FEMALE: Final = "f"
MALE: Final = "m"
OTHER: Final = "x"

_SEXES: Final = {
    FEMALE: "f female w woman girl fem femme femenino feminino femminile mujer mulher donna weiblich frau fille k kadın "
    "kobieta femei feminin ж жен женский женщина жінка жіноча أنثى انثى امرأة بنت زن مونث ሴት 女 女性 여 여성 หญิง nu gore "
    "dumar ke mwanamke 2",
    MALE: "m male man boy masc masculin masculino maschile homme hombre homem uomo mannlich mann garcon erkek mezczyzna barbat "
    "м муж мужской мужчина чоловік чоловіча ذكر رجل ولد مرد مذكر ወንድ 男 男性 남 남성 ชาย nam lab mwanamume 1",
    OTHER: "x other diverse divers d nonbinary intersex",
}

SEX_SAME: Final = log2(0.97 / 0.5)
SEX_DIFFERENT: Final = log2(0.03 / 0.5)
"""One in some thirty is written down wrong: on forms in a hurry, and of names of another language."""

USUAL_SHARE: Final = 0.2
"""How often two strangers on a register share a nationality where nobody says: registers are of few countries."""
_NATIONALITY_KEPT: Final = 0.9
_NATIONALITY_DIFFERENT: Final = -2.0
"""Two passports, a country that fell apart, the country one came from last: a nationality is often another."""
_NATIONALITY_MOST: Final = 3.0
"""Names of one country go with its nationality: a rare one has mostly been counted by its names already."""

PLACE_SAME: Final = 2.5
PLACE_ALIKE: Final = 1.5
PLACE_DIFFERENT: Final = -0.5
"""People move, and a place is a village, its district or the camp."""
_ALIKE: Final = 85

UNKNOWN_SEX: Final = "the sex is written in a word that is not known"
UNKNOWN_COUNTRY: Final = "the nationality is no code or name of a country that is known"
LONGEST: Final = 100


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Return words without case, marks and signs, for looking them up: `Côte d'Ivoire` as `cote d ivoire`."""
    apart = unicodedata.normalize("NFKD", text[:LONGEST].replace("’", "'")).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    kept = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in bare)
    return " ".join(unicodedata.normalize("NFKC", kept).split())


@cache
def _sexes() -> dict[str, str]:
    return {plain(word): sex for sex, words in _SEXES.items() for word in words.split()}


@cache
def _countries() -> dict[str, str]:
    """Codes of two and three letters and names of countries, as two letters (ISO 3166-1; names: Unicode CLDR)."""
    found: dict[str, str] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        code, longer, names = line.split("\t")
        words = [code.casefold(), *longer.casefold().split("+"), *names.split("|")]
        found.update((word, code) for word in words if word)
    return found


def sex_of(text: str) -> tuple[str, str]:
    """Return `f`, `m`, `x` or nothing, and in words if what is written is not understood."""
    word = plain(text)
    sex = _sexes().get(word, "")
    return sex, UNKNOWN_SEX if word and not sex and word not in _UNSAID else ""


def nationality_of(text: str) -> tuple[str, str]:
    """Return the two letters of a country from its code, name or people in many languages, and in words if it is unknown."""
    word = plain(text)
    code = _countries().get(word, "") or _countries().get(word.removeprefix("the ").removesuffix(" national"), "")
    return code, UNKNOWN_COUNTRY if word and not code and word not in _UNSAID else ""


_UNSAID: Final = frozenset(("unknown", "not known", "none", "n a", "na", "u", "0", "9", "stateless", "xxa", "xxx", "unk"))


def place_of(text: str) -> str:
    """Return a place in plain words."""
    word = plain(text)
    return "" if word in _UNSAID else word


def sex_evidence(mine: str, theirs: str) -> tuple[str, float]:
    """Return `same` or `different` and its bits; nothing where one is not known, or is neither female nor male."""
    if not mine or not theirs or OTHER in (mine, theirs):
        return "", 0.0
    return ("same", SEX_SAME) if mine == theirs else ("different", SEX_DIFFERENT)


def nationality_evidence(mine: str, theirs: str, share: float = USUAL_SHARE) -> tuple[str, float]:
    """Return `same` or `different` and its bits; `share` is the part of the register that has the nationality asked for."""
    if not mine or not theirs:
        return "", 0.0
    if mine != theirs:
        return "different", _NATIONALITY_DIFFERENT
    return "same", min(max(log2(_NATIONALITY_KEPT / max(share, 1e-9)), 0.0), _NATIONALITY_MOST)


def place_evidence(mine: str, theirs: str) -> tuple[str, float]:
    """Return `same`, `alike` or `different` and its bits; nothing where one is not known, or they are of different scripts."""
    if not mine or not theirs or mine.isascii() != theirs.isascii():
        return "", 0.0
    if mine == theirs:
        return "same", PLACE_SAME
    if token_set_ratio(mine, theirs) >= _ALIKE:
        return "alike", PLACE_ALIKE
    return "different", PLACE_DIFFERENT
