"""What an old record did not hold, told apart from what was never asked: for the pages of a case that was brought here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of
from amparo.casework.importing.gaps import EMPTY, NO_PLACE, imported_gaps
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts, key_words
from amparo.desk.links import fact_page
from amparo.desk.wording import said_day


@dataclass(frozen=True, slots=True)
class LeftEmpty:
    """When a case was brought, and which facts its old record had a place for and left empty, if they are not known since."""

    on: str
    facts: tuple[tuple[str, str], ...]


def left_empty(sight: Sight, kept: KeptFacts) -> LeftEmpty | None:
    """Return what the old record left empty of what the viewer may read; nothing for a case that began here."""
    gaps = imported_gaps(sight.papers)
    if gaps is None:
        return None
    keys = sorted(key for key in gaps.empty if compartment_of(key) in sight.readable and kept.as_it_stands(key) is None)
    return LeftEmpty(said_day(gaps.on), tuple((key_words(key), fact_page(sight.case, key)) for key in keys))


def old_words(keys: Iterable[str], sight: Sight) -> dict[str, str]:
    """Say of facts that are not known whether the old record left them empty, or had no place for them."""
    gaps = imported_gaps(sight.papers)
    words = {EMPTY: _("Empty in the old record"), NO_PLACE: _("The old record had no place for it: never asked")}
    return {key: words[found] for key in keys if (found := gaps.of(key)) in words} if gaps else {}
