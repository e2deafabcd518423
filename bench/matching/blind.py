"""The plain way that research measured first: anyascii, consonant skeletons, blind keys of them and of the birth date."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, Final

anyascii: Final[Any] = importlib.import_module("anyascii").anyascii  # in the environment of the benches

CLASSES: Final = str.maketrans("bpvfwckgqxszjdtmnlr", "1111122222222334455", "aeiouyh")
"""Consonants that stand for each other from language to language; vowels, h and y are left out."""
MOST_WORDS: Final = 6
DOCUMENT: Final = 5
"""Letters of the shortest document number of which a letter may be missing."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One record, ready for comparing."""

    words: tuple[str, ...]
    date: str
    sex: str
    nationality: str
    document: str


@lru_cache(maxsize=1 << 20)
def skeleton(word: str) -> str:
    """Return the classes of the consonants of a word, runs of one class once."""
    found = word.translate(CLASSES)
    kept = "".join(letter for at, letter in enumerate(found) if at == 0 or letter != found[at - 1])
    return kept or word[:1]


def plain(row: dict[str, str]) -> Plain:
    """Return a record ready for comparing."""
    written = " ".join((row["given_names"], row["family_names"], row["full_name"]))
    latin = anyascii(written).lower()
    words = "".join(letter if letter.isalnum() else "" if letter in "'`" else " " for letter in latin).split()
    date, document = row["birth_date"], row["document_number"].upper()
    return Plain(tuple(words[:MOST_WORDS]), date, row["sex"], row["nationality"], document)


def keys(found: Plain) -> Iterator[str]:
    """Yield the blind keys: skeletons in pairs, with the year, about the year, with the day; the date; the document."""
    skeletons = sorted({skeleton(word) for word in found.words})
    parts = [part.zfill(2) for part in found.date.split("-")] if found.date else []
    for first, second in combinations(skeletons, 2):
        yield f"SS{first} {second}"
    if len(skeletons) == 1:
        yield f"S1{skeletons[0]}"
    if parts:
        year, day = parts[0], "".join(sorted(parts[1:]))
        for one in skeletons:
            yield f"SY{one} {year}"
            yield from (f"SE{one} {bucket}" for bucket in {(int(year) + shift) // 3 for shift in (-1, 0, 1)} if year.isdigit())
            yield f"SD{one} {day}"
        if day and day != "0101":
            yield f"D{year} {day}"
            yield from (f"P2{word[:2]} {day}" for word in set(found.words))
    yield from numbered(found.document)


def numbered(document: str) -> Iterator[str]:
    """Yield a document number, and the number with each letter left out."""
    if document:
        yield f"N{document}"
    if len(document) >= DOCUMENT:
        yield from (f"N1{document[:at]}{document[at + 1 :]}" for at in range(len(document)))
