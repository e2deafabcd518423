"""What a case is called, and the names of its person: each a sealed label, a version at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.casework.keys import CaseKeys
from amparo.casework.models import Label
from amparo.matching.record import Record
from amparo.sealing.value import Place, sealed_by

CALLED: Final = "called"
"""The label under which a case appears on pages: a safe name that the person chose, or nothing."""
NAMES: Final = ("given_names", "family_name", "full_name")
"""The labels by which a case can be found, where the person agrees to that."""


def label_place(row: Label) -> Place:
    """Return where a label is sealed."""
    return Place("label", row.id, row.field, row.version)


def label_of(keys: CaseKeys, field: str) -> str:
    """Return what stands in a field of a case now, if the keys open it."""
    row = Label.objects.filter(case_id=keys.person, field=field).order_by("-version").first()
    return _opened(row, keys) if row is not None else ""


def _opened(row: Label, keys: CaseKeys) -> str:
    data = bytes(row.sealed)
    data_key = sealed_by(data)
    return keys.opened(data, label_place(row), data_key).decode() if keys.holds(data_key) else ""


def called_of_many(keys: Mapping[str, CaseKeys]) -> Mapping[str, str]:
    """Return what each of many cases is called now, as far as the keys beside it open that; an empty name where nothing is."""
    rows = Label.objects.filter(case_id__in=keys, field=CALLED).order_by("version")
    newest = {row.case_id: row for row in rows}
    return {case: _opened(newest[case], at_hand) if case in newest else "" for case, at_hand in keys.items()}


def names_of(keys: CaseKeys) -> Record:
    """Return the names under which a person is known, with their case as its id."""
    given, family, full = (label_of(keys, field) for field in NAMES)
    return Record(id=keys.person, given_names=given, family_names=family, full_name=full)
