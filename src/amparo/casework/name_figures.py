"""The keyed figures by which an agency finds its own cases by names that are merely alike."""

from __future__ import annotations

from typing import Final

from amparo.casework.keys import rings
from amparo.matching.keys import keys
from amparo.matching.person import person_of
from amparo.matching.record import Record
from amparo.matching.skeleton import skeletons
from amparo.sealing.index import bucket, index_key

ALIKE: Final = "alike"
"""The purpose under which the figures stand."""


def name_figures(record: Record, agency: str, *, asked: bool) -> frozenset[int]:
    """Return the figures of a record's names, under which it is kept or `asked` for; its date of birth has no part in them.

    A date that is stated, corrected or disputed later so finds the same cases. An agency has some thousands of cases and no
    million: each word by itself finds some to compare, also where another is written quite otherwise.
    """
    names = Record(given_names=record.given_names, family_names=record.family_names, full_name=record.full_name)
    key = index_key(rings().of(agency), ALIKE)
    person = person_of(names)
    texts = [*keys(person, asked=asked), *(f"word {each}" for word in person.words for each in skeletons(word))]
    return frozenset(bucket(text.casefold(), key) for text in texts)
