"""What a screening asks: the sheet of few questions first, then the lists of signs by form of exploitation and phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from amparo.casework.compartment import vocabulary
from amparo.desk.library import law_words
from amparo.rules.pack import find_law
from amparo.screening.indicators import ANY_FORM, GRADED, IN_USE, RECRUITMENT, IndicatorSet, load_sets
from amparo.screening.sheet import ScreeningSheet, load_sheet

SHEET: Final = 1
"""The number of the sheet among the lists. Lists have numbers, since their names would say in an address what is feared."""
PHASES: Final = (RECRUITMENT, IN_USE)


@dataclass(frozen=True, slots=True)
class AskedList:
    """One list of questions: its number, its title, the form it is about (nothing: any), and the facts it asks for.

    `group` is the set it is a part of. `phases` says of a fact when such a sign arises, where the set says so.
    """

    number: int
    group: str
    title: str
    form: str
    keys: tuple[str, ...]
    phases: tuple[str, ...] = ()

    def of_phase(self, phase: str) -> tuple[str, ...]:
        """Return the facts of one phase, or all where none is named."""
        if phase not in PHASES or not self.phases:
            return self.keys
        return tuple(key for key, each in zip(self.keys, self.phases, strict=True) if each in ("", phase))


@cache
def sheet() -> ScreeningSheet:
    """Return the sheet that ships with this release."""
    return load_sheet(find_law(), vocabulary())


@cache
def lists() -> tuple[AskedList, ...]:
    """Return every list that can be asked, the sheet first. A graded set is asked one dimension at a time."""
    found = [AskedList(SHEET, "", sheet().title, "", sheet().ask)]
    for each in load_sets(find_law(), vocabulary()).values():
        for title, form, keys, phases in _parts(each) if each.is_filled else ():
            found.append(AskedList(len(found) + 1, each.title, title, form, keys, phases))
    return tuple(found)


def list_of(number: str) -> AskedList:
    """Return a list by its number; of a number that is none, the sheet."""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else SHEET  # noqa: PLR2004 no list has more figures
    return lists()[place - 1] if SHEET <= place <= len(lists()) else lists()[0]


def asked_facts() -> frozenset[str]:
    """Return every fact that some list asks for."""
    return frozenset(key for each in lists() for key in each.keys)


def _parts(each: IndicatorSet) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    facts = [one for one in each.indicators if one.fact is not None]
    if each.how == GRADED:
        for part in each.dimensions:
            keys = tuple(dict.fromkeys(str(one.fact) for one in facts if one.dimension == part.id))
            yield part.title, each.form, keys, ()
        return
    for form in dict.fromkeys(one.form for one in facts):
        mine = {str(one.fact): one.phase for one in facts if one.form == form}
        yield _title(each, form), form, tuple(mine), tuple(mine.values())


def _title(each: IndicatorSet, form: str) -> str:
    return each.title if form in (ANY_FORM, each.form) else law_words().choice("exploitation_form", form)
