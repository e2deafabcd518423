"""One row about one person as it was written down somewhere: text only, nothing worked out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One person as written, in any script; an empty text is not known.

    Either `given_names` and `family_names`, or `full_name` in the order in which it was written. Both may be there: the whole
    name then counts as well where it has words that the parts lack, as in another script.
    """

    id: str = ""
    given_names: str = ""
    family_names: str = ""
    full_name: str = ""
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    place: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What of a row could not be used: the field, and a sentence without personal data; the rest of the row is used."""

    field: str
    sentence: str
