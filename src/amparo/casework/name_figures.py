"""The keyed figures by which an agency finds its own cases by names that are merely alike."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from amparo.casework.keys import CaseKeys, rings
from amparo.casework.labels import NAMES, label_of, names_of
from amparo.casework.models import IndexFigure
from amparo.matching.keys import keys
from amparo.matching.person import person_of
from amparo.matching.record import Record
from amparo.matching.skeleton import skeletons
from amparo.sealing.index import bucket, entries, index_key

ALIKE: Final = "alike"
"""The purpose under which the figures stand."""


def searched(text: str) -> str:
    """Return a name as it is searched for: composed alike, without case, without blanks around it."""
    return " ".join(normalize("NFKC", text).casefold().split())


def list_names(keys: CaseKeys) -> None:
    """Let the agency that keeps a case now find it by its names, and no other; a case that nobody finds stays so."""
    rows = IndexFigure.objects.filter(case_id=keys.person)
    if not rows.exists():
        return
    rows.delete()
    texts = {field: searched(text) for field in NAMES if (text := label_of(keys, field)).strip()}
    exact = [(each.purpose, each.bucket) for each in entries(rings().of(keys.agency), texts, chosen_name=False)]
    alike = [(ALIKE, figure) for figure in sorted(name_figures(names_of(keys), keys.agency, asked=False))]
    IndexFigure.objects.bulk_create(
        IndexFigure(case_id=keys.person, agency=keys.agency, purpose=purpose, figure=figure)
        for purpose, figure in (*exact, *alike)
    )


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
