"""Who the persons of cases are, for the machine to compare: opened with the keys of the agency that keeps them.

Nothing of it is shown by this module: `alike.py` shows what its reader may read, after the policy and the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from amparo.casework.compartment import compartment_of
from amparo.casework.keys import CaseKeys
from amparo.casework.labels import names_of
from amparo.casework.models import Case
from amparo.casework.store import entries_within
from amparo.casework.wall import everywhere
from amparo.matching.record import Record

_FACTS: Final = ("birth_date", "sex", "nationality")
"""What the vocabulary knows of who somebody is, named as in a record."""


def identities(agency: str, cases: Iterable[str]) -> Mapping[str, Record]:
    """Return who the persons of an agency's cases are, by case, each with the case as its id."""
    with everywhere():
        theirs = Case.objects.filter(id__in=list(cases), agency=agency).values_list("id", flat=True)
        return {case: _record(CaseKeys(case, agency)) for case in theirs}


def _record(keys: CaseKeys) -> Record:
    names = names_of(keys)
    entries = entries_within(keys, {compartment_of(fact) for fact in _FACTS})
    last = {entry.key: entry.table().get("value") for entry in entries if entry.key in _FACTS}
    said = {key: str(value) for key, value in last.items() if value is not None}
    return replace(names, **said)
