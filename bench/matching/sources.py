"""The public lists that the benches draw on, read from folders that are given; none of them is in the project."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

LANGUAGES: Final = {
    "russian": "cyrillic",
    "arabic": "arabic",
    "hebrew": "hebrew",
    "chinese": "han",
    "japanese": "kana",
    "katakana": "kana",
    "korean": "hangul",
}
"""Files of token pairs, and the script of their second column."""

LFS: Final = b"version https://git-lfs"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a matching file, in the columns of the contract."""

    id: str = ""
    given_names: str = ""
    family_names: str = ""
    full_name: str = ""
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    document_number: str = ""


COLUMNS: Final = tuple(Row.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Pair:
    """A name token in Latin and in another script, and how often the pair was seen."""

    latin: str
    native: str
    count: int


def is_held_out(latin: str) -> bool:
    """Return whether a Latin token with all its pairs belongs to the fifth that nothing was learnt from."""
    return blake2b(latin.encode()).digest()[0] % 5 == 0


def pairs(folder: Path, language: str) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs that are held out, and the others, as they stand in the file."""
    out, others = list[Pair](), list[Pair]()
    with (folder / f"train_{language}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            latin, native, count = line.rstrip("\n").split("\t")
            pair = Pair(latin, native.replace(" ", ""), int(count))
            (out if is_held_out(latin) else others).append(pair)
    return out, others


def table(path: Path) -> Iterator[dict[str, str]]:
    """Return the rows of a CSV file; a pointer to a file kept elsewhere is told."""
    with path.open("rb") as head:
        if head.read(len(LFS)) == LFS:
            raise SystemExit(f"{path.name} is only a git-lfs pointer: get the file itself")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, skipinitialspace=True)


def febrl(path: Path) -> dict[str, Row]:
    """Return one side of FEBRL4 by the number that both sides share."""
    return {
        row["rec_id"].split("-")[1]: Row(
            given_names=row["given_name"].strip(),
            family_names=row["surname"].strip(),
            birth_date=dashed(row["date_of_birth"].strip()),
            document_number=row["soc_sec_id"].strip(),
        )
        for row in table(path)
    }


def dashed(date: str) -> str:
    """Return eight digits as year, month and day, right or wrong as they are."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == len("YYYYMMDD") else date


def listed(path: Path) -> list[Row]:
    """Return the rows of the UN list, treated or not; the two files go row by row."""
    return [
        Row(full_name=row["full_name"], birth_date=row["date_of_birth"], nationality=row["nationality"].upper())
        for row in table(path)
    ]


@dataclass(frozen=True, slots=True)
class Names:
    """Given and family names of one script."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    women: frozenset[str]
    """Given names that women mostly bear in the list."""


def populations(paths: list[Path]) -> dict[str, Names]:
    """Return the names of the invented people by script, each as often as it stands in the lists."""
    given, family = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    balance = defaultdict[str, int](int)
    for path in paths:
        for row in table(path):
            script = pool_of(row)
            given[script].append(row["first_name"])
            family[script].append(row["last_name"])
            balance[row["first_name"]] += 1 if row["gender"] == "female" else -1
    women = frozenset(name for name, found in balance.items() if found > 0)
    return {script: Names(tuple(given[script]), tuple(family[script]), women) for script in sorted(given)}


def pool_of(row: dict[str, str]) -> str:
    """Return the script of a row; a Chinese family name has one character, and a longer one is Japanese."""
    script = script_of(row["full_name"])
    return "japanese" if script == "kana" or (script == "han" and len(row["last_name"]) > 1) else script


def script_of(name: str) -> str:
    """Return the script of the first letter; where kana and Chinese characters stand together it is Japanese."""
    found = {blocked(letter) for letter in name if letter.isalpha()}
    return "kana" if "kana" in found else min(found or {"latin"})


def blocked(letter: str) -> str:
    """Return the script of one letter."""
    return next((name for last, name in _BLOCKS if ord(letter) <= last), "other")


_BLOCKS: Final = (
    (0x24F, "latin"),
    (0x36F, "other"),
    (0x3FF, "greek"),
    (0x52F, "cyrillic"),
    (0x58F, "other"),
    (0x5FF, "hebrew"),
    (0x6FF, "arabic"),
    (0x74F, "other"),
    (0x77F, "arabic"),
    (0x8FF, "other"),
    (0x97F, "devanagari"),
    (0xDFF, "other"),
    (0xE7F, "thai"),
    (0x1DFF, "other"),
    (0x1EFF, "latin"),
    (0x303F, "other"),
    (0x30FF, "kana"),
    (0x33FF, "other"),
    (0x9FFF, "han"),
    (0xABFF, "other"),
    (0xD7AF, "hangul"),
    (0xFFFF, "other"),
)
