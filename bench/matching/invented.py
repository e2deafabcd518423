"""Invented people: names put together anew from lists, birth dates drawn, and what goes wrong in writing them down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from matching.sources import Names, Pair, Row

TODAY: Final = 2026
SPLIT: Final = 0.85
"""Share of records with given and family names apart; the others have one full name."""
HEAPED, YEAR_ONLY, DATELESS = 0.10, 0.03, 0.02
"""Shares of the people of the register born, as they say, on 1 January; in a year only; and without a date."""
OLD: Final = 0.10
"""Share of the people of the register who are older than 70."""
SHARES: Final = {
    "latin": 0.40,
    "arabic": 0.08,
    "cyrillic": 0.05,
    "han": 0.04,
    "japanese": 0.03,
    "devanagari": 0.05,
    "hangul": 0.03,
    "thai": 0.03,
    "hebrew": 0.01,
}
"""Shares of the register whose names come from the lists of names; the rest is put together from token pairs."""
COUNTRIES: Final = {
    "latin": [
        "NG",
        "GH",
        "CM",
        "SN",
        "PH",
        "VN",
        "ID",
        "RO",
        "AL",
        "HU",
        "PL",
        "TR",
        "BR",
        "CO",
        "VE",
        "DO",
        "FR",
        "DE",
        "GB",
        "US",
        "IT",
        "ES",
        "KE",
        "UG",
        "TZ",
        "ML",
        "CI",
    ],
    "arabic": ["IQ", "SY", "AF", "IR", "SD", "EG", "LY", "TN", "DZ", "MA", "YE", "SO", "PK"],
    "cyrillic": ["UA", "RU", "BG", "BY", "RS", "MK", "KZ", "KG", "TJ"],
    "han": ["CN", "CN", "CN", "TW", "HK", "SG", "MY"],
    "japanese": ["JP"],
    "kana": ["JP"],
    "devanagari": ["IN", "IN", "NP"],
    "hangul": ["KR", "KP"],
    "thai": ["TH"],
    "hebrew": ["IL"],
}
PARTED: Final = {"han": "·", "kana": "・"}
"""What stands between the tokens of a foreign name."""
UNPARTED: Final = frozenset({"han", "japanese", "hangul"})
"""Scripts in which a native full name is the family name and the given name without a blank."""


def born(random: Random) -> str:
    """Draw a whole birth date: nine in ten are 14 to 70 years old, most of them young."""
    age = random.uniform(70, 121) if random.random() < OLD else random.triangular(14, 70, 24)
    return dated(random, TODAY - int(age))


def dated(random: Random, year: int) -> str:
    """Draw a day of a year."""
    return f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def recorded(random: Random) -> str:
    """Draw a birth date as a register has it: whole, heaped on 1 January, a year, or none."""
    date, chance = born(random), random.random()
    for share, written in ((HEAPED, date[:4] + "-01-01"), (YEAR_ONLY, date[:4]), (DATELESS, "")):
        if chance < share:
            return written
        chance -= share
    return date


def noised(random: Random, date: str) -> str:
    """Return a birth date as it is told elsewhere: shares in `_NOISES`."""
    chance = random.random()
    for share, changed in _NOISES:
        if chance < share:
            return changed(random, date)
        chance -= share
    return date


def _estimated(random: Random, date: str) -> str:
    return f"{int(date[:4]) + random.randint(-2, 2)}-01-01"


def _swapped(_: Random, date: str) -> str:
    year, month, day = date.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-{month}-{day}"  # noqa: PLR2004 - months of a year


def _wrong_day(random: Random, date: str) -> str:
    wrong = random.choice([day for day in range(1, 29) if day != int(date[8:])])
    return f"{date[:8]}{wrong:02}"


_NOISES: Final[tuple[tuple[float, Callable[[Random, str], str]], ...]] = (
    (0.15, lambda _, date: date[:4]),
    (0.10, _estimated),
    (0.05, _swapped),
    (0.03, lambda _, __: ""),
    (0.03, _wrong_day),
)


def told(random: Random, row: Row) -> Row:
    """Return a row with its traits as told elsewhere: some left out, a few wrong, and the date noised."""
    sex = "" if random.random() < 0.05 else row.sex  # noqa: PLR2004 - shares, as the README has them
    if sex and random.random() < 0.01:  # noqa: PLR2004 - as above
        sex = {"F": "M", "M": "F"}[sex]
    country = "" if random.random() < 0.08 else row.nationality  # noqa: PLR2004 - as above
    if country and random.random() < 0.04:  # noqa: PLR2004 - as above
        country = random.choice([other for other in COUNTRIES["latin"] if other != country])
    return replace(row, sex=sex, nationality=country, birth_date=noised(random, row.birth_date))


def native(random: Random, script: str, names: Names) -> Row:
    """Draw a person of a script from a list of names, born on a whole date."""
    given, family = random.choice(names.given), random.choice(names.family)
    sex = "F" if given in names.women else "M"
    joined = f"{family}{given}" if script in UNPARTED else f"{given} {family}"
    return named(random, (given, family, joined), script, sex)


def composed(random: Random, script: str, given: Pair, family: Pair) -> tuple[Row, Row]:
    """Return one person, born on a whole date, written in Latin and in another script."""
    sex, between = random.choice("FM"), PARTED.get(script, " ")
    latin = given.latin.title(), family.latin.title(), f"{given.latin} {family.latin}".title()
    first = named(random, latin, script, sex)
    second = named(random, (given.native, family.native, f"{given.native}{between}{family.native}"), script, sex)
    return first, replace(second, birth_date=first.birth_date, nationality=first.nationality)


def named(random: Random, names: tuple[str, str, str], script: str, sex: str) -> Row:
    """Return a person with given and family names apart, or with a full name only."""
    country, date = random.choice(COUNTRIES[script]), born(random)
    if random.random() < SPLIT:
        return Row(given_names=names[0], family_names=names[1], birth_date=date, sex=sex, nationality=country)
    return Row(full_name=names[2], birth_date=date, sex=sex, nationality=country)


def two(random: Random, pairs: Sequence[Pair]) -> tuple[Pair, Pair]:
    """Draw two different pairs."""
    first, second = random.sample(pairs, 2)
    return first, second
