"""One piece of evidence: what was seen, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GIVEN: Final = "given"
FAMILY: Final = "family"
NAME: Final = "name"
BIRTH: Final = "birth"
SEX: Final = "sex"
NATIONALITY: Final = "nationality"
PLACE: Final = "place"
DOCUMENT: Final = "document"

OF_NAMES: Final = frozenset((GIVEN, FAMILY, NAME))
"""The kinds that speak of names; a name of which nobody said which part it is, is of the kind `name`."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen of one kind, and its bits: log2 of how likely it is for one person, over how likely for two.

    `scripts` are those of the two words that were compared; empty for all that is no name.
    """

    kind: str
    seen: str
    bits: float
    scripts: tuple[str, ...] = ()
